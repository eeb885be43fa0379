"""The journal page by page, read in threads so that nobody waits for the disk."""

import asyncio
from contextlib import suppress

from kraken_tui.api.errors import KrakenError
from kraken_tui.api.paging import Page, PageRequest
from kraken_tui.store.errors import StoreError
from kraken_tui.store.history import History, Search
from kraken_tui.store.journal import Entry

USUAL = 100


class JournalUnreadable(KrakenError):
    """The journal cannot be read; nothing in it is lost by that."""


class JournalPages:
    """Serve what a search finds, newest first; a row's id is its cursor."""

    def __init__(self, history: History, search: Search) -> None:
        self._history = history
        self._search = search
        self._first: Page[Entry] | None = None

    async def get_ready(self) -> None:
        """Read the first page before it is asked for, so that no empty list is seen meanwhile."""
        with suppress(JournalUnreadable):
            self._first = await self.fetch(PageRequest(first=USUAL))

    async def fetch(self, asked: PageRequest) -> Page[Entry]:
        """Read one page; raise ``JournalUnreadable``."""
        first, self._first = self._first, None
        if first is not None and asked == PageRequest(first=USUAL):
            return first
        try:
            return await asyncio.to_thread(self._read, asked)
        except StoreError as error:
            raise JournalUnreadable(error.sentence) from error

    def _read(self, asked: PageRequest) -> Page[Entry]:
        """Read a page, and one row more, which tells whether another page follows."""
        if asked.last is not None:
            after = _row(asked.before)
            found = self._history.oldest(self._search, limit=asked.last + 1, after=after)
            items, more = found[-asked.last :], len(found) > asked.last
            return _page(items, has_next=False, has_previous=more)
        limit, before = asked.first or USUAL, _row(asked.after)
        found = self._history.newest(self._search, limit=limit + 1, before=before)
        total = self._total() if before is None else None
        return _page(found[:limit], has_next=len(found) > limit, total=total)

    def _total(self) -> int | None:
        """Count what there is, unless every row would have to be looked at for that."""
        everything = Search(self._search.profile)
        return self._history.count(everything.profile) if self._search == everything else None


def _page(
    items: tuple[Entry, ...],
    *,
    has_next: bool,
    has_previous: bool = False,
    total: int | None = None,
) -> Page[Entry]:
    first, last = (str(items[0].id), str(items[-1].id)) if items else (None, None)
    return Page(items, first, last, has_next, has_previous, total)


def _row(cursor: str | None) -> int | None:
    return None if cursor is None else int(cursor)
