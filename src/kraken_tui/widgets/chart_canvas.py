"""The canvas of a chart: series become lines or bars, places become labels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, pairwise

from kraken_tui.formats import Formats
from kraken_tui.widgets.chart_plot import Stroke, plot_bars, plot_lines
from kraken_tui.widgets.chart_scale import day_labels, slot_labels, spread_labels
from kraken_tui.widgets.chart_series import Place, Series, are_named, is_known, places, position

Range = tuple[float, float]
Size = tuple[int, int]

LEAST_BAR = 2


@dataclass(frozen=True, slots=True)
class Canvas:
    """The lines of a plot, all of one width, and the labels of what is below."""

    lines: list[str]
    labels: str


def bars_fit(series: Sequence[Series], *, columns: int) -> bool:
    """Tell whether there is room for a bar for each value."""
    return len(places(series)) * LEAST_BAR * len(series) <= columns


def draw_bars(series: Sequence[Series], *, up: Range, size: Size, formats: Formats) -> Canvas:
    """Draw a bar for each value, one slot for each place, as many as there is room for."""
    slots = _slots(series, formats)[: size[0] // (LEAST_BAR * len(series))]
    known = [dict(each.known) for each in series]
    values = [[_height(each.get(place)) for place in slots] for each in known]
    slot = size[0] // len(slots)
    labels = slot_labels(_slot_names(slots, formats), slot=slot, width=size[0])
    return Canvas(plot_bars(values, slot=slot, up=up, size=size), labels)


def draw_lines(
    series: Sequence[Series], *, up: Range, size: Size, formats: Formats, steps: bool
) -> Canvas:
    """Draw a line for each series over the days and moments that it spans.

    With `steps` a value stays until the next one, as balances do.
    """
    strokes = [list(_strokes(each, formats)) for each in series]
    if steps:
        strokes = [[stepped(stroke) for stroke in each] for each in strokes]
    across = [x for each in strokes for stroke in each for x, _ in stroke]
    low, high = min(across), max(across)
    write = day_labels(low, high, formats, days=not _timed(places(series)))
    labels = spread_labels(low, high, width=size[0], write=write)
    if low == high:
        low, high, labels = low - 1, high + 1, labels.center(size[0]).rstrip()
    thinned = [[thin(stroke, low, high, size[0]) for stroke in each] for each in strokes]
    return Canvas(plot_lines(thinned, across=(low, high), up=up, size=size), labels)


def stepped(stroke: Stroke) -> Stroke:
    """Return a stroke that goes on level and turns where the next point stands."""
    turns = [(x, y) for (_, y), (x, _) in pairwise(stroke)]
    corners = [point for pair in zip(turns, stroke[1:], strict=True) for point in pair]
    return [stroke[0], *corners]


def thin(stroke: Stroke, low: float, high: float, columns: int) -> Stroke:
    """Keep of the points of each column the first, the lowest, the highest and the last."""
    if len(stroke) <= columns * 4:
        return stroke
    per_column = columns / (high - low or 1)
    kept: list[tuple[float, float]] = []
    for _, group in groupby(stroke, key=lambda point: int((point[0] - low) * per_column)):
        points = list(group)
        ends = {0, len(points) - 1}
        by_value = sorted(range(len(points)), key=lambda index: points[index][1])
        kept += [points[index] for index in sorted({*ends, by_value[0], by_value[-1]})]
    return kept


def _strokes(series: Series, formats: Formats) -> Iterable[Stroke]:
    """Give the points between the gaps of a series, by where they stand."""
    for known, group in groupby(series.points, key=lambda point: is_known(point[1])):
        if known:
            yield [(position(place, formats), float(value or 0)) for place, value in group]


def _slots(series: Sequence[Series], formats: Formats) -> list[Place]:
    if are_named(series):
        return [str(place) for place in places(series)]
    return sorted(places(series), key=lambda place: position(place, formats))


def _timed(found: Iterable[Place]) -> bool:
    return any(isinstance(place, datetime) for place in found)


def _height(value: object) -> float | None:
    return None if value is None else float(str(value))


def _slot_names(slots: Sequence[Place], formats: Formats) -> list[str]:
    days = [place for place in slots if not isinstance(place, str)]
    if not days:
        return [str(place) for place in slots]
    ends = position(days[0], formats), position(days[-1], formats)
    write = day_labels(min(ends), max(ends), formats, days=not _timed(days))
    return [place if isinstance(place, str) else write(position(place, formats)) for place in slots]
