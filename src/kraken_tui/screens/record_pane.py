"""A list of records to work with: narrow, sort, open, copy and export it."""

from functools import partial
from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input
from textual.worker import Worker

from kraken_tui.api.errors import KrakenError
from kraken_tui.api.paging import BrokenPage, PagedList
from kraken_tui.screens import ages
from kraken_tui.screens.listing import Arrangement, ListedRows, Listing, Sorting
from kraken_tui.screens.record_contents import Fetch, is_enough
from kraken_tui.screens.record_list import RecordList
from kraken_tui.screens.work_screen import WorkScreen
from kraken_tui.session import Session
from kraken_tui.widgets.facts import Subject
from kraken_tui.widgets.line_input import LineInput
from kraken_tui.widgets.record_table import RecordTable

__all__ = ["Fetch", "RecordPane"]

R = TypeVar("R")

HELP = "enter keeps it, esc shows everything"


class RecordPane(RecordList[R], Generic[R]):
    """Let a person narrow and sort a list, and open, copy and export what is in it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "filter", "Filter", key_display="/", id="list.filter"),
        Binding("s", "sort", "Sort", id="list.sort"),
        Binding("e", "export", "Export", id="list.export"),
        Binding("y", "copy", "Copy", id="object.copy"),
        Binding("escape", "leave_filter", "Show all", id="list.leave_filter"),
    ]

    DEFAULT_CSS = """
    RecordPane {
        LineInput { display: none; }
    }
    """

    def __init__(self, listing: Listing[R], session: Session, *, id: str | None = None) -> None:
        super().__init__(listing, id=id)
        self._session = session

    def compose(self) -> ComposeResult:
        """Stack the filter, closed, above the list."""
        yield LineInput(placeholder=f"Narrow the {self.listing.noun} to those with these words")
        yield from super().compose()

    def age(self) -> str:
        """Say when what is listed was seen; empty while it is what the tenant says now."""
        at = self.paged.seen if self.paged is not None else None
        return ages.seen(at, now=self._session.clock())

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
            self._tell_extent()
            return
        self._arrangement = wanted
        self.refresh_bindings()
        if not wanted:
            self.workers.cancel_group(self, "arrange")
        if wanted and self.paged is not None and not is_enough(self.paged):
            work = partial(self._read_and_draw, self.paged)
            self._reading: Worker[None] = self.run_worker(work, group="arrange", exclusive=True)
        else:
            self._draw()

    async def _read_and_draw(self, paged: PagedList[R]) -> None:
        """Read on until there is enough to pick from, telling how far that is."""
        try:
            while self._arrangement and paged is self.paged and not is_enough(paged):
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

    def subject(self) -> Subject | None:
        """Tell what the record under the cursor can be acted on as."""
        return None if self.current is None else self.listing.subject(self.current)

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
