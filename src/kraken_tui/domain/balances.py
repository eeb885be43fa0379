"""How the balance of a ledger went."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kraken_tui.domain import read
from kraken_tui.domain.ledgers import ledger_node


@dataclass(frozen=True, slots=True)
class Balance:
    """The balance at the end of a day, in minor units."""

    day: date
    amount: int


@dataclass(frozen=True, slots=True)
class BalanceHistory:
    """Balances, oldest first, at most one a day.

    From ``exact_from`` on every transaction is there; before, only where a bill was closed.
    ``whole`` tells that nothing lies before the first one.
    """

    balances: tuple[Balance, ...]
    exact_from: date | None
    whole: bool


def parse_history(data: read.Node, ledger: str) -> BalanceHistory:
    """Read the answer to the ``balance_history`` document."""
    connection = read.child(ledger_node(data, ledger), "transactions")
    posted = list(_posted(connection))
    exact_from = posted[0].day if posted else None
    billed = _billed(read.child(read.child(data, "account"), "bills"))
    before = [point for point in billed if exact_from is None or point.day < exact_from]
    total = read.integer(connection, "totalCount")
    told = sum(1 for _ in read.nodes(connection))
    return BalanceHistory(
        tuple(before + _last_of_day(posted)), exact_from, whole=total is None or total <= told
    )


def _posted(connection: read.Node | None) -> Iterator[Balance]:
    """Read the transactions, which usually come newest first, from the oldest on."""
    found = []
    for node in reversed(list(read.nodes(connection))):
        day, amount = read.day(node, "postedDate"), read.integer(node, "balanceCarriedForward")
        if day is not None and amount is not None:
            found.append(Balance(day, amount))
    yield from sorted(found, key=lambda balance: balance.day)


def _last_of_day(points: list[Balance]) -> list[Balance]:
    return list({point.day: point for point in points}.values())


def _billed(connection: read.Node | None) -> list[Balance]:
    found: dict[date, int] = {}
    for node in read.nodes(connection):
        day, amount = read.day(node, "toDate"), read.integer(node, "closingBalance")
        amount = read.integer(node, "endBalance") if amount is None else amount
        if day is not None and amount is not None:
            found[day] = amount
    return [Balance(day, found[day]) for day in sorted(found)]
