"""A ledger's transactions, page by page, as the tenant's API gives them."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kraken_tui.api.errors import KrakenError
from kraken_tui.api.paging import Page, PageRequest
from kraken_tui.domain import read
from kraken_tui.domain.ledgers import Transaction, parse_transaction
from kraken_tui.domain.transaction_filter import TransactionFilter

if TYPE_CHECKING:
    from kraken_tui.api.client import Answer

Ask = Callable[[str, Mapping[str, object]], Awaitable["Answer"]]
"""Sends the document of a view with variables."""

PAGES_PER_LOOK = 10
"""Pages read in search of one match of a kind, which only this side can tell apart."""


class NoMatchYet(KrakenError):
    """None of the pages read so far holds a match, and there are more."""

    usual_hint = "Page down looks further."


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
        """Read one page, or, where a kind is wanted, as many as hold a match.

        Raises:
            NoMatchYet: ``PAGES_PER_LOOK`` pages hold none; the next call reads on from there.
            KrakenError: no answer.
        """
        if not self.wanted.kinds:
            return await self._page(request)
        return await self._matching(request)

    async def _matching(self, request: PageRequest) -> Page[Transaction]:
        backwards = request.last is not None
        start = (request.before if backwards else request.after, backwards)
        cursor = self._resume.get(start, start[0])
        for _ in range(PAGES_PER_LOOK):
            page = await self._page(_from(request, cursor))
            items = tuple(filter(self.wanted.matches, page.items))
            more = page.has_previous if backwards else page.has_next
            if items or not more:
                return Page(
                    items, page.start_cursor, page.end_cursor, page.has_next, page.has_previous
                )
            cursor = page.start_cursor if backwards else page.end_cursor
        self._resume[start] = cursor
        looked = PAGES_PER_LOOK * (request.first or request.last or 0)
        raise NoMatchYet(f"No {self.wanted.words} among the {looked:,} transactions read.")

    async def _page(self, request: PageRequest) -> Page[Transaction]:
        answer = await self.ask("transactions", self._variables(request))
        connection = _connection(answer.data, self.ledger)
        info = read.child(connection, "pageInfo")
        return Page(
            items=tuple(map(parse_transaction, read.nodes(connection))),
            start_cursor=read.text(info, "startCursor") or None,
            end_cursor=read.text(info, "endCursor") or None,
            has_next=bool(read.flag(info, "hasNextPage")),
            has_previous=bool(read.flag(info, "hasPreviousPage")),
            total=read.integer(connection, "totalCount"),
        )

    def _variables(self, request: PageRequest) -> dict[str, object]:
        paging = {
            "first": request.first,
            "after": request.after,
            "last": request.last,
            "before": request.before,
        }
        chosen = {"accountNumber": self.account, "ledgerNumber": self.ledger}
        given = {name: value for name, value in paging.items() if value is not None}
        return {**chosen, **self.wanted.variables(), **given}


def _from(request: PageRequest, cursor: str | None) -> PageRequest:
    if request.last is not None:
        return PageRequest(last=request.last, before=cursor)
    return PageRequest(first=request.first, after=cursor)


def _connection(data: read.Node, ledger: str) -> read.Node | None:
    """Find the ledger by its number: a tenant may answer with more ledgers than were asked for."""
    ledgers = list(read.children(read.child(data, "account"), "ledgers"))
    for node in ledgers:
        if read.text(node, "number") == ledger:
            return read.child(node, "transactions")
    return None
