"""The local zone knows its summer time, and far dates do not upset it."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from kraken_tui.forms.clock import LocalZone, local_now
from kraken_tui.forms.moments import read_datetime


@pytest.fixture
def berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Put the machine into a zone with summer time."""
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("berlin")
def test_a_summer_time_typed_in_winter_has_the_summers_offset() -> None:
    now = datetime(2025, 11, 21, 12, 0, tzinfo=UTC).astimezone(LocalZone())
    assert now.isoformat() == "2025-11-21T13:00:00+01:00"
    july = read_datetime("2026-07-01 09:00", now=now)
    assert july.isoformat() == "2026-07-01T09:00:00+02:00"


@pytest.mark.usefixtures("berlin")
def test_hours_are_counted_across_the_change() -> None:
    eve = datetime(2026, 3, 29, 0, 30, tzinfo=UTC).astimezone(LocalZone())
    assert read_datetime("+1h", now=eve).isoformat() == "2026-03-29T03:30:00+02:00"


@pytest.mark.usefixtures("berlin")
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_are_moments_too(day: str) -> None:
    now = datetime(2025, 11, 21, 12, 0, tzinfo=UTC).astimezone(LocalZone())
    assert read_datetime(f"{day} 12:00", now=now).isoformat().startswith(f"{day}T12:00:00")


def test_local_now_is_now_and_aware() -> None:
    assert abs(local_now() - datetime.now(UTC)) < timedelta(minutes=1)
