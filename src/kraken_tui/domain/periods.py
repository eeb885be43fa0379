"""Days, months and years as they are typed into a filter: ``2025-03``, ``2025-01..2025-06``."""

import re
from calendar import monthrange
from datetime import date

PERIODS = "2025, 2025-03, 2025-03-14 or 2025-01..2025-06"

_LIKE_A_PERIOD = re.compile(r"[\d.-]*\d[\d.-]*", re.ASCII)
_PERIOD = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")

Period = tuple[date | None, date | None]
"""The days between which, both included; either may be open."""


class FilterError(ValueError):
    """A word of the line looks like a period and is none."""


def is_like_a_period(word: str) -> bool:
    """Tell whether a word is meant as a period."""
    return _LIKE_A_PERIOD.fullmatch(word) is not None


def period(word: str) -> Period:
    """Read ``2025``, ``2025-03``, a day, or two of these joined by dots, either left out.

    Raise ``FilterError`` naming the word that is no period.
    """
    if ".." not in word:
        return _days(word)
    since, _, until = word.partition("..")
    first = _days(since)[0] if since else None
    last = _days(until)[1] if until else None
    if first and last and first > last:
        raise FilterError("The period ends before it starts.")
    return first, last


def in_words(first: date | None, last: date | None) -> str:
    """Say which days these are, such as ``from 2025-01-01 to 2025-12-31``; nothing of all days."""
    if first is not None and first == last:
        return f"on {first}"
    since = f"from {first}" if first else ""
    until = f"to {last}" if last else ""
    return " ".join(filter(None, (since, until)))


def _days(word: str) -> tuple[date, date]:
    """Give the first and the last day of a year, a month or a day."""
    found = _PERIOD.fullmatch(word)
    if found is None:
        raise FilterError(f"'{word}' is no period. Try {PERIODS}.")
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
        last_month = month or 12
        last_day = day or monthrange(first.year, last_month)[1]
        return first, date(first.year, last_month, last_day)
    except ValueError:
        raise FilterError(f"'{word}' is not in the calendar.") from None
