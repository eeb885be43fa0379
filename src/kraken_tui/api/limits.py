"""Keeping within what the API allows: waiting while it says so, slowing down before it has to.

A refusal for too many requests holds all queries of a client in one wait, after which one of them
goes first, to see whether the API takes requests again. Mutations are never held back to be sent
later: they are refused while the wait lasts.
"""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from math import ceil, inf
from typing import Literal, TypeVar

from kraken_tui.api.errors import RateLimited
from kraken_tui.api.pace import Pace

T = TypeVar("T")
Reason = Literal["", "limit", "points"]

FIRST_PAUSE = 2.0
"""Seconds to wait where the API does not say how long; each time in a row it is twice as long."""
LONGEST_PAUSE = 60.0


class Limits:
    """What all requests of one client pass; `clock` and `sleep` count and pass seconds.

    `patience` is how many seconds a query waits in all before its refusal is told, `inf` for
    somebody who sees the seconds go down. `on_change` is told of every second of a wait, and of
    its end; nothing runs while nothing is waited for.
    """

    def __init__(
        self,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        patience: float = 0.0,
    ) -> None:
        self.patience = patience
        self.on_change: Callable[[], None] = lambda: None
        self.pace = Pace()
        self._clock = clock
        self._sleep = sleep
        self._until = 0.0
        self._slow_until = 0.0
        self._round = 0
        """Counts the waits, so that requests sent together are refused together."""
        self._next_pause = FIRST_PAUSE
        self._wait: asyncio.Task[None] | None = None
        self._doubtful = False
        """Whether nothing has been answered since the last wait."""
        self.queued = 0
        """How many queries wait for their turn."""
        self._first: asyncio.Event | None = None
        """Set once the query that went first after a wait has come back."""

    @property
    def seconds(self) -> int:
        """Tell how many seconds are still to be waited, 0 if none."""
        return max(0, ceil(max(self._until, self._slow_until) - self._clock()))

    @property
    def reason(self) -> Reason:
        """Tell what is waited for: the API's limit, or few points that are to last."""
        if self._until > self._clock():
            return "limit"
        return "points" if self._slow_until > self._clock() else ""

    def tell(self, *, remaining: int, limit: int, resets_in: float | None) -> None:
        """Take note of the points that an answer says are left."""
        self.pace.tell(remaining=remaining, limit=limit, resets_in=resets_in, now=self._clock())

    async def query(self, attempt: Callable[[], Awaitable[T]], *, background: bool = False) -> T:
        """Send a query when its turn has come, and once more after each wait that it meets.

        What runs in the `background` lets the others go first, and takes its time while few
        points are left.

        Raises:
            RateLimited: the wait would be longer than the patience is.
        """
        patience = self.patience
        while True:
            self.queued += 1
            try:
                if background:
                    await self._slow_down()
                patience = await self._turn(patience, background=background)
            finally:
                self.queued -= 1
            sent_in = self._round
            first = self._first = asyncio.Event() if self._doubtful else None
            try:
                answer = await attempt()
            except RateLimited as refusal:
                self.hold(refusal.retry_after, sent_in=sent_in)
                if self._until - self._clock() > patience:
                    raise
            else:
                self._doubtful, self._next_pause = False, FIRST_PAUSE
                self.pace.spent()
                return answer
            finally:
                if first is not None:
                    first.set()
                    self._first = None

    def check(self) -> None:
        """Raise RateLimited while the API is to be left alone; for what must not wait unseen."""
        if (left := ceil(self._until - self._clock())) > 0:
            raise RateLimited(
                f"The API asked for a pause, of which {left} s are left, so nothing was sent.",
                retry_after=float(left),
            )

    def hold(self, seconds: float | None, *, sent_in: int | None = None) -> None:
        """Wait before the next request, as many seconds as the API said, or for a growing while.

        `sent_in` is the round in which the refused request was sent: those that were under way
        together are refused together, which makes one wait.
        """
        now, is_late = self._clock(), sent_in not in {None, self._round}
        if is_late and (seconds is None or self._until <= now):
            return
        if seconds is None:
            seconds = self._next_pause * random.uniform(1.0, 1.25)
            self._next_pause = min(LONGEST_PAUSE, self._next_pause * 2)
        self._until = max(self._until, now + seconds)
        self._round += not is_late
        if self.patience:
            self._begin_wait()

    async def aclose(self) -> None:
        """End the wait; whoever waits is cancelled."""
        if self._wait is not None:
            self._wait.cancel()

    async def _turn(self, patience: float, *, background: bool) -> float:
        """Wait until a query may be sent; return what patience is left."""
        while True:
            left = self._until - self._clock()
            if left > patience:
                self.check()
            elif left > 0:
                self._begin_wait()
            if self._wait is not None:
                # One wait for all: who leaves does not end it for the others.
                await asyncio.shield(self._wait)
                patience -= max(0.0, left)
                if background:
                    await asyncio.sleep(0)
            elif self._doubtful and self._first is not None:
                await self._first.wait()
            else:
                return patience

    async def _slow_down(self) -> None:
        wait = self.pace.wait(self._clock())
        if wait <= 0 or self.patience < inf:
            return
        until = self._clock() + wait
        self._slow_until = max(self._slow_until, until)
        try:
            await self._tick_until(lambda: until)
        finally:
            if self._slow_until == until:
                self._slow_until = 0.0
            self.on_change()

    def _begin_wait(self) -> None:
        if self._wait is None:
            self._wait = asyncio.create_task(self._count_down())

    async def _count_down(self) -> None:
        try:
            await self._tick_until(lambda: self._until)
        finally:
            self._wait, self._doubtful = None, True
            self.on_change()

    async def _tick_until(self, moment: Callable[[], float]) -> None:
        while (left := moment() - self._clock()) > 0:
            self.on_change()
            await self._sleep(left % 1 or 1.0)
