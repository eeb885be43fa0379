"""A year on a ledger: what is posted in which month, and how much of it."""

from collections.abc import Iterable
from typing import NamedTuple

Cycle = tuple["Posting", ...]

_DIRECTIONS = {"Charge": -1, "Refund": -1, "Credit": 1, "Payment": 1}


class Posting(NamedTuple):
    """One transaction of the year.

    `share` and `swing` are thousandths of the ledger's monthly base: the usual amount, and how far
    it varies. Shares of 10 keep amounts exact. `reverses` marks what takes back the latest one
    that is `reversed`. A payment has no title: the ledger says how its customer pays.
    """

    month: int
    day: int
    kind: str
    share: int
    title: str | None = None
    reason_code: str | None = None
    note: str | None = None
    swing: int = 0
    filter_type: str | None = None
    taxed: bool = False
    measured: bool = False
    reversed: bool = False
    reverses: bool = False
    late_failed: bool = False

    @property
    def direction(self) -> int:
        """Return 1 where it raises the balance, -1 where it lowers it."""
        return _DIRECTIONS[self.kind]


def year(*postings: Posting | Iterable[Posting]) -> Cycle:
    """Put postings in the order of the year; the year's effects should add up to nothing."""
    flat: list[Posting] = []
    for posting in postings:
        flat.extend([posting] if isinstance(posting, Posting) else posting)
    return tuple(sorted(flat, key=lambda posting: (posting.month, posting.day)))


def payments(*, day: int, share: int = 1000, every: int = 1) -> list[Posting]:
    """Return regular payments, every so many months."""
    return [
        Posting(
            month=month, day=day, kind="Payment", share=share * every, reason_code="REGULAR_PAYMENT"
        )
        for month in range(0, 12, every)
    ]


def bills(
    title: str,
    shares: Iterable[int],
    *,
    day: int,
    filter_type: str,
    reason_code: str,
    swing: int = 0,
    measured: bool = True,
) -> list[Posting]:
    """Return charges for a service, the shares spread evenly over the year."""
    listed = list(shares)
    return [
        Posting(
            month=index * 12 // len(listed),
            day=day,
            kind="Charge",
            share=share,
            title=title,
            reason_code=reason_code,
            swing=swing,
            filter_type=filter_type,
            taxed=True,
            measured=measured,
        )
        for index, share in enumerate(listed)
    ]
