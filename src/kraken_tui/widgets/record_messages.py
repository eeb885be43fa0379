"""What a record table tells whoever holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from kraken_tui.widgets.record_table import RecordTable


class RecordMessage(Message):
    """Something happened in a table."""

    def __init__(self, table: RecordTable) -> None:
        super().__init__()
        self.table = table

    @property
    def control(self) -> RecordTable:
        """The table in which it happened."""
        return self.table


class Highlighted(RecordMessage, namespace="record_table"):
    """The cursor came to a row."""

    def __init__(self, table: RecordTable, index: int) -> None:
        super().__init__(table)
        self.index = index

    def can_replace(self, message: Message) -> bool:
        """Let the last of many moves stand for all of them."""
        return isinstance(message, Highlighted)


class Opened(RecordMessage, namespace="record_table"):
    """Enter was pressed on a row, or the row under the cursor was clicked."""

    def __init__(self, table: RecordTable, index: int) -> None:
        super().__init__(table)
        self.index = index


class Wanted(RecordMessage, namespace="record_table"):
    """Rows in view or close to it are not here yet; last may lie beyond the last row."""

    def __init__(self, table: RecordTable, first: int, last: int) -> None:
        super().__init__(table)
        self.first = first
        self.last = last


class EndWanted(RecordMessage, namespace="record_table"):
    """The end was asked for, and more rows may follow than are known.

    As soon as the end is known, `source_changed` puts the cursor there.
    """
