"""A ledger whole: what it takes, whether payments are enough, which credit may flow."""

from collections.abc import Iterator

from kraken_tui.domain.ledger_details import (
    Adequacy,
    BillingPeriod,
    Coming,
    LedgerDetails,
    Permission,
    Refundable,
    Retry,
)
from kraken_tui.domain.ledgers import Ledger
from kraken_tui.formats import Formats
from kraken_tui.screens import ledger_subjects as subjects
from kraken_tui.screens.ledger_list import facts as ledger_facts
from kraken_tui.screens.ledger_words import (
    YES_NO,
    known,
    listed,
    nothing,
    period,
    standing,
    tone_of,
)
from kraken_tui.screens.words import every, words
from kraken_tui.widgets.facts import Fact, Section, about

NEVER_CHANGED = "No payments were changed to keep it in balance."


def sections(account: str, details: LedgerDetails, formats: Formats) -> tuple[Section, ...]:
    """Lay out everything known of a ledger, in the order in which people look."""
    number = details.ledger.number
    subject = subjects.of_ledger(account, details.ledger)
    told = (
        ("Ledger", _ledger(account, details, formats)),
        ("Money back", _refundable(details.refundable, formats)),
        ("Payment adequacy", _adequacy(details.adequacy, formats)),
        ("Credit from", _flows(account, number, details.incoming, formats, incoming=True)),
        ("Credit to", _flows(account, number, details.outgoing, formats, incoming=False)),
        ("Collected once more", _retries(details.retries, formats)),
        ("Billing", _billing(details.period, formats)),
        ("Coming up", _coming(details.coming, formats)),
    )
    return tuple(
        Section(title, about(subject, facts))
        for title, facts in ((title, tuple(facts)) for title, facts in told)
        if facts
    )


def _ledger(account: str, details: LedgerDetails, formats: Formats) -> Iterator[Fact]:
    yield from ledger_facts(account, details.ledger, formats)
    if details.needs_instruction is not None:
        yield Fact("Needs instruction", YES_NO[details.needs_instruction])
    yield from known("Stored credit", formats.money(details.wallet))
    if details.debt is not None:
        yield _debt(account, details.debt, formats)


def _debt(account: str, debt: Ledger, formats: Formats) -> Fact:
    told = f"{debt.number}  {standing(debt.balance, formats)}  {words(debt.name)}"
    subject = subjects.of_ledger(account, debt, screen="ledgers")
    return Fact("Debt ledger", told, tone_of(debt.balance), subject)


def _refundable(refundable: Refundable, formats: Formats) -> Iterator[Fact]:
    if refundable.allowed is None and refundable.most is None:
        return
    tone = {True: "good", False: "quiet", None: ""}[refundable.allowed]
    why = f": {refundable.reason}" if refundable.reason else ""
    yield Fact("Can be asked for", YES_NO[refundable.allowed] + why, tone)
    because = words(refundable.most_because).lower()
    yield Fact("At most", listed((formats.money(refundable.most), because)))
    yield from known("Leaving", formats.money(refundable.balance_left))


def _adequacy(adequacy: Adequacy | None, formats: Formats) -> Iterator[Fact]:
    if adequacy is None:
        return
    yield Fact("Exempt", YES_NO[adequacy.exempt], "warn" if adequacy.exempt else "")
    if adequacy.changed is None:
        yield from nothing(NEVER_CHANGED) if adequacy.told else ()
        return
    amounts = f"{formats.money(adequacy.before)} to {formats.money(adequacy.after)}"
    yield Fact("Last change", f"from {amounts} on {formats.day(adequacy.changed)}")


def _flows(
    account: str,
    number: str,
    permissions: tuple[Permission, ...],
    formats: Formats,
    *,
    incoming: bool,
) -> Iterator[Fact]:
    for permission in permissions:
        other = permission.ledger
        source, target = (other, number) if incoming else (number, other)
        subject = subjects.of_permission(account, permission, source=source, target=target)
        until = f", until {formats.moment(permission.until)}" if permission.until else ""
        told = f"since {formats.day(permission.since)}{until}  account {permission.account}"
        yield Fact(other, told, "quiet" if permission.until else "", subject)


def _retries(retries: tuple[Retry, ...], formats: Formats) -> Iterator[Fact]:
    for retry in retries:
        yield Fact(formats.day(retry.day), formats.money(retry.amount), "warn")


def _billing(billing: BillingPeriod | None, formats: Formats) -> Iterator[Fact]:
    if billing is None:
        return
    yield from known("Period", period(billing.first_day, billing.last_day, formats))
    yield from known("Next bill", formats.day(billing.next_bill))
    length, times = billing.length, billing.times or 1
    rhythm = every(length, times) if times > 1 else words(length).lower()
    fixed = {True: "fixed", False: "flexible", None: ""}[billing.fixed]
    day = f"from day {billing.start_day}" if billing.start_day else ""
    yield from known("Billed", listed((rhythm, day, fixed)))


def _coming(coming: tuple[Coming, ...], formats: Formats) -> Iterator[Fact]:
    for entry in coming:
        tone = "good" if (entry.amount or 0) > 0 else ""
        told = f"{formats.money(entry.amount)}  {entry.title}".rstrip()
        yield Fact(formats.day(entry.day), told, tone)
