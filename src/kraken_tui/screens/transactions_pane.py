"""The transactions of one ledger: a list that pages, and a filter that the tenant works out."""

from dataclasses import replace

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input, Static

from kraken_tui.api.errors import KrakenError
from kraken_tui.api.paging import BrokenPage, ForwardOnly
from kraken_tui.domain.postings import Transaction
from kraken_tui.domain.transaction_filter import (
    EXAMPLES,
    FilterError,
    TransactionFilter,
    parse,
)
from kraken_tui.domain.transactions import NoMatchYet, TransactionPages
from kraken_tui.screens.record_pane import RecordPane
from kraken_tui.screens.transaction_rows import transactions
from kraken_tui.session import Session
from kraken_tui.widgets.line_input import LineInput
from kraken_tui.widgets.record_table import RecordTable

HELP = "enter filters, esc shows everything"


class PostingsPane(RecordPane[Transaction]):
    """List transactions, each of which leads to the bill that it is on."""

    def open(self, record: Transaction) -> None:
        """Show everything about a transaction."""
        from kraken_tui.screens.transaction_screen import TransactionScreen

        listing = self.listing
        self.app.push_screen(
            TransactionScreen(
                self._session,
                title=listing.title(record),
                sections=listing.sections(record),
                subject=listing.subject(record),
            )
        )


class TransactionsPane(PostingsPane):
    """Page through transactions, newest first; say how many of how many are loaded."""

    def __init__(self, session: Session) -> None:
        super().__init__(transactions("", "", session.formats), session)
        self._ledger: tuple[str, str] | None = None
        self._filter = TransactionFilter()

    def compose(self) -> ComposeResult:
        """Stack the filter, closed, the table and the count."""
        yield LineInput(placeholder=EXAMPLES)
        yield RecordTable(self.listing.columns, empty_text="", id="rows")
        yield Static(id="count", markup=False)

    def open_ledger(self, account: str, ledger: str) -> None:
        """Show the transactions of a ledger from the newest on."""
        self._ledger = (account, ledger)
        self._start()

    def close(self) -> None:
        """Show nothing."""
        self._ledger = None
        self.fail()

    def _start(self) -> None:
        if self._ledger is None:
            return
        account, ledger = self._ledger
        wanted = self._filter.words
        self.listing = replace(
            transactions(account, ledger, self._session.formats), noun=wanted, empty=f"No {wanted}."
        )
        self.page(TransactionPages(self._session.ask, account, ledger, self._filter).fetch)

    # -- filter --------------------------------------------------------------------------------

    def action_filter(self) -> None:
        """Open the filter."""
        self.query_one(LineInput).open()
        self._count(HELP)

    def action_leave_filter(self) -> None:
        """Close the filter and show everything, in its own order."""
        super().action_leave_filter()
        self._apply(TransactionFilter())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave esc to the screen while everything is shown."""
        if action == "leave_filter" and self._filter != TransactionFilter():
            return True
        return super().check_action(action, parameters)

    @on(Input.Changed)
    def typed(self, event: Input.Changed) -> None:
        """Say while typing what is not understood."""
        # The list's own filter would run as well: it narrows to words as one types.
        event.stop().prevent_default()
        if not self.query_one(LineInput).display:
            return
        try:
            parse(event.value)
        except FilterError as error:
            self._count(str(error), bad=True)
        else:
            self._count(HELP)

    @on(Input.Submitted)
    def typed_all(self, event: Input.Submitted) -> None:
        """Show what fits the typed line."""
        event.stop().prevent_default()
        try:
            wanted = parse(event.value)
        except FilterError as error:
            self._count(str(error), bad=True)
            return
        self.table.focus()
        self._apply(wanted)

    def _apply(self, wanted: TransactionFilter) -> None:
        if wanted != self._filter:
            self._filter = wanted
            self.refresh_bindings()
            self._start()
        else:
            self._tell_extent()

    def tell_failure(self, error: KrakenError | ForwardOnly | BrokenPage) -> str:
        """Say why rows are missing, and which key looks further."""
        if isinstance(error, NoMatchYet):
            return f"{error.sentence} {error.hint}"
        return super().tell_failure(error)
