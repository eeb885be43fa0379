"""The request allowance that the tenant grants per hour."""

import time
from typing import NamedTuple

from kraken_tui.domain import read

HOUR = 3600
"""Seconds; the allowance is by the hour."""


class Points(NamedTuple):
    """Points left of the hourly allowance; ``resets_in`` is in seconds from when it was told."""

    remaining: int
    limit: int
    resets_in: int | None
    blocked: bool


def parse(data: read.Node) -> Points | None:
    """Read ``rateLimitInfo`` from an answer, ``None`` where the tenant does not say."""
    allowance = read.child(read.child(data, "rateLimitInfo"), "pointsAllowanceRateLimit")
    remaining, limit = read.integer(allowance, "remainingPoints"), read.integer(allowance, "limit")
    if remaining is None or limit is None:
        return None
    return Points(
        remaining=remaining,
        limit=limit,
        resets_in=_seconds(read.integer(allowance, "ttl")),
        blocked=bool(read.flag(allowance, "isBlocked")),
    )


def _seconds(ttl: int | None) -> int | None:
    """Tell for how long; some tenants say so, and others the Unix time until which."""
    return ttl if ttl is None or ttl <= HOUR else max(0, ttl - int(time.time()))
