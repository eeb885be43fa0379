"""The transactions of one ledger: a list that pages, and a filter that the tenant works out."""

from dataclasses import replace
from typing import ClassVar

from kraken_tui.api.errors import KrakenError
from kraken_tui.api.paging import BrokenPage, ForwardOnly
from kraken_tui.domain.postings import Transaction
from kraken_tui.domain.transaction_filter import EXAMPLES, TransactionFilter, parse
from kraken_tui.domain.transactions import NoMatchYet, TransactionPages
from kraken_tui.screens.filtered_pane import FilteredPane
from kraken_tui.screens.record_pane import RecordPane
from kraken_tui.screens.transaction_rows import transactions
from kraken_tui.session import Session


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


class TransactionsPane(FilteredPane[Transaction, TransactionFilter], PostingsPane):
    """Page through transactions, newest first; say how many of how many are loaded."""

    EXAMPLES: ClassVar[str] = EXAMPLES

    def __init__(self, session: Session) -> None:
        super().__init__(transactions("", "", session.formats), session, TransactionFilter())
        self._ledger: tuple[str, str] | None = None

    def open_ledger(self, account: str, ledger: str) -> None:
        """Show the transactions of a ledger from the newest on."""
        self._ledger = (account, ledger)
        self.list_wanted()

    def close(self) -> None:
        """Show nothing."""
        self._ledger = None
        self.fail()

    def read_line(self, line: str) -> TransactionFilter:
        """Read a typed line."""
        return parse(line)

    def list_wanted(self) -> None:
        """Ask for the newest of what is wanted."""
        if self._ledger is None:
            return
        account, ledger = self._ledger
        words = self.wanted.words
        self.listing = replace(
            transactions(account, ledger, self._session.formats), noun=words, empty=f"No {words}."
        )
        self.page(TransactionPages(self._session.memory.look, account, ledger, self.wanted).fetch)

    def tell_failure(self, error: KrakenError | ForwardOnly | BrokenPage) -> str:
        """Say why rows are missing, and which key looks further."""
        if isinstance(error, NoMatchYet):
            return f"{error.sentence} {error.hint}"
        return super().tell_failure(error)
