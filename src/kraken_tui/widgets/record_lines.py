"""The lines of a record table as strips, the latest ones remembered."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.segment import Segment
from rich.style import Style
from textual.cache import LRUCache
from textual.strip import Strip

from kraken_tui.widgets.record_columns import Layout
from kraken_tui.widgets.record_source import Gap, RowSource

REMEMBERED = 256
TAGS = frozenset({"dim", "mark", "good", "warn", "bad"})
PLACEHOLDER = "\N{MIDDLE DOT}" * 3


class RecordLines:
    """Draw each line as a single segment, so that it costs the terminal little more than its text.

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

    def message(self, text: str) -> Strip:
        """Draw a quiet sentence in place of rows."""
        return self._strip(self.layout.whole(text), "placeholder")

    def blank(self) -> Strip:
        """Draw a line without anything."""
        return self._strip(" " * self.layout.width, "row")

    def row(self, source: RowSource, index: int, *, cursor: bool) -> Strip:
        """Draw a row, from memory if it was drawn before."""
        strip = self._strips.get((index, cursor))
        if strip is None:
            texts = source.row(index)
            text, look = self._look(source, index, texts)
            strip = self._strip(text, "cursor" if cursor else look)
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
        style = self._styles.get(look)
        if style is None:
            style = self._styles[look] = self._style_of(f"record-table--{look}")
        return Strip([Segment(text, style)], self.layout.width)
