"""The columns of a record table, and how they share the width there is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from kraken_tui.api.text import plain
from kraken_tui.widgets.cells import fit

BETWEEN = 2
MARGIN = 1

# Terminals disagree on how wide characters are that these two tie together or turn into emoji.
_TIES = {0x200D: None, 0xFE0F: None}


class Column(NamedTuple):
    """Describe one column.

    Width is in cells; with flex it is the least, and the spare width is shared by flex. A column
    is left out while the terminal is narrower than from_width. What a private one holds may tell
    who a customer is, see `kraken_tui.widgets.facts`.
    """

    key: str
    title: str
    width: int
    flex: int = 0
    align: Literal["left", "right"] = "left"
    from_width: int = 0
    private: bool = False


class Slot(NamedTuple):
    """Place a column: its position among all columns, its width now, its side, its mark."""

    position: int
    title: str
    width: int
    right: bool
    private: bool = False


class Layout(NamedTuple):
    """Hold the columns in view and how wide a line is: all there is, or all they need."""

    slots: tuple[Slot, ...] = ()
    width: int = 0
    needed: int = 0

    @property
    def has_private(self) -> bool:
        """Tell whether there is a private column in view."""
        return any(slot.private for slot in self.slots)

    def line(self, texts: Sequence[str]) -> str:
        """Write the texts of all columns, shown or not, into one line of exactly this width."""
        return self.whole((" " * BETWEEN).join(self._cells(texts)))

    def parts(self, texts: Sequence[str]) -> list[tuple[str, bool]]:
        """Give the same line in parts, each with whether it is private."""
        parts = [(" " * MARGIN, False)]
        for slot, cell in zip(self.slots, self._cells(texts), strict=True):
            parts += [(cell, slot.private), (" " * BETWEEN, False)]
        used = sum(slot.width + BETWEEN for slot in self.slots)
        parts[-1] = (" " * (self.width - MARGIN - used + BETWEEN), False)
        return parts

    def _cells(self, texts: Sequence[str]) -> list[str]:
        return [
            fit(_tame(texts[slot.position], slot.width), slot.width, right=slot.right)
            for slot in self.slots
        ]

    def titles(self) -> str:
        """Write the header line."""
        cells = [fit(slot.title, slot.width, right=slot.right) for slot in self.slots]
        return self.whole((" " * BETWEEN).join(cells))

    def whole(self, text: str) -> str:
        """Write one text into a line of exactly this width."""
        return fit(" " * MARGIN + text, self.width)


def lay_out(columns: Sequence[Column], *, available: int, terminal: int) -> Layout:
    """Share the available cells among the columns that a terminal of this width shows."""
    shown = [(at, column) for at, column in enumerate(columns) if column.from_width <= terminal]
    blanks = 2 * MARGIN + BETWEEN * max(0, len(shown) - 1)
    needed = blanks + sum(column.width for _, column in shown)
    spare, flex = max(0, available - needed), sum(column.flex for _, column in shown)
    slots = []
    for at, column in shown:
        extra = spare * column.flex // flex if flex else 0
        spare, flex = spare - extra, flex - column.flex
        right = column.align == "right"
        slots.append(Slot(at, column.title, column.width + extra, right, column.private))
    return Layout(tuple(slots), max(available, needed), needed)


def _tame(text: str, width: int) -> str:
    """Make a text safe to draw; of a very long one only as much as could be seen."""
    if text.isascii() and text.isprintable():
        return text
    return plain(text[: width * 16]).translate(_TIES)
