"""What a list holds: nothing yet, records that are all at hand, or pages read when needed."""

from collections.abc import Awaitable, Callable, Hashable, Sequence
from typing import Generic, TypeVar

from kraken_tui.api.paging import Page, PagedList, PageRequest
from kraken_tui.screens.listing import Arrangement, Extent, ListedRows, Listing
from kraken_tui.widgets.record_pages import PagedRows

R = TypeVar("R")

Fetch = Callable[[PageRequest], Awaitable[Page[R]]]

MOST_AT_HAND = 2_000
"""So many records are read to narrow or sort a longer list; the count says how many it has."""


class Contents(Generic[R]):
    """Hold records or pages, and give them to a table, whole or as they are arranged."""

    def __init__(self) -> None:
        self.records: Sequence[R] | None = None
        """All records, where they are at hand."""
        self.paged: PagedList[R] | None = None
        """The pages read so far, where the list is read by pages."""
        self.empty = ""
        """Why there are no rows, as far as that is known."""
        self._untold = 0
        self._fetch: tuple[Fetch[R], bool] | None = None

    def hold(self, records: Sequence[R], *, empty: str, untold: int) -> None:
        """Hold records that are all at hand, but so many that nobody can read here."""
        self.clear()
        self.records, self.empty, self._untold = records, empty, untold

    def read_by(self, fetch: Fetch[R], *, backwards: bool) -> None:
        """Have pages from now on; `begin` makes the first list of them."""
        self._fetch = (fetch, backwards)

    def begin(self, key: Callable[[R], Hashable]) -> bool:
        """Begin the list of pages anew; tell whether it is one of pages at all."""
        if self._fetch is None:
            return False
        fetch, backwards = self._fetch
        # Only an answer tells that there is nothing.
        self.records, self.empty = None, ""
        self.paged = PagedList(fetch, key=key, backwards=backwards)
        return True

    def clear(self) -> None:
        """Hold nothing, and know of nothing to read."""
        self.records = self._fetch = self.paged = None
        self.empty, self._untold = "", 0

    @property
    def at_hand(self) -> Sequence[R]:
        """The records that can be narrowed and sorted."""
        if self.paged is None:
            return self.records or ()
        items = (self.paged.item(index) for index in range(len(self.paged)))
        return [item for item in items if item is not None]

    @property
    def problems(self) -> str:
        """Why pages could not be read whole; empty while they could."""
        return " ".join(self.paged.problems) if self.paged is not None else ""

    def rows(
        self, listing: Listing[R], arrangement: Arrangement
    ) -> tuple[ListedRows[R] | PagedRows[R], str]:
        """Give the rows for a table, and the sentence that stands there if there are none."""
        if arrangement:
            shown = arrangement.arrange(listing, self.at_hand)
            return ListedRows(listing, shown), "Nothing fits the filter."
        if self.paged is not None:
            cells, tag = listing.cells, listing.tag
            return PagedRows(self.paged, cells=cells, tag=tag, noun=listing.noun), self.empty
        return ListedRows(listing, self.records or ()), self.empty

    def tell(self, listing: Listing[R], arrangement: Arrangement, *, shown: int, busy: bool) -> str:
        """Count what is shown, and never claim more than that."""
        if (extent := self._extent(busy=busy)) is None:
            return ""
        if arrangement:
            return extent.arranged(listing, shown, arrangement)
        return extent.tell(listing.noun)

    def _extent(self, *, busy: bool) -> Extent | None:
        if self.paged is not None:
            # Of a list on its way nobody knows yet whether it is empty.
            known = self.paged.loaded or not busy
            paged = self.paged
            return Extent(paged.loaded, paged.total, paged.complete) if known else None
        if self.records is not None:
            return Extent.of_all(self.records, untold=self._untold)
        return None


def is_enough(paged: PagedList[R]) -> bool:
    """Tell whether so much of a list was read that one can pick from it."""
    return paged.complete or paged.loaded >= MOST_AT_HAND
