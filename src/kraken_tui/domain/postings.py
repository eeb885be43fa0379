"""What is posted to a ledger: charges, credits, payments and refunds."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from kraken_tui.domain import read

KINDS = ("Charge", "Credit", "Payment", "Refund")
"""The kinds of transaction, which are the types behind the API's transaction interface."""


@dataclass(frozen=True, slots=True)
class Use:
    """What a charge is for; ``usage_cost`` and ``supply_charge`` in minor units."""

    quantity: Decimal | None
    unit: str
    first_day: date | None
    last_day: date | None
    usage_cost: int | None
    supply_charge: int | None


@dataclass(frozen=True, slots=True)
class Transaction:
    """One posting; amounts in minor units, ``balance`` as it stood after it."""

    id: str
    kind: str
    posted: date | None
    created: datetime | None
    title: str
    net: int | None
    tax: int | None
    gross: int | None
    balance: int | None
    use: Use | None
    period: tuple[datetime | None, datetime | None] | None
    held: bool
    reversed: bool
    issued: bool | None
    on_statement: bool | None
    paid_by: str
    late_failed: bool
    note: str
    reason: str
    document: str

    @property
    def amount(self) -> int | None:
        """What it is about, tax included where the tenant says so."""
        return self.gross if self.gross is not None else self.net


def parse_transaction(node: read.Node) -> Transaction:
    """Read one transaction of any kind."""
    amounts = read.child(node, "amounts")
    return Transaction(
        id=read.text(node, "id"),
        kind=read.text(node, "__typename"),
        posted=read.day(node, "postedDate"),
        created=read.instant(node, "createdAt"),
        title=read.text(node, "title"),
        net=read.integer(amounts, "net"),
        tax=read.integer(amounts, "tax"),
        gross=read.integer(amounts, "gross"),
        balance=read.integer(node, "balanceCarriedForward"),
        use=_use(read.child(node, "consumption")),
        period=_period(read.child(read.child(node, "detail"), "period")),
        held=bool(read.flag(node, "isHeld")),
        reversed=bool(read.flag(node, "isReversed")),
        issued=read.flag(node, "isIssued"),
        on_statement=read.flag(node, "hasStatement"),
        paid_by=read.text(node, "paymentTransactionType"),
        late_failed=bool(read.flag(node, "isLateFailedPayment")),
        note=read.text(node, "note"),
        reason=read.text(node, "reasonCode"),
        document=read.text(node, "billingDocumentIdentifier"),
    )


def _use(node: read.Node | None) -> Use | None:
    if node is None:
        return None
    return Use(
        quantity=read.decimal(node, "quantity"),
        unit=read.text(node, "unit"),
        first_day=read.day(node, "startDate"),
        last_day=read.day(node, "endDate"),
        usage_cost=read.integer(node, "usageCost"),
        supply_charge=read.integer(node, "supplyCharge"),
    )


def _period(node: read.Node | None) -> tuple[datetime | None, datetime | None] | None:
    if node is None:
        return None
    return read.instant(node, "start"), read.instant(node, "end")
