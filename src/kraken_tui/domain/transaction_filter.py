"""Which transactions to show, from one typed line such as ``payment 2025-03 card``."""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from kraken_tui.domain.postings import KINDS, Transaction

EXAMPLES = "charge, credit, payment, refund; 2025, 2025-03-14, 2025-01..2025-06; any words"

PERIODS = "2025, 2025-03, 2025-03-14 or 2025-01..2025-06"

_LIKE_A_PERIOD = re.compile(r"[\d.-]*\d[\d.-]*", re.ASCII)
_PERIOD = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


class FilterError(ValueError):
    """A word of the line looks like a period and is none."""


@dataclass(frozen=True, slots=True)
class TransactionFilter:
    """Kinds (empty means all), the posted days between which, both included, and words."""

    kinds: frozenset[str] = frozenset()
    first_day: date | None = None
    last_day: date | None = None
    holding: tuple[str, ...] = ()

    @property
    def is_picky(self) -> bool:
        """Whether it asks for more than the days that the API can filter by."""
        return bool(self.kinds or self.holding)

    def matches(self, transaction: Transaction) -> bool:
        """Tell whether one is of a wanted kind and holds all words; days are the API's part."""
        if self.kinds and transaction.kind not in self.kinds:
            return False
        text = _text(transaction) if self.holding else ""
        return all(word in text for word in self.holding)

    def variables(self) -> Mapping[str, str]:
        """Give what the API can filter by."""
        days = {"fromDate": self.first_day, "toDate": self.last_day}
        return {name: day.isoformat() for name, day in days.items() if day is not None}

    @property
    def words(self) -> str:
        """Say what is looked for, such as ``payments from 2025-01-01 to 2025-12-31``."""
        kinds = " or ".join(f"{kind.lower()}s" for kind in KINDS if kind in self.kinds)
        holding = f'with "{" ".join(self.holding)}"' if self.holding else ""
        return " ".join(filter(None, (kinds or "transactions", holding, self._days())))

    def _days(self) -> str:
        if self.first_day is not None and self.first_day == self.last_day:
            return f"on {self.first_day}"
        since = f"from {self.first_day}" if self.first_day else ""
        until = f"to {self.last_day}" if self.last_day else ""
        return " ".join(filter(None, (since, until)))


def _text(transaction: Transaction) -> str:
    """Write what words are looked for in; a code such as ``LATE_FEE`` also as two words."""
    marks = (("held", transaction.held), ("reversed", transaction.reversed))
    parts = (
        *(transaction.kind, transaction.title, transaction.note, transaction.id),
        *(transaction.reason, transaction.reason.replace("_", " "), transaction.document),
        *(word for word, holds in marks if holds),
    )
    return " ".join(parts).casefold()


def parse(line: str) -> TransactionFilter:
    """Read a typed line; raise ``FilterError`` naming the word that is no period."""
    wanted = TransactionFilter()
    for word in line.replace(",", " ").split():
        kind = _kind(word)
        if kind is not None:
            wanted = replace(wanted, kinds=wanted.kinds | {kind})
        elif _LIKE_A_PERIOD.fullmatch(word):
            first, last = _period(word)
            wanted = replace(wanted, first_day=first, last_day=last)
        else:
            wanted = replace(wanted, holding=(*wanted.holding, word.casefold()))
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
        raise FilterError(f"'{word}' is no period. Try {PERIODS}.")
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
        last_month = month or 12
        last_day = day or monthrange(first.year, last_month)[1]
        return first, date(first.year, last_month, last_day)
    except ValueError:
        raise FilterError(f"'{word}' is not in the calendar.") from None
