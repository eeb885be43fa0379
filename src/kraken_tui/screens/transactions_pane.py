"""The transactions of one ledger: a table that pages, a filter, and a line that counts."""

from collections.abc import Coroutine
from functools import partial
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from kraken_tui.api.errors import KrakenError
from kraken_tui.api.paging import BrokenPage, ForwardOnly, PagedList
from kraken_tui.domain.postings import Transaction
from kraken_tui.domain.transaction_filter import (
    EXAMPLES,
    FilterError,
    TransactionFilter,
    parse,
)
from kraken_tui.domain.transactions import NoMatchYet, TransactionPages
from kraken_tui.money import format_minor
from kraken_tui.screens.failures import with_key
from kraken_tui.screens.transaction_rows import COLUMNS, cells, details, tag
from kraken_tui.session import Session
from kraken_tui.widgets.line_input import LineInput
from kraken_tui.widgets.record_pages import PagedRows
from kraken_tui.widgets.record_source import FixedRows
from kraken_tui.widgets.record_table import RecordTable

HELP = "enter filters, esc shows everything"


class TransactionsPane(Vertical):
    """Page through transactions, newest first; say how many of how many are loaded."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "filter", "Filter", key_display="/", id="list.filter"),
        Binding("escape", "leave_filter", "Unfilter", show=False, id="list.leave_filter"),
        Binding("y", "copy", "Copy", id="object.copy"),
    ]

    DEFAULT_CSS = """
    TransactionsPane {
        LineInput { display: none; }
        #count { height: 1; padding: 0 1; color: $text-muted; }
        #count.-bad { color: $text-error; }
    }
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._money = partial(format_minor, currency=session.profile.currency)
        self._ledger: tuple[str, str] | None = None
        self._filter = TransactionFilter()
        self.paged: PagedList[Transaction] | None = None

    def compose(self) -> ComposeResult:
        """Stack the filter, closed, the table and the count."""
        yield LineInput(placeholder=EXAMPLES)
        yield RecordTable(COLUMNS, empty_text="", id="transactions")
        yield Static(id="count", markup=False)

    @property
    def table(self) -> RecordTable:
        """The table of transactions."""
        return self.query_one("#transactions", RecordTable)

    def open(self, account: str, ledger: str) -> None:
        """Show the transactions of a ledger from the newest on."""
        self._ledger = (account, ledger)
        self.table.empty_text = "No transactions."
        self._start()

    def close(self) -> None:
        """Show nothing."""
        self._ledger = self.paged = None
        self.table.empty_text = ""
        self.table.show(FixedRows())
        self._count("")

    def _start(self) -> None:
        if self._ledger is None:
            return
        account, ledger = self._ledger
        pages = TransactionPages(self._session.ask, account, ledger, self._filter)
        self.paged = PagedList(pages.fetch, key=lambda transaction: transaction.id)
        rows = PagedRows(
            self.paged,
            cells=partial(cells, money=self._money),
            tag=tag,
            noun="transactions",
        )
        self.table.busy = True
        self.table.show(rows)
        self._load(0, 0)

    @on(RecordTable.Wanted)
    def load_wanted(self, event: RecordTable.Wanted) -> None:
        """Load the rows that came into view."""
        self._load(event.first, event.last)

    @on(RecordTable.EndWanted)
    def load_end(self) -> None:
        """Load the last page, without reading all that lies before it."""
        if self.paged is not None:
            self.run_worker(self._run(self.paged, self.paged.load_end()), group="pages")

    def _load(self, first: int, last: int) -> None:
        if self.paged is not None:
            self.run_worker(self._run(self.paged, self.paged.load(first, last)), group="pages")

    async def _run(self, paged: PagedList[Transaction], work: Coroutine[None, None, None]) -> None:
        self.table.busy = True
        try:
            await work
        except (KrakenError, ForwardOnly, BrokenPage) as error:
            if paged is self.paged:
                self._count(_told(error), bad=True)
            return
        finally:
            self.table.busy = False
        if paged is self.paged:
            self.table.source_changed()
            self._count(self._loaded())

    def _loaded(self) -> str:
        paged = self.paged
        if paged is None:
            return ""
        total = paged.total
        if paged.complete and not paged.loaded:
            words = "no transactions"
        elif paged.complete:
            words = f"all {paged.loaded:,} transactions"
        elif total is None:
            words = f"{paged.loaded:,} transactions loaded, more to come"
        else:
            words = f"{paged.loaded:,} of {total:,} transactions loaded"
        return f"{words}, {self._filter.words}" if self._filter.words else words

    def _count(self, words: str, *, bad: bool = False) -> None:
        line = self.query_one("#count", Static)
        line.set_class(bad, "-bad")
        line.update(Text(words), layout=False)

    # -- filter, details, copy -----------------------------------------------------------------

    def action_filter(self) -> None:
        """Open the filter."""
        self.query_one(LineInput).open()
        self._count(HELP)

    def action_leave_filter(self) -> None:
        """Close the filter and show everything."""
        line = self.query_one(LineInput)
        line.value = ""
        line.display = False
        self.table.focus()
        self._apply(TransactionFilter())

    @on(Input.Changed)
    def check_filter(self, event: Input.Changed) -> None:
        """Say while typing what is not understood."""
        try:
            parse(event.value)
        except FilterError as error:
            self._count(str(error), bad=True)
        else:
            self._count(HELP)

    @on(Input.Submitted)
    def use_filter(self, event: Input.Submitted) -> None:
        """Show what fits the typed line."""
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
            self._start()
        else:
            self._count(self._loaded())

    @on(RecordTable.Opened)
    def open_transaction(self, event: RecordTable.Opened) -> None:
        """Show everything about the transaction under the cursor."""
        from kraken_tui.screens.whole_value import WholeValue

        transaction = self.paged.item(event.index) if self.paged else None
        if transaction is not None:
            title = transaction.title or transaction.kind
            self.app.push_screen(WholeValue(title, details(transaction, self._money)))

    def action_copy(self) -> None:
        """Copy the transaction under the cursor."""
        index = self.table.cursor
        transaction = self.paged.item(index) if self.paged and index is not None else None
        if transaction is not None:
            self.app.copy_to_clipboard(details(transaction, self._money))
            self._count("Copied the transaction.")


def _told(error: KrakenError | ForwardOnly | BrokenPage) -> str:
    if isinstance(error, NoMatchYet):
        return f"{error.sentence} {error.hint}"
    return with_key(error) if isinstance(error, KrakenError) else error.sentence
