"""What waits to be sent: in order, to be corrected, sent or thrown away."""

from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static
from textual.worker import Worker

from kraken_tui.api.errors import KrakenError
from kraken_tui.screens import outbox_words as say
from kraken_tui.screens.deck import DeckScreen
from kraken_tui.screens.outbox_acting import correct, remove, send
from kraken_tui.screens.outbox_rows import outbox
from kraken_tui.screens.record_pane import RecordPane
from kraken_tui.screens.work_screen import WorkScreen
from kraken_tui.session import Session
from kraken_tui.store.database import Database
from kraken_tui.store.errors import StoreError
from kraken_tui.store.history import History
from kraken_tui.store.outbox import Waiting
from kraken_tui.widgets.record_table import RecordTable

CHANGED = "Another window has changed or sent it meanwhile."


class OutboxPane(RecordPane[Waiting]):
    """List what waits; the lines below say of the row under the cursor why it does."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "send", "Send all", id="outbox.send"),
        Binding("o", "correct", "Correct", id="outbox.correct"),
        Binding("ctrl+d", "remove", "Throw away", id="outbox.remove"),
        Binding("alt+up", "shift(-1)", "Send earlier", show=False, id="outbox.earlier"),
        Binding("alt+down", "shift(1)", "Send later", show=False, id="outbox.later"),
    ]

    DEFAULT_CSS = """
    OutboxPane {
        #told { height: 2; padding: 0 1; color: $text-muted; background: $surface; }
    }
    """

    def __init__(self, session: Session, *, id: str | None = None) -> None:
        super().__init__(outbox(session.formats), session, id=id)
        self._rows: tuple[Waiting, ...] = ()

    def compose(self) -> ComposeResult:
        """Stack the filter, the table, what is told of a row, and the count."""
        *above, count = super().compose()
        yield from above
        yield Static(id="told", markup=False)
        yield count

    def on_mount(self) -> None:
        """Hear of what is kept and sent elsewhere in the app."""
        self._session.changes.outbox.on_change.append(self.list_anew)
        self.list_anew()

    def on_unmount(self) -> None:
        """Hear no more of it."""
        self._session.changes.outbox.on_change.remove(self.list_anew)

    def list_anew(self) -> None:
        """Read what waits from the disk."""
        self._listing: Worker[None] = self.run_worker(self._list, group="load", exclusive=True)

    async def _list(self) -> None:
        try:
            self._rows = await self._session.changes.outbox.rows()
        except StoreError as error:
            self._count(f"{error.sentence} Press r to try again.", bad=True)
            return
        self.show(self._rows)
        self._tell(self.current)
        self._session.on_change()
        self._date_others()

    def _date_others(self) -> None:
        """Have the journal read anew when it is looked at."""
        deck = self.screen
        if isinstance(deck, DeckScreen):
            for view in deck.VIEWS:
                if view.name != deck.current_view:
                    deck.draw_later(view.name)

    def _tell_extent(self) -> None:
        """Say below the list how far a sending is, or what can be done."""
        super()._tell_extent()
        run = self._session.changes.outbox.run
        if run is not None and run.of:
            self._count(say.under_way(run))
        elif self._rows and not self._arrangement:
            self._count(say.HINTS)

    @on(RecordTable.Highlighted)
    def tell(self, event: RecordTable.Highlighted) -> None:
        """Say whole why the row under the cursor waits."""
        self._tell(self._at(event.index))

    def _tell(self, row: Waiting | None) -> None:
        told = "" if row is None else say.why(row, self._rows)
        self.query_one("#told", Static).update(told)

    # -- acting --------------------------------------------------------------------------------

    @property
    def _frame(self) -> WorkScreen:
        screen = self.screen
        assert isinstance(screen, WorkScreen)
        return screen

    def open(self, record: Waiting) -> None:
        """Show one whole, or the try of it that came to no known outcome."""
        if record.state == "unknown" and record.journal is not None:
            work = partial(self._open_try, record.journal)
            self._opening: Worker[None] = self.run_worker(work, group="open-entry")
            return
        from kraken_tui.screens.outbox_item import OutboxItem

        self.app.push_screen(OutboxItem(self._session, record))

    async def _open_try(self, number: int) -> None:
        from kraken_tui.screens.activity_entry import EntryScreen, read

        history = History(Database(self._session.folders.database))
        try:
            found = await read(history, number)
        except KrakenError as error:
            self._frame.say(error.sentence, tone="bad")
            return
        await self.app.push_screen(EntryScreen(self._session, history, found))

    def action_send(self) -> None:
        """Ask, and send all that waits."""
        waiting = [row for row in self._rows if row.state == "waiting"]
        if not waiting:
            self._frame.say("Nothing waits to be sent: open one that stopped with enter.")
            return
        question = f"Send {len(waiting):,}, in this order?" if len(waiting) > 1 else "Send it?"
        work = partial(send, self._frame, question)
        self._acting: Worker[None] = self.run_worker(work, group="act", exclusive=True)

    def action_correct(self) -> None:
        """Open the one under the cursor as a form."""
        if (row := self.current) is not None:
            work = partial(correct, self._frame, row)
            self._acting = self.run_worker(work, group="act", exclusive=True)

    def action_remove(self) -> None:
        """Ask, and throw the one under the cursor away."""
        if (row := self.current) is not None:
            work = partial(remove, self._frame, row)
            self._acting = self.run_worker(work, group="act", exclusive=True)

    def action_shift(self, by: int) -> None:
        """Let the one under the cursor be sent earlier or later."""
        if (row := self.current) is not None:
            self._shifting: Worker[None] = self.run_worker(
                partial(self._shift, row, by), group="shift"
            )

    async def _shift(self, row: Waiting, by: int) -> None:
        ends = self._rows and row.id == self._rows[-1 if by > 0 else 0].id
        try:
            moved = ends or await self._session.changes.outbox.move(row, by)
        except StoreError as error:
            self._frame.say(error.sentence, tone="bad")
        else:
            if not moved:
                self._frame.say(CHANGED, tone="bad")
