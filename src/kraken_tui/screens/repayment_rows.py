"""Requests for money, and repayments, as a list, and each whole."""

from collections.abc import Iterator

from kraken_tui.domain.repayments import Instruction, PaymentBack, Repayment
from kraken_tui.formats import UNKNOWN, Formats
from kraken_tui.screens import ledger_subjects as subjects
from kraken_tui.screens.ledger_words import constant, day_width, known, listed
from kraken_tui.screens.listing import Listing
from kraken_tui.screens.words import words
from kraken_tui.widgets.facts import Fact, Section, about
from kraken_tui.widgets.record_columns import Column

LOOKS = {"REQUESTED": "mark", "REJECTED": "bad", "FAILED": "bad", "CANCELLED": "dim"}


def repayments(account: str, ledger: str, formats: Formats) -> Listing[Repayment]:
    """Describe what was asked for on a ledger, and what its account was given back."""

    def cells(record: Repayment) -> tuple[str, ...]:
        return (
            record.kind.capitalize(),
            record.id,
            formats.money(record.amount),
            constant(record.status),
            formats.day(record.day) if record.day else "",
            words(record.reason),
            words(record.method),
            "" if record.instruction is None else record.instruction.masked,
        )

    return Listing(
        name="repayments",
        noun="requests and repayments",
        empty="Nothing was asked for on this ledger, and nothing paid back.",
        columns=(
            Column(key="kind", title="Kind", width=17),
            Column(key="id", title="Number", width=11, flex=1),
            Column(key="amount", title="Amount", width=11, align="right"),
            Column(key="status", title="Status", width=11),
            Column(key="day", title="Day", width=day_width(formats)),
            Column(key="reason", title="Reason", width=14, flex=1, from_width=100),
            Column(key="method", title="By", width=13, from_width=120),
            Column(key="to", title="To", width=12, from_width=140, private=True),
        ),
        cells=cells,
        key=lambda record: (record.kind, record.id, record.day, record.amount),
        title=title,
        sections=lambda record: tuple(sections(account, ledger, record, formats)),
        subject=lambda record: subjects.of_repayment(account, ledger, record),
        tag=lambda record: LOOKS.get(record.status),
        order={"amount": lambda record: record.amount, "day": lambda record: record.day},
    )


def sections(account: str, ledger: str, record: Repayment, formats: Formats) -> Iterator[Section]:
    """Lay out everything known of a request or a repayment."""
    yield Section(record.kind.capitalize(), tuple(_facts(record, formats)))
    if record.instruction is not None:
        instruction = subjects.of_instruction(account, ledger, record.instruction)
        yield Section("Paid to", about(instruction, _instruction(record.instruction)))
    if record.payment is not None:
        payment = subjects.of_payment(account, record.payment)
        yield Section("Payment wanted back", about(payment, _payment(record.payment, formats)))


def title(record: Repayment) -> str:
    """Name a request or a repayment."""
    return f"{record.kind.capitalize()} {record.id}".rstrip()


def _facts(record: Repayment, formats: Formats) -> Iterator[Fact]:
    yield from known("Number", record.id)
    yield Fact("Amount", formats.money(record.amount))
    yield from known("From customer", formats.money(record.from_customer))
    for source in record.funding:
        yield Fact("From elsewhere", listed((formats.money(source.amount), words(source.reason))))
    yield Fact("Status", constant(record.status), _tone(record.status))
    expected = record.kind == "payment request"
    yield from known("Expected on" if expected else "Paid on", formats.day(record.day))
    yield from known("Reason", words(record.reason))
    yield from known("By", words(record.method))


def _tone(status: str) -> str:
    look = LOOKS.get(status, "")
    return {"mark": "warn", "dim": "quiet"}.get(look, look)


def _instruction(instruction: Instruction) -> Iterator[Fact]:
    account = listed((instruction.masked, words(instruction.kind)))
    yield Fact("Account", account or UNKNOWN, private=True)
    yield from (fact._replace(private=True) for fact in known("Holder", instruction.holder))
    yield from known("Status", words(instruction.status))
    yield Fact("Instruction id", instruction.id or UNKNOWN, "quiet")


def _payment(payment: PaymentBack, formats: Formats) -> Iterator[Fact]:
    yield Fact("Amount", formats.money(payment.amount))
    yield Fact("Paid on", formats.day(payment.day))
    yield from known("Status", words(payment.status))
    yield from known("Reference", payment.reference)
    yield from known("By", words(payment.way))
    yield Fact("Payment id", payment.id or UNKNOWN, "quiet")
