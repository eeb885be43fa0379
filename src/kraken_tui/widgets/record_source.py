"""Where a record table gets its rows from."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Protocol


class Gap:
    """Stand for rows that lie between two others and are not loaded."""

    def __init__(self, text: str) -> None:
        self.text = text


class RowSource(Protocol):
    """Give a table the rows in view, each a text per column, in the order of the columns.

    Subclass it: only `__len__` and `row` have no default.
    """

    @abstractmethod
    def __len__(self) -> int:
        """Count the rows that can be addressed, a gap included, never more than are known."""

    @abstractmethod
    def row(self, index: int) -> Sequence[str] | Gap | None:
        """Give the texts of a row without waiting; None if they are not here yet."""

    def tag(self, index: int) -> str | None:
        """Name the look of a row: "dim", "mark", "good", "warn" or "bad"; None for the usual."""
        return None

    @property
    def gap(self) -> int | None:
        """Tell the index of the gap, None if there is none."""
        return None

    @property
    def more(self) -> bool:
        """Tell whether rows may follow the last one."""
        return False


class FixedRows(RowSource):
    """Serve rows that are all in memory."""

    def __init__(self, rows: Sequence[Sequence[str]] = ()) -> None:
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    def row(self, index: int) -> Sequence[str]:
        """Give the texts of a row."""
        return self._rows[index]
