"""Finding an account by whatever the caller can say."""

from collections.abc import Iterator
from dataclasses import dataclass

from kraken_tui.domain import read

TERMS = {
    "number": "accountNumber",
    "name": "user",
    "billing": "billingName",
    "address": "location",
    "email": "email",
    "meter": "meterSerialNumber",
}
"""What a text may be taken for, and the search term of the API that looks for it."""


@dataclass(frozen=True, slots=True)
class Match:
    """An account that may be meant, and by what it was found."""

    number: str
    name: str
    address: str
    status: str
    found_by: str


def guesses(typed: str) -> tuple[str, ...]:
    """Tell what a typed text may be: keys of ``TERMS``, likeliest first."""
    wanted = typed.strip()
    if "@" in wanted:
        return ("email",)
    if wanted[:2].upper() == "A-":
        return ("number",)
    if not any(character.isdigit() for character in wanted):
        return ("name", "billing", "address")
    return ("meter", "address", "name", "billing")


def variables(typed: str) -> dict[str, object]:
    """Build the variables of the ``search`` document for a typed text."""
    asked = guesses(typed)
    wanted = typed.strip()
    terms = {key: {TERMS[key]: wanted} for key in asked}
    switches = {f"by{key.capitalize()}": key in asked for key in TERMS}
    return {**terms, **switches}


def parse(data: read.Node) -> tuple[Match, ...]:
    """Read the answer: each account once, in the order of the guesses."""
    found: dict[str, Match] = {}
    for match in _matches(data):
        found.setdefault(match.number, match)
    return tuple(found.values())


def parse_viewer(data: read.Node) -> tuple[Match, ...]:
    """Read the accounts that the signed-in person has, from the ``viewer`` document."""
    accounts = read.children(read.child(data, "viewer"), "accounts")
    return tuple(_match(account, "yours") for account in accounts)


def parse_name(data: read.Node) -> str:
    """Read what the signed-in person is called, from the ``viewer`` document."""
    person = read.child(data, "viewer")
    if person is None:
        return ""
    name = " ".join(filter(None, (read.text(person, "givenName"), read.text(person, "familyName"))))
    return name or read.text(person, "email")


def _matches(data: read.Node) -> Iterator[Match]:
    for key in TERMS:
        for item in read.children(data, key):
            if (account := read.child(item, "account")) is not None:
                yield _match(account, key)


def _match(account: read.Node, found_by: str) -> Match:
    lines = ("billingAddressLine1", "billingAddressPostcode")
    return Match(
        number=read.text(account, "number"),
        name=read.text(account, "billingName"),
        address=", ".join(filter(None, (read.text(account, line) for line in lines))),
        status=read.text(account, "status"),
        found_by=found_by,
    )
