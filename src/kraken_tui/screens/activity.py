"""What was sent, is to settle, waits to be sent or is half typed; read from the disk alone."""

import asyncio
from functools import partial

from textual.widget import Widget

from kraken_tui.screens.activity_pane import JournalPane
from kraken_tui.screens.deck import DeckScreen
from kraken_tui.screens.drafts_pane import DraftsPane
from kraken_tui.screens.outbox_pane import OutboxPane
from kraken_tui.screens.state import Failed, Loaded, Loading, State
from kraken_tui.screens.work_screen import WorkScreen
from kraken_tui.session import Session
from kraken_tui.store.database import Database
from kraken_tui.store.errors import StoreError
from kraken_tui.store.history import Extent, History
from kraken_tui.widgets.tab_line import Tab

VIEWS = (
    Tab("", "journal", "Journal"),
    Tab("", "settle", "To settle"),
    Tab("", "outbox", "Outbox"),
    Tab("", "drafts", "Drafts"),
)


class ActivityScreen(DeckScreen[Extent]):
    """Show the journal. It needs no account and no tenant."""

    NAME = "activity"
    VIEWS = VIEWS

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.history = History(Database(session.folders.database))
        self._turn = 0
        """Counts the looks at the disk, for the last one to be shown."""
        self._is_asked_to = False
        """Whether to list anew what has not changed."""
        self._has_outbox = False

    def compose_view(self, name: str) -> Widget:
        """Make a view."""
        if name == "outbox":
            return OutboxPane(self.session)
        if name == "drafts":
            return DraftsPane(self.session)
        return JournalPane(self.session, self.history, to_settle=name == "settle")

    def show_view(self, name: str, state: State[Extent]) -> None:
        """List what is new, or nothing that cannot be read."""
        view = self.view(name)
        if isinstance(view, DraftsPane):
            view.list_anew()
        elif isinstance(view, OutboxPane):
            # When it was just made, it does so by itself.
            if self._has_outbox:
                view.list_anew()
            self._has_outbox = True
        elif isinstance(view, JournalPane):
            self._show_journal(view, state)

    def _show_journal(self, view: JournalPane, state: State[Extent]) -> None:
        if isinstance(state, Loaded):
            view.list_anew()
        elif isinstance(state, Loading):
            view.wait()
        elif isinstance(state, Failed) and state.previous is None:
            view.fail()

    # -- reading -------------------------------------------------------------------------------

    def is_stale(self) -> bool:
        """Look at the disk whenever this is shown: another window writes there as well."""
        return True

    def load(self) -> None:
        """Read how far the journal reaches, and list it if there is anything new."""
        self._shown_for = ""
        self._turn += 1
        self._worker = self.run_worker(self._read(self._turn), group="load")

    async def _read(self, turn: int) -> None:
        profile = self.session.profile.name
        try:
            extent = await asyncio.to_thread(self.history.extent, profile)
        except StoreError as error:
            self.state = Failed(f"{error.sentence} Press r to try again.", self.data)
            return
        # So that the frame tells the same of what another window has sent or settled.
        await self.session.changes.doubts.look()
        if turn != self._turn:
            return
        asked, self._is_asked_to = self._is_asked_to or self.news, False
        if asked or not isinstance(self.state, Loaded) or self.state.data != extent:
            self.state = Loaded(extent)

    def action_reload(self) -> None:
        """List all anew."""
        self._is_asked_to = True
        self.load()

    def watch_state(self, state: State[Extent]) -> None:
        """Draw the state, and say how many outcomes are to be settled."""
        if not isinstance(state, Loaded):
            super().watch_state(state)
            return
        news, self.news = self.news, ""
        told = to_settle(state.data.to_settle)
        self.say(" ".join(filter(None, (news, told))), tone="good" if news else "bad")
        self.show(state)
        self.refresh_frame()

    def link_word(self) -> str:
        """Say where the line to the tenant stands, for what is read here does not need it."""
        return WorkScreen.link_word(self)

    # -- acting --------------------------------------------------------------------------------

    def action_act(self) -> None:
        """Offer what can be done with the try under the cursor."""
        from kraken_tui.screens.activity_actions import act

        view = self.view(self.current_view)
        if isinstance(view, OutboxPane | DraftsPane):
            super().action_act()
            return
        entry = view.current if isinstance(view, JournalPane) else None
        if entry is None:
            self.say("There is nothing under the cursor to act on.")
            return
        self.get_form_ready()
        work = partial(act, self, entry, noted=self.accepted)
        self._acting = self.run_worker(work, group="act", exclusive=True)


def to_settle(count: int) -> str:
    """Say how many outcomes are to be settled; nothing of none."""
    if count < 2:
        return "Of 1 change nobody knows whether it was made; see To settle." if count else ""
    return f"Of {count:,} changes nobody knows whether they were made; see To settle."
