"""The ledgers of an account, and in views what is on the one that is open."""

from datetime import datetime
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.widget import Widget
from textual.worker import Worker

from kraken_tui.api.errors import KrakenError
from kraken_tui.domain import read
from kraken_tui.domain.absent import no_account
from kraken_tui.domain.ledgers import Ledger, holder, parse_ledgers
from kraken_tui.fitting import MissingFromTenant
from kraken_tui.memory import Ask
from kraken_tui.screens import ages, ledger_views
from kraken_tui.screens.deck import DeckScreen
from kraken_tui.screens.failures import with_key
from kraken_tui.screens.ledger_subjects import of_ledger
from kraken_tui.screens.ledger_views import OpenLedger
from kraken_tui.screens.ledgers_pane import LedgersPane
from kraken_tui.screens.state import Loaded, Loading, State
from kraken_tui.session import Session
from kraken_tui.widgets.facts import Subject

Stamp = tuple[str | None, str, int]
"""What a view shows: the account, the ledger, and after which answer."""


class LedgersScreen(DeckScreen[tuple[Ledger, ...]]):
    """List the ledgers; below, look at the one that is open, transactions first."""

    NAME = "ledgers"
    VIEWS = ledger_views.VIEWS

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._opened = ""
        self._answers = 0
        self._filled: dict[str, Stamp] = {}
        self._complained = False

    def compose_master(self) -> ComposeResult:
        """Yield the ledgers; the views are about the one that is open."""
        yield LedgersPane(self.session, id="ledgers")

    def compose_view(self, name: str) -> Widget:
        """Make a view."""
        return ledger_views.make(name, self.session)

    async def fetch(self, account: str, ask: Ask) -> Loaded[tuple[Ledger, ...]]:
        """Read the ledgers in one request."""
        answer = await ask(self.NAME, {"accountNumber": account})
        ledgers = parse_ledgers(answer.data)
        found = read.child(answer.data, "account")
        if found is None or (not ledgers and answer.problems):
            raise no_account(answer)
        if "ledgers" not in found:
            raise MissingFromTenant("This tenant tells nothing of ledgers.")
        self.session.holder = holder(answer.data) or self.session.holder
        return Loaded(ledgers, tuple(problem.sentence for problem in answer.problems))

    # -- showing -------------------------------------------------------------------------------

    @property
    def pane(self) -> LedgersPane:
        """The list of ledgers."""
        return self.query_one(LedgersPane)

    @property
    def open_ledger(self) -> OpenLedger | None:
        """The ledger that is open."""
        account = self.session.account
        for ledger in self.data or ():
            if ledger.number == self._opened and account is not None:
                return OpenLedger(self.session, account, ledger)
        return None

    def show(self, state: State[tuple[Ledger, ...]]) -> None:
        """Draw the ledgers, and open one if the answer is new."""
        if isinstance(state, Loaded):
            self._answers += 1
            self._opened = self._wanted(state.data)
        elif self.data is None:
            self._opened = ""
        elif not self._opened:
            self._opened = self._wanted(self.data)
        self._list()
        if self.data is None:
            self.pane.wait() if isinstance(state, Loading) else self.pane.fail()
        super().show(state)

    def show_view(self, name: str, state: State[tuple[Ledger, ...]]) -> None:
        """Fill a view with what is on the ledger that is open."""
        self._fill(name)

    def _wanted(self, ledgers: tuple[Ledger, ...]) -> str:
        """Tell which to open: the one that was followed here, else the one that was open."""
        numbers = [ledger.number for ledger in ledgers]
        for number in (str(self.session.focus.get("ledgerNumber", "")), self._opened, *numbers):
            if number in numbers:
                return number
        return ""

    def _list(self) -> None:
        ledgers = self.data or ()
        self.pane.list_ledgers(self.session.account or "", ledgers, self._opened)

    def _open(self, number: str) -> None:
        """Show what is on a ledger."""
        self._opened = number
        self._list()
        self.pane.point_at(number)
        self.draw_anew()

    @on(LedgersPane.Chosen)
    def ledger_chosen(self, event: LedgersPane.Chosen) -> None:
        """Show what is on the ledger under the cursor."""
        event.stop()
        self.session.focus = {}
        self._open(event.ledger.number)
        self.focus_view()

    def go_to_focus(self) -> None:
        """Open the ledger that was followed here."""
        number = str(self.session.focus.get("ledgerNumber", ""))
        if number in [ledger.number for ledger in self.data or ()] and number != self._opened:
            self._open(number)

    # -- filling -------------------------------------------------------------------------------

    def _fill(self, name: str) -> None:
        """Fill a view, unless it shows what is open already."""
        stamp = (self.session.account, self._opened, self._answers)
        if self._filled.get(name) == stamp:
            return
        opened, view = self.open_ledger, self.view(name)
        if self.is_waiting:
            ledger_views.clear(view, loading=True)
            return
        self._filled[name] = stamp
        if opened is None:
            ledger_views.clear(view)
        elif name in ledger_views.DOCUMENTS:
            ledger_views.clear(view, loading=True)
            work = partial(self._load_view, name, opened, stamp)
            group = f"view-{name}"
            self._loading: Worker[None] = self.run_worker(work, group=group, exclusive=True)
        else:
            opened.page(name, view)

    def reading_dropped(self) -> None:
        """Show nothing in a view that was not waited for; looking at it once more asks again."""
        name = self.current_view
        if name in ledger_views.DOCUMENTS:
            self._filled.pop(name, None)
            self.draw_later(name)
            ledger_views.clear(self.view(name))

    async def _load_view(self, name: str, opened: OpenLedger, stamp: Stamp) -> None:
        view = self.view(name)
        try:
            answer = await opened.ask(name)
        except KrakenError as error:
            # Looking at the view once more asks once more.
            self._filled.pop(name, None)
            self.draw_later(name)
            ledger_views.clear(view)
            self._complain(with_key(error))
            return
        if self._filled.get(name) == stamp:
            missing = opened.show(name, view, answer)
            self._complain(" ".join((*self._told_old(answer.seen), *missing)))

    def _told_old(self, seen: datetime | None) -> tuple[str, ...]:
        """Say that a view is old, where it is; why is on top."""
        now = self.session.clock()
        return () if seen is None else (ages.without_link(self.session.link.why, seen, now=now),)

    def _complain(self, sentence: str) -> None:
        """Say what is missing; take back what was said of another view, and nothing else."""
        if sentence:
            self.say(sentence, tone="bad")
        elif self._complained:
            self.tell_state()
        self._complained = bool(sentence)

    # -- acting --------------------------------------------------------------------------------

    def subject(self) -> Subject | None:
        """Tell what is under the cursor, else which ledger is open."""
        if self.pane.has_focus_within:
            return self.pane.subject()
        found, opened = super().subject(), self.open_ledger
        if found is not None or opened is None:
            return found
        return of_ledger(opened.account, opened.ledger)
