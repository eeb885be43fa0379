"""What is billed: the parts that statements, invoices and bills have in common."""

from dataclasses import dataclass
from datetime import date, datetime

from kraken_tui.domain import read


@dataclass(frozen=True, slots=True)
class Totals:
    """A sum without tax, its tax, and both together, in minor units."""

    net: int | None
    tax: int | None
    gross: int | None

    def __bool__(self) -> bool:
        return any(part is not None for part in (self.net, self.tax, self.gross))


@dataclass(frozen=True, slots=True)
class Allocation:
    """A sum that was counted towards a document, in minor units, and where it came from."""

    amount: int | None
    source: str
    source_kind: str


@dataclass(frozen=True, slots=True)
class Position:
    """Where the debt of a document stands; sums in minor units."""

    due: date | None
    expected: int | None
    remaining: int | None
    allocations: tuple[Allocation, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A file to be had at a link, which may lead nowhere after ``expires``."""

    name: str
    url: str
    expires: datetime | None


_MOST_DIGITS = 30
"""No sum has more; reading a longer number would only take long."""


def big(node: read.Node | None, field: str) -> int | None:
    """Read a ``BigInt``, which travels as a number or, where it is large, as a string."""
    text = read.text(node, field)
    digits = text.removeprefix("-")
    fits = digits.isdecimal() and digits.isascii() and len(digits) <= _MOST_DIGITS
    return int(text) if fits else None


def totals(node: read.Node | None, field: str) -> Totals:
    """Read sums such as ``totalCharges``."""
    found = read.child(node, field)
    return Totals(
        net=read.integer(found, "netTotal"),
        tax=read.integer(found, "taxTotal"),
        gross=read.integer(found, "grossTotal"),
    )


def position(node: read.Node | None) -> Position | None:
    """Read a ``documentDebtPosition``."""
    found = read.child(node, "documentDebtPosition")
    if found is None:
        return None
    return Position(
        due=read.day(found, "dueDate"),
        expected=read.integer(found, "expectedAmount"),
        remaining=read.integer(found, "remainingAmount"),
        allocations=tuple(map(_allocation, read.children(found, "allocations"))),
    )


def _allocation(node: read.Node) -> Allocation:
    source = read.child(node, "fulfilment")
    return Allocation(
        amount=read.integer(node, "amount"),
        source=read.text(source, "sourceIdentifier"),
        source_kind=read.text(source, "sourceType"),
    )
