"""The statements and the invoices of a ledger."""

from dataclasses import dataclass
from datetime import date, datetime

from kraken_tui.domain import read
from kraken_tui.domain.billing import Position, Totals, position, totals


@dataclass(frozen=True, slots=True)
class Annulment:
    """The document that took another one back."""

    id: str
    issued: datetime | None
    url: str


@dataclass(frozen=True, slots=True)
class BilledDocument:
    """A statement or an invoice, as ``kind`` says; ``amount`` in minor units.

    A statement spans the time from ``start`` to ``end``, an invoice has an ``amount``.
    """

    kind: str
    id: int | None
    identifier: str
    start: datetime | None
    end: datetime | None
    issued: datetime | None
    due: date | None
    amount: int | None
    charges: Totals
    credits: Totals
    first_charge: datetime | None
    last_charge: datetime | None
    annulled: Annulment | None
    position: Position | None
    url: str


def parse_statement(node: read.Node) -> BilledDocument:
    """Read one statement."""
    return _document("statement", node, read.text(node, "identifier"))


def parse_invoice(node: read.Node) -> BilledDocument:
    """Read one invoice."""
    return _document("invoice", node, read.text(node, "number"))


def _document(kind: str, node: read.Node, identifier: str) -> BilledDocument:
    return BilledDocument(
        kind=kind,
        id=read.integer(node, "id"),
        identifier=identifier,
        start=read.instant(node, "startAt"),
        end=read.instant(node, "endAt"),
        issued=read.instant(node, "firstIssuedAt") or read.instant(node, "firstIssued"),
        due=read.day(node, "paymentDueDate"),
        amount=read.integer(node, "invoicedAmount"),
        charges=totals(node, "totalCharges"),
        credits=totals(node, "totalCredits"),
        first_charge=read.instant(node, "earliestChargeAt"),
        last_charge=read.instant(node, "latestChargeAt"),
        annulled=_annulment(read.child(node, "annulledBy")),
        position=position(node),
        url=read.text(node, "pdfUrl"),
    )


def _annulment(node: read.Node | None) -> Annulment | None:
    if node is None:
        return None
    return Annulment(
        id=read.text(node, "id"),
        issued=read.instant(node, "firstIssued"),
        url=read.text(node, "pdfUrl"),
    )
