"""Which transactions to show, from one typed line such as ``payment 2025-03``."""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from kraken_tui.domain.postings import KINDS, Transaction

EXAMPLES = "charge, credit, payment, refund; 2025, 2025-03, 2025-03-14, 2025-01..2025-06"

_PERIOD = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


class FilterError(ValueError):
    """A word of the line is neither a kind nor a period."""


@dataclass(frozen=True, slots=True)
class TransactionFilter:
    """Kinds (empty means all) and the posted days between which, both included."""

    kinds: frozenset[str] = frozenset()
    first_day: date | None = None
    last_day: date | None = None

    def matches(self, transaction: Transaction) -> bool:
        """Tell whether a transaction is of a wanted kind; days are the API's to compare."""
        return not self.kinds or transaction.kind in self.kinds

    def variables(self) -> Mapping[str, str]:
        """Give what the API can filter by."""
        days = {"fromDate": self.first_day, "toDate": self.last_day}
        return {name: day.isoformat() for name, day in days.items() if day is not None}

    @property
    def words(self) -> str:
        """Say the filter, empty where there is none."""
        kinds = " or ".join(f"{kind.lower()}s" for kind in KINDS if kind in self.kinds)
        since = f"from {self.first_day}" if self.first_day else ""
        until = f"to {self.last_day}" if self.last_day else ""
        return " ".join(filter(None, (kinds, since, until)))


def parse(line: str) -> TransactionFilter:
    """Read a typed line; raise ``FilterError`` naming the word that is not understood."""
    wanted = TransactionFilter()
    for word in line.replace(",", " ").split():
        kind = _kind(word)
        if kind is not None:
            wanted = replace(wanted, kinds=wanted.kinds | {kind})
        else:
            first, last = _period(word)
            wanted = replace(wanted, first_day=first, last_day=last)
    if wanted.first_day and wanted.last_day and wanted.first_day > wanted.last_day:
        raise FilterError("The period ends before it starts.")
    return wanted


def _kind(word: str) -> str | None:
    singular = word.casefold().removesuffix("s")
    return next((kind for kind in KINDS if kind.casefold() == singular), None)


def _period(word: str) -> tuple[date | None, date | None]:
    """Read ``2025``, ``2025-03``, a day, or two of these joined by dots, either left out."""
    if ".." in word:
        since, _, until = word.partition("..")
        return (_days(since)[0] if since else None, _days(until)[1] if until else None)
    return _days(word)


def _days(word: str) -> tuple[date, date]:
    """Give the first and the last day of a year, a month or a day."""
    found = _PERIOD.fullmatch(word)
    if found is None:
        raise FilterError(f"'{word}' is neither a kind nor a period. Try: {EXAMPLES}.")
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
        last_month = month or 12
        last_day = day or monthrange(first.year, last_month)[1]
        return first, date(first.year, last_month, last_day)
    except ValueError:
        raise FilterError(f"'{word}' is not in the calendar.") from None
