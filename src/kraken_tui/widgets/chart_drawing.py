"""A chart as lines of text: title, scale, canvas, axis, labels, summary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.cells import cell_len

from kraken_tui.formats import Formats, Number
from kraken_tui.widgets.cells import clip, fit
from kraken_tui.widgets.chart_canvas import Canvas, bars_fit, draw_bars, draw_lines
from kraken_tui.widgets.chart_plot import LEGEND
from kraken_tui.widgets.chart_scale import Scale, round_scale
from kraken_tui.widgets.chart_series import Series, Write, are_named
from kraken_tui.widgets.chart_summary import summary

LEAST_ROWS = 3
LEAST_COLUMNS = 16
BELOW = 2
NOUGHT = "\N{BOX DRAWINGS LIGHT TRIPLE DASH HORIZONTAL}"
EDGE, NOTCH, FOOT, CORNER = "│┤─└"

Spans = list[tuple[str, str]]
"""A line: texts, and what each is: title, axis, first, second, plot or summary."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """All that a drawing is made from, its size aside."""

    title: str
    series: tuple[Series, ...]
    kind: str
    """Line, steps or bars."""
    write: Write
    formats: Formats
    empty: str

    @property
    def has_data(self) -> bool:
        """Tell whether there is any value to draw."""
        return any(each.known for each in self.series)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around the canvas, and how large that leaves it."""

    scale: Scale
    labels: dict[int, str]
    """What is written to the left of which line."""
    gutter: int
    size: tuple[int, int]
    bars: bool

    @property
    def fits(self) -> bool:
        """Tell whether anything could be seen on the canvas."""
        return self.size[0] >= LEAST_COLUMNS and self.size[1] >= LEAST_ROWS


def draw(figure: Figure, *, width: int, height: int) -> list[Spans]:
    """Draw a figure on so many cells; without room for the canvas, only title and summary."""
    if not figure.has_data:
        return [[(clip(figure.title, width), "title")], [(clip(figure.empty, width), "summary")]]
    told: list[Spans] = [
        [(clip(text, width), "summary")] for text in summaries(figure, width=width)
    ]
    frame = _frame(figure, width=width, rows=max(1, height - 1 - BELOW - len(told)))
    canvas = _framed(figure, frame) if frame.fits else []
    return [_heading(figure, width, bars=frame.bars), *canvas, *told]


def summaries(figure: Figure, *, width: int = 10_000) -> list[str]:
    """Say of each series what its values are, in at most so many cells if that can be."""
    named = len(figure.series) > 1
    told = []
    for each in figure.series:
        name = f"{each.name}: " if named else ""
        room = width - cell_len(name)
        words = summary(each, write=figure.write, formats=figure.formats, width=room)
        told.append(name + words if named else words[:1].upper() + words[1:])
    return told


def _heading(figure: Figure, width: int, *, bars: bool) -> Spans:
    spans: Spans = [(figure.title, "title")]
    if len(figure.series) > 1:
        for each, mark, style in zip(figure.series, LEGEND[bars], ("first", "second"), strict=True):
            spans += [(f"   {mark} ", style), (each.name, "axis")]
    return list(_cut(spans, width))


def _cut(spans: Spans, width: int) -> Iterator[tuple[str, str]]:
    for text, style in spans:
        shown = clip(text, width)
        width -= cell_len(shown)
        yield shown, style


def _frame(figure: Figure, *, width: int, rows: int) -> Frame:
    scale = _scale(figure, rows)
    labels = {scale.row(tick, rows): _tick(figure, tick) for tick in scale.ticks}
    gutter = max(map(cell_len, labels.values()))
    columns = width - gutter - 2
    fitting = figure.kind == "bars" and bars_fit(figure.series, columns=columns)
    bars = fitting or are_named(figure.series)
    return Frame(scale=scale, labels=labels, gutter=gutter, size=(columns, rows), bars=bars)


def _framed(figure: Figure, frame: Frame) -> list[Spans]:
    """Draw the canvas with its scale to the left and its labels below."""
    canvas = _canvas(figure, frame)
    framed: list[Spans] = []
    for row, line in enumerate(_with_nought(canvas.lines, frame.scale)):
        label = fit(frame.labels.get(row, ""), frame.gutter, right=True)
        edge = NOTCH if row in frame.labels else EDGE
        framed.append([(f"{label} {edge}", "axis"), (line, "plot")])
    margin = " " * (frame.gutter + 1)
    framed.append([(margin + CORNER + FOOT * frame.size[0], "axis")])
    framed.append([(f"{margin} {canvas.labels}", "axis")])
    return framed


def _canvas(figure: Figure, frame: Frame) -> Canvas:
    up, formats = (frame.scale.low, frame.scale.high), figure.formats
    if frame.bars:
        return draw_bars(figure.series, up=up, size=frame.size, formats=formats)
    steps = figure.kind == "steps"
    return draw_lines(figure.series, up=up, size=frame.size, formats=formats, steps=steps)


def _scale(figure: Figure, rows: int) -> Scale:
    values = [value for each in figure.series for _, value in each.known]
    low, high = float(min(values)), float(max(values))
    if figure.kind == "bars" or are_named(figure.series):
        low, high = min(low, 0.0), max(high, 0.0)
    whole = all(isinstance(value, int) for value in values)
    return round_scale(low, high, most=max(2, min(6, (rows + 1) // 2)), whole=whole)


def _tick(figure: Figure, tick: float) -> str:
    value: Number = int(tick) if tick == int(tick) else float(f"{tick:.12g}")
    return figure.write(value)


def _with_nought(canvas: list[str], scale: Scale) -> list[str]:
    """Mark where nought is if values lie on both sides of it."""
    if scale.low < 0 < scale.high:
        row = scale.row(0, len(canvas))
        canvas[row] = canvas[row].replace(" ", NOUGHT)
    return canvas
