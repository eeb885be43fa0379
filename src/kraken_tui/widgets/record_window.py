"""Which rows a view misses, and where its rows went when the source grew."""

from __future__ import annotations

from kraken_tui.widgets.record_source import RowSource


class RecordWindow:
    """Remember how far a source reached when it was last looked at, and what was asked of it."""

    def __init__(self) -> None:
        self.count = 0
        self._gap: int | None = None
        self._asked: tuple[int, int, int, int | None] | None = None

    def look(self, source: RowSource) -> None:
        """Take note of how far the source reaches now."""
        self.count, self._gap = len(source), source.gap

    def ask_again(self) -> None:
        """Let what was asked for already be asked for once more."""
        self._asked = None

    def carried(self, index: int, source: RowSource, *, upwards: bool) -> int:
        """Tell where the row of an index is now: rows beyond the gap are counted from the end.

        The gap's own line goes with the rows on the side that the cursor came from.
        """
        beyond = self._gap is not None and (index > self._gap or (upwards and index == self._gap))
        moved = index + len(source) - self.count if beyond else index
        return max(0, min(moved, len(source) - 1))

    def wanted(self, source: RowSource, *, top: int, page: int) -> tuple[int, int] | None:
        """Tell the first and the last row to ask for, a screen either way, if some are missing.

        Each place of the view and extent of the source is told once.
        """
        first, last = max(0, top - page), top + 2 * page - 1
        asking = (first, last, len(source), source.gap)
        if asking == self._asked or not _misses(source, first, last, range(top, top + page)):
            return None
        self._asked = asking
        return first, last


def _misses(source: RowSource, first: int, last: int, view: range) -> bool:
    count, gap = len(source), source.gap
    if (last >= count and source.more) or (gap is not None and first <= gap <= last):
        return True
    # Pages are longer than screens, so the ends of the margins speak for their middles.
    looked_at = (first, *view, last)
    return any(index < count and source.row(index) is None for index in looked_at)
