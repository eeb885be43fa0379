"""Instructions and preferences as lists, and each whole."""

from collections.abc import Iterator
from functools import partial

from kraken_tui.domain.payments import Paying
from kraken_tui.domain.payments_instructions import Instruction
from kraken_tui.domain.payments_preferences import Preference
from kraken_tui.formats import Formats
from kraken_tui.screens.listing import Listing
from kraken_tui.screens.payments_words import ledger_subject, means_words, section
from kraken_tui.screens.words import words
from kraken_tui.widgets.facts import Fact, Section, Subject
from kraken_tui.widgets.record_columns import Column

TONES = {"ACTIVE": "good", "PROVISIONAL": "warn", "FAILED": "bad"}

INSTRUCTION_COLUMNS = (
    Column(key="kind", title="Kind", width=13),
    Column(key="identifier", title="Identifier", width=14, flex=1, private=True),
    Column(key="holder", title="Holder", width=16, flex=2, private=True),
    Column(key="state", title="State", width=11),
    Column(key="since", title="Valid from", width=12, from_width=100),
    Column(key="use", title="", width=7),
)

PREFERENCE_COLUMNS = (
    Column(key="ledger", title="Ledger", width=10),
    Column(key="name", title="Name", width=14, flex=1),
    Column(key="means", title="Paid by", width=21),
    Column(key="since", title="From", width=12),
    Column(key="now", title="", width=4),
    Column(key="balance", title="Balance", width=13, align="right", from_width=100),
)


def instructions(formats: Formats, paying: Paying) -> Listing[Instruction]:
    """Describe the list of an account's instructions."""
    return Listing(
        name="payment-instructions",
        noun="instructions",
        empty="No payment instructions.",
        columns=INSTRUCTION_COLUMNS,
        cells=partial(_instruction_cells, formats),
        key=lambda instruction: instruction.means.id,
        title=lambda instruction: means_words(instruction.means, without="Instruction"),
        sections=partial(_instruction_sections, formats, paying),
        subject=partial(_instruction_subject, paying),
        tag=lambda instruction: _tag(instruction.means.state),
        order={"since": lambda instruction: instruction.valid_from},
    )


def _tag(state: str) -> str | None:
    return {"PROVISIONAL": "warn", "FAILED": "bad"}.get(state)


def _instruction_cells(formats: Formats, instruction: Instruction) -> tuple[str, ...]:
    return (
        words(instruction.means.kind),
        instruction.means.identifier or instruction.iban,
        instruction.holder,
        words(instruction.means.state),
        formats.day(instruction.valid_from),
        "default" if instruction.is_default else "",
    )


def _instruction_subject(paying: Paying, instruction: Instruction) -> Subject:
    identifiers = {
        "accountNumber": paying.number,
        "ledgerNumber": instruction.ledger_number,
        "instructionType": instruction.means.kind,
        "paymentInstructionId": instruction.means.id,
    }
    title = means_words(instruction.means, without="instruction")
    known = {name: value for name, value in identifiers.items() if value}
    return Subject("payment instruction", title, known)


def _instruction_sections(
    formats: Formats, paying: Paying, instruction: Instruction
) -> tuple[Section, ...]:
    subject = _instruction_subject(paying, instruction)
    return (
        *section("Instruction", _instruction_facts(formats, paying, instruction), subject=subject),
        *section("Owners", _owners(paying, instruction), subject=subject),
        *section("Used now for", _uses(paying, instruction)),
    )


def _instruction_facts(
    formats: Formats, paying: Paying, instruction: Instruction
) -> Iterator[Fact]:
    means = instruction.means
    yield Fact("Kind", words(means.kind))
    yield Fact("State", words(means.state), TONES.get(means.state, ""))
    yield Fact("Default", "yes" if instruction.is_default else "no")
    iban = instruction.iban if instruction.iban != means.identifier else ""
    yield Fact("Identifier", means.identifier, private=True)
    yield Fact("IBAN", iban, private=True)
    yield Fact("Sort code", instruction.sort_code, private=True)
    yield Fact("Bank code", instruction.bank_code, private=True)
    yield Fact("Card", instruction.card)
    yield Fact("Expires", instruction.expiry, private=True)
    yield Fact("Holder", instruction.holder, private=True)
    yield Fact("Kind of account", words(instruction.holder_kind))
    yield Fact("Provider", instruction.vendor)
    yield Fact("Valid from", formats.moment(instruction.valid_from))
    yield Fact("For", _ledger_words(paying, instruction), subject=_ledger(paying, instruction))
    yield Fact("Id", means.id, "quiet")


