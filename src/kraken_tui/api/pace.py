"""How far apart requests are sent that can wait, so that the last points of an hour last."""

FEW = 0.1
"""Of the allowance: with less than this left, what can wait is spread over the time left."""

USUAL_COST = 20.0
"""Points that a page of a list costs about, until it is known."""


class Pace:
    """Know the points that are left, and say how long the next patient request should wait."""

    def __init__(self) -> None:
        self._remaining = 0
        self._limit = 0
        self._resets_at = 0.0
        self._requests = 0
        self._cost = USUAL_COST
        self._next = 0.0

    def tell(self, *, remaining: int, limit: int, resets_in: float | None, now: float) -> None:
        """Take note of what an answer says; `resets_in` and `now` in seconds."""
        used = self._remaining - remaining
        if self._limit == limit and used > 0 and self._requests:
            self._cost = max(1.0, used / self._requests)
        self._remaining, self._limit, self._requests = remaining, limit, 0
        self._resets_at = now + resets_in if resets_in is not None else 0.0

    def spent(self) -> None:
        """Count a request that was answered."""
        self._requests += 1

    def wait(self, now: float) -> float:
        """Give the seconds to wait before the next patient request, and take its place."""
        if self._remaining >= FEW * self._limit or now >= self._resets_at:
            self._next = 0.0
            return 0.0
        left = self._resets_at - now
        gap = min(left, left * self._cost / max(1, self._remaining))
        starts = max(now, min(self._next, self._resets_at))
        self._next = starts + gap
        return starts - now
