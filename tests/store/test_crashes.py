"""A crash is written down with where it came from, and without anyone's data."""

import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kraken_tui.store.crashes import write_crash

AT = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)


def crash(message: str) -> Exception:
    def fail() -> None:
        try:
            raise LookupError(message)
        except LookupError as error:
            raise ValueError("while looking") from error

    with pytest.raises(ValueError, match="while looking") as raised:
        fail()
    return raised.value


def test_it_tells_where_and_through_what(tmp_path: Path) -> None:
    path = write_crash(tmp_path / "state", crash("nothing there"), at=AT)
    text = path.read_text("utf-8")
    assert "ValueError: while looking" in text
    assert "LookupError: nothing there" in text
    assert f'File "{__file__}"' in text
    assert "in fail" in text


def test_it_keeps_no_data(tmp_path: Path) -> None:
    message = (
        "'Ada King' of \"1 High Street\" A-1234ABCD ada@example.com +44123456 "
        "sk_live_abc eyJhbGciOiJI.eyJzdWIiOiIx.c2ln thisisaverylongsecretwithoutdigits"
    )
    text = write_crash(tmp_path, crash(message), at=AT).read_text("utf-8")
    line = next(line for line in text.splitlines() if line.startswith("LookupError"))
    assert line.removeprefix("LookupError: ").replace("(hidden)", "").split() == ["of"]


def test_it_is_for_its_owner_only(tmp_path: Path) -> None:
    path = write_crash(tmp_path, crash(""), at=AT)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_two_crashes_are_two_files(tmp_path: Path) -> None:
    later = AT.replace(microsecond=1)
    assert write_crash(tmp_path, crash(""), at=AT) != write_crash(tmp_path, crash(""), at=later)


def test_a_ring_of_causes_ends(tmp_path: Path) -> None:
    first, second = KeyError(), IndexError()
    first.__cause__, second.__cause__ = second, first
    text = write_crash(tmp_path, first, at=AT).read_text("utf-8")
    assert text.count("KeyError") == 1


@given(message=st.text())
def test_any_message_can_be_written(tmp_path_factory: pytest.TempPathFactory, message: str) -> None:
    path = write_crash(tmp_path_factory.mktemp("crash"), crash(message), at=AT)
    assert "ValueError: while looking" in path.read_text("utf-8")
