"""A list of records to work with: narrow, sort, open, copy and export it."""

from collections.abc import Awaitable, Callable, Coroutine, Hashable, Sequence
from functools import partial
from typing import ClassVar, Generic, TypeVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static
from textual.worker import Worker

from kraken_tui.api.errors import KrakenError
from kraken_tui.api.paging import BrokenPage, ForwardOnly, Page, PagedList, PageRequest
from kraken_tui.screens.failures import with_key
from kraken_tui.screens.listing import Arrangement, Extent, ListedRows, Listing, Sorting
from kraken_tui.screens.work_screen import WorkScreen
from kraken_tui.session import Session
from kraken_tui.widgets.facts import Subject
from kraken_tui.widgets.line_input import LineInput
from kraken_tui.widgets.notice import Notice
from kraken_tui.widgets.record_pages import PagedRows
from kraken_tui.widgets.record_table import RecordTable

R = TypeVar("R")

Fetch = Callable[[PageRequest], Awaitable[Page[R]]]

MOST_AT_HAND = 2_000
"""So many records are read to narrow or sort a longer list; the count says how many it has."""

PARTIAL = "Not everything could be read."

HELP = "enter keeps it, esc shows everything"


class RecordPane(Vertical, Generic[R]):
    """Show a list: all at hand (``show``), or read page by page as the cursor moves (``page``)."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "filter", "Filter", key_display="/", id="list.filter"),
        Binding("s", "sort", "Sort", id="list.sort"),
        Binding("e", "export", "Export", id="list.export"),
        Binding("y", "copy", "Copy", id="object.copy"),
        Binding("escape", "leave_filter", "Show all", id="list.leave_filter"),
    ]

    DEFAULT_CSS = """
    RecordPane {
        height: 1fr;
        LineInput { display: none; }
        #count { height: 1; padding: 0 1; color: $text-muted; }
        #count.-bad { color: $text-error; }
    }
    """

    def __init__(self, listing: Listing[R], session: Session, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.listing = listing
        self._session = session
        self._records: Sequence[R] | None = None
        self._untold = 0
        self._fetch: tuple[Fetch[R], bool] | None = None
        self.paged: PagedList[R] | None = None
        self._arrangement = Arrangement()
        self._empty = ""
        self._failed = False
        """Whether the last attempt at reading a page failed."""
        self._pointed_at: Hashable | None = None
        self._partial = ""
        """What was said of that pages could not be read whole."""

    def compose(self) -> ComposeResult:
        """Stack the filter, closed, the table and the count."""
        yield LineInput(placeholder=f"Narrow the {self.listing.noun} to those with these words")
        yield RecordTable(self.listing.columns, empty_text="", id="rows")
        yield Static(id="count", markup=False)

    @property
    def table(self) -> RecordTable:
        """The table of records."""
        return self.query_one("#rows", RecordTable)

    # -- what is listed ------------------------------------------------------------------------

    def show(self, records: Sequence[R], *, empty: str | None = None, untold: int = 0) -> None:
        """List records that are all at hand; the cursor stays on its record if that is left.

        ``empty`` says why there are none where the listing's own sentence would claim too much;
        ``untold`` says how many more there are that nobody can read here.
        """
        current = self.current
        self._untold = untold
        self._records, self._fetch, self.paged = records, None, None
        self._empty = self.listing.empty if empty is None else empty
        self._draw()
        if current is not None:
            self._move_to(current)
        self._point()

    def go_to(self, key: Hashable) -> None:
        """Put the cursor on the record of a key, now or with what is read next."""
        self._pointed_at = key
        if len(self.table.source):
            self._point()

    def _point(self) -> None:
        key, self._pointed_at = self._pointed_at, None
        if key is None:
            return
        for index in range(len(self.table.source)):
            record = self._at(index)
            if record is not None and self.listing.key(record) == key:
                self.table.move_cursor(index)
                return

    def page(self, fetch: Fetch[R], *, backwards: bool = True) -> None:
        """List what is read page by page; without ``backwards`` there is no way to its end."""
        self._fetch = (fetch, backwards)
        self.reload()

    def reload(self) -> None:
        """Read a list of pages anew."""
        if self._fetch is None:
            return
        fetch, backwards = self._fetch
        # Only an answer tells that there is nothing.
        self._records, self._empty = None, ""
        self.paged = PagedList(fetch, key=self.listing.key, backwards=backwards)
        self.table.busy = True
        self._draw()
        self._load(0, 0)

    def wait(self) -> None:
        """Show nothing, and say that the list is on its way."""
        self._clear()
        self.table.busy = True

    def fail(self) -> None:
        """Show nothing; why is said elsewhere."""
        self._clear()
        self.table.busy = False

    def _clear(self) -> None:
        self._records = self._fetch = self.paged = None
        self._empty = ""
        self._draw()

    @property
    def current(self) -> R | None:
        """The record under the cursor."""
        index = self.table.cursor if self.is_mounted else None
        return None if index is None else self._at(index)

    def subject(self) -> Subject | None:
        """Tell what the record under the cursor can be acted on as."""
        return None if self.current is None else self.listing.subject(self.current)

    def _at(self, index: int) -> R | None:
        source = self.table.source
        if isinstance(source, ListedRows):
            return source.records[index] if index < len(source) else None
        return self.paged.item(index) if self.paged else None

    def _move_to(self, record: R) -> None:
        source = self.table.source
        if not isinstance(source, ListedRows):
            return
        keys = [self.listing.key(each) for each in source.records]
        if (key := self.listing.key(record)) in keys:
            self.table.move_cursor(keys.index(key))

    # -- drawing -------------------------------------------------------------------------------

    def _draw(self) -> None:
        if self._arrangement:
            at_hand = self._at_hand()
            shown = self._arrangement.arrange(self.listing, at_hand)
            self._show(ListedRows(self.listing, shown), "Nothing fits the filter.")
        elif self.paged is not None:
            cells, tag = self.listing.cells, self.listing.tag
            rows = PagedRows(self.paged, cells=cells, tag=tag, noun=self.listing.noun)
            self._show(rows, self._empty)
        else:
            self._show(ListedRows(self.listing, self._records or ()), self._empty)
        self._count(self._told())
        self._tell_partial()

    def _show(self, rows: "ListedRows[R] | PagedRows[R]", empty: str) -> None:
        if self._records is not None:
            self.table.busy = False
        self.table.empty_text = empty
        self.table.show(rows)

    def _at_hand(self) -> Sequence[R]:
        if self.paged is None:
            return self._records or ()
        items = (self.paged.item(index) for index in range(len(self.paged)))
        return [item for item in items if item is not None]

    def _told(self) -> str:
        """Count what is shown, and never claim more than that."""
        if self._records is None and self.paged is None:
            return ""
        if self.paged is None:
            extent = Extent.of_all(self._records or (), untold=self._untold)
        elif self.paged.loaded or not self.table.busy:
            extent = Extent(self.paged.loaded, self.paged.total, self.paged.complete)
        else:
            return ""
        if self._arrangement:
            return extent.arranged(self.listing, len(self.table.source), self._arrangement)
        return extent.tell(self.listing.noun)

    def _tell_partial(self) -> None:
        """Say above the list why something is missing from it; take that back with the list."""
        told = " ".join(self.paged.problems) if self.paged is not None else ""
        if told != self._partial:
            notice = self.screen.query_one(Notice)
            if told:
                notice.say(f"{PARTIAL} {told}", tone="bad")
            elif notice.sentence == f"{PARTIAL} {self._partial}":
                notice.say("")
            self._partial = told

    def _count(self, words: str, *, bad: bool = False) -> None:
        line = self.query_one("#count", Static)
        line.set_class(bad, "-bad")
        line.update(Text(words), layout=False)

    # -- reading pages -------------------------------------------------------------------------

    @on(RecordTable.Wanted)
    def load_wanted(self, event: RecordTable.Wanted) -> None:
        """Load the rows that came into view."""
        event.stop()
        # Over nothing nobody moves: a list that could not be begun is tried again with a key.
        if not self._failed or len(self.table.source):
            self._load(event.first, event.last)

    @on(RecordTable.EndWanted)
    def load_end(self, event: RecordTable.EndWanted) -> None:
        """Load the last page, without reading all that lies before it."""
        event.stop()
        if self.paged is not None:
            self.run_worker(self._run(self.paged, self.paged.load_end()), group="pages")

    def _load(self, first: int, last: int) -> None:
        if self.paged is not None:
            self.run_worker(self._run(self.paged, self.paged.load(first, last)), group="pages")

    async def _run(self, paged: PagedList[R], work: Coroutine[None, None, None]) -> None:
        self.table.busy = True
        self._failed = False
        try:
            await work
        except (KrakenError, ForwardOnly, BrokenPage) as error:
            if paged is self.paged:
                self._failed = True
                self._count(self.tell_failure(error), bad=True)
            return
        finally:
            self.table.busy = False
        if paged is not self.paged:
            return
        self._empty = self.listing.empty
        self._tell_partial()
        if not self._arrangement:
            self.table.empty_text = self._empty
            self.table.source_changed()
            self._count(self._told())
        self._point()

    def tell_failure(self, error: KrakenError | ForwardOnly | BrokenPage) -> str:
        """Say why rows are missing, and which key tries again; the why in their place, if free."""
        told = with_key(error) if isinstance(error, KrakenError) else error.sentence
        if len(self.table.source):
            return told
        self.table.empty_text = error.sentence
        return told.removeprefix(error.sentence).strip() or told

    # -- narrowing and sorting -----------------------------------------------------------------

    def action_filter(self) -> None:
        """Open the filter."""
        self.query_one(LineInput).open()
        self._count(HELP)

    @on(Input.Changed)
    def typed(self, event: Input.Changed) -> None:
        """Narrow as one types."""
        event.stop()
        if self.query_one(LineInput).display:
            self._arrange(Arrangement(event.value.strip(), self._arrangement.sorting))

    @on(Input.Submitted)
    def typed_all(self, event: Input.Submitted) -> None:
        """Go to the rows."""
        event.stop()
        self.query_one(LineInput).display = False
        self.table.focus()

    def action_leave_filter(self) -> None:
        """Show everything, in its own order."""
        line = self.query_one(LineInput)
        line.display = False
        line.value = ""
        self.table.focus()
        self._arrange(Arrangement())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave esc to the screen while everything is shown."""
        if action != "leave_filter" or not self.is_mounted:
            return True
        return bool(self._arrangement) or self.query_one(LineInput).display

    def _arrange(self, wanted: Arrangement) -> None:
        if wanted == self._arrangement:
            self._count(self._told())
            return
        self._arrangement = wanted
        self.refresh_bindings()
        if wanted and self.paged is not None and not self._enough(self.paged):
            work = partial(self._read_and_draw, self.paged)
            self._reading: Worker[None] = self.run_worker(work, group="arrange", exclusive=True)
        else:
            self._draw()

    def _enough(self, paged: PagedList[R]) -> bool:
        return paged.complete or paged.loaded >= MOST_AT_HAND

    async def _read_and_draw(self, paged: PagedList[R]) -> None:
        """Read on until there is enough to pick from, telling how far that is."""
        try:
            while self._arrangement and paged is self.paged and not self._enough(paged):
                await paged.load_more()
                of = "" if paged.total is None else f" of {paged.total:,}"
                self._count(f"Reading: {paged.loaded:,}{of} {self.listing.noun}. esc stops.")
        except (KrakenError, BrokenPage) as error:
            self._count(self.tell_failure(error), bad=True)
            return
        if paged is self.paged:
            self._draw()

    def action_sort(self) -> None:
        """Ask for a column to sort by."""
        self._asking: Worker[None] = self.run_worker(self._sort, group="act", exclusive=True)

    async def _sort(self) -> None:
        from kraken_tui.screens.sort_by import SortBy

        columns = [column for column in self.listing.columns if column.title]
        chosen = await self.app.push_screen_wait(SortBy(columns, self._arrangement.sorting))
        if chosen is not None:
            descending = chosen.id.startswith("-")
            sorting = Sorting(chosen.id.removeprefix("-"), descending) if chosen.id else None
            self._arrange(Arrangement(self._arrangement.words, sorting))

    # -- one record ----------------------------------------------------------------------------

    @on(RecordTable.Opened)
    def open_record(self, event: RecordTable.Opened) -> None:
        """Show everything about the record under the cursor."""
        event.stop()
        if (record := self._at(event.index)) is not None:
            self.open(record)

    def open(self, record: R) -> None:
        """Show a record whole."""
        from kraken_tui.screens.object_screen import ObjectScreen

        listing = self.listing
        self.app.push_screen(
            ObjectScreen(
                self._session,
                title=listing.title(record),
                sections=listing.sections(record),
                subject=listing.subject(record),
            )
        )

    def action_copy(self) -> None:
        """Copy the record under the cursor, a line per fact."""
        if (record := self.current) is not None:
            self.app.copy_to_clipboard(as_text(self.listing, record))
            self._count(f"Copied {self.listing.title(record)}.")

    def action_export(self) -> None:
        """Write what is shown to a file."""
        self._asking = self.run_worker(self._export, group="act", exclusive=True)

    async def _export(self) -> None:
        from kraken_tui.screens.export import Export

        source = self.table.source
        shown = source.records if isinstance(source, ListedRows) else self.paged
        if shown is None:
            return
        name = "-".join(filter(None, (self._session.account, self.listing.name)))
        today = self._session.now().date()
        dialog = Export(shown, name=name, noun=self.listing.noun, today=today)
        written = await self.app.push_screen_wait(dialog)
        if written is not None and isinstance(self.screen, WorkScreen):
            self.screen.say(written, tone="good")
        # Reading on for the file may have let go of the pages in view.
        self.table.source_changed()


def as_text(listing: Listing[R], record: R) -> str:
    """Write a record whole, a line per fact."""
    lines = [listing.title(record)]
    for section in listing.sections(record):
        lines += [f"{fact.label:20}{fact.value}".rstrip() for fact in section.facts]
    return "\n".join(lines)
