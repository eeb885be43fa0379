"""Bills, statements, invoices and statements of years, page by page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from kraken_tui.api.paging import Page, PageRequest
from kraken_tui.domain import read
from kraken_tui.domain.bills import Bill, parse_bill
from kraken_tui.domain.ledgers import ledger_node
from kraken_tui.domain.pages import page, variables
from kraken_tui.domain.postings import Transaction, parse_transaction
from kraken_tui.domain.statements import BilledDocument, parse_invoice, parse_statement
from kraken_tui.domain.transactions import Ask, told

if TYPE_CHECKING:
    from kraken_tui.api.client import Answer

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class AnnualStatement:
    """A statement of a year."""

    id: str
    start: datetime | None
    end: datetime | None
    url: str


@dataclass(frozen=True, slots=True)
class BillPages:
    """Fetch pages of what was billed; newest first. ``fetch`` methods raise ``KrakenError``."""

    ask: Ask
    account: str
    ledger: str

    async def bills(self, request: PageRequest) -> Page[Bill]:
        """Read bills of every kind, of the ledger."""
        answer = await self._asked("bills", request)
        found = told(read.child(answer.data, "account"), "bills", answer)
        return page(found, parse_bill, answer)

    async def statements(self, request: PageRequest) -> Page[BilledDocument]:
        """Read statements."""
        return await self._of_ledger("statements", request, parse_statement)

    async def invoices(self, request: PageRequest) -> Page[BilledDocument]:
        """Read invoices."""
        return await self._of_ledger("invoices", request, parse_invoice)

    async def annual_statements(self, request: PageRequest) -> Page[AnnualStatement]:
        """Read the account's statements of years."""
        answer = await self.ask(
            "annual_statements", {"accountNumber": self.account, **variables(request)}
        )
        found = told(read.child(answer.data, "account"), "annualStatements", answer)
        return page(found, parse_annual_statement, answer)

    async def transactions(self, bill: str, kind: str, request: PageRequest) -> Page[Transaction]:
        """Read the transactions of a bill, whose kind may be unknown."""
        asked = {"accountNumber": self.account, "billId": bill, **variables(request)}
        answer = await self.ask(
            "bill_transactions", {**asked, **({"billType": kind} if kind else {})}
        )
        node = read.child(read.child(answer.data, "account"), "bill")
        return page(told(node, "transactions", answer), parse_transaction, answer)

    async def document_transactions(
        self, kind: str, document: int | None, request: PageRequest
    ) -> Page[Transaction]:
        """Read the transactions of a ``statement`` or an ``invoice``."""
        asked = {} if document is None else {f"{kind}Id": document}
        answer = await self._asked(f"{kind}_transactions", request, asked)
        documents = told(ledger_node(answer.data, self.ledger), f"{kind}s", answer)
        node = next((node for node in read.nodes(documents) if node.get("id") == document), None)
        return page(told(node, "transactions", answer), parse_transaction, answer)

    async def _of_ledger(
        self, view: str, request: PageRequest, parse: Callable[[read.Node], T]
    ) -> Page[T]:
        answer = await self._asked(view, request)
        found = told(ledger_node(answer.data, self.ledger), view, answer)
        return page(found, parse, answer)

    async def _asked(
        self, view: str, request: PageRequest, more: Mapping[str, object] | None = None
    ) -> "Answer":
        chosen = {"accountNumber": self.account, "ledgerNumber": self.ledger, **(more or {})}
        return await self.ask(view, {**chosen, **variables(request)})


def parse_annual_statement(node: read.Node) -> AnnualStatement:
    """Read one statement of a year."""
    return AnnualStatement(
        id=read.text(node, "id"),
        start=read.instant(node, "periodStartsAt"),
        end=read.instant(node, "periodEndsAt"),
        url=read.text(node, "pdfUrl"),
    )
