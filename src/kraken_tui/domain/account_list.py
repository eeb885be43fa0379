"""A list that hangs on an account, read when it is opened."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from kraken_tui.api.envelope import refusal
from kraken_tui.api.paging import Page, PageRequest
from kraken_tui.domain import read
from kraken_tui.domain.account_lists import FIELDS
from kraken_tui.domain.pages import page, problems, variables

if TYPE_CHECKING:
    from kraken_tui.api.client import Answer

R = TypeVar("R")

Ask = Callable[[str, Mapping[str, object]], Awaitable["Answer"]]
"""Sends the document of a view with variables."""


@dataclass(frozen=True)
class AccountList(Generic[R]):
    """A list to be read page by page, or whole where it is not ``paged``."""

    view: str
    parse: Callable[[read.Node], R]
    paged: bool = False

    async def fetch(self, ask: Ask, account: str, request: PageRequest) -> Page[R]:
        """Read one page; raise ``KrakenError`` where there is no answer or a refusal."""
        answer = await ask(self.view, self._variables(account, request))
        held = (read.child(answer.data, "account") or {}).get(FIELDS[self.view])
        if held is None and answer.problems:
            raise refusal(answer.problems)
        return self._page(held, answer)

    def _variables(self, account: str, request: PageRequest) -> dict[str, object]:
        return {"accountNumber": account, **(variables(request) if self.paged else {})}

    def _page(self, held: object, answer: "Answer") -> Page[R]:
        if isinstance(held, Mapping):
            return page(held, self.parse, answer)
        items = tuple(map(self.parse, read.children({"list": held}, "list")))
        return Page(
            items,
            None,
            None,
            has_next=False,
            has_previous=False,
            total=len(items),
            problems=problems(answer),
            seen=answer.seen,
        )
