"""The lines of a record table as strips, the latest ones remembered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from textwrap import wrap

from rich.segment import Segment
from rich.style import Style
from textual.cache import LRUCache
from textual.strip import Strip

from kraken_tui.widgets.private import marked
from kraken_tui.widgets.record_columns import MARGIN, Layout
from kraken_tui.widgets.record_source import Gap, RowSource

REMEMBERED = 256
TAGS = frozenset({"dim", "mark", "good", "warn", "bad"})
PLACEHOLDER = "\N{MIDDLE DOT}" * 3


class RecordLines:
    """Draw each line as a single segment, so that it costs the terminal little more than its text.

    What is private stands in segments of its own, which look the same.

    What is remembered holds until `forget` is called: after any change of the source, the layout
    or the styles.
    """

    def __init__(self, style: Callable[[str], Style]) -> None:
        self.layout = Layout()
        self._style_of = style
        self._styles: dict[str, Style] = {}
        self._strips: LRUCache[tuple[int, bool], Strip] = LRUCache(REMEMBERED)

    def forget(self) -> None:
        """Draw everything anew from now on."""
        self._strips.clear()
        self._styles.clear()

    def forget_rows(self, first: int, last: int) -> None:
        """Draw these rows anew from now on."""
        for index in range(first, last + 1):
            self._strips.discard((index, False))
            self._strips.discard((index, True))

    def header(self) -> Strip:
        """Draw the line of titles."""
        return self._strip(self.layout.titles(), "header")

    def message(self, text: str, line: int) -> Strip:
        """Draw a line of a quiet sentence, which takes as many as it needs, in place of rows."""
        lines = wrap(text, max(1, self.layout.width - 2 * MARGIN))
        if line >= len(lines):
            return self.blank()
        return self._strip(self.layout.whole(lines[line]), "placeholder")

    def blank(self) -> Strip:
        """Draw a line without anything."""
        return self._strip(" " * self.layout.width, "row")

    def row(self, source: RowSource, index: int, *, cursor: bool) -> Strip:
        """Draw a row, from memory if it was drawn before."""
        strip = self._strips.get((index, cursor))
        if strip is None:
            texts = source.row(index)
            text, look = self._look(source, index, texts)
            look = "cursor" if cursor else look
            if texts is None or isinstance(texts, Gap) or not self.layout.has_private:
                strip = self._strip(text, look)
            else:
                strip = self._marked(texts, look)
            if texts is not None:
                self._strips[index, cursor] = strip
        return strip

    def _look(
        self, source: RowSource, index: int, texts: Sequence[str] | Gap | None
    ) -> tuple[str, str]:
        if texts is None:
            return self.layout.whole(PLACEHOLDER), "placeholder"
        if isinstance(texts, Gap):
            return self.layout.whole(texts.text), "gap"
        tag = source.tag(index)
        return self.layout.line(texts), tag if tag in TAGS else "row"

    def _strip(self, text: str, look: str) -> Strip:
        return Strip([Segment(text, self._style(look))], self.layout.width)

    def _marked(self, texts: Sequence[str], look: str) -> Strip:
        """Draw a row with what is private in segments of its own."""
        style, parts = self._style(look), self.layout.parts(texts)
        joined: list[Segment] = []
        for private, run in groupby(parts, key=lambda part: part[1]):
            text = "".join(part[0] for part in run)
            joined.append(Segment(text, marked(style, private=private)))
        return Strip(joined, self.layout.width)

    def _style(self, look: str) -> Style:
        style = self._styles.get(look)
        if style is None:
            style = self._styles[look] = self._style_of(f"record-table--{look}")
        return style
