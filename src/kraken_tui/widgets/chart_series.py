"""What a chart shows: named series of values over days, moments or categories."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from kraken_tui.formats import Formats, Number

Place = date | datetime | str
"""Where a value stands: on a day, at a moment, or in a category."""
Write = Callable[[Any], str]
"""Writes a value of a series, or a round one among them."""

TOO_LARGE = 1e100
"""No tenant counts so far; it is some other program's way to say that it does not know."""


@dataclass(frozen=True, slots=True)
class Series:
    """A name, and points; days and moments in any order, None leaves a gap."""

    name: str
    points: Sequence[tuple[Place, Number | None]]

    @property
    def known(self) -> list[tuple[Place, Number]]:
        """The points that have a value."""
        return [
            (place, value) for place, value in self.points if value is not None and is_known(value)
        ]


def in_order(series: Series, formats: Formats) -> Series:
    """Return a series from its first day to its last; categories stay as they are."""
    if any(isinstance(place, str) for place, _ in series.points):
        return series
    ordered = sorted(series.points, key=lambda point: position(point[0], formats))
    return Series(series.name, tuple(ordered))


def is_known(value: Number | None) -> bool:
    """Tell whether a value is a number that has a place on a scale."""
    if value is None or (isinstance(value, Decimal) and not value.is_finite()):
        return False
    return -TOO_LARGE < value < TOO_LARGE


def places(series: Sequence[Series]) -> list[Place]:
    """Return every place of a value once, in order of appearance."""
    return list(dict.fromkeys(place for each in series for place, _ in each.points))


def are_named(series: Sequence[Series]) -> bool:
    """Tell whether the values stand in categories."""
    return any(isinstance(place, str) for place in places(series))


def position(place: Place, formats: Formats) -> float:
    """Return where a day or moment stands on the line of days, as clocks show it."""
    if isinstance(place, datetime):
        local = formats.local(place)
        assert isinstance(local, datetime)
        return (local.replace(tzinfo=None) - datetime.min) / timedelta(days=1)  # noqa: DTZ901
    assert isinstance(place, date)
    return float(place.toordinal() - 1)


def moment_at(days: float) -> datetime:
    """Return the minute at a place on the line of days, without a zone."""
    return datetime.min + timedelta(minutes=round(days * 24 * 60))  # noqa: DTZ901
