"""The payments that are expected, by the tenant's own forecast."""

from dataclasses import dataclass
from datetime import date

from kraken_tui.domain import read


@dataclass(frozen=True, slots=True)
class Expected:
    """A payment that is expected; ``amount`` in minor units, ``number`` counts from 1."""

    day: date | None
    amount: int | None
    method: str
    number: int | None


@dataclass(frozen=True, slots=True)
class Forecast:
    """What is expected; ``total`` counts more than ``payments`` where the answer was cut."""

    payments: tuple[Expected, ...] = ()
    total: int = 0


def parse(data: read.Node) -> Forecast:
    """Read the answer to the ``payments_forecast`` document, in the order of days."""
    account = read.child(data, "account")
    connection = read.child(account, "paginatedPaymentForecast")
    found = [_expected(node) for node in read.nodes(connection)]
    found.sort(key=lambda each: (each.day is None, each.day or date.max))
    return Forecast(tuple(found), max(len(found), read.integer(connection, "totalCount") or 0))


def _expected(node: read.Node) -> Expected:
    return Expected(
        day=read.day(node, "date"),
        amount=read.integer(node, "amount"),
        method=read.text(node, "method"),
        number=read.integer(node, "paymentNumber"),
    )
