"""A paged list against the plain list that it reads."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kraken_tui.api.paging import BrokenPage, ForwardOnly, Page, PagedList, PageRequest


@dataclass
class Server:
    """Serve a list of distinct numbers; the cursor of an item is its text."""

    items: list[int]
    cap: Callable[[PageRequest], int] = lambda _: 100
    with_total: bool = True
    requests: list[PageRequest] = field(default_factory=list)
    gate: asyncio.Event | None = None
    error: Exception | None = None

    async def fetch(self, request: PageRequest) -> Page[int]:
        self.requests.append(request)
        if self.gate is not None:
            await self.gate.wait()
        else:
            await asyncio.sleep(0)
        if self.error is not None:
            raise self.error
        return self.answer(*self.window(request))

    def window(self, request: PageRequest) -> tuple[int, int]:
        if request.first is not None:
            start = 0 if request.after is None else self.items.index(int(request.after)) + 1
            return start, min(len(self.items), start + min(request.first, self.cap(request)))
        assert request.last is not None
        stop = len(self.items)
        if request.before is not None:
            stop = self.items.index(int(request.before))
        return max(0, stop - min(request.last, self.cap(request))), stop

    def answer(self, start: int, stop: int) -> Page[int]:
        items = tuple(self.items[start:stop])
        return Page(
            items=items,
            start_cursor=str(items[0]) if items else None,
            end_cursor=str(items[-1]) if items else None,
            has_next=stop < len(self.items),
            has_previous=start > 0,
            total=len(self.items) if self.with_total else None,
        )


def paged(
    server: Server, *, page_size: int = 10, kept: int = 20, backwards: bool = True
) -> PagedList[int]:
    return PagedList(server.fetch, page_size=page_size, kept=kept, backwards=backwards)


async def seen(rows: PagedList[int]) -> list[int | None]:
    """Read every row in windows as a table would; None stands for the gap."""
    found: list[int | None] = []
    for index in range(len(rows)):
        if rows.item(index) is None and index != rows.gap:
            await rows.load(index, index)
        found.append(rows.item(index))
    return found


def at_hand(rows: PagedList[int]) -> int:
    return sum(rows.item(index) is not None for index in range(len(rows)))


async def test_reads_forward_page_by_page_until_complete() -> None:
    server = Server(list(range(25)))
    rows = paged(server)
    await rows.load(0, 5)
    assert (len(rows), rows.total, rows.more, rows.gap) == (10, 25, True, None)
    await rows.load_more()
    await rows.load_more()
    await rows.load_more()
    assert (len(rows), rows.complete, len(server.requests)) == (25, True, 3)
    assert await seen(rows) == server.items


async def test_jumps_to_the_end_with_one_request_and_shows_the_gap() -> None:
    server = Server(list(range(1_000_000)))
    rows = paged(server)
    await rows.load_more()
    await rows.load_end()
    assert server.requests[1:] == [PageRequest(last=10)]
    assert (len(rows), rows.gap, rows.gap_size, rows.more) == (21, 10, 999_980, False)
    assert await seen(rows) == [*range(10), None, *range(999_990, 1_000_000)]


async def test_the_gap_closes_from_the_side_that_is_looked_at() -> None:
    server = Server(list(range(40)))
    rows = paged(server)
    await rows.load_more()
    await rows.load_end()
    await rows.load(10, 15)
    assert server.requests[-1] == PageRequest(last=10, before="30")
    await rows.load(5, 10)
    assert server.requests[-1] == PageRequest(first=10, after="9")
    await rows.load_more()
    assert rows.complete
    assert await seen(rows) == server.items


async def test_a_short_list_joins_when_the_end_is_jumped_to() -> None:
    server = Server(list(range(13)))
    rows = paged(server)
    await rows.load_more()
    await rows.load_end()
    assert rows.complete
    assert await seen(rows) == server.items


async def test_an_empty_list_is_complete() -> None:
    rows = paged(Server([]))
    await rows.load(0, 30)
    assert (len(rows), rows.complete, rows.total) == (0, True, 0)


async def test_without_last_the_end_is_refused_and_the_gap_read_forward() -> None:
    rows = paged(Server(list(range(30))), backwards=False)
    await rows.load_more()
    with pytest.raises(ForwardOnly, match="only be read forwards"):
        await rows.load_end()
    assert len(rows) == 10


async def test_concurrent_loads_of_a_page_are_one_request() -> None:
    server = Server(list(range(100)))
    rows = paged(server)
    await asyncio.gather(*(rows.load_more() for _ in range(5)))
    assert (len(server.requests), len(rows)) == (1, 10)


async def test_a_caller_who_leaves_does_not_end_the_request() -> None:
    server = Server(list(range(100)), gate=asyncio.Event())
    rows = paged(server)
    leaving, staying = (asyncio.create_task(rows.load_more()) for _ in range(2))
    await asyncio.sleep(0)
    leaving.cancel()
    assert server.gate is not None
    server.gate.set()
    await staying
    assert (leaving.cancelled(), len(rows), len(server.requests)) == (True, 10, 1)


async def just_answered(rows: PagedList[int], gate: asyncio.Event) -> asyncio.Task[None]:
    """Ask for a page, and go on when it has come but who asked has not heard of it."""
    asking = asyncio.create_task(rows.load_more())
    await asyncio.sleep(0)
    gate.set()
    await asyncio.sleep(0)
    assert not asking.done()
    return asking


async def test_who_comes_just_after_an_answer_reads_on() -> None:
    gate = asyncio.Event()
    server = Server(list(range(100)), gate=gate)
    rows = paged(server)
    await just_answered(rows, gate)
    assert len(rows) == 10
    await rows.load_more()
    assert (len(rows), len(server.requests)) == (20, 2)
    assert not rows._running


async def test_who_comes_just_after_a_failure_hears_of_it() -> None:
    gate = asyncio.Event()
    server = Server(list(range(100)), gate=gate, error=ConnectionError("gone"))
    rows = paged(server)
    first = await just_answered(rows, gate)
    for reader in (rows.load_more(), first):
        with pytest.raises(ConnectionError):
            await reader
    assert len(server.requests) == 1


async def test_an_error_reaches_the_caller_and_the_list_goes_on() -> None:
    server = Server(list(range(30)))
    rows = paged(server)
    await rows.load_more()
    server.error = ConnectionError("gone")
    with pytest.raises(ConnectionError):
        await rows.load_more()
    server.error = None
    assert await seen(rows) == list(range(10))
    await rows.load_more()
    assert len(rows) == 20


async def test_an_answer_to_a_list_that_was_reset_is_thrown_away() -> None:
    server = Server(list(range(30)), gate=asyncio.Event())
    rows = paged(server)
    old = asyncio.create_task(rows.load_more())
    await asyncio.sleep(0)
    rows.reset()
    assert server.gate is not None
    server.gate.set()
    await old
    assert (len(rows), rows.total) == (0, None)


async def test_a_page_that_hides_where_the_next_starts_is_refused() -> None:
    async def fetch(request: PageRequest) -> Page[int]:
        return Page((1, 2), None, None, has_next=True, has_previous=False)

    with pytest.raises(BrokenPage):
        await PagedList(fetch).load_more()


async def test_rows_that_arrive_meanwhile_are_not_shown_twice() -> None:
    server = Server(list(range(40)))
    rows = paged(server)
    await rows.load_more()
    await rows.load_end()
    server.items[:0] = [-2, -1]
    while not rows.complete:
        await rows.load_more()
    assert await seen(rows) == list(range(40))


async def test_offset_cursors_that_shift_do_not_repeat_a_row() -> None:
    items = list(range(30))

    async def fetch(request: PageRequest) -> Page[int]:
        start = 0 if request.after is None else int(request.after) + 1
        stop = min(len(items), start + (request.first or 0))
        return Page(items[start:stop], str(start), str(stop - 1), stop < len(items), start > 0)

    rows = PagedList(fetch, page_size=10)
    await rows.load_more()
    items.insert(0, -1)
    while not rows.complete:
        await rows.load_more()
    assert await seen(rows) == list(range(30))


async def test_a_page_that_changed_is_taken_as_it_is_now() -> None:
    server = Server(list(range(50)))
    rows = paged(server, kept=1)
    for _ in range(5):
        await rows.load_more()
    server.items.remove(19)
    await rows.load(10, 19)
    assert (rows.complete, len(rows)) == (False, 20)
    while not rows.complete:
        await rows.load_more()
    assert await seen(rows) == server.items


STEPS = st.lists(
    st.tuples(st.sampled_from(["load", "more", "end", "both", "reset"]), st.integers(0, 200)),
    max_size=25,
)


@settings(max_examples=150, deadline=None)
@given(
    count=st.integers(0, 130),
    page_size=st.integers(1, 40),
    kept=st.integers(1, 5),
    with_total=st.booleans(),
    caps=st.lists(st.integers(1, 40), min_size=1, max_size=5),
    steps=STEPS,
)
def test_whatever_is_done_the_rows_are_the_list(
    count: int,
    page_size: int,
    kept: int,
    with_total: bool,
    caps: list[int],
    steps: list[tuple[str, int]],
) -> None:
    """Small caches, uneven pages, any order of doing things."""
    server = Server(
        list(range(count)),
        cap=lambda request: caps[int(request.after or request.before or 0) % len(caps)],
        with_total=with_total,
    )
    rows = paged(server, page_size=page_size, kept=kept)
    asyncio.run(_exercise(server, rows, steps))
    assert asyncio.run(_all(rows)) == server.items


@settings(max_examples=80, deadline=None)
@given(count=st.integers(0, 60), page_size=st.integers(1, 15), steps=STEPS)
def test_rows_that_keep_arriving_at_the_head_spoil_nothing(
    count: int, page_size: int, steps: list[tuple[str, int]]
) -> None:
    server = Server(list(range(count)))
    rows = paged(server, page_size=page_size, kept=1000)
    asyncio.run(_exercise(server, rows, steps, arriving=True))
    found = asyncio.run(_all(rows))
    assert found == server.items[len(server.items) - len(found) :]
    assert len(found) >= count


async def _exercise(
    server: Server,
    rows: PagedList[int],
    steps: list[tuple[str, int]],
    *,
    arriving: bool = False,
) -> None:
    for name, place in steps:
        await _step(rows, name, place)
        if arriving:
            server.items.insert(0, min([0, *server.items]) - 1)
        _check(rows, server.items)


async def _all(rows: PagedList[int]) -> list[int | None]:
    while not rows.complete:
        await rows.load_more()
    return await seen(rows)


async def _step(rows: PagedList[int], name: str, place: int) -> None:
    if name == "load":
        await rows.load(place, place + 20)
    elif name == "more":
        await rows.load_more()
    elif name == "end":
        await rows.load_end()
    elif name == "both":
        await asyncio.gather(rows.load_more(), rows.load_end(), rows.load(place, place + 5))
    else:
        rows.reset()


def _check(rows: PagedList[int], items: list[int]) -> None:
    """Hold what must be true at every moment: order, no repeats, no more rows than there are."""
    known = [item for index in range(len(rows)) if (item := rows.item(index)) is not None]
    assert known == sorted(set(known))
    assert rows.loaded <= len(items)
    assert at_hand(rows) <= rows.kept * 40
    assert (rows.gap is None) or rows.item(rows.gap) is None
