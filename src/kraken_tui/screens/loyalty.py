"""Loyalty: points, cards, referrals, rewards and vouchers of an account."""

from functools import partial
from typing import Any, ClassVar

from textual.widget import Widget

from kraken_tui.api.errors import KrakenError
from kraken_tui.domain import loyalty, loyalty_lists, loyalty_members
from kraken_tui.domain.absent import no_account
from kraken_tui.domain.loyalty import Loyalty
from kraken_tui.domain.loyalty_members import Collected, MemberPoints
from kraken_tui.domain.loyalty_read import not_run, nothing_yet, worth_telling
from kraken_tui.fitting import MissingFromTenant
from kraken_tui.memory import Ask
from kraken_tui.screens import loyalty_points, loyalty_referrals, loyalty_vouchers
from kraken_tui.screens.data_screen import LOADING
from kraken_tui.screens.deck import DeckScreen
from kraken_tui.screens.listing import Listing
from kraken_tui.screens.loyalty_sections import sections
from kraken_tui.screens.loyalty_words import (
    NO_PROGRAMME,
    NO_REFERRALS,
    NO_REWARDS,
    NO_VOUCHERS,
    NOT_TOLD,
)
from kraken_tui.screens.record_pane import RecordPane
from kraken_tui.screens.state import Loaded, Loading, State
from kraken_tui.widgets.fact_view import FactView
from kraken_tui.widgets.facts import Section, mark_changes
from kraken_tui.widgets.tab_line import Tab

SUMMARY = "summary"


class LoyaltyScreen(DeckScreen[Collected]):
    """Sum up what there is; the lists behind it are views of their own."""

    NAME = "loyalty"

    VIEWS = (
        Tab("", SUMMARY, "Summary"),
        Tab("", "points", "Points"),
        Tab("", "cards", "Cards"),
        Tab("", "vouchers", "Vouchers"),
        Tab("", "rewards", "Rewards"),
        Tab("", "referrals", "Referrals"),
    )

    LACKING: ClassVar[dict[str, tuple[str, str]]] = {
        "points": ("has_programme", NO_PROGRAMME),
        "cards": ("has_programme", NO_PROGRAMME),
        "vouchers": ("has_vouchers", NO_VOUCHERS),
        "rewards": ("has_rewards", NO_REWARDS),
        "referrals": ("has_referrals", NO_REFERRALS),
    }
    """What tells whether the tenant has what a view lists, and the sentence where it has not."""

    _before: tuple[Section, ...] | None = None

    # -- asking --------------------------------------------------------------------------------

    async def fetch(self, account: str, ask: Ask) -> Loaded[Collected]:
        """Read the account in one request, and what its people collected in a second."""
        asked = {"accountNumber": account, "account": account}
        answer = await ask("loyalty", asked)
        found = loyalty.parse(answer.data, not_run=not_run(answer.problems))
        if found is None:
            raise no_account(answer)
        self.session.holder = found.holder or self.session.holder
        people, more = await self._people(account, found, ask)
        warnings = dict.fromkeys((*worth_telling(answer.problems), *more))
        return Loaded(Collected(found, people), tuple(warnings))

    async def _people(
        self, account: str, found: Loyalty, ask: Ask
    ) -> tuple[tuple[MemberPoints, ...], tuple[str, ...]]:
        """Read what each person collected; failing at that leaves the rest worth showing."""
        people: list[MemberPoints] = []
        warnings: list[str] = []
        try:
            for members in loyalty_members.batches(found.members if found.has_programme else ()):
                asked = loyalty_members.variables(account, members)
                answer = await ask("loyalty_members", asked)
                empty = nothing_yet(answer.problems)
                people += loyalty_members.parse(answer.data, members, empty=empty)
                warnings += worth_telling(answer.problems)
        except MissingFromTenant:
            pass
        except KrakenError as error:
            warnings.append(f"The points of the account's people are missing. {error.sentence}")
        return tuple(people), tuple(warnings)

    # -- showing -------------------------------------------------------------------------------

    def compose_view(self, name: str) -> Widget:
        """Make a view."""
        if name == SUMMARY:
            return FactView(placeholder=LOADING if self.session.account else "")
        return RecordPane(self._listing(name), self.session)

    def _listing(self, name: str) -> Listing[Any]:
        account, formats = self.session.account or "", self.session.formats
        match name:
            case "points":
                return loyalty_points.entries(account, formats)
            case "cards":
                return loyalty_points.cards(account)
            case "vouchers":
                return loyalty_vouchers.vouchers(account, formats)
            case "rewards":
                return loyalty_referrals.rewards(account, formats)
            case _:
                return loyalty_referrals.referrals(account, formats)

    def show_view(self, name: str, state: State[Collected]) -> None:
        """Draw what is known into a view."""
        view = self.view(name)
        if isinstance(view, FactView):
            self._show_summary(view, state)
        elif isinstance(view, RecordPane):
            self._show_list(view, name, state)

    def _show_summary(self, view: FactView, state: State[Collected]) -> None:
        if self.data is None:
            view.show((), placeholder=LOADING if isinstance(state, Loading) else "")
            return
        shown = sections(self.data, self.session.formats)
        if self._before is not None and isinstance(state, Loaded) and state.is_fresh:
            before, self._before = self._before, None
            shown = mark_changes(before, shown)
        view.show(shown)

    def _show_list(self, pane: RecordPane[Any], name: str, state: State[Collected]) -> None:
        data = self.data
        if data is None:
            pane.wait() if isinstance(state, Loading) else pane.fail()
            return
        pane.listing = self._listing(name)
        known, sentence = self.LACKING[name]
        if not getattr(data.loyalty, known):
            pane.show((), empty=sentence)
        elif name in {"vouchers", "referrals"}:
            self._show_pages(pane, name, state)
        else:
            records = self._records(name, data)
            pane.show(records or (), empty=NOT_TOLD if records is None else None)

    def _records(self, name: str, data: Collected) -> tuple[Any, ...] | None:
        """Give the records of a list that came with the answer, ``None`` for unknown."""
        match name:
            case "points":
                return data.entries or (() if data.knows_entries else None)
            case "cards":
                return data.cards or (() if data.knows_cards else None)
            case _:
                return data.loyalty.rewards

    def _show_pages(self, pane: RecordPane[Any], name: str, state: State[Collected]) -> None:
        """Read a list page by page, whenever what was loaded is new."""
        if isinstance(state, Loaded):
            read = loyalty_lists.vouchers if name == "vouchers" else loyalty_lists.referrals
            pane.page(partial(read, self.session.memory.look, state.data.loyalty.account))

    # -- acting --------------------------------------------------------------------------------

    def expect_changes(self) -> None:
        """With the next answer, mark what differs from what is shown now."""
        view = self.view(SUMMARY)
        self._before = view.sections if isinstance(view, FactView) else None
