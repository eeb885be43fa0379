"""Statements and invoices of a ledger as lists, and each whole."""

from collections.abc import Callable, Iterator, Sequence

from kraken_tui.domain.bill_pages import AnnualStatement
from kraken_tui.domain.statements import BilledDocument
from kraken_tui.formats import UNKNOWN, Formats
from kraken_tui.screens import ledger_subjects as subjects
from kraken_tui.screens.bill_rows import debt, totals
from kraken_tui.screens.ledger_words import day_width, known, nothing, period
from kraken_tui.screens.listing import Listing
from kraken_tui.widgets.facts import Fact, Section, Subject
from kraken_tui.widgets.record_columns import Column

Cells = Callable[[BilledDocument], Sequence[str]]

NO_DOCUMENT = "There is no document."


def statements(account: str, ledger: str, formats: Formats) -> Listing[BilledDocument]:
    """Describe the statements of a ledger."""

    def span(statement: BilledDocument) -> tuple[str, ...]:
        return formats.day(statement.start), formats.day(statement.end)

    width = day_width(formats)
    columns = (
        Column(key="start", title="From", width=width),
        Column(key="end", title="To", width=width, from_width=100),
    )
    return _listing("statements", account, ledger, formats, columns, span)


def invoices(account: str, ledger: str, formats: Formats) -> Listing[BilledDocument]:
    """Describe the invoices of a ledger."""

    def amount(invoice: BilledDocument) -> tuple[str, ...]:
        return (formats.money(invoice.amount),)

    columns = (Column(key="amount", title="Amount", width=11, align="right"),)
    return _listing("invoices", account, ledger, formats, columns, amount)


def _listing(
    name: str,
    account: str,
    ledger: str,
    formats: Formats,
    columns: tuple[Column, ...],
    own: Cells,
) -> Listing[BilledDocument]:
    def cells(document: BilledDocument) -> tuple[str, ...]:
        return (
            document.identifier or str(document.id or UNKNOWN),
            *own(document),
            formats.day(document.issued) if document.issued else "not issued",
            formats.day(document.due),
            formats.money(document.charges.gross),
            formats.money(document.credits.gross),
            "" if document.position is None else formats.money(document.position.remaining),
            "annulled" if document.annulled else "",
        )

    return Listing(
        name=name,
        noun=name,
        empty=f"This ledger has no {name}.",
        columns=(
            Column(key="identifier", title="Number", width=11, flex=1),
            *columns,
            *_columns(formats),
        ),
        cells=cells,
        key=lambda document: (document.kind, document.id, document.identifier),
        title=title,
        sections=lambda document: tuple(sections(account, ledger, document, formats)),
        subject=lambda document: subjects.of_document(account, ledger, document),
        tag=lambda document: "dim" if document.annulled else None,
        order={
            "start": lambda document: document.start,
            "end": lambda document: document.end,
            "amount": lambda document: document.amount,
            "issued": lambda document: document.issued,
            "due": lambda document: document.due,
            "charges": lambda document: document.charges.gross,
            "credits": lambda document: document.credits.gross,
            "left": lambda document: document.position and document.position.remaining,
        },
    )


def _columns(formats: Formats) -> tuple[Column, ...]:
    width = day_width(formats)
    return (
        Column(key="issued", title="Issued", width=width),
        Column(key="due", title="Due", width=width, from_width=100),
        Column(key="charges", title="Charges", width=11, align="right"),
        Column(key="credits", title="Credits", width=11, align="right", from_width=100),
        Column(key="left", title="To pay", width=11, align="right"),
        Column(key="mark", title="", width=8, from_width=100),
    )


def title(document: BilledDocument) -> str:
    """Name a statement or an invoice."""
    return f"{document.kind.capitalize()} {document.identifier or document.id or ''}".rstrip()


def sections(
    account: str, ledger: str, document: BilledDocument, formats: Formats
) -> Iterator[Section]:
    """Lay out everything known of a statement or an invoice."""
    yield Section(document.kind.capitalize(), tuple(_facts(document, formats)))
    yield Section("Document", _links(document))
    sums = [
        *known("Amount", formats.money(document.amount)),
        *totals("Charges", document.charges, formats),
        *totals("Credits", document.credits, formats),
    ]
    yield Section("Sums", tuple(sums) or nothing("No sums are told."))
    if document.position is not None:
        yield Section("Debt", tuple(debt(document.position, formats)))
    postings = subjects.of_document(account, ledger, document)._replace(kind="postings")
    yield Section("More", (Fact("Transactions", "enter lists them", "", postings),))


def _facts(document: BilledDocument, formats: Formats) -> Iterator[Fact]:
    yield Fact("Number", document.identifier or UNKNOWN)
    if document.start or document.end:
        yield Fact("Period", period(document.start, document.end, formats))
    yield Fact("Issued", formats.moment(document.issued) if document.issued else "not issued")
    yield Fact("Due", formats.day(document.due))
    yield from known("First charge", formats.moment(document.first_charge))
    yield from known("Last charge", formats.moment(document.last_charge))
    if document.annulled is not None:
        told = f"by {document.annulled.id}, {formats.moment(document.annulled.issued)}"
        yield Fact("Annulled", told, "warn")
    yield Fact("Id", UNKNOWN if document.id is None else str(document.id), "quiet")


def _links(document: BilledDocument) -> tuple[Fact, ...]:
    facts = [*known("PDF", document.url)]
    if document.annulled is not None:
        facts += known("Annulment", document.annulled.url)
    return tuple(facts) or nothing(NO_DOCUMENT)


def annual_statements(account: str, formats: Formats) -> Listing[AnnualStatement]:
    """Describe the account's statements of years."""

    def title(statement: AnnualStatement) -> str:
        return f"Annual statement {statement.id}".rstrip()

    def told(statement: AnnualStatement) -> tuple[Section, ...]:
        facts = (
            Fact("Period", period(statement.start, statement.end, formats)),
            Fact("Id", statement.id or UNKNOWN, "quiet"),
        )
        links = known("PDF", statement.url) or nothing(NO_DOCUMENT)
        return Section("Annual statement", facts), Section("Document", links)

    def subject(statement: AnnualStatement) -> Subject:
        identifiers = {"accountNumber": account, "annualStatementId": statement.id}
        return Subject("annual statement", f"annual statement {statement.id}", identifiers)

    width = day_width(formats)
    return Listing(
        name="annual-statements",
        noun="annual statements",
        empty="This account has no annual statements.",
        columns=(
            Column(key="start", title="From", width=width),
            Column(key="end", title="To", width=width),
            Column(key="document", title="Document", width=20, flex=1),
        ),
        cells=lambda statement: (
            formats.day(statement.start),
            formats.day(statement.end),
            statement.url or "none",
        ),
        key=lambda statement: statement.id,
        title=title,
        sections=told,
        subject=subject,
        order={"start": lambda statement: statement.start, "end": lambda statement: statement.end},
    )
