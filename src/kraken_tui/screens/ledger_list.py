"""The ledgers of an account as a list."""

from kraken_tui.domain.ledgers import Ledger
from kraken_tui.formats import UNKNOWN, Formats
from kraken_tui.screens import ledger_subjects as subjects
from kraken_tui.screens.ledger_words import YES_NO, listed, standing, tone_of
from kraken_tui.screens.listing import Listing
from kraken_tui.screens.words import words
from kraken_tui.widgets.facts import Fact, Section
from kraken_tui.widgets.record_columns import Column

OPEN = "\N{BLACK RIGHT-POINTING SMALL TRIANGLE}"

COUNTS = {
    True: "in the account's balance",
    False: "apart from the account's balance",
    None: UNKNOWN,
}

COLUMNS = (
    Column(key="open", title="", width=1),
    Column(key="number", title="Ledger", width=10),
    Column(key="name", title="Name", width=14, flex=1),
    Column(key="balance", title="Balance", width=13, align="right"),
    Column(key="takes", title="Takes", width=20, flex=1),
)
OUTSTANDING = Column(key="outstanding", title="To be paid", width=13, align="right", from_width=100)


def ledgers(
    account: str, formats: Formats, opened: str, *, outstanding: bool = True
) -> Listing[Ledger]:
    """Describe the ledgers of an account, of which one is ``opened``.

    Without ``outstanding`` there is no column for what is to be paid, which few tenants tell.
    """

    def cells(ledger: Ledger) -> tuple[str, ...]:
        to_pay = "" if ledger.outstanding is None else formats.money(ledger.outstanding)
        return (
            OPEN if ledger.number == opened else "",
            ledger.number,
            words(ledger.name),
            formats.money(ledger.balance),
            *((to_pay,) if outstanding else ()),
            takes(ledger),
        )

    return Listing(
        name="ledgers",
        noun="ledgers",
        empty="This account has no ledgers.",
        columns=(*COLUMNS[:-1], OUTSTANDING, COLUMNS[-1]) if outstanding else COLUMNS,
        cells=cells,
        key=lambda ledger: ledger.number,
        title=lambda ledger: f"Ledger {ledger.number}",
        sections=lambda ledger: (Section("Ledger", facts(account, ledger, formats)),),
        subject=lambda ledger: subjects.of_ledger(account, ledger),
        tag=lambda ledger: "mark" if ledger.number == opened else None,
        order={
            "balance": lambda ledger: ledger.balance,
            "outstanding": lambda ledger: ledger.outstanding,
        },
    )


def takes(ledger: Ledger) -> str:
    """Say what can come onto a ledger, after a mark where that does not count for the account."""
    parts = (
        (ledger.accepts_payments, "payments"),
        (ledger.has_statements, "statements"),
        (ledger.has_invoices, "invoices"),
    )
    told = listed(word for has, word in parts if has)
    if not told and all(has is not None for has, _ in parts):
        told = "no payments"
    return f"apart: {told}" if ledger.affects_balance is False else told


def facts(account: str, ledger: Ledger, formats: Formats) -> tuple[Fact, ...]:
    """Write all that the list knows of a ledger, each fact standing for it."""
    subject = subjects.of_ledger(account, ledger)
    told = (
        ("Ledger", f"{ledger.number}  {words(ledger.name)}".strip(), ""),
        ("Kind", words(ledger.kind), ""),
        ("Balance", standing(ledger.balance, formats), tone_of(ledger.balance)),
        ("To be paid", formats.money(ledger.outstanding), "warn" if ledger.outstanding else ""),
        ("Customer owes", _owed(ledger.owed, formats), ""),
        ("Takes payments", YES_NO[ledger.accepts_payments], ""),
        ("Has statements", YES_NO[ledger.has_statements], ""),
        ("Has invoices", YES_NO[ledger.has_invoices], ""),
        ("Counts", COUNTS[ledger.affects_balance], ""),
    )
    broken = (("Direct debit", "the bank has ended it", "bad"),) if ledger.mandate_broken else ()
    return tuple(
        Fact(label, value, tone, subject)
        for label, value, tone in (*told, *broken)
        if value and value != UNKNOWN
    )


def _owed(owed: int | None, formats: Formats) -> str:
    return "nothing" if owed is not None and owed <= 0 else formats.money(owed)
