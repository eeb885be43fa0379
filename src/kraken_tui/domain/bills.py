"""The bills of an account, of every kind that there is."""

from dataclasses import dataclass
from datetime import date

from kraken_tui.domain import read
from kraken_tui.domain.billing import Document, Position, Totals, big, position, totals


@dataclass(frozen=True, slots=True)
class Part:
    """A bill that is a part of a collective one."""

    id: str
    kind: str
    first_day: date | None
    last_day: date | None


@dataclass(frozen=True, slots=True)
class Bill:
    """A bill; sums in minor units. What a kind of bill does not have is ``None`` or empty."""

    id: str
    kind: str
    identifier: str
    first_day: date | None
    last_day: date | None
    issued: date | None
    due: date | None
    opening: int | None
    closing: int | None
    charges: Totals
    credits: Totals
    gross: int | None
    payments: int | None
    status: str
    held: bool | None
    held_why: str
    annulled: bool | None
    final: bool | None
    external: bool | None
    reversals: str
    sent_to: str
    used_from: date | None
    used_to: date | None
    copies: tuple[date, ...]
    position: Position | None
    parts: tuple[Part, ...]

    @property
    def total(self) -> int | None:
        """What it asks for: its gross sum, or else what is charged less what is credited."""
        if self.gross is not None or self.charges.gross is None:
            return self.gross
        return self.charges.gross - (self.credits.gross or 0)


def parse_bill(node: read.Node) -> Bill:
    """Read one bill of any kind."""
    held = read.child(node, "heldStatus")
    return Bill(
        id=read.text(node, "id"),
        kind=read.text(node, "billType"),
        identifier=read.text(node, "identifier") or read.text(node, "documentIdentifier"),
        first_day=read.day(node, "fromDate"),
        last_day=read.day(node, "toDate"),
        issued=read.day(node, "issuedDate"),
        due=read.day(node, "paymentDueDate"),
        opening=_either(node, "openingBalance", "startBalance"),
        closing=_either(node, "closingBalance", "endBalance"),
        charges=totals(node, "totalCharges"),
        credits=totals(node, "totalCredits"),
        gross=big(node, "grossAmount" if "grossAmount" in node else "formerAmount"),
        payments=read.integer(node, "totalPayments"),
        status=read.text(node, "status"),
        held=read.flag(held, "isHeld"),
        held_why=read.text(held, "reason"),
        annulled=read.flag(node, "isAnnulled"),
        final=read.flag(node, "isFinalStatement"),
        external=read.flag(node, "isExternalBill"),
        reversals=read.text(node, "reversalsAfterClose"),
        sent_to=read.text(node, "toAddress"),
        used_from=read.day(node, "consumptionStartDate"),
        used_to=read.day(node, "consumptionEndDate"),
        copies=_days(node.get("printedCopyRequests")),
        position=position(node),
        parts=tuple(map(_part, read.nodes(read.child(node, "constituents")))),
    )


def parse_one(data: read.Node) -> Bill | None:
    """Read the answer to the ``bill`` document; ``None`` where there is no such bill."""
    bill = read.child(read.child(data, "account"), "bill")
    return None if bill is None else parse_bill(bill)


def parse_documents(data: read.Node) -> tuple[Document, ...]:
    """Read from the answer to the ``bill`` document the files of the bill."""
    bill = read.child(read.child(data, "account"), "bill")
    files = [
        *read.nodes(read.child(bill, "attachments")),
        *read.nodes(read.child(bill, "representations")),
    ]
    documents = (
        Document(
            name=read.text(file, "filename") or read.text(file, "code"),
            url=read.text(file, "temporaryUrl"),
            expires=read.instant(file, "temporaryUrlExpiresAt"),
        )
        for file in files
    )
    # A file may be told twice: as what hangs on the bill, and as a way to look at it.
    return tuple({(document.name, document.url): document for document in documents}.values())


def _either(node: read.Node, name: str, other: str) -> int | None:
    found = read.integer(node, name)
    return read.integer(node, other) if found is None else found


def _part(node: read.Node) -> Part:
    return Part(
        id=read.text(node, "id"),
        kind=read.text(node, "__typename"),
        first_day=read.day(node, "fromDate"),
        last_day=read.day(node, "toDate"),
    )


def _days(values: object) -> tuple[date, ...]:
    if not isinstance(values, list):
        return ()
    days = (read.day({"day": value}, "day") for value in values)
    return tuple(day for day in days if day is not None)
