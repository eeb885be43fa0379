"""A paged list as the rows of a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from kraken_tui.api.paging import PagedList
from kraken_tui.widgets.record_source import Gap, RowSource

T = TypeVar("T")


class PagedRows(RowSource, Generic[T]):
    """Show the items of a paged list: cells gives a row's texts, tag its look, noun what is many.

    The list is loaded by whoever hears the table's `Wanted` and `EndWanted`.
    """

    def __init__(
        self,
        paged: PagedList[T],
        *,
        cells: Callable[[T], Sequence[str]],
        tag: Callable[[T], str | None] = lambda item: None,
        noun: str = "rows",
    ) -> None:
        self.paged = paged
        self._cells = cells
        self._tag = tag
        self._noun = noun

    def __len__(self) -> int:
        return len(self.paged)

    def row(self, index: int) -> Sequence[str] | Gap | None:
        """Give the texts of an item, None if its page is not here, or the gap."""
        if index == self.paged.gap:
            return Gap(self._gap_text())
        item = self.paged.item(index)
        return None if item is None else self._cells(item)

    def tag(self, index: int) -> str | None:
        """Name the look of an item's row."""
        item = self.paged.item(index)
        return None if item is None else self._tag(item)

    @property
    def gap(self) -> int | None:
        """Tell the index of the gap between head and tail."""
        return self.paged.gap

    @property
    def more(self) -> bool:
        """Tell whether rows may follow the last one."""
        return self.paged.more

    def _gap_text(self) -> str:
        size = self.paged.gap_size
        many = f"{size:,} more {self._noun}" if size else f"more {self._noun}"
        return f"\N{MIDDLE DOT}\N{MIDDLE DOT}\N{MIDDLE DOT} {many} \N{EM DASH} not loaded yet"
