"""Transactions as a list, and each whole."""

from collections.abc import Iterator

from kraken_tui.domain.postings import Transaction, Use
from kraken_tui.formats import UNKNOWN, Formats
from kraken_tui.screens import ledger_subjects as subjects
from kraken_tui.screens.ledger_words import YES_NO, constant, day_width, known, period
from kraken_tui.screens.listing import Listing
from kraken_tui.screens.words import words
from kraken_tui.widgets.facts import Fact, Section
from kraken_tui.widgets.record_columns import Column


def transactions(account: str, ledger: str, formats: Formats) -> Listing[Transaction]:
    """Describe the transactions of a ledger."""

    def cells(transaction: Transaction) -> tuple[str, ...]:
        use = transaction.use
        return (
            formats.day(transaction.posted),
            transaction.kind,
            transaction.title or words(transaction.reason),
            words(transaction.reason),
            transaction.document,
            "" if use is None or use.quantity is None else formats.quantity(use.quantity, use.unit),
            formats.money(transaction.tax) if transaction.tax else "",
            formats.money(transaction.amount),
            formats.money(transaction.balance),
            mark(transaction),
        )

    return Listing(
        name="transactions",
        noun="transactions",
        empty="No transactions.",
        columns=columns(formats),
        cells=cells,
        key=lambda transaction: transaction.id,
        title=lambda transaction: transaction.title or words(transaction.kind),
        sections=lambda transaction: tuple(sections(account, ledger, transaction, formats)),
        subject=lambda transaction: subjects.of_transaction(account, ledger, transaction),
        tag=tag,
        order={
            "posted": lambda transaction: transaction.posted,
            "used": lambda transaction: transaction.use and transaction.use.quantity,
            "tax": lambda transaction: transaction.tax,
            "amount": lambda transaction: transaction.amount,
            "balance": lambda transaction: transaction.balance,
        },
    )


def columns(formats: Formats) -> tuple[Column, ...]:
    """Give the columns, as wide as days are written here."""
    return (
        Column(key="posted", title="Posted", width=day_width(formats)),
        Column(key="kind", title="Kind", width=7),
        Column(key="title", title="What", width=16, flex=1),
        Column(key="reason", title="Reason", width=22, flex=1, from_width=150),
        Column(key="bill", title="Bill", width=10, from_width=150),
        Column(key="used", title="Used", width=14, align="right", from_width=110),
        Column(key="tax", title="Tax", width=10, align="right", from_width=110),
        Column(key="amount", title="Amount", width=12, align="right"),
        Column(key="balance", title="Balance", width=12, align="right"),
        Column(key="marks", title="", width=8),
    )


def mark(transaction: Transaction) -> str:
    """Say in a word why a transaction does not count as others do."""
    if transaction.reversed:
        return "reversed"
    if transaction.held:
        return "held"
    return "failed" if transaction.late_failed else ""


def tag(transaction: Transaction) -> str | None:
    """Name the look of one that does not count as it seems."""
    if transaction.reversed:
        return "dim"
    return "bad" if transaction.late_failed else None


def sections(
    account: str, ledger: str, transaction: Transaction, formats: Formats
) -> Iterator[Section]:
    """Lay out everything known of a transaction."""
    yield Section("Transaction", tuple(_facts(transaction, formats)))
    if transaction.use is not None:
        yield Section("Used", tuple(_used(transaction.use, formats)))
    yield Section("Billing", tuple(_billing(account, ledger, transaction, formats)))


def _facts(transaction: Transaction, formats: Formats) -> Iterator[Fact]:
    yield Fact("Kind", transaction.kind or UNKNOWN)
    yield Fact("What", transaction.title or UNKNOWN)
    yield Fact("Posted", formats.day(transaction.posted))
    yield Fact("Gross", formats.money(transaction.gross))
    yield Fact("Net", formats.money(transaction.net))
    yield Fact("Tax", formats.money(transaction.tax))
    yield Fact("Balance after", formats.money(transaction.balance))
    yield Fact("Reason", constant(transaction.reason))
    yield from known("Paid by", words(transaction.paid_by))
    if transaction.late_failed:
        yield Fact("Payment", "failed late", "warn")
    yield Fact("Reversed", YES_NO[transaction.reversed], "warn" if transaction.reversed else "")
    yield Fact("Note", transaction.note or UNKNOWN)
    yield from known("Created", formats.moment(transaction.created))
    yield Fact("Transaction id", transaction.id or UNKNOWN, "quiet")


def _used(use: Use, formats: Formats) -> Iterator[Fact]:
    yield Fact("Quantity", formats.quantity(use.quantity, use.unit))
    yield Fact("Between", period(use.first_day, use.last_day, formats))
    yield Fact("For the use", formats.money(use.usage_cost))
    yield Fact("For the supply", formats.money(use.supply_charge))


def _billing(
    account: str, ledger: str, transaction: Transaction, formats: Formats
) -> Iterator[Fact]:
    yield Fact("Ledger", ledger)
    if transaction.document:
        bill = subjects.of_bill(account, ledger, transaction.document)
        yield Fact("Bill", f"{transaction.document}  enter opens it", "", bill)
    else:
        yield Fact("Bill", "not on one yet", "quiet")
    yield Fact("On a statement", YES_NO[transaction.on_statement])
    yield Fact("Issued", YES_NO[transaction.issued])
    yield Fact("Held", YES_NO[transaction.held], "warn" if transaction.held else "")
    if transaction.period is not None:
        first, last = transaction.period
        yield Fact("Period", period(first, last, formats))