def _ledger(paying: Paying, instruction: Instruction) -> Subject | None:
    return ledger_subject(paying.number, instruction.ledger_number)


def _ledger_words(paying: Paying, instruction: Instruction) -> str:
    number = instruction.ledger_number
    if not number:
        return "any ledger of the account"
    return f"{number}  {instruction.ledger_name or paying.ledger_name(number)}"


def _owners(paying: Paying, instruction: Instruction) -> Iterator[Fact]:
    for owner in instruction.owners:
        if owner.business_number:
            yield Fact("Business", f"{owner.name}  {owner.business_number}", private=True)
        elif owner.user_id:
            ids = {
                "accountNumber": paying.number,
                "userId": owner.user_id,
                "accountUserId": owner.user_id,
            }
            subject = Subject("user", owner.name, ids)
            yield Fact("Customer", owner.name, subject=subject, private=True)
        else:
            yield Fact("Owner", owner.name, private=True)


def _uses(paying: Paying, instruction: Instruction) -> Iterator[Fact]:
    for preference in paying.preferences:
        if preference.current and preference.means.id == instruction.means.id:
            number = preference.ledger_number
            subject = ledger_subject(paying.number, number)
            yield Fact(number, words(preference.ledger_name), subject=subject)


# -- preferences -------------------------------------------------------------------------------


def preferences(formats: Formats, paying: Paying) -> Listing[Preference]:
    """Describe the list of what each ledger is paid by, now and before."""
    return Listing(
        name="payment-preferences",
        noun="preferences",
        empty="No ledgers.",
        columns=PREFERENCE_COLUMNS,
        cells=partial(_preference_cells, formats),
        key=lambda each: (each.ledger_number, each.since, each.means.id),
        title=lambda each: f"How ledger {each.ledger_number} is paid",
        sections=partial(_preference_sections, formats, paying),
        subject=partial(_preference_subject, paying),
        tag=_preference_tag,
        order={"since": lambda each: each.since, "balance": lambda each: each.balance},
    )


def _balance(formats: Formats, each: Preference) -> str:
    """Write what the ledger stands at, once for each ledger."""
    return formats.money(each.balance) if each.current and each.balance is not None else ""


def _preference_tag(each: Preference) -> str | None:
    if not each.current:
        return "dim"
    return "warn" if each.returned_by_bank and each.means.id else None


def _preference_cells(formats: Formats, each: Preference) -> tuple[str, ...]:
    return (
        each.ledger_number,
        words(each.ledger_name),
        _paid_by(each),
        formats.day(each.since) if each.known else "",
        "now" if each.current and each.known else "",
        _balance(formats, each),
    )


def _paid_by(each: Preference) -> str:
    if not each.known:
        return "Takes no payments" if each.takes_payments is False else "No preference"
    return means_words(each.means, without="By hand")


def _preference_subject(paying: Paying, each: Preference) -> Subject:
    identifiers = {
        "accountNumber": paying.number,
        "ledgerNumber": each.ledger_number,
        "instructionType": each.means.kind,
        "paymentInstructionId": each.means.id,
    }
    known = {name: value for name, value in identifiers.items() if value}
    return Subject("payment preference", f"ledger {each.ledger_number}", known)


def _preference_sections(formats: Formats, paying: Paying, each: Preference) -> tuple[Section, ...]:
    subject = _preference_subject(paying, each)
    ledger = ledger_subject(paying.number, each.ledger_number)
    takes = {True: "accepts payments", False: "takes no payments", None: ""}[each.takes_payments]
    returned = "The bank has ended the ledger's direct debit." if each.returned_by_bank else ""
    about = (
        Fact("Ledger", f"{each.ledger_number}  {words(each.ledger_name)}", subject=ledger),
        Fact("Payments", takes),
        Fact("Balance", "" if each.balance is None else formats.money(each.balance)),
        Fact("Note", returned, "bad"),
    )
    facts = (
        Fact("Paid by", _paid_by(each)),
        Fact("Instruction", words(each.means.state), TONES.get(each.means.state, "")),
        Fact("State", words(each.state), TONES.get(each.state, "")),
        Fact("From", formats.moment(each.since) if each.known else ""),
        Fact("Holds now", "yes" if each.current and each.known else "no"),
    )
    return (
        *section("Preference", facts, subject=subject),
        *section("For the ledger", about, subject=subject),
    )
