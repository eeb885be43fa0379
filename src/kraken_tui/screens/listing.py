"""What a list of records of one kind looks like, and how it is narrowed and sorted."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from kraken_tui.widgets.facts import Section, Subject
from kraken_tui.widgets.record_columns import Column
from kraken_tui.widgets.record_source import RowSource

R = TypeVar("R")


@dataclass(frozen=True, kw_only=True)  # With slots, `Listing[Bill](...)` fails on Python 3.11.
class Listing(Generic[R]):
    """Describe a list of records.

    ``name`` is short and fit for a file (``statements``), ``noun`` says what many of them are
    called, ``empty`` is the sentence for none. ``cells`` writes a row, a text per column;
    ``title`` names a record, ``sections`` shows it whole, ``subject`` tells what can be acted on.
    ``order`` gives by column key what rows are sorted by, ``None`` for unknown; a column without
    is sorted by its text.
    """

    name: str
    noun: str
    empty: str
    columns: tuple[Column, ...]
    cells: Callable[[R], Sequence[str]]
    key: Callable[[R], Hashable]
    title: Callable[[R], str]
    sections: Callable[[R], tuple[Section, ...]]
    subject: Callable[[R], Subject | None] = lambda _: None
    tag: Callable[[R], str | None] = lambda _: None
    order: Mapping[str, Callable[[R], Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sorting:
    """Sort by a column, named by its key."""

    column: str
    descending: bool = False

    @property
    def sign(self) -> str:
        """Point the way that values go down the list."""
        return "\N{DOWNWARDS ARROW}" if self.descending else "\N{UPWARDS ARROW}"


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What of a list is shown: the records that hold every word, in an order."""

    words: str = ""
    sorting: Sorting | None = None

    def __bool__(self) -> bool:
        return bool(self.words or self.sorting)

    def arrange(self, listing: Listing[R], records: Sequence[R]) -> list[R]:
        """Pick and sort records; those whose place is unknown come last either way."""
        wanted = self.words.casefold().split()
        fitting = [record for record in records if not wanted or _holds(listing, record, wanted)]
        return fitting if self.sorting is None else _sorted(listing, fitting, self.sorting)

    def tell(self, listing: Listing[R]) -> str:
        """Say what it does, such as `with "held", sorted by Amount ↑`."""
        told = [f'with "{self.words}"'] if self.words else []
        if self.sorting is not None:
            titles = {column.key: column.title for column in listing.columns}
            told.append(f"sorted by {titles[self.sorting.column]} {self.sorting.sign}")
        return ", ".join(told)


def _holds(listing: Listing[R], record: R, words: Sequence[str]) -> bool:
    text = " ".join(listing.cells(record)).casefold()
    return all(word in text for word in words)


def _sorted(listing: Listing[R], records: list[R], sorting: Sorting) -> list[R]:
    place = listing.order.get(sorting.column) or _by_text(listing, sorting.column)
    placed = [(place(record), record) for record in records]
    known = [pair for pair in placed if pair[0] is not None]
    known.sort(key=lambda pair: pair[0], reverse=sorting.descending)
    return [record for _, record in (*known, *(pair for pair in placed if pair[0] is None))]


def _by_text(listing: Listing[R], key: str) -> Callable[[R], str]:
    index = [column.key for column in listing.columns].index(key)
    return lambda record: str(listing.cells(record)[index]).casefold()


@dataclass(frozen=True, slots=True)
class Extent:
    """How much of a list is at hand: so many of a total, if that is known, or all there is."""

    at_hand: int
    total: int | None
    complete: bool

    @classmethod
    def of_all(cls, records: Sequence[object], *, untold: int = 0) -> "Extent":
        """Describe a list that is all at hand, or all but so many that were not told."""
        return cls(len(records), len(records) + untold, complete=not untold)

    def tell(self, noun: str) -> str:
        """Say how many there are, never more than are known; nothing of nothing."""
        if self.complete:
            many = f"all {self.at_hand:,} {noun}" if self.at_hand > 1 else "1 in all"
            return many if self.at_hand else ""
        if self.total is None:
            return f"{self.at_hand:,} {noun} loaded, more to come"
        return f"{self.at_hand:,} of {self.total:,} {noun} loaded"

    def arranged(self, listing: Listing[R], shown: int, arrangement: Arrangement) -> str:
        """Say how many of them an arrangement shows, and which."""
        told = f"{self.at_hand:,} {listing.noun}"
        if not self.complete:
            whole = "" if self.total is None else f" (of {self.total:,})"
            told = f"the first {told}{whole}"
        return f"{shown:,} of {told} {arrangement.tell(listing)}"


class ListedRows(RowSource, Generic[R]):
    """Serve records that are all at hand; a row's texts are written when it comes into view."""

    def __init__(self, listing: Listing[R], records: Sequence[R] = ()) -> None:
        self.records = records
        self._listing = listing

    def __len__(self) -> int:
        return len(self.records)

    def row(self, index: int) -> Sequence[str]:
        """Give the texts of a row."""
        return self._listing.cells(self.records[index])

    def tag(self, index: int) -> str | None:
        """Name the look of a row."""
        return self._listing.tag(self.records[index])
