"""Pages of connections: what is asked for, and what the answer holds."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from kraken_tui.api.paging import Page, PageRequest
from kraken_tui.domain import read

if TYPE_CHECKING:
    from kraken_tui.api.answer import Answer

T = TypeVar("T")


def variables(request: PageRequest) -> dict[str, object]:
    """Name what is asked for as the documents do."""
    asked = {
        "first": request.first,
        "after": request.after,
        "last": request.last,
        "before": request.before,
    }
    return {name: value for name, value in asked.items() if value is not None}


def page(
    connection: read.Node | None, parse: Callable[[read.Node], T], answer: "Answer"
) -> Page[T]:
    """Read a connection's page from an answer, passing over nulls; without one it is empty."""
    info = read.child(connection, "pageInfo")
    return Page(
        items=tuple(map(parse, read.nodes(connection))),
        start_cursor=read.text(info, "startCursor") or None,
        end_cursor=read.text(info, "endCursor") or None,
        has_next=bool(read.flag(info, "hasNextPage")),
        has_previous=bool(read.flag(info, "hasPreviousPage")),
        total=read.integer(connection, "totalCount"),
        problems=problems(answer),
        seen=answer.seen,
    )


def problems(answer: "Answer") -> tuple[str, ...]:
    """Say what of an answer could not be read."""
    return tuple(problem.sentence for problem in answer.problems)


def turned(request: PageRequest) -> PageRequest:
    """Ask for the same page of a list that is read from its end."""
    return PageRequest(
        first=request.last, after=request.before, last=request.first, before=request.after
    )


def turn(page: Page[T]) -> Page[T]:
    """Give the page of a list that is read from its end, last item first."""
    return Page(
        items=tuple(reversed(page.items)),
        start_cursor=page.end_cursor,
        end_cursor=page.start_cursor,
        has_next=page.has_previous,
        has_previous=page.has_next,
        total=page.total,
        problems=page.problems,
        seen=page.seen,
    )
