"""The views on an open ledger: made when they are first looked at, filled when something is new."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual.widget import Widget

from kraken_tui.domain.bill_pages import BillPages
from kraken_tui.domain.ledgers import Ledger
from kraken_tui.screens.billed_panes import BillsPane, DocumentsPane
from kraken_tui.screens.data_screen import LOADING
from kraken_tui.screens.ledger_subjects import of_ledger
from kraken_tui.screens.record_pane import RecordPane
from kraken_tui.screens.transactions_pane import TransactionsPane
from kraken_tui.session import Session
from kraken_tui.widgets.fact_view import FactView
from kraken_tui.widgets.tab_line import Tab

if TYPE_CHECKING:
    from kraken_tui.api.answer import Answer

VIEWS = (
    Tab("", "transactions", "Transactions"),
    Tab("", "ledger", "Ledger"),
    Tab("", "statements", "Statements"),
    Tab("", "invoices", "Invoices"),
    Tab("", "bills", "Bills"),
    Tab("", "annual", "Annual"),
    Tab("", "requests", "Requests"),
    Tab("", "balance", "Balance"),
)

DOCUMENTS = {
    "ledger": "ledger_details",
    "requests": "repayment_requests",
    "balance": "balance_history",
}
"""The views that are read in one request, and its document."""


def make(name: str, session: Session) -> Widget:
    """Make a view, empty."""
    formats = session.formats
    match name:
        case "transactions":
            return TransactionsPane(session)
        case "ledger":
            return FactView()
        case "requests":
            from kraken_tui.screens.repayment_rows import repayments

            return RecordPane(repayments("", "", formats), session)
        case "balance":
            from kraken_tui.screens.balance_view import BalanceView

            return BalanceView(session)
        case _:
            return _make_billed(name, session)


def _make_billed(name: str, session: Session) -> Widget:
    from kraken_tui.screens import bill_rows, statement_rows

    formats = session.formats
    match name:
        case "statements":
            return DocumentsPane(statement_rows.statements("", "", formats), session)
        case "invoices":
            return DocumentsPane(statement_rows.invoices("", "", formats), session)
        case "annual":
            return DocumentsPane(statement_rows.annual_statements("", formats), session)
        case _:
            return BillsPane(bill_rows.bills("", "", formats), session)


def clear(view: Widget, *, loading: bool = False) -> None:
    """Show nothing; what another ledger had must not stay."""
    if isinstance(view, TransactionsPane):
        view.close()
        if loading:
            view.wait()
    elif isinstance(view, FactView):
        view.show((), placeholder=LOADING if loading else "")
    elif isinstance(view, RecordPane):
        view.wait() if loading else view.fail()
    else:
        from kraken_tui.screens.balance_view import BalanceView

        assert isinstance(view, BalanceView)
        view.clear()


@dataclass(frozen=True, slots=True)
class OpenLedger:
    """The ledger that is open, and how its views come by what they show."""

    session: Session
    account: str
    ledger: Ledger

    def page(self, name: str, view: Widget) -> None:
        """Fill a list that is read page by page."""
        if isinstance(view, TransactionsPane):
            view.open_ledger(self.account, self.ledger.number)
        elif isinstance(view, RecordPane):
            self._page_billed(name, view)

    def _page_billed(self, name: str, pane: RecordPane[Any]) -> None:
        from kraken_tui.screens import bill_rows, statement_rows

        formats, number = self.session.formats, self.ledger.number
        pages = BillPages(self.session.memory.look, self.account, number)
        never: dict[str, bool] = {
            "statements": self.ledger.has_statements is False,
            "invoices": self.ledger.has_invoices is False,
        }
        match name:
            case "statements":
                pane.listing = statement_rows.statements(self.account, number, formats)
            case "invoices":
                pane.listing = statement_rows.invoices(self.account, number, formats)
            case "annual":
                pane.listing = statement_rows.annual_statements(self.account, formats)
            case _:
                pane.listing = bill_rows.bills(self.account, number, formats)
        fetch: Mapping[str, Callable[..., Any]] = {
            "statements": pages.statements,
            "invoices": pages.invoices,
            "annual": pages.annual_statements,
            "bills": pages.bills,
        }
        if never.get(name):
            pane.show(())
        else:
            pane.page(fetch[name])

    async def ask(self, name: str) -> "Answer":
        """Ask for a view that is read in one request."""
        asked = {"accountNumber": self.account, "ledgerNumber": self.ledger.number}
        return await self.session.memory.look(DOCUMENTS[name], asked)

    def show(self, name: str, view: Widget, answer: "Answer") -> tuple[str, ...]:
        """Show an answer; return what of it is missing, in sentences."""
        untold: tuple[str, ...] = ()
        if isinstance(view, FactView):
            self._show_facts(view, answer)
        elif isinstance(view, RecordPane):
            untold = self._show_requests(view, answer)
        else:
            self._show_balance(view, answer)
        return (*(problem.sentence for problem in answer.problems), *untold)

    def _show_facts(self, view: FactView, answer: "Answer") -> None:
        from kraken_tui.domain.ledger_details import parse_details
        from kraken_tui.screens.ledger_facts import sections

        details = parse_details(answer.data, self.ledger.number)
        if details is None:
            view.show((), placeholder="The tenant tells nothing of this ledger.")
        else:
            view.show(sections(self.account, details, self.session.formats))

    def _show_requests(self, pane: RecordPane[Any], answer: "Answer") -> tuple[str, ...]:
        from kraken_tui.domain.repayments import parse_repayments
        from kraken_tui.screens.repayment_rows import repayments

        found = parse_repayments(answer.data, self.ledger.number)
        pane.listing = repayments(self.account, self.ledger.number, self.session.formats)
        pane.show(found.records)
        return found.untold

    def _show_balance(self, view: Widget, answer: "Answer") -> None:
        from kraken_tui.domain.balances import parse_history
        from kraken_tui.screens.balance_view import BalanceView

        assert isinstance(view, BalanceView)
        history = parse_history(answer.data, self.ledger.number)
        view.show(self.ledger.number, history, of_ledger(self.account, self.ledger))
