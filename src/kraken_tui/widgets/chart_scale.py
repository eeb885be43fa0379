"""Scales of a chart: round numbers for its height, days and categories for its width."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from rich.cells import cell_len

from kraken_tui.formats import Formats
from kraken_tui.widgets.cells import clip
from kraken_tui.widgets.chart_series import moment_at

GAP = 2
LEAST_LABEL = 8
TOO_CLOSE = 1e-12
"""Numbers that differ by a smaller part of themselves are one on any scale."""
TOO_SMALL = 1e-12
"""Smaller numbers are nought on any scale."""
LONGEST_LABEL = 14


@dataclass(frozen=True, slots=True)
class Scale:
    """Round numbers that enclose all values, lowest first."""

    ticks: tuple[float, ...]

    @property
    def low(self) -> float:
        """The number at the foot of the chart."""
        return self.ticks[0]

    @property
    def high(self) -> float:
        """The number at its top."""
        return self.ticks[-1]

    def row(self, value: float, height: int) -> int:
        """Return the line, from the top, on which a value stands."""
        # Halves count from the foot, and up, as they do for the plotting library.
        part = (value - self.low) / (self.high - self.low)
        return height - 1 - math.floor(part * (height - 1) + 0.5)


def round_scale(low: float, high: float, *, most: int, whole: bool) -> Scale:
    """Return a scale of at most so many ticks, nought among them if values lie on both sides.

    `whole` keeps fractions off it.
    """
    largest = max(abs(low), abs(high))
    if high - low <= largest * TOO_CLOSE:
        low, high = min(low, 0.0), max(high, 0.0)
    if largest < TOO_SMALL:
        low, high = 0.0, 1.0
    most = max(most, 3 if low < 0 < high else 2)
    step = _step((high - low) / (most - 1), whole=whole)
    while True:
        first, last = math.floor(low / step), math.ceil(high / step)
        if last - first < most:
            return Scale(tuple(index * step for index in range(first, max(last, first + 1) + 1)))
        step = _step(step * 1.01, whole=whole)


def _step(least: float, *, whole: bool) -> float:
    """Return the next of ..., 0.5, 1, 2, 2.5, 5, 10, ... that is not less."""
    size = 10.0 ** math.floor(math.log10(least))
    for factor in (1, 2, 2.5, 5, 10):
        step = factor * size
        if step >= least and not (whole and step % 1):
            return step
    return max(1.0, size * 10)


def day_labels(low: float, high: float, formats: Formats, *, days: bool) -> Callable[[float], str]:
    """Return what writes a place on the line of days as briefly as the span allows.

    With `days` no time of day is told.
    """
    span = high - low
    write: Callable[[datetime], str] = formats.day if days else formats.time
    if span > 365 * 4:
        write = _year
    elif span > 75:
        write = formats.month
    elif span > 3 or (days and span):
        write = formats.day_of_year
    elif span > 1:
        return lambda place: _day_and_time(moment_at(place), formats)
    return lambda place: write(moment_at(place))


def _day_and_time(value: datetime, formats: Formats) -> str:
    return f"{formats.day_of_year(value)} {formats.time(value)}"


def _year(value: datetime) -> str:
    return str(value.year)


def spread_labels(low: float, high: float, *, width: int, write: Callable[[float], str]) -> str:
    """Write a line of labels over a span, the first and the last at its edges."""
    first, last = write(low), write(high)
    if first == last:
        return clip(first, width)
    longest = max(cell_len(first), cell_len(last))
    count = max(2, min(6, (width + 3 * GAP) // (longest + 3 * GAP)))
    line = _Line(width)
    line.put(first, 0)
    line.put(last, width - cell_len(last))
    for index in range(1, count - 1):
        label = write(low + (high - low) * index / (count - 1))
        line.put(label, round((width - 1) * index / (count - 1)) - cell_len(label) // 2)
    return line.text


def slot_labels(labels: Sequence[str], *, slot: int, width: int) -> str:
    """Write a line of labels below equal slots, leaving out what does not fit.

    In broad slots they stand in the middle, over narrow ones they begin where the slot does.
    """
    cut = [clip(label, slot - 1 if slot > LEAST_LABEL else LONGEST_LABEL) for label in labels]
    every = math.ceil((max(map(cell_len, cut)) + 1) / slot)
    line = _Line(width)
    for index in range(0, len(cut), every):
        length = cell_len(cut[index])
        start = index * slot + max(0, (slot - 1 - length) // 2)
        line.put(cut[index], max(0, min(start, width - length)))
    return line.text


class _Line:
    """A line on which labels are put where they touch no other."""

    def __init__(self, width: int) -> None:
        self._free = [True] * width
        self._labels: list[tuple[int, str]] = []

    def put(self, label: str, start: int) -> None:
        """Put a label at a column, unless there is no room or it has been put already."""
        end = start + cell_len(label)
        room = self._free[max(0, start - GAP // 2) : end + GAP // 2]
        if start < 0 or end > len(self._free) or not all(room) or not label.strip():
            return
        if label not in (known for _, known in self._labels):
            self._free[start:end] = [False] * (end - start)
            self._labels.append((start, label))

    @property
    def text(self) -> str:
        """The line."""
        text = ""
        for start, label in sorted(self._labels):
            text += " " * (start - cell_len(text)) + label
        return text
