"""Where the rows of a form stand: its columns, and its lines, errors on lines of their own."""

from collections.abc import Sequence
from textwrap import wrap
from typing import NamedTuple

from rich.cells import cell_len

from kraken_tui.forms.rows import Row

INDENT = 2
SIGN = 3
"""Cells before a label: the cursor's bar, a blank, and the sign of what folds."""
MARK = 3
ERROR_SIGN = "✗ "


class FormColumns(NamedTuple):
    """Cells from the left: labels end and values start at `value`; values end before `end`."""

    value: int
    end: int

    @property
    def width(self) -> int:
        """The width of the values."""
        return max(1, self.end - self.value)


class FormLine(NamedTuple):
    """One line: a row, or (with `error`) part of what is wrong with the row above."""

    row: int
    error: str = ""


def columns(rows: Sequence[Row], width: int) -> FormColumns:
    """Give the labels what they need, but not much more than a third of `width`."""
    wanted = max(
        (indent(row) + cell_len(row.label) for row in rows if row.kind != "add"), default=0
    )
    label = min(wanted, max(12, width * 36 // 100) + SIGN)
    return FormColumns(min(label + MARK + 1, max(1, width - 8)), max(2, width - 1))


def indent(row: Row) -> int:
    """Return the cell at which a row's label starts."""
    return SIGN + INDENT * min(row.depth, 8)


def lines(rows: Sequence[Row], places: FormColumns) -> list[FormLine]:
    """Return the lines of `rows`, each error wrapped below its row."""
    found: list[FormLine] = []
    for index, row in enumerate(rows):
        found.append(FormLine(index))
        if row.error:
            found += [FormLine(index, part) for part in _wrapped(row.error, places.width)]
    return found


def _wrapped(error: str, width: int) -> list[str]:
    parts = wrap(error, max(10, width - len(ERROR_SIGN) - 1)) or [""]
    blank = " " * len(ERROR_SIGN)
    return [(blank if place else ERROR_SIGN) + part for place, part in enumerate(parts)]
