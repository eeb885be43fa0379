"""An account as sections of facts, in the order in which people look."""

from collections.abc import Callable, Iterator

from kraken_tui.domain.accounts import Account, Billing, LedgerBrief, Meter, Property, User
from kraken_tui.screens.words import UNKNOWN, day, words
from kraken_tui.widgets.facts import Fact, Section, Subject

Money = Callable[[int | None], str]
"""Writes an amount in minor units in the profile's currency."""

PRESSING = ("hardship", "debt collection", "dunning")


def sections(account: Account, money: Money) -> tuple[Section, ...]:
    """Lay out everything that the overview knows of an account."""
    return (
        _account(account, money),
        _ledgers(account, money),
        _billing(account),
        *_users(account),
        *_properties(account),
    )


def _account(account: Account, money: Money) -> Section:
    identifiers = {"accountNumber": account.number, "billingEmail": account.billing.email}
    subject = Subject("account", f"account {account.number}", identifiers)
    facts = (
        Fact("Account", f"{account.number}  {account.holder}".strip(), subject=subject),
        Fact("Status", _status(account), "" if account.status == "ACTIVE" else "warn"),
        Fact("Balance", _standing(account.balance, money), _balance_tone(account.balance)),
        Fact("Overdue", money(account.overdue), "bad" if account.overdue else "quiet"),
        Fact("Flags", ", ".join(account.flags) or "none", _flag_tone(account.flags)),
    )
    return Section("Account", tuple(_with_subject(fact, subject) for fact in facts))


def _status(account: Account) -> str:
    since = f"since {day(account.created)}" if account.created else ""
    told = (words(account.status), words(account.kind).lower(), since, words(account.brand))
    return ", ".join(filter(None, told))


def _with_subject(fact: Fact, subject: Subject) -> Fact:
    """Let every fact of an object offer that object's actions."""
    return Fact(fact.label, fact.value, fact.tone, fact.subject or subject)


def _ledgers(account: Account, money: Money) -> Section:
    return Section(
        "Ledgers",
        tuple(_ledger(account.number, ledger, money) for ledger in account.ledgers)
        or (Fact("", "No ledgers.", "quiet"),),
    )


def _ledger(number: str, ledger: LedgerBrief, money: Money) -> Fact:
    identifiers = {"accountNumber": number, "ledgerNumber": ledger.number}
    return Fact(
        ledger.number,
        f"{_standing(ledger.balance, money)}  {words(ledger.name)}",
        _balance_tone(ledger.balance),
        Subject("ledger", f"ledger {ledger.number}", identifiers, screen="ledgers"),
    )


def _billing(account: Account) -> Section:
    billing: Billing = account.billing
    identifiers = {"accountNumber": account.number, "billingEmail": billing.email}
    subject = Subject("account", f"billing of {account.number}", identifiers)
    facts = (
        Fact("Name", " / ".join(filter(None, (billing.name, billing.sub_name))) or UNKNOWN),
        Fact("E-mail", billing.email or UNKNOWN),
        Fact("Address", ", ".join(billing.address) or UNKNOWN),
        Fact("Bills by", words(billing.delivery) or UNKNOWN),
    )
    return Section("Billing", tuple(_with_subject(fact, subject) for fact in facts))


def _users(account: Account) -> Iterator[Section]:
    for user in account.users:
        yield Section(f"Customer  {user.name}", tuple(_user(account.number, user)))


def _user(number: str, user: User) -> Iterator[Fact]:
    identifiers = {"accountNumber": number, "userId": user.id, "accountUserId": user.id}
    subject = Subject("user", user.name, identifiers)
    known = {
        "E-mail": user.email,
        "Mobile": user.mobile,
        "Landline": user.landline,
        "Pronouns": user.pronouns,
    }
    for label, value in known.items():
        if value:
            yield Fact(label, value, subject=subject)


def _properties(account: Account) -> Iterator[Section]:
    for place in account.properties:
        title = f"Property  {place.label}".rstrip()
        yield Section(title, tuple(_property(account.number, place)))


def _property(number: str, place: Property) -> Iterator[Fact]:
    identifiers = {"accountNumber": number, "propertyId": place.id}
    yield Fact("Address", place.address, subject=Subject("property", place.address, identifiers))
    for meter in place.meters:
        yield from _meter(identifiers, meter)


def _meter(place: dict[str, str], meter: Meter) -> Iterator[Fact]:
    subject = Subject("meter", f"meter {meter.identifier}", {**place, "meterId": meter.id})
    described = "  ".join(filter(None, (meter.identifier, meter.model, words(meter.status))))
    yield Fact(meter.kind, described, subject=subject)
    if meter.last_reading:
        yield Fact("  last reading", meter.last_reading, subject=subject)


def _standing(balance: int | None, money: Money) -> str:
    """Say an amount and on which side it stands, so that a sign cannot be misread."""
    if balance is None:
        return UNKNOWN
    if balance == 0:
        return f"{money(0)} settled"
    side = "in credit" if balance > 0 else "in debt"
    return f"{money(abs(balance))} {side}"


def _balance_tone(balance: int | None) -> str:
    return "" if not balance else "good" if balance > 0 else "bad"


def _flag_tone(flags: tuple[str, ...]) -> str:
    return "bad" if any(flag in PRESSING for flag in flags) else "" if flags else "quiet"
