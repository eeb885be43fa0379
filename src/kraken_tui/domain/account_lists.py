"""The lists that hang on an account: how many each holds, and how it is read when opened."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from kraken_tui.api.envelope import refusal
from kraken_tui.domain import read

if TYPE_CHECKING:
    from kraken_tui.api.client import Answer
    from kraken_tui.api.paging import Page, PageRequest

R = TypeVar("R")

Ask = Callable[[str, Mapping[str, object]], Awaitable["Answer"]]
"""Sends the document of a view with variables."""

FIELDS = {
    "notes": "notes",
    "reminders": "reminders",
    "complaints": "complaints",
    "messages": "events",
    "files": "paginatedFileAttachments",
    "hardship": "activeHardshipAgreements",
    "assistance": "assistanceAgreements",
    "debt_collection": "debtCollectionProceedings",
    "contributions": "contributionAgreements",
    "campaigns": "campaigns",
    "applications": "applications",
    "references": "references",
    "metadata": "metadata",
    "assets": "customerAssets",
    "agreements": "marketSupplyAgreements",
}
"""The account's field that holds each list, by the name of the document that reads it."""

ELSEWHERE = {"referrals": "referrals", "rewards": "rewards"}
"""The fields of lists that are counted here and read by another domain."""

COUNTED = {**FIELDS, **ELSEWHERE}

Counts = Mapping[str, int | None]
"""How many records each list holds that the tenant has; ``None`` where it does not say."""


def parse_counts(account: read.Node) -> Counts:
    """Count what the overview has of each list."""
    return {
        name: _count(account, field)
        for name, field in COUNTED.items()
        if field in account and name != "agreements"
    }


def _count(account: read.Node, field: str) -> int | None:
    value = account[field]
    if isinstance(value, list):
        return len(value)
    return read.integer(read.child(account, field), "totalCount")


@dataclass(frozen=True)
class AccountList(Generic[R]):
    """A list to be read page by page, or whole where it is not ``paged``."""

    view: str
    parse: Callable[[read.Node], R]
    paged: bool = False

    async def fetch(self, ask: Ask, account: str, request: "PageRequest") -> "Page[R]":
        """Read one page; raise ``KrakenError`` where there is no answer or a refusal."""
        answer = await ask(self.view, self._variables(account, request))
        held = (read.child(answer.data, "account") or {}).get(FIELDS[self.view])
        if held is None and answer.problems:
            raise refusal(answer.problems)
        return self._page(held)

    def _variables(self, account: str, request: "PageRequest") -> dict[str, object]:
        asked = {
            "first": request.first,
            "after": request.after,
            "last": request.last,
            "before": request.before,
        }
        given = {name: value for name, value in asked.items() if value is not None}
        return {"accountNumber": account, **(given if self.paged else {})}

    def _page(self, held: object) -> "Page[R]":
        # Counting needs no paging, and the overview counts before its first frame.
        from kraken_tui.api.paging import Page

        if isinstance(held, Mapping):
            info = read.child(held, "pageInfo")
            return Page(
                items=tuple(map(self.parse, read.nodes(held))),
                start_cursor=read.text(info, "startCursor") or None,
                end_cursor=read.text(info, "endCursor") or None,
                has_next=bool(read.flag(info, "hasNextPage")),
                has_previous=bool(read.flag(info, "hasPreviousPage")),
                total=read.integer(held, "totalCount"),
            )
        items = tuple(map(self.parse, read.children({"list": held}, "list")))
        return Page(items, None, None, has_next=False, has_previous=False, total=len(items))
