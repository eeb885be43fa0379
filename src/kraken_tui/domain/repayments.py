"""Money that is asked for: from the customer, or back from the tenant; and money given back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kraken_tui.domain import read
from kraken_tui.domain.billing import big
from kraken_tui.domain.ledgers import ledger_node


@dataclass(frozen=True, slots=True)
class Instruction:
    """Where money goes, masked."""

    id: str
    kind: str
    masked: str
    holder: str
    status: str


@dataclass(frozen=True, slots=True)
class PaymentBack:
    """The payment that somebody wants back; ``amount`` in minor units."""

    id: str
    amount: int | None
    day: date | None
    status: str
    reference: str
    way: str


@dataclass(frozen=True, slots=True)
class Funding:
    """What somebody else than the customer puts to a payment; ``amount`` in minor units."""

    amount: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Repayment:
    """A request for a payment, for credit or for a payment back, or a repayment made.

    ``kind`` is ``payment request``, ``repayment request``, ``refund request`` or ``repayment``.
    ``amount``, and what of it the customer pays, in minor units; ``day`` is when it was paid, or
    for a payment request when that is expected.
    """

    kind: str
    id: str
    amount: int | None
    status: str
    reason: str
    method: str
    day: date | None
    instruction: Instruction | None
    payment: PaymentBack | None
    from_customer: int | None
    funding: tuple[Funding, ...]


@dataclass(frozen=True, slots=True)
class Repayments:
    """What was asked for and given back, and how much of each kind the tenant did not tell."""

    records: tuple[Repayment, ...]
    untold: tuple[str, ...]


def parse_repayments(data: read.Node, ledger: str) -> Repayments:
    """Read the answer to the ``repayment_requests`` document for one ledger."""
    account, node = read.child(data, "account"), ledger_node(data, ledger)
    kinds = (
        ("payment request", read.child(read.child(data, "paymentRequests"), "paymentRequest")),
        ("repayment request", read.child(node, "repaymentRequests")),
        ("refund request", read.child(node, "refundRequests")),
        ("repayment", read.child(account, "repayments")),
    )
    records = [_record(kind, each) for kind, found in kinds for each in read.nodes(found)]
    untold = (note for kind, found in kinds for note in _untold(kind, found))
    return Repayments(tuple(records), tuple(untold))


def _record(kind: str, node: read.Node) -> Repayment:
    return Repayment(
        kind=kind,
        id=read.text(node, "requestId") or read.text(node, "id"),
        amount=big(node, "totalAmount" if "totalAmount" in node else "amount"),
        status=read.text(node, "status") or read.text(node, "paymentStatus"),
        reason=read.text(node, "reasonCode"),
        method=read.text(node, "method"),
        day=read.day(node, "paymentDate") or read.day(node, "expectedPaymentDate"),
        instruction=_instruction(read.child(node, "instruction")),
        payment=_payment(read.child(node, "payment")),
        from_customer=read.integer(node, "customerAmount"),
        funding=tuple(map(_funding, read.nodes(read.child(node, "fundingSourceAmounts")))),
    )


def _funding(node: read.Node) -> Funding:
    return Funding(read.integer(node, "amount"), read.text(node, "reason"))


def _instruction(node: read.Node | None) -> Instruction | None:
    if node is None:
        return None
    return Instruction(
        id=read.text(node, "id"),
        kind=read.text(node, "instructionType"),
        masked=read.text(node, "maskedAccountIdentifier"),
        holder=read.text(node, "accountHolder"),
        status=read.text(node, "status"),
    )


def _payment(node: read.Node | None) -> PaymentBack | None:
    if node is None:
        return None
    return PaymentBack(
        id=read.text(node, "id"),
        amount=big(node, "amount"),
        day=read.day(node, "paymentDate"),
        status=read.text(node, "status"),
        reference=read.text(node, "reference"),
        way=read.text(node, "transactionType"),
    )


def _untold(kind: str, connection: read.Node | None) -> Iterator[str]:
    total, told = read.integer(connection, "totalCount"), len(list(read.nodes(connection)))
    if total is not None and total > told:
        yield f"{told:,} of {total:,} {kind}s are shown."
