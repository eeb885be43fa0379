"""The payments that are expected, by the tenant's own forecast."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from kraken_tui.api.paging import Page, PageRequest
from kraken_tui.domain import read
from kraken_tui.domain.pages import variables
from kraken_tui.domain.payments_pages import Ask, is_told, page


@dataclass(frozen=True, slots=True)
class Expected:
    """A payment that is expected; ``amount`` in minor units, ``number`` counts from 1."""

    day: date | None
    amount: int | None
    method: str
    number: int | None


@dataclass(frozen=True, slots=True)
class ForecastPages:
    """Fetch the pages of what is expected to be paid to a ledger up to a day.

    Without a ``ledger`` it is the account's main one. ``on_start`` hears the first page, which is
    the near future, or ``None`` where the tenant has no forecast.
    """

    ask: Ask
    account: str
    ledger: str
    until: date
    on_start: Callable[[Page[Expected] | None], None]

    async def fetch(self, request: PageRequest) -> Page[Expected]:
        """Read one page; raise ``KrakenError``."""
        asked = {
            "accountNumber": self.account,
            "until": self.until.isoformat(),
            **variables(request),
        }
        if self.ledger:
            asked["ledgerNumber"] = self.ledger
        answer = await self.ask("payments_forecast", asked)
        found = page(answer, "paginatedPaymentForecast", parse_expected)
        if request.after is None and request.last is None:
            told = is_told(answer, "paginatedPaymentForecast")
            self.on_start(found if told else None)
        return found


def parse_expected(node: read.Node) -> Expected:
    """Read one payment of the forecast."""
    return Expected(
        day=read.day(node, "date"),
        amount=read.integer(node, "amount"),
        method=read.text(node, "method"),
        number=read.integer(node, "paymentNumber"),
    )
