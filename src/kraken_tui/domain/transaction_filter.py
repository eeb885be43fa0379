"""Which transactions to show, from one typed line such as ``payment 2025-03 card``."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from kraken_tui.domain.periods import in_words, is_like_a_period, period
from kraken_tui.domain.postings import KINDS, Transaction

EXAMPLES = "charge, credit, payment, refund; 2025, 2025-03-14, 2025-01..2025-06; any words"


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
        days = in_words(self.first_day, self.last_day)
        return " ".join(filter(None, (kinds or "transactions", holding, days)))


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
        elif is_like_a_period(word):
            first, last = period(word)
            wanted = replace(wanted, first_day=first, last_day=last)
        else:
            wanted = replace(wanted, holding=(*wanted.holding, word.casefold()))
    return wanted


def _kind(word: str) -> str | None:
    singular = word.casefold().removesuffix("s")
    return next((kind for kind in KINDS if kind.casefold() == singular), None)
