"""Payments one by one, page by page, and how many there are in each state."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from kraken_tui.api.paging import Page, PageRequest
from kraken_tui.domain import read
from kraken_tui.domain.pages import variables
from kraken_tui.domain.payments_instructions import Means, parse_means
from kraken_tui.domain.payments_pages import Ask, is_told, page

STATES = (
    "SCHEDULED",
    "PENDING",
    "REQUESTED",
    "PROMISED",
    "FAILED",
    "PROMISE_BROKEN",
    "CLEARED",
    "FULFILLED",
    "THIRD_PARTY",
    "HISTORIC",
    "DELETED",
)
"""States of a payment: what is to come, what went wrong, what is done."""

OPEN = frozenset({"SCHEDULED", "PENDING", "REQUESTED", "PROMISED"})
"""States of payments that have not come in yet."""

BROKEN = frozenset({"FAILED", "PROMISE_BROKEN"})
"""States of payments that did not come in."""


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment made, or to be made; amounts in minor units."""

    id: str
    amount: int | None
    surcharge: int | None
    day: date | None
    reference: str
    state: str
    method: str
    means: Means


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many payments are in a state; ``""`` stands for all of them."""

    state: str
    count: int


@dataclass(frozen=True, slots=True)
class PaymentPages:
    """Fetch the pages of an account's payments, of one state if it is named.

    ``on_counts`` hears with every first page how many payments are in each state, or ``None``
    where the tenant tells nothing of payments.
    """

    ask: Ask
    account: str
    on_counts: Callable[[tuple[StateCount, ...] | None], None]
    state: str = ""

    async def fetch(self, request: PageRequest) -> Page[Payment]:
        """Read one page; raise ``KrakenError``."""
        counted = request.after is None and request.last is None
        asked = {"accountNumber": self.account, "counted": counted, **variables(request)}
        if self.state:
            asked["status"] = self.state
        answer = await self.ask("payments_made", asked)
        found = page(answer, "payments", parse_payment)
        if counted:
            told = is_told(answer, "payments")
            self.on_counts(parse_states(answer.data) if told else None)
        return found


def parse_payment(node: read.Node) -> Payment:
    """Read one payment."""
    return Payment(
        id=read.text(node, "id"),
        amount=_whole(node, "amount"),
        surcharge=read.integer(node, "surchargeAmount"),
        day=read.day(node, "paymentDate"),
        reference=read.text(node, "reference"),
        state=read.text(node, "status"),
        method=read.text(node, "transactionType"),
        means=parse_means(read.child(node, "paymentInstruction")),
    )


def parse_states(data: read.Node) -> tuple[StateCount, ...]:
    """Read how many payments there are, in all and in each state that has any."""
    account = read.child(data, "account")
    counts = [StateCount("", _count(account, "all"))]
    counts += [StateCount(state, _count(account, state)) for state in STATES]
    return tuple(each for each in counts if each.count or not each.state)


def _count(account: read.Node | None, name: str) -> int:
    return read.integer(read.child(account, name), "totalCount") or 0


def _whole(node: read.Node, field: str) -> int | None:
    """Read a ``BigInt``, which some tenants send as a number and some as a string."""
    number = read.integer(node, field)
    if number is not None:
        return number
    try:
        return int(read.text(node, field))
    except ValueError:
        return None
