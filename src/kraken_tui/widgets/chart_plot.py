"""Lines and bars in letters, by a plotting library, which is imported with the first one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

LINES = ("braille", "\N{BULLET}")
POINTS = ("\N{BLACK SQUARE}", "\N{BULLET}")
BARS = ("\N{FULL BLOCK}", "\N{MEDIUM SHADE}")
LEGEND = (("\N{BRAILLE PATTERN DOTS-25}" * 2, LINES[1] * 2), BARS)
"""What stands for the first and the second series, of lines and of bars, told without colours."""

Stroke = Sequence[tuple[float, float]]

SECOND = LINES[1] + BARS[1]
"""The letters of the second series; all others are the first one's, or nobody's."""

_COLOURS = re.compile("\x1b\\[[0-9;]*m")


def plot_lines(
    series: Sequence[Sequence[Stroke]],
    *,
    across: tuple[float, float],
    up: tuple[float, float],
    size: tuple[int, int],
) -> list[str]:
    """Draw each series, made of strokes of points (across, up), on width x height cells."""
    plot = _plot(size, across, up)
    for strokes, line, point in zip(series, LINES, POINTS, strict=False):
        for stroke in strokes:
            xs, ys = [x for x, _ in stroke], [y for _, y in stroke]
            if len(stroke) > 1:
                plot.plot(xs, ys, marker=line)
            else:
                plot.scatter(xs, ys, marker=point)
    return _drawn(plot, size)


def plot_bars(
    series: Sequence[Sequence[float | None]],
    *,
    slot: int,
    up: tuple[float, float],
    size: tuple[int, int],
) -> list[str]:
    """Draw the series' values side by side, each index on a slot of so many columns."""
    plot = _plot(size, (0, size[0] - 1), up)
    # A column is left free between slots where there is one to spare.
    broad = max(1, (slot - (slot > 2)) // len(series))
    for number, (values, mark) in enumerate(zip(series, BARS, strict=False)):
        for index, value in enumerate(values):
            if value:
                left = index * slot + number * broad
                plot.rectangle([left, left + broad - 1], [0, value], marker=mark, fill=True)
    return _drawn(plot, size)


def _plot(size: tuple[int, int], across: tuple[float, float], up: tuple[float, float]) -> Any:
    from textual_plotext import Plot

    plot = Plot()
    plot.theme("clear")
    plot.frame(False)
    plot.plotsize(*size)
    plot._set_size(*size)
    plot.xlim(*across)
    plot.ylim(*up)
    return plot


def _drawn(plot: Any, size: tuple[int, int]) -> list[str]:
    """Return the lines without colours, all of the width, as many as there is height."""
    plot.xticks([])
    plot.yticks([])
    width, height = size
    lines = _COLOURS.sub("", plot.build()).split("\n")
    return [line[:width].ljust(width) for line in (*lines, *[""] * height)][:height]
