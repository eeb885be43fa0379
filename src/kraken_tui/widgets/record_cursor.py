"""The row that a record table's cursor is on."""

from __future__ import annotations

from kraken_tui.widgets.record_source import RowSource
from kraken_tui.widgets.record_window import RecordWindow


class RecordCursor:
    """Stand on a row, remember which way that was come to, and wait for an end not known yet."""

    def __init__(self) -> None:
        self.index = 0
        self.upwards = False
        """Whether the last move went up."""
        self.to_end = False
        """Whether to go to the last row as soon as it is known."""

    def move(self, index: int, source: RowSource) -> int | None:
        """Go to a row, or to the nearest there is; give the one that was left, None if none was."""
        self.to_end = False
        index = max(0, min(index, len(source) - 1))
        if index == self.index or not len(source):
            return None
        before, self.index = self.index, index
        self.upwards = index < before
        return before

    def follow(self, source: RowSource, window: RecordWindow) -> None:
        """Stay on the record while rows came to the source."""
        self.index = window.carried(self.index, source, upwards=self.upwards)

    def reach_end(self, source: RowSource) -> None:
        """Go to the last row, if that is waited for and known now."""
        if self.to_end and not source.more:
            self.index, self.to_end = max(0, len(source) - 1), False
