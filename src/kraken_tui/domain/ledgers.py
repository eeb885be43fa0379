"""The ledgers of an account."""

from dataclasses import dataclass

from kraken_tui.domain import read


@dataclass(frozen=True, slots=True)
class Ledger:
    """A ledger; ``balance``, ``outstanding`` and ``owed`` in minor units.

    ``outstanding`` is what is to be paid in this financial year; ``owed`` is above zero where the
    customer owes.
    """

    number: str
    name: str
    kind: str
    balance: int | None
    accepts_payments: bool | None
    affects_balance: bool | None
    has_statements: bool | None
    has_invoices: bool | None
    outstanding: int | None
    owed: int | None
    mandate_broken: bool | None


def parse_ledgers(data: read.Node) -> tuple[Ledger, ...]:
    """Read the answer to the ``ledgers`` document."""
    return tuple(map(parse_ledger, read.children(read.child(data, "account"), "ledgers")))


def holder(data: read.Node) -> str:
    """Read from the same answer whose ledgers they are."""
    return read.text(read.child(data, "account"), "billingName")


def parse_ledger(node: read.Node) -> Ledger:
    """Read one ledger."""
    kind = read.text(node, "ledgerType")
    return Ledger(
        number=read.text(node, "number"),
        name=read.text(node, "name") or kind,
        kind=kind,
        balance=read.integer(node, "balance"),
        accepts_payments=read.flag(node, "acceptsPayments"),
        affects_balance=read.flag(node, "affectsAccountBalance"),
        has_statements=read.flag(node, "supportsStatements"),
        has_invoices=read.flag(node, "supportsInvoices"),
        outstanding=read.integer(node, "paymentsOutstanding"),
        owed=read.integer(node, "amountOwedByCustomer"),
        mandate_broken=read.flag(node, "currentDirectDebitInstructionInvalidatedWithVendor"),
    )


def ledger_node(data: read.Node | None, number: str) -> read.Node | None:
    """Find a ledger by its number: a tenant may answer with more of them than were asked for."""
    for node in read.children(read.child(data, "account"), "ledgers"):
        if read.text(node, "number") == number:
            return node
    return None
