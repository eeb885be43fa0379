"""A ledger's transactions, page by page, as the tenant's API gives them."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kraken_tui.api.envelope import refusal
from kraken_tui.api.errors import KrakenError
from kraken_tui.api.paging import Page, PageRequest
from kraken_tui.domain import read
from kraken_tui.domain.ledgers import ledger_node
from kraken_tui.domain.pages import page, variables
from kraken_tui.domain.postings import Transaction, parse_transaction
from kraken_tui.domain.transaction_filter import TransactionFilter

if TYPE_CHECKING:
    from kraken_tui.api.client import Answer

Ask = Callable[[str, Mapping[str, object]], Awaitable["Answer"]]
"""Sends the document of a view with variables."""

PAGES_PER_LOOK = 10
"""Pages read in search of one match, which only this side can tell apart."""


class NoMatchYet(KrakenError):
    """None of the pages read so far holds a match, and there are more."""

    usual_hint = "Page down looks further."


class NotTold(KrakenError):
    """What is asked for is not in the tenant's schema."""

    usual_hint = "Choose another view."


@dataclass
class TransactionPages:
    """Fetch the pages of one ledger for a ``PagedList``; newest first."""

    ask: Ask
    account: str
    ledger: str
    wanted: TransactionFilter = field(default_factory=TransactionFilter)

    def __post_init__(self) -> None:
        self._resume: dict[tuple[str | None, bool], str | None] = {}

    async def fetch(self, request: PageRequest) -> Page[Transaction]:
        """Read one page, or, where a kind or a word is wanted, as many as hold a match.

        Raises:
            NoMatchYet: ``PAGES_PER_LOOK`` pages hold none; the next call reads on from there.
            KrakenError: no answer.
        """
        if not self.wanted.is_picky:
            return await self._page(request)
        return await self._matching(request)

    async def _matching(self, request: PageRequest) -> Page[Transaction]:
        backwards = request.last is not None
        start = (request.before if backwards else request.after, backwards)
        cursor = self._resume.get(start, start[0])
        for _ in range(PAGES_PER_LOOK):
            found = await self._page(_from(request, cursor))
            items = tuple(filter(self.wanted.matches, found.items))
            more = found.has_previous if backwards else found.has_next
            if items or not more:
                return replace(found, items=items, total=None)
            cursor = found.start_cursor if backwards else found.end_cursor
        self._resume[start] = cursor
        looked = PAGES_PER_LOOK * (request.first or request.last or 0)
        raise NoMatchYet(f"No {self.wanted.words} among the {looked:,} transactions read.")

    async def _page(self, request: PageRequest) -> Page[Transaction]:
        answer = await self.ask("transactions", self._variables(request))
        connection = told(ledger_node(answer.data, self.ledger), "transactions", answer)
        return page(connection, parse_transaction, answer)

    def _variables(self, request: PageRequest) -> dict[str, object]:
        chosen = {"accountNumber": self.account, "ledgerNumber": self.ledger}
        return {**chosen, **self.wanted.variables(), **variables(request)}


def _from(request: PageRequest, cursor: str | None) -> PageRequest:
    if request.last is not None:
        return PageRequest(last=request.last, before=cursor)
    return PageRequest(first=request.first, after=cursor)


def told(node: read.Node | None, field: str, answer: "Answer") -> read.Node | None:
    """Give a connection of a node.

    Raises:
        NotTold: the tenant has no such field.
        KrakenError: an error stands in its place.
    """
    connection = read.child(node, field)
    if connection is None and answer.problems:
        raise refusal(answer.problems)
    if node is not None and field not in node:
        raise NotTold("This tenant tells nothing of it.")
    return connection
