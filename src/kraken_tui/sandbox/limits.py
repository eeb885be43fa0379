"""Points per hour: how much of its allowance a caller has used."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from .errors import Refusal

_HOUR: Final = timedelta(hours=1)


@dataclass(slots=True)
class _Hour:
    until: datetime
    used: int = 0


class Allowance:
    """The points that each user has used in the hour since its first request."""

    def __init__(self, clock: Callable[[], datetime], *, limit: int) -> None:
        """Give every user `limit` points an hour by `clock` (aware times)."""
        self._clock = clock
        self.limit = limit
        self._hours: dict[str, _Hour] = {}

    def charge(self, user: str, points: int) -> None:
        """Use points up.

        Raises Refusal (too many requests) where the user has none left; nothing is used then.
        """
        hour = self._hour(user)
        if hour.used >= self.limit:
            raise Refusal("KT-CT-1199")
        hour.used = min(self.limit, hour.used + points)

    def information(self, user: str) -> dict[str, Any]:
        """Tell the user's state, with the field names of `pointsAllowanceRateLimit`."""
        hour = self._hour(user)
        return {
            "limit": self.limit,
            "remaining_points": self.limit - hour.used,
            "used_points": hour.used,
            "ttl": max(0, int((hour.until - self._clock()).total_seconds())),
            "is_blocked": hour.used >= self.limit,
        }

    def _hour(self, user: str) -> _Hour:
        now = self._clock()
        hour = self._hours.get(user)
        if hour is None or hour.until <= now:
            hour = self._hours[user] = _Hour(until=now + _HOUR)
        return hour

    def reset(self) -> None:
        """Forget what everybody has used."""
        self._hours.clear()
