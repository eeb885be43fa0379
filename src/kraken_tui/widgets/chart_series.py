"""What a chart shows: named series of values over days, moments or categories."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from kraken_tui.formats import Formats, Number

Place = date | datetime | str
"""Where a value stands: on a day, at a moment, or in a category."""
Write = Callable[[Any], str]
"""Writes a value of a series, or a round one among them."""


@dataclass(frozen=True, slots=True)
class Series:
    """A name, and points in the order in which they are drawn; None leaves a gap."""

    name: str
    points: Sequence[tuple[Place, Number | None]]

    @property
    def known(self) -> list[tuple[Place, Number]]:
        """The points that have a value."""
        return [
            (place, value) for place, value in self.points if value is not None and is_known(value)
        ]


def is_known(value: Number | None) -> bool:
    """Tell whether a value is a number that has a place on a scale."""
    return value is not None and math.isfinite(value)


def places(series: Sequence[Series]) -> Iterator[Place]:
    """Give every place of a value once, in order of appearance."""
    yield from dict.fromkeys(place for each in series for place, _ in each.points)


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
