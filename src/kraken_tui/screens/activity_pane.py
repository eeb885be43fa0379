"""What was tried, newest first: all of it, or what is still to settle."""

from dataclasses import replace
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static
from textual.worker import Worker

from kraken_tui.api.errors import KrakenError
from kraken_tui.api.text import plain
from kraken_tui.screens import activity_filter, activity_words
from kraken_tui.screens.activity_filter import Wanted
from kraken_tui.screens.activity_pages import JournalPages
from kraken_tui.screens.activity_rows import ALL_SETTLED, NOUN, journal
from kraken_tui.screens.filtered_pane import FilteredPane
from kraken_tui.screens.listing import Listing
from kraken_tui.screens.work_screen import WorkScreen
from kraken_tui.session import Session
from kraken_tui.store.history import History
from kraken_tui.store.journal import Entry
from kraken_tui.widgets.record_table import RecordTable

TO_SETTLE = "Press a to settle it."


class JournalPane(FilteredPane[Entry, Wanted]):
    """Page through the journal; the lines below say of the row under the cursor what came back."""

    EXAMPLES: ClassVar[str] = activity_filter.EXAMPLES

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "everybody", "All profiles", id="activity.profiles"),
        Binding("d", "forget", "Forget old", id="activity.forget"),
    ]

    DEFAULT_CSS = """
    JournalPane {
        #told { height: 2; padding: 0 1; color: $text-muted; background: $surface; }
    }
    """

    def __init__(self, session: Session, history: History, *, to_settle: bool = False) -> None:
        super().__init__(_listing(session, everybody=False), session, Wanted())
        self._history = history
        self._to_settle = to_settle
        self._everybody = False
        self._turn = 0
        """Counts the looks at the disk, for the last one to be shown."""

    def compose(self) -> ComposeResult:
        """Stack the filter, the table, what is told of a row, and the count."""
        *above, count = super().compose()
        yield from above
        yield Static(id="told", markup=False)
        yield count

    def read_line(self, line: str) -> Wanted:
        """Read a typed line."""
        return activity_filter.parse(line)

    def list_wanted(self) -> None:
        """List the newest of what is wanted."""
        self._list(None)

    def list_anew(self) -> None:
        """Read the list anew; the cursor stays on its row, unless that was the newest."""
        self._list(self.current if self.table.cursor else None)

    def _list(self, current: Entry | None) -> None:
        profile = None if self._everybody else self._session.profile.name
        zone = self._session.formats.zone
        search = self.wanted.search(profile, zone, to_settle=self._to_settle)
        self._turn += 1
        work = partial(self._read, self._turn, JournalPages(self._history, search), current)
        self._reading = self.run_worker(work, group="list")

    async def _read(self, turn: int, pages: JournalPages, current: Entry | None) -> None:
        await pages.get_ready()
        if turn != self._turn:
            return
        self._describe()
        self.page(pages.fetch)
        if current is not None:
            self.go_to(current.id)

    def _describe(self) -> None:
        told = self.wanted.told("changes to settle" if self._to_settle else NOUN)
        listing = _listing(self._session, everybody=self._everybody)
        if self.wanted != Wanted():
            listing = replace(listing, empty=f"No {told}.")
        elif self._to_settle:
            listing = replace(listing, empty=ALL_SETTLED)
        self.listing = replace(listing, noun=told)
        self.table.set_columns(self.listing.columns)
        self.query_one("#told", Static).update("")

    @on(RecordTable.Highlighted)
    def tell(self, event: RecordTable.Highlighted) -> None:
        """Say whole what came back of the row under the cursor."""
        entry = self._at(event.index)
        self.query_one("#told", Static).update("" if entry is None else _told(entry))

    # -- acting --------------------------------------------------------------------------------

    def action_everybody(self) -> None:
        """List the journal of all profiles, or only that of this one again."""
        self._everybody = not self._everybody
        # Its rows would not fit the columns.
        self.wait()
        self.list_wanted()

    def open(self, record: Entry) -> None:
        """Show a try whole."""
        self._opening: Worker[None] = self.run_worker(self._open(record), group="open-entry")

    async def _open(self, record: Entry) -> None:
        from kraken_tui.screens.activity_entry import EntryScreen, read

        screen = self.screen
        assert isinstance(screen, WorkScreen)
        try:
            found = await read(self._history, record.id)
        except KrakenError as error:
            screen.say(error.sentence, tone="bad")
            return
        self.app.push_screen(EntryScreen(self._session, self._history, found), mode=screen.mode)

    def action_forget(self) -> None:
        """Forget what was done long ago."""
        self._asking = self.run_worker(self._forget, group="act", exclusive=True)

    async def _forget(self) -> None:
        from kraken_tui.screens.activity_forget import ForgetOld

        screen = self.screen
        assert isinstance(screen, WorkScreen)
        dialog = ForgetOld(self._session, self._history)
        if told := await self.app.push_screen_wait(dialog, mode=screen.mode):
            screen.accepted(told)


def _listing(session: Session, *, everybody: bool) -> Listing[Entry]:
    return journal(session.formats, now=session.now, everybody=everybody)


def _told(entry: Entry) -> str:
    parts = [plain(entry.sentence)]
    if activity_words.is_to_settle(entry):
        parts.append(TO_SETTLE)
    elif entry.settled:
        parts.append(f"Settled: {entry.settled}.")
    return " ".join(filter(None, parts))
