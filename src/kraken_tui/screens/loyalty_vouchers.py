"""Vouchers as a list, and each whole: what was paid for it and what it was used for."""

from collections.abc import Iterator

from kraken_tui.domain.loyalty_lists import Posting, Redemption, Voucher
from kraken_tui.formats import UNKNOWN, Formats
from kraken_tui.screens import loyalty_subjects as subjects
from kraken_tui.screens.ledger_words import day_width
from kraken_tui.screens.listing import Listing
from kraken_tui.screens.loyalty_words import constant
from kraken_tui.screens.words import words
from kraken_tui.widgets.facts import Fact, Section
from kraken_tui.widgets.record_columns import Column

NO_VOUCHER = "This account has no vouchers."


def vouchers(account: str, formats: Formats) -> Listing[Voucher]:
    """Describe the vouchers of an account."""

    def cells(voucher: Voucher) -> tuple[str, ...]:
        return (
            formats.day(voucher.purchased),
            voucher.name or UNKNOWN,
            formats.day(voucher.available),
            formats.money(voucher.value),
            formats.money(voucher.balance),
            _mark(voucher),
        )

    return Listing(
        name="vouchers",
        noun="vouchers",
        empty=NO_VOUCHER,
        columns=(
            Column(key="purchased", title="Bought", width=day_width(formats)),
            Column(key="name", title="Voucher", width=12, flex=1),
            Column(key="available", title="To use from", width=day_width(formats)),
            Column(key="value", title="Value", width=10, align="right"),
            Column(key="balance", title="Left", width=10, align="right"),
            Column(key="mark", title="", width=8),
        ),
        cells=cells,
        key=lambda voucher: voucher.id,
        title=lambda voucher: voucher.name or f"Voucher {voucher.id}",
        sections=lambda voucher: tuple(_sections(account, voucher, formats)),
        subject=lambda voucher: subjects.of_voucher(account, voucher),
        tag=lambda voucher: "dim" if _mark(voucher) else None,
        order={
            "purchased": lambda voucher: voucher.purchased,
            "available": lambda voucher: voucher.available,
            "value": lambda voucher: voucher.value,
            "balance": lambda voucher: voucher.balance,
        },
    )


def _mark(voucher: Voucher) -> str:
    if voucher.refunded is not None:
        return "refunded"
    return "used up" if voucher.balance == 0 else ""


def _sections(account: str, voucher: Voucher, formats: Formats) -> Iterator[Section]:
    yield Section("Voucher", tuple(_facts(voucher, formats)))
    paid = tuple(_paid(account, voucher, formats))
    yield Section("Paid", paid or _none("Nothing is known of a payment."))
    uses = (_use(redemption, formats) for redemption in voucher.redemptions)
    yield Section("Used", tuple(uses) or _none("Not used yet."))


def _none(sentence: str) -> tuple[Fact, ...]:
    return (Fact("", sentence, "quiet"),)


def _facts(voucher: Voucher, formats: Formats) -> Iterator[Fact]:
    yield Fact("Name", voucher.name or UNKNOWN)
    yield Fact("Value", formats.money(voucher.value))
    yield Fact("Left", formats.money(voucher.balance), "good" if voucher.balance else "quiet")
    yield Fact("To use from", formats.day(voucher.available))
    yield Fact("Bought", formats.moment(voucher.purchased))
    if voucher.refunded is not None:
        yield Fact("Refunded", formats.moment(voucher.refunded), "warn")
    if voucher.details:
        yield Fact("Details", voucher.details)
    yield Fact("Voucher id", voucher.id or UNKNOWN, "quiet")


def _paid(account: str, voucher: Voucher, formats: Formats) -> Iterator[Fact]:
    if voucher.charge is not None:
        yield Fact("Charged", _posting(voucher.charge, formats))
    if voucher.transfer is not None:
        yield Fact("Passed on", _posting(voucher.transfer, formats))
    if voucher.payment is not None:
        payment = voucher.payment
        told = f"{formats.money(payment.amount)} on {formats.day(payment.day)}"
        more = (payment.reference, words(payment.status).lower())
        subject = subjects.of_payment(account, payment)
        yield Fact("Payment", "  ".join(filter(None, (told, *more))), subject=subject)


def _use(redemption: Redemption, formats: Formats) -> Fact:
    credit = redemption.credit
    told = "used; no credit is named" if credit is None else _posting(credit, formats)
    return Fact(formats.day(redemption.claimed), told, "quiet" if credit is None else "")


def _posting(posting: Posting, formats: Formats) -> str:
    """Say an amount, the tax in it, why and in which transaction."""
    tax = f" with {formats.money(posting.tax)} tax" if posting.tax else ""
    number = f"transaction {posting.id}" if posting.id else ""
    reason = constant(posting.reason) if posting.reason else ""
    gross = posting.net if posting.gross is None else posting.gross
    told = (f"{formats.money(gross)}{tax}", reason, posting.note, number)
    return "  ".join(filter(None, told))
