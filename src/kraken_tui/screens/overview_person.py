"""One person of an account whole: who they are, how to reach them, what they agreed to."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from kraken_tui.domain import people
from kraken_tui.domain.people import Choice, Consent, Detail, User
from kraken_tui.screens.overview_people import answer_of, name_of, need_of
from kraken_tui.screens.overview_texts import known, paragraphs, yes
from kraken_tui.screens.words import UNKNOWN, words
from kraken_tui.widgets.facts import Fact, Section, Subject

if TYPE_CHECKING:
    from kraken_tui.formats import Formats

CHOICES = {
    "isOptedInToClientMessages": "News from us",
    "isOptedInToUpdateMessages": "Updates",
    "isOptedInToOfferMessages": "Offers",
    "isOptedInToRecommendedMessages": "Recommendations",
    "isOptedInToThirdPartyMessages": "Third parties",
    "isOptedInToSmsMessages": "Text messages",
    "isOptedInMeterReadingConfirmations": "Reading receipts",
    "isOptedInToLifeSupportCall": "Life support call",
    "smsOptInLastChangeDate": "  since",
    "emailFormat": "E-mail format",
    "fontSizeMultiplier": "Font size",
    "isUsingInvertedEmailColours": "Inverted colours",
    "preferredHoldMusic": "Hold music",
    "isOptedInToMarketing": "Marketing",
    "isOptedInToSms": "SMS",
    "isOptedInToWhatsapp": "WhatsApp",
    "isOptedInToCompanySurvey": "Our surveys",
    "isOptedInToRegulatorySurvey": "Regulator surveys",
    "isOptedInToPlumbingOffer": "Plumbing offers",
}
"""What each way of being spoken to is called."""

GROUPS = {"preferences": "Preferences", "commsPreferences": "Marketing and surveys"}
"""What the objects are called that hold them."""

FORMATS = {"HTML": "HTML", "TEXT": "plain text"}


def whole(number: str, user: User, formats: "Formats") -> tuple[Section, ...]:
    """Lay out everything that is known of a person."""
    return tuple(
        section
        for section in (
            Section("Person", tuple(_person(user, formats))),
            Section("Contact", tuple(_contact(user))),
            Section("Special care", tuple(_care(user, formats))),
            consents_section(number, user.consents, user.number),
            *_choices(user, formats),
            Section("Details", tuple(map(_detail, user.details))),
            Section("Access", tuple(_access(user, formats))),
        )
        if section.facts
    )


def _person(user: User, formats: "Formats") -> Iterator[Fact]:
    if user.flags:
        yield Fact("Flags", ", ".join(user.flags), "bad")
    told = {
        "Title": user.title,
        "Given name": user.given_name,
        "Preferred name": user.preferred_name,
        "Family name": user.family_name,
        "First family name": user.first_family_name,
        "Second family name": user.second_family_name,
        "Tax number": user.tax_number,
        "Pronouns": user.pronouns,
        "Born": formats.day(user.born) if user.born else "",
        "Label": user.label,
        "Number": user.number,
        "Id": user.id,
    }
    yield from known(told, private=told.keys() - {"Title", "Number", "Id"})


def _contact(user: User) -> Iterator[Fact]:
    yield Fact("E-mail", user.email or UNKNOWN, private=True)
    yield Fact("Mobile", user.mobile or UNKNOWN, private=True)
    yield Fact("Landline", user.landline or UNKNOWN, private=True)
    for phone in user.other_phones:
        yield Fact("Other phone", phone, private=True)
    if user.address:
        yield Fact("Address", user.address, private=True)


def _care(user: User, formats: "Formats") -> Iterator[Fact]:
    for need in user.circumstances:
        yield Fact("Needs", need_of(need, formats), "warn")
        yield from paragraphs("  in detail", need.description)
        yield Fact("  code", words(need.code), "quiet")
        if need.created:
            yield Fact("  on record since", formats.moment(need.created), "quiet")
    if user.shares_circumstances is not None:
        yield Fact("May be shared", yes(user.shares_circumstances))


def consents_section(number: str, consents: Iterable[Consent], user_number: str = "") -> Section:
    """Give a fact for each consent, of a person or of the account."""
    return Section("Consents", tuple(_consent(number, user_number, each) for each in consents))


def _consent(number: str, user_number: str, consent: Consent) -> Fact:
    identifiers: dict[str, object] = {"accountNumber": number}
    if user_number:
        identifiers["userNumber"] = user_number
    identifiers |= {
        "consentTypeCode": consent.code,
        "code": consent.code,
        "value": consent.value,
    }
    tone = {"ACCEPTED": "good", "REJECTED": ""}.get(consent.value, "quiet")
    subject = Subject("consent", f"consent to {name_of(consent).lower()}", identifiers)
    return Fact(name_of(consent), answer_of(consent), tone, subject)


def _choices(user: User, formats: "Formats") -> Iterator[Section]:
    for group, title in GROUPS.items():
        chosen = (choice for choice in user.choices if choice[0] in people.CHOICES[group])
        yield Section(title, tuple(_choice(choice, formats) for choice in chosen))


def _choice(choice: Choice, formats: "Formats") -> Fact:
    field, value = choice
    return Fact(CHOICES.get(field, field), _shown(value, formats), "" if value else "quiet")


def _shown(value: bool | str | datetime, formats: "Formats") -> str:
    if isinstance(value, bool):
        return yes(value)
    return FORMATS.get(value) or words(value) if isinstance(value, str) else formats.moment(value)


def _detail(detail: Detail) -> Fact:
    if detail.is_sensitive:
        return Fact(detail.namespace, "sensitive, not shown here", "quiet")
    return Fact(detail.namespace, detail.value, private=True)


def _access(user: User, formats: "Formats") -> Iterator[Fact]:
    yield Fact("Role", ", ".join(map(words, user.roles)) or UNKNOWN)
    if user.has_set_password is not None:
        yield Fact("Password", "set" if user.has_set_password else "never set")
    if user.last_login:
        yield Fact("Last signed in", formats.moment(user.last_login))
    if user.created:
        yield Fact("Known since", formats.moment(user.created))
