"""Bills as a list, and each whole."""

from collections.abc import Iterator

from kraken_tui.domain.billing import Document, Position, Totals
from kraken_tui.domain.bills import Bill, Part
from kraken_tui.formats import UNKNOWN, Formats
from kraken_tui.screens import ledger_subjects as subjects
from kraken_tui.screens.ledger_words import (
    YES_NO,
    constant,
    day_width,
    known,
    listed,
    nothing,
    period,
    standing,
    tone_of,
)
from kraken_tui.screens.listing import Listing
from kraken_tui.screens.words import words
from kraken_tui.widgets.facts import Fact, Section
from kraken_tui.widgets.record_columns import Column


def bills(account: str, ledger: str, formats: Formats) -> Listing[Bill]:
    """Describe the bills of a ledger."""

    def cells(bill: Bill) -> tuple[str, ...]:
        return (
            formats.day(bill.first_day),
            formats.day(bill.last_day),
            words(bill.kind),
            bill.identifier or bill.id,
            formats.money(bill.charges.gross),
            formats.money(bill.credits.gross),
            formats.money(bill.total),
            formats.money(bill.closing),
            mark(bill),
        )

    width = day_width(formats)
    return Listing(
        name="bills",
        noun="bills",
        empty="This ledger has no bills.",
        columns=(
            Column(key="from", title="From", width=width),
            Column(key="to", title="To", width=width),
            Column(key="kind", title="Kind", width=9, flex=1),
            Column(key="identifier", title="Number", width=11, flex=1, from_width=100),
            Column(key="charges", title="Charges", width=11, align="right", from_width=120),
            Column(key="credits", title="Credits", width=11, align="right", from_width=120),
            Column(key="total", title="Total", width=11, align="right"),
            Column(key="closing", title="Balance", width=11, align="right"),
            Column(key="mark", title="", width=10),
        ),
        cells=cells,
        key=lambda bill: (bill.kind, bill.id),
        title=title,
        sections=lambda bill: tuple(sections(account, ledger, bill, formats)),
        subject=lambda bill: subjects.of_listed_bill(account, ledger, bill),
        tag=lambda bill: "dim" if bill.annulled else "warn" if bill.held else None,
        order={
            "from": lambda bill: bill.first_day,
            "to": lambda bill: bill.last_day,
            "charges": lambda bill: bill.charges.gross,
            "credits": lambda bill: bill.credits.gross,
            "total": lambda bill: bill.total,
            "closing": lambda bill: bill.closing,
        },
    )


def title(bill: Bill) -> str:
    """Name a bill."""
    return f"{words(bill.kind) or 'Bill'} {bill.identifier or bill.id}"


def mark(bill: Bill) -> str:
    """Say in a word where a bill stands."""
    marks = (
        (bill.annulled, "annulled"),
        (bill.held, "held"),
        (bill.status == "OPEN", "open"),
        (bill.final, "final"),
        (bill.issued is None, "not issued"),
    )
    return next((word for holds, word in marks if holds), "")


def sections(account: str, ledger: str, bill: Bill, formats: Formats) -> Iterator[Section]:
    """Lay out everything known of a bill but its documents."""
    yield Section("Bill", tuple(_facts(bill, formats)))
    yield Section("Sums", tuple(_sums(bill, formats)))
    if bill.position is not None:
        yield Section("Debt", tuple(debt(bill.position, formats)))
    if bill.parts:
        yield Section("Made up of", tuple(_parts(account, ledger, bill.parts, formats)))
    postings = subjects.of_postings(account, ledger, bill)
    listed_ = Fact("Transactions", "enter lists them", "", postings)
    yield Section("More", (listed_, *_more(bill, formats)))


def _parts(account: str, ledger: str, parts: tuple[Part, ...], formats: Formats) -> Iterator[Fact]:
    for part in parts:
        told = f"{part.kind}  {period(part.first_day, part.last_day, formats)}"
        subject = subjects.of_bill(account, ledger, part.id)
        yield Fact(part.id or UNKNOWN, told, "", subject)


def _facts(bill: Bill, formats: Formats) -> Iterator[Fact]:
    yield Fact("Kind", constant(bill.kind))
    yield Fact("Number", bill.identifier or bill.id or UNKNOWN)
    yield Fact("Period", period(bill.first_day, bill.last_day, formats))
    yield Fact("Issued", formats.day(bill.issued) if bill.issued else "not issued")
    yield from known("Due", formats.day(bill.due))
    yield from known("Status", words(bill.status))
    if bill.held is not None:
        why = f": {words(bill.held_why).lower()}" if bill.held and bill.held_why else ""
        yield Fact("Held", YES_NO[bill.held] + why, "warn" if bill.held else "")
    if bill.annulled is not None:
        yield Fact("Annulled", YES_NO[bill.annulled], "warn" if bill.annulled else "")
    yield from known("Final", YES_NO[bill.final])


def _more(bill: Bill, formats: Formats) -> Iterator[Fact]:
    yield Fact("Sent to", bill.sent_to or UNKNOWN)
    yield from known("Printed copies", listed(map(formats.day, bill.copies)))
    yield from known("Use between", period(bill.used_from, bill.used_to, formats))
    yield from known("Reversed later", words(bill.reversals).lower())
    yield from known("From elsewhere", YES_NO[bill.external])
    yield Fact("Bill id", bill.id or UNKNOWN, "quiet")


def _sums(bill: Bill, formats: Formats) -> Iterator[Fact]:
    if bill.opening is not None:
        yield Fact("Opening", standing(bill.opening, formats), tone_of(bill.opening))
    yield from totals("Charges", bill.charges, formats)
    yield from totals("Credits", bill.credits, formats)
    yield from known("Payments", formats.money(bill.payments))
    yield Fact("Total", formats.money(bill.total))
    if bill.closing is not None:
        yield Fact("Closing", standing(bill.closing, formats), tone_of(bill.closing))


def totals(label: str, sums: Totals, formats: Formats) -> Iterator[Fact]:
    """Write a sum with its tax."""
    if not sums:
        return
    net, tax = formats.money(sums.net), formats.money(sums.tax)
    yield Fact(label, f"{formats.money(sums.gross)}  net {net}, tax {tax}")


def debt(position: Position, formats: Formats) -> Iterator[Fact]:
    """Write where the debt of a document stands."""
    left = position.remaining
    yield Fact("Due", formats.day(position.due))
    yield Fact("Expected", formats.money(position.expected))
    yield Fact("Still to pay", formats.money(left), "warn" if left else "good")
    for allocation in position.allocations:
        source = listed((words(allocation.source_kind), allocation.source))
        yield Fact("Counted", f"{formats.money(allocation.amount)}  {source}".rstrip())


def documents(files: tuple[Document, ...], formats: Formats) -> Section:
    """Write the links to a bill's files."""
    facts: list[Fact] = []
    for file in files:
        facts.append(Fact(file.name or "Document", file.url or "no link"))
        if file.expires is not None:
            facts.append(Fact("Good until", formats.moment(file.expires), "quiet"))
    return Section("Documents", tuple(facts) or nothing("There is no document."))
