"""How an account pays: instructions, preferences, schedules, plans, payments and the forecast."""

from dataclasses import replace
from datetime import UTC
from typing import Any, ClassVar

from textual.widget import Widget

from kraken_tui.domain import payments
from kraken_tui.domain.absent import no_account
from kraken_tui.domain.payments import Paying
from kraken_tui.memory import Ask
from kraken_tui.screens.deck import DeckScreen
from kraken_tui.screens.listing import Listing
from kraken_tui.screens.payments_forecast import ForecastView
from kraken_tui.screens.payments_instructions import instructions, preferences
from kraken_tui.screens.payments_links import LinksPane, links
from kraken_tui.screens.payments_made import PaymentsView
from kraken_tui.screens.payments_missed import MissedPayments
from kraken_tui.screens.payments_plans import Plans
from kraken_tui.screens.payments_schedules import Schedules
from kraken_tui.screens.record_pane import RecordPane
from kraken_tui.screens.state import Loaded, Loading, State
from kraken_tui.widgets.facts import Subject
from kraken_tui.widgets.tab_line import Tab

NOTHING_TOLD = "This tenant tells nothing of how an account pays."


class PaymentsScreen(DeckScreen[Paying]):
    """Show how the chosen account pays, in views."""

    VIEWS: ClassVar[tuple[Tab, ...]] = (
        Tab("", "instructions", "Instructions"),
        Tab("", "preferences", "By ledger"),
        Tab("", "schedules", "Schedules"),
        Tab("", "plans", "Plans"),
        Tab("", "payments", "Payments"),
        Tab("", "forecast", "Forecast"),
        Tab("", "missed", "Missed"),
        Tab("", "links", "Links"),
    )

    def compose_view(self, name: str) -> Widget:
        """Make a view."""
        if name == "payments":
            return PaymentsView(self.session)
        if name == "forecast":
            return ForecastView(self.session)
        if name == "links":
            return LinksPane(links(self.session.formats), self.session)
        return RecordPane(self._listed(name, NOTHING)[0], self.session)

    def _listed(self, name: str, paying: Paying) -> tuple[Listing[Any], tuple[Any, ...]]:
        """Describe a view's list, with its records."""
        formats = self.session.formats
        today = self.session.clock().date()
        match name:
            case "instructions":
                return instructions(formats, paying), paying.instructions
            case "preferences":
                return preferences(formats, paying), paying.preferences
            case "schedules":
                return Schedules(formats, paying, today).listing(), paying.schedules
            case "plans":
                return Plans(formats, paying, today).listing(), paying.plans
            case _:
                return MissedPayments(formats, paying).listing(), paying.missed

    async def fetch(self, account: str, ask: Ask) -> Loaded[Paying]:
        """Read all but payments and forecast in one request."""
        now = self.session.clock().astimezone(UTC).isoformat(timespec="seconds")
        answer = await ask("payments", {"accountNumber": account, "now": now})
        paying = payments.parse(answer.data)
        if paying is None:
            raise no_account(answer)
        self.session.holder = paying.holder or self.session.holder
        warnings = tuple(problem.sentence for problem in answer.problems)
        return Loaded(paying, warnings if paying.told else (*warnings, NOTHING_TOLD))

    def show_view(self, name: str, state: State[Paying]) -> None:
        """Draw the state into a view; those that page ask for themselves."""
        view, paying = self.view(name), self.data
        match view:
            case LinksPane():
                view.show(self.session.handed_out)
            case PaymentsView() | ForecastView():
                if isinstance(state, Loaded):
                    self._read(view, state.data)
            case RecordPane() if paying is not None:
                self._fill(view, name, paying)
            case RecordPane() if isinstance(state, Loading):
                view.wait()
            case RecordPane():
                view.fail()

    def go_to_focus(self) -> None:
        """Put the cursor on the payment or the instruction that a link named."""
        view = self.view(self.current_view)
        pane = view.pane if isinstance(view, PaymentsView) else view
        key = self.session.focus.get(NAMED_BY.get(self.current_view, ""))
        if key is not None and isinstance(pane, RecordPane):
            pane.go_to(str(key))

    def _read(self, view: PaymentsView | ForecastView, paying: Paying) -> None:
        if isinstance(view, PaymentsView):
            view.load(paying)
        else:
            view.call_later(view.load, paying, self.session.clock().date())

    def _fill(self, pane: RecordPane[Any], name: str, paying: Paying) -> None:
        listing, records = self._listed(name, paying)
        if name not in paying.told:
            empty = f"This tenant tells nothing of {listing.noun}."
            listing, records = replace(listing, empty=empty), ()
        pane.listing = listing
        pane.show(records, untold=paying.untold.get(name, 0))

    # -- acting on what is shown ---------------------------------------------------------------

    def subject(self) -> Subject | None:
        """Tell what is under the cursor; where there is nothing, the account."""
        number = self.session.account
        if (found := super().subject()) is not None or number is None:
            return found
        identifiers = {"accountNumber": number}
        if self.current_view == "links":
            identifiers |= self._payable()
        return Subject("account", f"account {number}", identifiers)

    def _payable(self) -> dict[str, str]:
        """Give what the mutations that open a page or a form of the provider's ask for."""
        ledgers = self.data.preferences if self.data else ()
        number = next((each.ledger_number for each in ledgers if each.takes_payments), "")
        ledger = {"ledgerNumber": number} if number else {}
        return {**ledger, "instructionType": "DIRECT_DEBIT", "collectionMethod": "CARD"}


NAMED_BY = {"payments": "paymentId", "instructions": "paymentInstructionId"}
"""By which identifier a link names what a view lists."""

NOTHING = Paying(
    number="",
    holder="",
    may_amend=None,
    may_cancel=None,
    instructions=(),
    preferences=(),
    schedules=(),
    plans=(),
    missed=(),
    ledger_names=(),
    told=frozenset(),
    untold={},
)
"""Stands in for an account until one is there."""
