"""One or two series as a chart, with its meaning in a sentence below it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from itertools import groupby
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual.geometry import Size
from textual.widget import Widget
from textual.worker import Worker

from kraken_tui.api.text import plain
from kraken_tui.formats import Formats
from kraken_tui.widgets.chart_drawing import NOUGHT, Figure, Spans, draw, summaries
from kraken_tui.widgets.chart_plot import SECOND
from kraken_tui.widgets.chart_series import Series, Write, in_order

__all__ = ["Chart", "Series"]

MOST_SERIES = 2
DRAWING = "Drawing ..."


class Chart(Widget):
    """Show series as lines or bars, and say in words what they show.

    It is drawn when there are other data or another size, and in a thread, so that keys are never
    kept waiting.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "chart--title",
        "chart--axis",
        "chart--first",
        "chart--second",
        "chart--summary",
    }

    DEFAULT_CSS = """
    Chart {
        height: 1fr;
        min-height: 2;
        padding: 0 1;
        .chart--title { color: $primary; text-style: bold; }
        .chart--axis { color: $text-muted; }
        .chart--first { color: $primary; }
        .chart--second { color: $accent; }
        .chart--summary { color: $foreground; }
    }
    """

    def __init__(
        self,
        title: str,
        *series: Series,
        formats: Formats,
        write: Write | None = None,
        bars: bool = False,
        steps: bool = False,
        empty: str = "There is nothing to draw.",
        id: str | None = None,
    ) -> None:
        """Take a title and at most two series.

        ``write`` turns a value, or a round number of the scale, into text, such as
        ``formats.money``; by default it is ``formats.number``. ``bars`` stand side by side over
        days, moments or categories; more than fit are drawn as a line. With ``steps`` a value
        stays until the next one, as balances do.
        """
        super().__init__(id=id)
        self.figure = Figure(
            title=title,
            series=_ready(series, formats),
            kind="bars" if bars else "steps" if steps else "line",
            write=write or formats.number,
            formats=formats,
            empty=empty,
        )
        self._drawn: list[Spans] = []
        self._asked: tuple[Figure, Size] | None = None

    @property
    def sentences(self) -> list[str]:
        """What the chart shows, a sentence for each series, as long as need be."""
        return summaries(self.figure) if self.figure.has_data else [self.figure.empty]

    def show(self, *series: Series, title: str | None = None) -> None:
        """Show other series, and if given under another title."""
        old = self.figure
        self.figure = replace(
            old,
            title=old.title if title is None else title,
            series=_ready(series, old.formats),
        )
        self._draw_anew()

    def on_resize(self) -> None:
        """Draw for the new size."""
        self._draw_anew()

    def render(self) -> Text:
        """Put the lines that were drawn together."""
        lines = self._drawn or [[(self.figure.title, "title")], [(DRAWING, "summary")]]
        text = Text(no_wrap=True, overflow="crop")
        for number, spans in enumerate(lines):
            text.append("\n" if number else "")
            for part, kind in spans:
                self._append(text, plain(part), kind)
        return text

    def _draw_anew(self) -> None:
        asked = self.figure, self.content_size
        if asked == self._asked or not self.content_size:
            return
        self._asked = asked
        self._drawing: Worker[None] = self.run_worker(
            partial(self._draw, *asked), group="chart", exclusive=True
        )

    async def _draw(self, figure: Figure, size: Size) -> None:
        self._drawn = await asyncio.to_thread(draw, figure, width=size.width, height=size.height)
        self.refresh()

    def _append(self, text: Text, part: str, kind: str) -> None:
        if kind != "plot":
            text.append(part, self._style(kind))
            return
        for name, letters in groupby(part, key=_series_of):
            text.append("".join(letters), self._style(name))

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"chart--{name}", partial=True)


def _series_of(letter: str) -> str:
    if letter in SECOND:
        return "second"
    return "axis" if letter == NOUGHT else "first"


def _ready(series: tuple[Series, ...], formats: Formats) -> tuple[Series, ...]:
    return tuple(in_order(each, formats) for each in series[:MOST_SERIES])
