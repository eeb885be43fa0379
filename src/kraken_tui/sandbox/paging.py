"""Relay connections: pages of a list, and cursors that say where a page ends."""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .errors import Refusal

Connection = dict[str, Any]
Arguments = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Window:
    """Which page is asked for: `size` items after or before a position.

    Positions are whole numbers that rise in the order of the connection. `backward` takes
    the items nearest to the end of the window rather than to its start.
    """

    size: int
    after: int | None = None
    before: int | None = None
    backward: bool = False

    @classmethod
    def of(cls, arguments: Arguments, *, size: int = 100) -> "Window":
        """Read `first`, `after`, `last` and `before`.

        Raises Refusal for a cursor that is not one of ours.
        """
        first, last = arguments.get("first"), arguments.get("last")
        backward = first is None and last is not None
        asked = last if backward else first
        return cls(
            size=size if asked is None else asked,
            after=position(arguments.get("after")),
            before=position(arguments.get("before")),
            backward=backward,
        )


def cursor(where: int) -> str:
    """Make the opaque cursor of a position."""
    return urlsafe_b64encode(b"position:%d" % where).decode()


def position(opaque: str | None) -> int | None:
    """Read a cursor back; an empty one is none.

    Raises Refusal for anything that `cursor` did not make.
    """
    if not opaque:
        return None
    try:
        label, _, number = urlsafe_b64decode(opaque.encode()).partition(b":")
        if label == b"position":
            return int(number)
    except (ValueError, binascii.Error):
        pass
    raise Refusal("KT-CT-1201", "Invalid cursor.")


def connection(
    nodes: Sequence[tuple[int, Any]], *, total: int, has_next: bool, has_previous: bool
) -> Connection:
    """Make a connection of one page: its nodes with their positions, and what lies around."""
    edges = [{"cursor": cursor(where), "node": node} for where, node in nodes]
    return {
        "edges": edges,
        "edge_count": len(edges),
        "total_count": total,
        "page_info": {
            "has_next_page": has_next,
            "has_previous_page": has_previous,
            "start_cursor": edges[0]["cursor"] if edges else None,
            "end_cursor": edges[-1]["cursor"] if edges else None,
        },
    }


def empty() -> Connection:
    """Make a connection of nothing."""
    return connection([], total=0, has_next=False, has_previous=False)


def page(items: Sequence[Any], arguments: Arguments) -> Connection:
    """Cut the page asked for out of a list that is at hand; `offset` skips items first."""
    window = Window.of(arguments)
    low = max(arguments.get("offset") or 0, 0 if window.after is None else window.after + 1)
    high = len(items) if window.before is None else min(window.before, len(items))
    low = min(low, high)
    start, end = _cut(low, high, window)
    return connection(
        [(where, items[where]) for where in range(start, end)],
        total=len(items),
        has_next=end < len(items),
        has_previous=start > 0,
    )


def _cut(low: int, high: int, window: Window) -> tuple[int, int]:
    if window.backward:
        return max(low, high - window.size), high
    return low, min(high, low + window.size)


def seek(
    fetch: Callable[[int | None, int | None, int, bool], list[tuple[int, Any]]],
    arguments: Arguments,
    *,
    total: Callable[[], int],
) -> Connection:
    """Page through rows that stay in the database.

    `fetch(after, before, limit, backward)` gives rows with rising positions strictly between
    the two, nearest to `before` where `backward`, else to `after`, in rising order either way.
    """
    window = Window.of(arguments)
    found = fetch(window.after, window.before, window.size + 1, window.backward)
    more = len(found) > window.size
    if more:
        found = found[1:] if window.backward else found[:-1]
    return connection(
        found,
        total=total(),
        has_next=window.before is not None if window.backward else more,
        has_previous=more if window.backward else window.after is not None,
    )
