"""How old what is shown is, and why it is not newer, in words."""

from datetime import datetime

from kraken_tui.screens.words import when

NO_CONNECTION = "No connection."


def _moment(at: datetime, now: datetime) -> str:
    """Write a moment; where the clock went back since, with its day, for it is none of today's."""
    return when(at, now=now) if at <= now else f"{at.astimezone(now.tzinfo):%d %b %Y %H:%M}"


def seen(at: datetime | None, *, now: datetime) -> str:
    """Say in two words when something was seen; empty for what the tenant says now."""
    return "" if at is None else f"seen {_moment(at, now)}"


def without_link(reason: str, at: datetime, *, now: datetime) -> str:
    """Say why what is shown is old, how old, and which key helps."""
    told = _moment(at, now)
    is_today = len(told) == len("00:00")
    return f"{reason or NO_CONNECTION} This is from {told}{' today' * is_today}; r tries again."
