"""One table of many rows, opened with the key `o`: ours, ours over pages, or Textual's own."""

from __future__ import annotations

import argparse
import gc
from collections.abc import Sequence
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import DataTable, Static

from kraken_tui.api.paging import Page, PagedList, PageRequest
from kraken_tui.widgets.record_columns import Column
from kraken_tui.widgets.record_pages import PagedRows
from kraken_tui.widgets.record_source import RowSource
from kraken_tui.widgets.record_table import RecordTable

COLUMNS = (
    Column(key="posted", title="Posted", width=10),
    Column(key="kind", title="Kind", width=8),
    Column(key="title", title="What", width=20, flex=1),
    Column(key="amount", title="Amount", width=12, align="right"),
    Column(key="balance", title="Balance", width=14, align="right"),
)


def cells(number: int) -> Sequence[str]:
    """Make up the texts of a transaction."""
    return (
        f"2025-{number // 28 % 12 + 1:02d}-{number % 28 + 1:02d}",
        ("Charge", "Payment", "Credit", "Refund")[number % 4],
        f"Water and wastewater, period {number}",
        f"-\N{POUND SIGN}{number % 9000 / 100:,.2f}",
        f"\N{POUND SIGN}{number * 7 % 900000 / 100:,.2f}",
    )


class MadeUpRows(RowSource):
    """Make rows up when they are looked at."""

    def __init__(self, count: int) -> None:
        self._count = count

    def __len__(self) -> int:
        return self._count

    def row(self, index: int) -> Sequence[str]:
        """Make up a row."""
        return cells(index)


class TableApp(App[None]):
    """Show nothing, then a table, as often as wanted."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "open_table", "Open"),
        Binding("c", "close_table", "Close"),
    ]

    def __init__(self, kind: str, count: int) -> None:
        super().__init__()
        self.kind, self.count = kind, count

    def on_ready(self) -> None:
        """Keep what was imported out of later collections, which would only blur the picture."""
        gc.collect()
        gc.freeze()

    def compose(self) -> ComposeResult:
        """Make the only widget there is at first."""
        yield Static("Ready.")

    async def action_open_table(self) -> None:
        """Put the table in the place of the word."""
        await self.query_one(Static).remove()
        table = self._table()
        await self.mount(table)
        table.focus()

    async def action_close_table(self) -> None:
        """Put the word in the place of the table."""
        await self.screen.remove_children()
        await self.mount(Static("Ready."))

    def _table(self) -> Widget:
        if self.kind == "textual":
            return self._textual_table()
        if self.kind == "paged":
            paged = PagedList(self.fetch)
            return RecordTable(COLUMNS, source=PagedRows(paged, cells=cells))
        return RecordTable(COLUMNS, source=MadeUpRows(self.count))

    def _textual_table(self) -> DataTable[str]:
        table: DataTable[str] = DataTable(cursor_type="row")
        table.add_columns(*(column.title for column in COLUMNS))
        table.add_rows(cells(number) for number in range(self.count))
        return table

    async def fetch(self, request: PageRequest) -> Page[int]:
        """Answer a page at once."""
        if request.last is not None:
            stop = self.count if request.before is None else int(request.before)
            start = max(0, stop - request.last)
        else:
            start = 0 if request.after is None else int(request.after) + 1
            stop = min(self.count, start + (request.first or 0))
        more = stop < self.count, start > 0
        return Page(range(start, stop), str(start), str(stop - 1), *more, self.count)

    async def on_record_table_wanted(self, message: RecordTable.Wanted) -> None:
        """Load what the table misses."""
        if isinstance(message.table.source, PagedRows):
            await message.table.source.paged.load(message.first, message.last)
            message.table.source_changed()

    async def on_record_table_end_wanted(self, message: RecordTable.EndWanted) -> None:
        """Load the end."""
        if isinstance(message.table.source, PagedRows):
            await message.table.source.paged.load_end()
            message.table.source_changed()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("kind", choices=["record", "paged", "textual"])
    parser.add_argument("rows", type=int)
    given = parser.parse_args()
    TableApp(given.kind, given.rows).run()
