"""A long list read page by page, from its head and from its tail, in flat memory.

A Relay connection answers `first`/`after` from the head and `last`/`before` from the tail. What
was read from either end makes a run without holes; between the two lies a gap, which shrinks until
a page from one side meets an item that the other side already has. Only cursors and one key a page
are kept: contents live in a small cache and are asked for again when somebody looks.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Coroutine, Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Generic, TypeVar

from kraken_tui.api.paging_run import Run, Span

T = TypeVar("T")


class ForwardOnly(Exception):
    """The list can only be read from its head: this tenant has no `last`."""

    sentence = "This list can only be read forwards here, so there is no jump to its end."


class BrokenPage(Exception):
    """A page says that more follows, but not where."""

    sentence = "The server promised more rows but did not say where they start."


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Ask for the first items after a cursor, or for the last items before one."""

    first: int | None = None
    after: str | None = None
    last: int | None = None
    before: str | None = None


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Hold one answer: items in list order, and what its pageInfo and totalCount say.

    ``problems`` are sentences on what of the page could not be read. ``seen`` is when it came,
    where it was kept on this machine.
    """

    items: Sequence[T]
    start_cursor: str | None
    end_cursor: str | None
    has_next: bool
    has_previous: bool
    total: int | None = None
    problems: tuple[str, ...] = ()
    seen: datetime | None = None


MOST_PROBLEMS = 5
"""So many different sentences on what could not be read are kept of a list."""


class PagedList(Generic[T]):
    """Read a connection on demand.

    Rows are addressed 0 to len - 1: the head's items, one gap line if there is a gap, the tail's
    items. Items need a key that tells them apart (default: the item itself), by which the two
    runs find each other whatever the total says meanwhile.
    """

    def __init__(
        self,
        fetch: Callable[[PageRequest], Awaitable[Page[T]]],
        *,
        page_size: int = 100,
        kept: int = 20,
        backwards: bool = True,
        key: Callable[[T], Hashable] = lambda item: item,
    ) -> None:
        self.page_size = page_size
        self.kept = kept
        self.backwards = backwards
        self._fetch = fetch
        self._key = key
        self.reset()

    def reset(self) -> None:
        """Forget everything; answers still on their way are thrown away when they come."""
        self.total: int | None = None
        self.problems: tuple[str, ...] = ()
        self.seen: datetime | None = None
        self._has_fresh = False
        self._head, self._tail = Run(), Run()
        self._joined = False
        self._contents: OrderedDict[Span, Sequence[T]] = OrderedDict()
        self._running: dict[Hashable, asyncio.Task[None]] = {}

    def stop(self) -> None:
        """Drop what is asked for just now, the requests too; it can be asked for again."""
        for task in tuple(self._running.values()):
            task.cancel()

    # What is known

    def __len__(self) -> int:
        return self.loaded + (self.gap is not None)

    @property
    def loaded(self) -> int:
        """Count the items that have an index."""
        return self._head.count + self._tail.count

    @property
    def complete(self) -> bool:
        """Tell whether every item of the list has an index."""
        return self._joined or self._head.closed or self._tail.closed

    @property
    def gap(self) -> int | None:
        """Tell the index of the gap line, None if there is no gap between head and tail."""
        return None if self.complete or not self._tail.count else self._head.count

    @property
    def gap_size(self) -> int | None:
        """Tell about how many items lie in the gap, None if unknown."""
        return None if self.total is None else max(0, self.total - self.loaded)

    @property
    def more(self) -> bool:
        """Tell whether items may follow the last index."""
        return not self.complete and not self._tail.count

    @property
    def is_mixed(self) -> bool:
        """Tell whether pages of now stand beside one that was kept, which may not belong there."""
        return self._has_fresh and self.seen is not None

    def item(self, index: int) -> T | None:
        """Give the item at an index; None where it must be loaded (again), or for the gap."""
        if not 0 <= index < len(self) or index == self.gap:
            return None
        span, within = self._span(index)
        contents = self._contents.get(span)
        if contents is None:
            return None
        self._contents.move_to_end(span)
        return contents[within]

    def _span(self, index: int) -> tuple[Span, int]:
        if index < self._head.count:
            return self._head.locate(index)
        return self._tail.locate(len(self) - 1 - index)

    # What can be asked for

    async def load(self, first: int, last: int) -> None:
        """Have the items from first to last at hand, as far as one step goes.

        Bring back evicted pages; where the range meets the gap or the end of what is known, read
        one page further from the side that the range mostly lies on. Whatever the fetch raises
        comes through, and the list stays as it was.
        """
        spans = self._missing(first, last)
        await asyncio.gather(*(self._once(span, partial(self._bring_back, span)) for span in spans))
        if self.gap is not None and first <= self.gap <= last:
            from_tail = self.backwards and last - self.gap > self.gap - first
            await self._extend(self._tail if from_tail else self._head)
        elif last >= len(self) and self.more:
            await self._extend(self._head)

    async def load_more(self) -> None:
        """Read one page further from the head, unless the list is complete."""
        if not self.complete:
            await self._extend(self._head)

    async def load_end(self) -> None:
        """Read the last page, in one request.

        Raises:
            ForwardOnly: the list cannot be read from its tail.
        """
        if self.complete or self._tail.count:
            return
        if not self.backwards:
            raise ForwardOnly(ForwardOnly.sentence)
        await self._extend(self._tail)

    def _missing(self, first: int, last: int) -> list[Span]:
        spans: dict[Span, None] = {}
        index, stop = max(0, first), min(last, len(self) - 1)
        while index <= stop and len(spans) < self.kept:
            if index == self.gap:
                index += 1
                continue
            span, within = self._span(index)
            if span not in self._contents:
                spans[span] = None
            index += span.count - within if index < self._head.count else within + 1
        return list(spans)

    # How it is got

    async def _once(self, key: Hashable, work: Callable[[], Coroutine[None, None, None]]) -> None:
        """Share the work under way for a key; a caller who leaves does not end it for others."""
        task = self._running.get(key)
        # One that has come may still be there: waiting for it neither reads nor lets others run.
        if task is None or _has_come(task):
            task = asyncio.create_task(work())
            self._running[key] = task
            task.add_done_callback(partial(_finish, self._running, key))
        await asyncio.shield(task)

    async def _extend(self, run: Run) -> None:
        await self._once(run, partial(self._read_on, run))

    async def _read_on(self, run: Run) -> None:
        anchor, asked = run.cursor, self._step(self._other(run))
        page = await self._ask(self._request(run, asked, anchor))
        if self._is_current(run) and not self.complete:
            self._absorb(page, run, anchor, asked)

    async def _ask(self, request: PageRequest) -> Page[T]:
        page = await self._fetch(request)
        told = dict.fromkeys((*self.problems, *page.problems))
        self.problems = tuple(told)[:MOST_PROBLEMS]
        self._has_fresh |= page.seen is None
        self.seen = self.seen or page.seen
        return page

    def _other(self, run: Run) -> Run:
        return self._tail if run is self._head else self._head

    def _is_current(self, run: Run) -> bool:
        return run is self._head or run is self._tail

    def _step(self, other: Run) -> int:
        """Ask for one item more than the gap: meeting the other side is what proves the join."""
        gap = self.gap_size
        if other.count and gap is not None and gap < self.page_size:
            return gap + 1
        return self.page_size

    def _request(self, run: Run, count: int, cursor: str | None) -> PageRequest:
        if run is self._head:
            return PageRequest(first=count, after=cursor)
        return PageRequest(last=count, before=cursor)

    def _absorb(self, page: Page[T], run: Run, anchor: str | None, asked: int) -> None:
        facing, cursor, follows = self._facing(page, run)
        if follows and facing and cursor is None:
            raise BrokenPage(BrokenPage.sentence)
        if page.total is not None:
            self.total = page.total
        start, stop, met = self._new(facing, run)
        if items := facing[start:stop]:
            span = Span(anchor, asked, start, len(items), cursor, self._key(items[-1]))
            run.add(span)
            self._remember(span, items)
        if met is not None:
            self._joined = True
            self._forget(self._other(run).keep(met + 1))
        elif not (follows and facing):
            run.closed = True
            self._forget(self._other(run).keep(0))

    def _facing(self, page: Page[T], run: Run) -> tuple[list[T], str | None, bool]:
        """See a page from a run's own end: nearest item first, far cursor, whether more follows."""
        if run is self._head:
            return list(page.items), page.end_cursor, page.has_next
        return list(reversed(page.items)), page.start_cursor, page.has_previous

    def _new(self, facing: list[T], run: Run) -> tuple[int, int, int | None]:
        """Find the stretch that neither side has yet, and which span of the other side it met."""
        start = 0
        for position, item in enumerate(facing):
            key = self._key(item)
            met = self._other(run).mark(key)
            if met is not None:
                return start, position, met
            if run.mark(key) is not None:
                start = position + 1
        return start, len(facing), None

    async def _bring_back(self, span: Span) -> None:
        run = self._head if span in self._head.spans else self._tail
        page = await self._ask(self._request(run, span.asked, span.anchor))
        if not self._is_current(run) or span not in run.spans:
            return
        items = self._facing(page, run)[0][span.skip : span.skip + span.count]
        if len(items) == span.count and self._key(items[-1]) == span.far:
            self._remember(span, items)
        else:
            self._start_over_from(span, run, page)

    def _start_over_from(self, span: Span, run: Run, page: Page[T]) -> None:
        """Take a page that has changed since; what lay beyond it is no longer known to follow."""
        self._forget(run.keep(run.spans.index(span)))
        self._joined = run.closed = False
        self._absorb(page, run, span.anchor, span.asked)

    def _remember(self, span: Span, items: Sequence[T]) -> None:
        self._contents[span] = items
        while len(self._contents) > self.kept:
            self._contents.popitem(last=False)

    def _forget(self, spans: list[Span]) -> None:
        for span in spans:
            self._contents.pop(span, None)


def _has_come(task: asyncio.Task[None]) -> bool:
    """Tell whether a task is over; of one that failed, all who come at that moment hear."""
    return task.done() and (task.cancelled() or task.exception() is None)


def _finish(
    running: dict[Hashable, asyncio.Task[None]], key: Hashable, done: asyncio.Task[None]
) -> None:
    if running.get(key) is done:
        del running[key]
    if not done.cancelled():
        done.exception()  # Every caller may be gone by now: then nobody else looks at it.
