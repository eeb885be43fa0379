"""Ledgers of an account and the transactions posted to them."""

from dataclasses import dataclass
from datetime import date

from kraken_tui.domain import read

KINDS = ("Charge", "Credit", "Payment", "Refund")
"""The kinds of transaction, which are the types behind the API's transaction interface."""


SIGNS = {"cubicMetres": "m\N{SUPERSCRIPT THREE}"}
"""Units whose name in the API is not how they are written."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """A ledger; ``balance``, ``outstanding`` and ``owed`` in minor units."""

    number: str
    name: str
    kind: str
    balance: int | None
    accepts_payments: bool | None
    affects_balance: bool | None
    outstanding: int | None
    owed: int | None


@dataclass(frozen=True, slots=True)
class Transaction:
    """One posting; amounts in minor units, ``balance`` as it stood after it."""

    id: str
    kind: str
    posted: date | None
    title: str
    net: int | None
    tax: int | None
    gross: int | None
    balance: int | None
    consumption: str
    held: bool
    reversed: bool
    note: str
    reason: str
    document: str


def parse_ledgers(data: read.Node) -> tuple[Ledger, ...]:
    """Read the answer to the ``ledgers`` document."""
    return tuple(map(_ledger, read.children(read.child(data, "account"), "ledgers")))


def holder(data: read.Node) -> str:
    """Read from the same answer whose ledgers they are."""
    return read.text(read.child(data, "account"), "billingName")


def _ledger(node: read.Node) -> Ledger:
    kind = read.text(node, "ledgerType")
    return Ledger(
        number=read.text(node, "number"),
        name=read.text(node, "name") or kind,
        kind=kind,
        balance=read.integer(node, "balance"),
        accepts_payments=read.flag(node, "acceptsPayments"),
        affects_balance=read.flag(node, "affectsAccountBalance"),
        outstanding=read.integer(node, "paymentsOutstanding"),
        owed=read.integer(node, "amountOwedByCustomer"),
    )


def parse_transaction(node: read.Node) -> Transaction:
    """Read one transaction of any kind."""
    amounts = read.child(node, "amounts")
    return Transaction(
        id=read.text(node, "id"),
        kind=read.text(node, "__typename"),
        posted=read.day(node, "postedDate"),
        title=read.text(node, "title"),
        net=read.integer(amounts, "net"),
        tax=read.integer(amounts, "tax"),
        gross=read.integer(amounts, "gross"),
        balance=read.integer(node, "balanceCarriedForward"),
        consumption=_consumption(read.child(node, "consumption")),
        held=bool(read.flag(node, "isHeld")),
        reversed=bool(read.flag(node, "isReversed")),
        note=read.text(node, "note"),
        reason=read.text(node, "reasonCode"),
        document=read.text(node, "billingDocumentIdentifier"),
    )


def _consumption(node: read.Node | None) -> str:
    quantity = read.text(node, "quantity")
    unit = read.text(node, "unit")
    return f"{quantity} {SIGNS.get(unit, unit)}".strip() if quantity else ""
