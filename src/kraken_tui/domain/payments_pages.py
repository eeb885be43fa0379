"""A page of a list that hangs on an account."""

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, TypeVar

from kraken_tui.api.envelope import refusal
from kraken_tui.api.paging import Page, PageRequest
from kraken_tui.domain import read

if TYPE_CHECKING:
    from kraken_tui.api.client import Answer

T = TypeVar("T")

Ask = Callable[[str, Mapping[str, object]], Awaitable["Answer"]]
"""Sends the document of a view with variables."""


def window(request: PageRequest) -> dict[str, object]:
    """Give the variables that name the page asked for."""
    given = {
        "first": request.first,
        "after": request.after,
        "last": request.last,
        "before": request.before,
    }
    return {name: value for name, value in given.items() if value is not None}


def page(answer: "Answer", field: str, parse: Callable[[read.Node], T]) -> Page[T]:
    """Read a page of an account's connection; raise ``Refused`` where the API gave none."""
    connection = read.child(read.child(answer.data, "account"), field)
    if connection is None and answer.problems:
        raise refusal(answer.problems)
    info = read.child(connection, "pageInfo")
    return Page(
        items=tuple(map(parse, read.nodes(connection))),
        start_cursor=read.text(info, "startCursor") or None,
        end_cursor=read.text(info, "endCursor") or None,
        has_next=bool(read.flag(info, "hasNextPage")),
        has_previous=bool(read.flag(info, "hasPreviousPage")),
        total=read.integer(connection, "totalCount"),
    )


def is_told(answer: "Answer", field: str) -> bool:
    """Tell whether the tenant has the list at all; what it lacks is never asked for."""
    return field in (read.child(answer.data, "account") or {})
