"""The request allowance that the tenant grants per hour."""

from typing import NamedTuple

from kraken_tui.domain import read


class Points(NamedTuple):
    """Points left of the hourly allowance; ``resets_in`` in seconds."""

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
        resets_in=read.integer(allowance, "ttl"),
        blocked=bool(read.flag(allowance, "isBlocked")),
    )
