"""A transaction as a row of a table, and as a page of its own."""

from collections.abc import Callable

from kraken_tui.domain.postings import Transaction
from kraken_tui.screens.words import UNKNOWN, day, words
from kraken_tui.widgets.record_columns import Column

Money = Callable[[int | None], str]

COLUMNS = (
    Column(key="posted", title="Posted", width=11),
    Column(key="kind", title="Kind", width=7),
    Column(key="title", title="What", width=16, flex=1),
    Column(key="used", title="Used", width=14, align="right", from_width=110),
    Column(key="tax", title="Tax", width=10, align="right", from_width=110),
    Column(key="amount", title="Amount", width=12, align="right"),
    Column(key="balance", title="Balance", width=12, align="right"),
    Column(key="marks", title="", width=8),
)


def cells(transaction: Transaction, *, money: Money) -> tuple[str, ...]:
    """Write a transaction's cells, in the order of ``COLUMNS``."""
    return (
        day(transaction.posted),
        transaction.kind,
        transaction.title or words(transaction.reason),
        _used(transaction),
        money(transaction.tax) if transaction.tax else "",
        money(transaction.gross if transaction.gross is not None else transaction.net),
        money(transaction.balance),
        _marks(transaction),
    )


def tag(transaction: Transaction) -> str | None:
    """Draw what no longer counts quietly."""
    return "dim" if transaction.reversed else None


def _used(transaction: Transaction) -> str:
    use = transaction.use
    return f"{use.quantity} {use.unit}" if use and use.quantity is not None else ""


def _marks(transaction: Transaction) -> str:
    if transaction.reversed:
        return "reversed"
    return "held" if transaction.held else ""


def details(transaction: Transaction, money: Money) -> str:
    """Write everything known of a transaction, a line each."""
    facts = {
        "Kind": transaction.kind,
        "Posted": day(transaction.posted),
        "Gross": money(transaction.gross),
        "Net": money(transaction.net),
        "Tax": money(transaction.tax),
        "Balance after": money(transaction.balance),
        "Used": _used(transaction),
        "Reason": words(transaction.reason),
        "Billing document": transaction.document,
        "Statement held": "yes" if transaction.held else "no",
        "Reversed": "yes" if transaction.reversed else "no",
        "Note": transaction.note,
        "Transaction id": transaction.id,
    }
    return "\n".join(f"{label:18}{value or UNKNOWN}" for label, value in facts.items())
