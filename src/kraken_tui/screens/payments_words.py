"""How the payments screens put things."""

from collections.abc import Iterable, Iterator

from kraken_tui.domain.payments_instructions import Means
from kraken_tui.domain.payments_schedules import Schedule
from kraken_tui.formats import Formats
from kraken_tui.screens.words import words
from kraken_tui.widgets.facts import Fact, Section, Subject

ACRONYMS = {"Dd": "Direct debit,", "Bacs": "BACS", "Bpay": "BPAY", "Ivr": "IVR", "Eft": "EFT"}
FIELD_OF_LEDGER = "ledgerNumber"


def method(constant: str) -> str:
    """Write how a payment comes, such as ``Direct debit, regular``."""
    told = words(constant)
    first, _, rest = told.partition(" ")
    if first == "Dd":
        rest = rest.removesuffix(" collection")
    return f"{ACRONYMS.get(first, first)} {rest}".strip()


def means_words(means: Means, *, without: str) -> str:
    """Say by what is paid, or the words for nothing."""
    said = means.words
    return said[:1].upper() + said[1:] if said else without


def rhythm(schedule: Schedule) -> str:
    """Say how often and when a schedule is due, such as ``monthly on day 5``."""
    names = {"Weekly": ("weekly", "weeks"), "Monthly": ("monthly", "months")}
    once, many = names.get(schedule.frequency, (schedule.frequency.lower(), ""))
    often = f"every {schedule.every} {many}" if schedule.every > 1 and many else once
    if schedule.from_month_end and schedule.day_words:
        return f"{often}, {schedule.day_words}".removeprefix(", ")
    return f"{often} on day {schedule.day}".strip() if schedule.day else often


def amount_words(formats: Formats, schedule: Schedule) -> str:
    """Write what a schedule asks for, with a sign where that varies."""
    return f"{'~' if schedule.varies else ''}{formats.money(schedule.amount)}"


def ledger_subject(account: str, number: str) -> Subject | None:
    """Name a ledger as an object that leads to its screen."""
    if not number:
        return None
    identifiers = {"accountNumber": account, FIELD_OF_LEDGER: number}
    return Subject("ledger", f"ledger {number}", identifiers, screen="ledgers")


def section(
    title: str, facts: Iterable[Fact], *, subject: Subject | None = None
) -> Iterator[Section]:
    """Gather the facts that say something, as facts of ``subject`` unless they have their own."""
    told = tuple(fact._replace(subject=fact.subject or subject) for fact in facts if fact.value)
    if told:
        yield Section(title, told)
