"""The account overview: who, where, what is owed, on one screen and in one request."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from kraken_tui.domain import account_lists, accounts
from kraken_tui.domain.absent import no_account
from kraken_tui.domain.accounts import Account
from kraken_tui.memory import Ask
from kraken_tui.screens.data_screen import LOADING, DataScreen
from kraken_tui.screens.overview_badges import badges
from kraken_tui.screens.overview_lists import LISTS
from kraken_tui.screens.overview_sections import sections
from kraken_tui.screens.state import Failed, Loaded, Loading, State
from kraken_tui.session import Session
from kraken_tui.store.seen import Seen
from kraken_tui.widgets.badge_line import BadgeLine
from kraken_tui.widgets.fact_view import FactView
from kraken_tui.widgets.facts import Section, Subject, mark_changes

OPENS = {"user", "agreement", *LISTS}
"""Kinds of objects of which there is more to see than their facts."""

COUNTED = {(field,) for name, field in account_lists.COUNTED.items() if name != "agreements"}


class OverviewScreen(DataScreen[Account]):
    """Show the chosen account; what was last seen of it is drawn before the network answers."""

    NAME = "overview"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "copy", "Copy", id="object.copy"),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._before: tuple[Section, ...] | None = None
        self._recalled: Seen | None = None
        if session.account is not None:
            asked = {"accountNumber": session.account}
            self._recalled = session.memory.at_once(self.NAME, asked)

    def compose_content(self) -> ComposeResult:
        """Yield the badges above the facts; both already hold what was last seen."""
        yield BadgeLine()
        yield FactView(placeholder=LOADING if self.session.account else "")

    def on_mount(self) -> None:
        """Draw what was last seen, then load."""
        if self._recalled is not None:
            self._draw_recalled(self._recalled.data)

    def _draw_recalled(self, data: object) -> None:
        account = accounts.parse(data) if isinstance(data, dict) else None
        if account is not None and self._recalled is not None:
            self.session.holder = account.holder
            self.draw_kept(Loaded(account, seen=self._recalled.at))

    async def fetch(self, account: str, ask: Ask) -> Loaded[Account]:
        """Read the account in one request."""
        answer = await ask(self.NAME, {"accountNumber": account})
        parsed = accounts.parse(answer.data)
        if parsed is None:
            raise no_account(answer)
        self.session.holder = parsed.holder
        if answer.seen is None:
            self.session.memory.note_opened(parsed)
        # What may not be counted says why when it is opened.
        told = (problem for problem in answer.problems if problem.path[1:2] not in COUNTED)
        return Loaded(parsed, tuple(problem.sentence for problem in told))

    def show(self, state: State[Account]) -> None:
        """Draw the account; keep the old one while loading and after a failure."""
        view = self.query_one(FactView)
        account = self.data
        self.query_one(BadgeLine).show(() if account is None else badges(account))
        if account is None:
            view.show((), placeholder=LOADING if isinstance(state, Loading) else "")
        else:
            view.show(self._sections(account, marked=isinstance(state, Loaded) and state.is_fresh))
        if isinstance(state, Failed) and account is None:
            self.session.holder = ""

    def _sections(self, account: Account, *, marked: bool) -> tuple[Section, ...]:
        fresh = sections(account, self.session.formats)
        if self._before is None or not marked:
            return fresh
        before, self._before = self._before, None
        return mark_changes(before, fresh)

    def expect_changes(self) -> None:
        """With the next answer, mark what differs from what is shown now."""
        self._before = self.query_one(FactView).sections

    @on(FactView.Opened)
    def open_fact(self, event: FactView.Opened) -> None:
        """Open the list or the object that the fact stands for, or show the fact whole."""
        event.stop()
        subject, account = event.fact.subject, self.data
        screen = None
        if subject is not None and subject.kind in OPENS and account is not None:
            from kraken_tui.screens.overview_opening import opened

            screen = opened(self.session, account, subject)
        if screen is None:
            self.open_whole(event.fact)
        else:
            self.app.push_screen(screen)

    def subject(self) -> Subject | None:
        """Tell which object is under the cursor."""
        fact = self.query_one(FactView).current
        return None if fact is None else fact.subject

    def action_copy(self) -> None:
        """Copy the value under the cursor."""
        if (fact := self.query_one(FactView).current) is not None:
            self.app.copy_to_clipboard(fact.value)
            self.say(f"Copied {fact.label or 'the value'}.", tone="good")
