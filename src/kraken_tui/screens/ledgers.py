"""The ledgers of an account and the transactions of one of them."""

from functools import partial

from textual import on
from textual.app import ComposeResult

from kraken_tui.domain.ledgers import Ledger, holder, parse_ledgers
from kraken_tui.money import format_minor
from kraken_tui.screens.data_screen import DataScreen
from kraken_tui.screens.state import Loaded, Loading, State
from kraken_tui.screens.transactions_pane import TransactionsPane
from kraken_tui.screens.words import words
from kraken_tui.session import Session
from kraken_tui.widgets.facts import Subject
from kraken_tui.widgets.record_columns import Column
from kraken_tui.widgets.record_source import FixedRows
from kraken_tui.widgets.record_table import RecordTable

COLUMNS = (
    Column(key="number", title="Ledger", width=12),
    Column(key="name", title="Name", width=14, flex=1),
    Column(key="balance", title="Balance", width=14, align="right"),
    Column(key="outstanding", title="Being paid", width=12, align="right", from_width=100),
    Column(key="payments", title="Payments", width=8, from_width=100),
)


class LedgersScreen(DataScreen[tuple[Ledger, ...]]):
    """List the ledgers; below, page through the transactions of the one that is open."""

    NAME = "ledgers"

    DEFAULT_CSS = """
    LedgersScreen {
        #ledgers { height: auto; max-height: 6; }
        TransactionsPane { height: 1fr; }
    }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._money = partial(format_minor, currency=session.profile.currency)

    def compose_content(self) -> ComposeResult:
        """Yield the ledgers above the transactions."""
        yield RecordTable(COLUMNS, id="ledgers")
        yield TransactionsPane(self.session)

    async def fetch(self, account: str) -> Loaded[tuple[Ledger, ...]]:
        """Read the ledgers in one request."""
        answer = await self.session.ask(self.NAME, {"accountNumber": account})
        self.session.holder = holder(answer.data) or self.session.holder
        return Loaded(
            parse_ledgers(answer.data), tuple(problem.sentence for problem in answer.problems)
        )

    def show(self, state: State[tuple[Ledger, ...]]) -> None:
        """Draw the ledgers, and open one if the answer is new."""
        table = self.query_one("#ledgers", RecordTable)
        table.busy = isinstance(state, Loading) and self.data is None
        table.empty_text = "No ledgers." if isinstance(state, Loaded) else ""
        ledgers = self.data or ()
        at = table.cursor or 0
        table.show(FixedRows([self._cells(ledger) for ledger in ledgers]))
        table.move_cursor(at)
        table.styles.height = max(2, min(len(ledgers) + 1, 6))
        if isinstance(state, Loaded):
            self._open(self._wanted(ledgers, at))

    def _wanted(self, ledgers: tuple[Ledger, ...], at: int) -> int:
        """Tell which ledger to open: the one that was followed here, else where the cursor is."""
        followed = self.session.focus.get("ledgerNumber")
        numbers = [ledger.number for ledger in ledgers]
        return numbers.index(str(followed)) if followed in numbers else min(at, len(ledgers) - 1)

    def _open(self, index: int) -> None:
        ledgers, pane = self.data or (), self.query_one(TransactionsPane)
        if not 0 <= index < len(ledgers) or self.session.account is None:
            pane.close()
            return
        table = self.query_one("#ledgers", RecordTable)
        table.move_cursor(index)
        pane.open(self.session.account, ledgers[index].number)
        if self.app.screen is self:
            pane.table.focus()

    @on(RecordTable.Opened, "#ledgers")
    def open_ledger(self, event: RecordTable.Opened) -> None:
        """Show the transactions of the ledger under the cursor."""
        self.session.focus = {}
        self._open(event.index)

    def on_screen_resume(self) -> None:
        """Open the ledger that was followed here."""
        ledgers = self.data or ()
        if self.session.focus.get("ledgerNumber") in [ledger.number for ledger in ledgers]:
            self._open(self._wanted(ledgers, 0))

    def subject(self) -> Subject | None:
        """Tell which ledger is under the cursor."""
        index = self.query_one("#ledgers", RecordTable).cursor
        if index is None or not self.data:
            return None
        number = self.data[index].number
        identifiers = {"accountNumber": self.session.account, "ledgerNumber": number}
        return Subject("ledger", f"ledger {number}", identifiers)

    def _cells(self, ledger: Ledger) -> tuple[str, ...]:
        takes = {True: "accepted", False: "no", None: ""}[ledger.accepts_payments]
        return (
            ledger.number,
            words(ledger.name),
            self._money(ledger.balance),
            self._money(ledger.outstanding),
            takes,
        )
