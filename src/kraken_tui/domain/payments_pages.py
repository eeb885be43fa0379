"""A page of a list that hangs on an account."""

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, TypeVar

from kraken_tui.api.envelope import refusal
from kraken_tui.api.paging import Page
from kraken_tui.domain import pages, read

if TYPE_CHECKING:
    from kraken_tui.api.client import Answer

T = TypeVar("T")

Ask = Callable[[str, Mapping[str, object]], Awaitable["Answer"]]
"""Sends the document of a view with variables."""


def page(answer: "Answer", field: str, parse: Callable[[read.Node], T]) -> Page[T]:
    """Read a page of an account's connection; raise ``Refused`` where the API gave none."""
    connection = read.child(read.child(answer.data, "account"), field)
    if connection is None and answer.problems:
        raise refusal(answer.problems)
    return pages.page(connection, parse, answer)


def is_told(answer: "Answer", field: str) -> bool:
    """Tell whether the tenant has the list at all; what it lacks is never asked for."""
    return field in (read.child(answer.data, "account") or {})
