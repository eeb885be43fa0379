"""How the journal's tries are put in words."""

from datetime import UTC, datetime

from kraken_tui.formats import UNKNOWN, Formats
from kraken_tui.forms import names
from kraken_tui.store.journal import Entry

ON_ITS_WAY = "on its way"
TO_SETTLE = "? UNKNOWN"
"""Of a change of which nobody knows whether it was made, and which nobody has looked into."""

TONES = {"accepted": "good", "refused": "bad", "not sent": "quiet", "unknown": "warn"}


def is_to_settle(entry: Entry) -> bool:
    """Tell whether somebody has to find out what became of it."""
    return entry.outcome == "unknown" and not entry.settled


def outcome(entry: Entry) -> str:
    """Say what became of a try."""
    if is_to_settle(entry):
        return TO_SETTLE
    return ON_ITS_WAY if entry.outcome == "open" else entry.outcome


def tone(entry: Entry) -> str:
    """Name the tone of what became of a try; empty for one that is on its way."""
    return "quiet" if entry.settled else TONES.get(entry.outcome, "")


def title(entry: Entry) -> str:
    """Name a try by what was tried."""
    return names.label(entry.operation)


def when(at: datetime, *, now: datetime, formats: Formats) -> str:
    """Say when: the time if it was today, the day as well if it was this year, else the day."""
    local, here = formats.local(at), formats.local(now)
    if local.timetuple()[:3] == here.timetuple()[:3]:
        return formats.time(at)
    if local.year == here.year:
        return f"{formats.day_of_year(at)}, {formats.time(at)}"
    return formats.day(at)


def when_width(formats: Formats) -> int:
    """Tell how many letters that takes at most."""
    days = [datetime(2026, month, 28, 22, 58, tzinfo=UTC) for month in range(1, 13)]
    now = datetime(2026, 1, 1, tzinfo=UTC)
    return max(len(when(at, now=now, formats=formats)) for at in days)


def took(seconds: float | None) -> str:
    """Say how long it took: ``0.42 s``."""
    if seconds is None:
        return UNKNOWN
    return f"{seconds:.2f} s" if seconds < 10 else f"{seconds:,.0f} s"
