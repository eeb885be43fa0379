"""A list of records in a table, with a count below, read page by page if it is long."""

from collections.abc import Coroutine, Hashable, Sequence
from typing import Generic, TypeVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from kraken_tui.api.errors import KrakenError
from kraken_tui.api.paging import BrokenPage, ForwardOnly, PagedList
from kraken_tui.screens.failures import incomplete, with_key
from kraken_tui.screens.listing import Arrangement, ListedRows, Listing
from kraken_tui.screens.record_contents import Contents, Fetch
from kraken_tui.widgets.notice import Notice
from kraken_tui.widgets.record_table import RecordTable

R = TypeVar("R")


class RecordList(Vertical, Generic[R]):
    """Show a list: all at hand (``show``), or read page by page as the cursor moves (``page``)."""

    DEFAULT_CSS = """
    RecordList {
        height: 1fr;
        #count { height: 1; padding: 0 1; color: $text-muted; }
        #count.-bad { color: $text-error; }
    }
    """

    def __init__(self, listing: Listing[R], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.listing = listing
        self._contents: Contents[R] = Contents()
        self._arrangement = Arrangement()
        """What of the list is shown, and in which order."""
        self._failed = False
        """Whether the last attempt at reading a page failed."""
        self._pointed_at: Hashable | None = None
        self._partial = ""
        """What was said of that pages could not be read whole."""

    def compose(self) -> ComposeResult:
        """Stack the table and the count."""
        yield RecordTable(self.listing.columns, empty_text="", id="rows")
        yield Static(id="count", markup=False)

    @property
    def table(self) -> RecordTable:
        """The table of records."""
        return self.query_one("#rows", RecordTable)

    @property
    def paged(self) -> PagedList[R] | None:
        """The pages read so far, where the list is read page by page."""
        return self._contents.paged

    # -- what is listed ------------------------------------------------------------------------

    def show(self, records: Sequence[R], *, empty: str | None = None, untold: int = 0) -> None:
        """List records that are all at hand; the cursor stays on its record if that is left.

        ``empty`` says why there are none where the listing's own sentence would claim too much;
        ``untold`` says how many more there are that nobody can read here.
        """
        current = self.current
        empty = self.listing.empty if empty is None else empty
        self._contents.hold(records, empty=empty, untold=untold)
        self._draw()
        if current is not None:
            self._move_to(current)
        self._point()

    def page(self, fetch: Fetch[R], *, backwards: bool = True) -> None:
        """List what is read page by page; without ``backwards`` there is no way to its end."""
        self._contents.read_by(fetch, backwards=backwards)
        self.reload()

    def reload(self) -> None:
        """Read a list of pages anew."""
        if self._contents.begin(self.listing.key):
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
        self._contents.clear()
        self._draw()

    # -- the record under the cursor -----------------------------------------------------------

    @property
    def current(self) -> R | None:
        """The record under the cursor."""
        index = self.table.cursor if self.is_mounted else None
        return None if index is None else self._at(index)

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
        rows, empty = self._contents.rows(self.listing, self._arrangement)
        if self._contents.records is not None:
            self.table.busy = False
        self.table.empty_text = empty
        self.table.show(rows)
        self._tell_extent()
        self._tell_partial()

    def _at_hand(self) -> Sequence[R]:
        return self._contents.at_hand

    def _tell_extent(self) -> None:
        table = self.table
        shown, busy = len(table.source), table.busy
        told = self._contents.tell(self.listing, self._arrangement, shown=shown, busy=busy)
        self._count(", ".join(filter(None, (told, self.age()))))

    def age(self) -> str:
        """Say when what is listed was seen; empty while it is what the tenant says now."""
        return ""

    def _tell_partial(self) -> None:
        """Say above the list why something is missing from it; take that back with the list."""
        problems = self._contents.problems
        told = incomplete([problems] if problems else [])
        if told != self._partial:
            notice = self.screen.query_one(Notice)
            if told:
                notice.say(told, tone="bad")
            elif notice.sentence == self._partial:
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
        if paged.is_mixed:
            # Rows of now that follow rows of another day would be a list that never was.
            self.reload()
            return
        self._contents.empty = self.listing.empty
        self._tell_partial()
        if not self._arrangement:
            self.table.empty_text = self._contents.empty
            self.table.source_changed()
            self._tell_extent()
        self._point()

    def reading_dropped(self) -> None:
        """Leave the rows that are there; what is missing is read when it is wanted again."""
        if self.paged is not None:
            self.paged.stop()
        self._failed = True
        self.table.busy = False
        self._tell_extent()

    def on_unmount(self) -> None:
        """Ask for nothing that nobody will see."""
        if self.paged is not None:
            self.paged.stop()

    def tell_failure(self, error: KrakenError | ForwardOnly | BrokenPage) -> str:
        """Say why rows are missing, and which key tries again; the why in their place, if free."""
        told = with_key(error) if isinstance(error, KrakenError) else error.sentence
        if len(self.table.source):
            return told
        self.table.empty_text = error.sentence
        return told.removeprefix(error.sentence).strip() or told
