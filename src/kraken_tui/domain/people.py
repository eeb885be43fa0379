"""The people behind an account: who they are, what they may do, what they agreed to."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from kraken_tui.domain import read


class Consent(NamedTuple):
    """What somebody agreed to or declined; ``value`` is the API's constant."""

    code: str
    name: str
    value: str


class Circumstance(NamedTuple):
    """Something that calls for special care, until it expires."""

    id: str
    code: str
    summary: str
    description: str
    expires: date | None
    created: datetime | None


class Detail(NamedTuple):
    """Something else that is kept of a person."""

    namespace: str
    value: str
    is_sensitive: bool


Choice = tuple[str, bool | str | datetime]
"""A field that says how somebody wants to be spoken to, and what it holds."""


class User(NamedTuple):
    """A person with access to the account.

    ``choices`` are how to be spoken to: by field, as far as the tenant says.
    """

    id: str
    number: str
    name: str
    title: str
    given_name: str
    family_name: str
    preferred_name: str
    first_family_name: str
    second_family_name: str
    tax_number: str
    email: str
    mobile: str
    landline: str
    other_phones: tuple[str, ...]
    pronouns: str
    label: str
    born: date | None
    address: str
    created: datetime | None
    last_login: datetime | None
    roles: tuple[str, ...]
    flags: tuple[str, ...]
    has_set_password: bool | None
    consents: tuple[Consent, ...]
    circumstances: tuple[Circumstance, ...]
    shares_circumstances: bool | None
    choices: tuple[Choice, ...]
    details: tuple[Detail, ...]

    @property
    def identifiers(self) -> dict[str, object]:
        """Name the person as the API's arguments do, with the present values of what may change."""
        return {
            "userId": self.id,
            "accountUserId": self.id,
            "userNumber": self.number,
            "accountUserNumber": self.number,
            "title": self.title,
            "givenName": self.given_name,
            "familyName": self.family_name,
            "firstFamilyName": self.first_family_name,
            "secondFamilyName": self.second_family_name,
            "nif": self.tax_number,
            "pronouns": self.pronouns,
            "label": self.label,
            "email": self.email,
            "mobile": self.mobile,
            "landline": self.landline,
            "dateOfBirth": self.born.isoformat() if self.born else "",
        }


FLAGS = {
    "isDeceased": "deceased",
    "isInHardship": "hardship",
    "hasFamilyIssues": "family issues",
    "hasRestrictedAccess": "restricted access",
    "isPsrRenewalDue": "priority services due for renewal",
}
"""Fields of a person that are worth a badge when true, most pressing first."""


CHOICES = {
    "preferences": (
        "isOptedInToClientMessages",
        "isOptedInToUpdateMessages",
        "isOptedInToOfferMessages",
        "isOptedInToRecommendedMessages",
        "isOptedInToThirdPartyMessages",
        "isOptedInToSmsMessages",
        "smsOptInLastChangeDate",
        "isOptedInMeterReadingConfirmations",
        "isOptedInToLifeSupportCall",
        "emailFormat",
        "fontSizeMultiplier",
        "isUsingInvertedEmailColours",
        "preferredHoldMusic",
    ),
    "commsPreferences": (
        "isOptedInToMarketing",
        "isOptedInToSms",
        "isOptedInToWhatsapp",
        "isOptedInToCompanySurvey",
        "isOptedInToRegulatorySurvey",
        "isOptedInToPlumbingOffer",
    ),
}
"""The fields that say how a person wants to be spoken to, by the object that holds them."""

MOMENTS = {"smsOptInLastChangeDate"}
"""Those of them that hold a time."""


def parse_user(node: read.Node) -> User:
    """Read one person of an account."""
    meta = read.child(node, "accountUserMeta")
    special = read.child(node, "specialCircumstances")
    return User(
        id=read.text(node, "id"),
        number=read.text(node, "number"),
        name=_name(node),
        title=read.text(node, "title"),
        given_name=read.text(node, "givenName"),
        family_name=read.text(node, "familyName"),
        preferred_name=read.text(node, "preferredName"),
        first_family_name=read.text(meta, "firstFamilyName"),
        second_family_name=read.text(meta, "secondFamilyName"),
        tax_number=read.text(meta, "nif"),
        email=read.text(node, "email"),
        mobile=read.text(node, "mobile"),
        landline=read.text(node, "landline"),
        other_phones=read.texts(node, "alternativePhoneNumbers"),
        pronouns=read.text(node, "pronouns"),
        label=read.text(node, "label"),
        born=read.day(node, "dateOfBirth"),
        address=read.text(read.child(node, "address"), "asString"),
        created=read.moment(node, "createdAt"),
        last_login=read.moment(node, "lastLogin"),
        roles=_roles(node),
        flags=_flags(node),
        has_set_password=read.flag(node, "hasSetPassword"),
        consents=parse_consents(node),
        circumstances=tuple(map(_circumstance, read.children(special, "records"))),
        shares_circumstances=read.flag(special, "isSharingConsentGiven"),
        choices=tuple(_choices(node)),
        details=tuple(map(_detail, read.children(node, "details"))),
    )


def parse_consents(owner: read.Node) -> tuple[Consent, ...]:
    """Read the consents of a person or an account."""
    return tuple(
        Consent(
            code=read.text(node, "code"),
            name=read.text(read.child(node, "type"), "name"),
            value=read.text(node, "value"),
        )
        for node in read.children(owner, "consents")
    )


def _name(node: read.Node) -> str:
    given = read.text(node, "preferredName") or read.text(node, "givenName")
    parts = (read.text(node, "title"), given, read.text(node, "familyName"))
    return " ".join(filter(None, parts))


def _roles(node: read.Node) -> tuple[str, ...]:
    roles = (read.text(role, "role") for role in read.children(node, "accountUserRoles"))
    return tuple(filter(None, roles))


def _flags(node: read.Node) -> tuple[str, ...]:
    raised = [word for field, word in FLAGS.items() if read.flag(node, field)]
    return (*raised, "not active") if read.flag(node, "isActive") is False else tuple(raised)


def _circumstance(node: read.Node) -> Circumstance:
    return Circumstance(
        id=read.text(node, "id"),
        code=read.text(node, "internalCode"),
        summary=read.text(node, "summary"),
        description=read.text(node, "description"),
        expires=read.day(node, "expiryDate"),
        created=read.moment(node, "createdAt"),
    )


def _choices(node: read.Node) -> Iterator[Choice]:
    for group, fields in CHOICES.items():
        given = read.child(node, group)
        for field in fields:
            value = _chosen(given, field)
            if value != "":
                yield field, value


def _chosen(given: read.Node | None, field: str) -> bool | str | datetime:
    chosen = read.flag(given, field)
    if chosen is not None:
        return chosen
    at = read.moment(given, field) if field in MOMENTS else None
    return at or read.text(given, field)


def _detail(node: read.Node) -> Detail:
    return Detail(
        namespace=read.text(node, "namespace"),
        value=read.text(node, "value"),
        is_sensitive=bool(read.flag(node, "isSensitive")),
    )
