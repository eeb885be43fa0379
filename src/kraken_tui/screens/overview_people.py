"""The people of an account, in a few facts each."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kraken_tui.domain.accounts import Account
from kraken_tui.domain.people import Circumstance, Consent, User
from kraken_tui.screens.overview_texts import nothing
from kraken_tui.screens.words import UNKNOWN, words
from kraken_tui.widgets.facts import Fact, Section, Subject

if TYPE_CHECKING:
    from kraken_tui.formats import Formats

MOST_IN_FULL = 3
"""Of more people than this, each gets one line."""

ANSWERS = {"ACCEPTED": "yes", "REJECTED": "no", "UNKNOWN": "not asked", "PENDING": "pending"}


def people(account: Account, formats: "Formats") -> Iterator[Section]:
    """Give a section for each person, or one for all where they are many or there is nobody."""
    number, users = account.number, account.users
    if 0 < len(users) <= MOST_IN_FULL:
        for user in users:
            yield Section(f"Customer  {user.name}", tuple(_brief(number, user, formats)))
    else:
        lines = tuple(_line(number, user) for user in users)
        yield Section("Customers", lines or nothing(account, "users", "No customers."))


def subject_of(number: str, user: User) -> Subject:
    """Name a person to the API."""
    identifiers = {"accountNumber": number, **user.identifiers}
    return Subject("user", user.name or user.email, identifiers)


def _line(number: str, user: User) -> Fact:
    reached = (user.email, user.mobile or user.landline)
    value = ", ".join(filter(None, (*reached, *user.flags))) or UNKNOWN
    tone = "warn" if user.flags else ""
    subject = subject_of(number, user)
    return Fact(user.name or user.number, value, tone, subject, private=any(reached))


def _brief(number: str, user: User, formats: "Formats") -> Iterator[Fact]:
    subject = subject_of(number, user)
    if user.flags:
        yield Fact("Flags", ", ".join(user.flags), "bad", subject)
    for need in user.circumstances:
        yield Fact("Special care", need_of(need, formats) or UNKNOWN, "warn", subject)
    for label, value in contact(user).items():
        yield Fact(label, value, subject=subject, private=True)
    if user.roles:
        yield Fact("Role", ", ".join(map(words, user.roles)), subject=subject)
    if user.consents:
        yield Fact("Consents", consents_in_brief(user.consents), subject=subject)


def contact(user: User) -> dict[str, str]:
    """Gather the ways to reach a person, as far as they are known."""
    known = {
        "E-mail": user.email,
        "Mobile": user.mobile,
        "Landline": user.landline,
        "Other phones": ", ".join(user.other_phones),
        "Pronouns": user.pronouns,
    }
    return {label: value for label, value in known.items() if value} or {"E-mail": UNKNOWN}


def consents_in_brief(consents: Iterable[Consent]) -> str:
    """Write consents in one line, such as ``Marketing yes, Research no``."""
    return ", ".join(f"{name_of(each)} {answer_of(each)}" for each in consents)


def name_of(consent: Consent) -> str:
    """Say what a consent is to."""
    return consent.name or words(consent.code)


def answer_of(consent: Consent) -> str:
    """Say what was answered."""
    return ANSWERS.get(consent.value, words(consent.value).lower())


def need_of(need: Circumstance, formats: "Formats") -> str:
    """Say what somebody needs, and until when."""
    until = f", until {formats.day(need.expires)}" if need.expires else ""
    return f"{need.summary or words(need.code)}{until}"
