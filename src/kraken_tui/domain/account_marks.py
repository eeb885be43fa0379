"""What an account is marked with: references, metadata, campaigns and belongings."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from kraken_tui.domain import read
from kraken_tui.domain.account_list import AccountList


@dataclass(frozen=True, slots=True)
class Reference:
    """What another system calls the account."""

    namespace: str
    value: str
    created: datetime | None
    updated: datetime | None


@dataclass(frozen=True, slots=True)
class Metadatum:
    """A key with a value of any shape: ``value`` is its JSON, ``lines`` the same laid out."""

    key: str
    value: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign that the account takes part in; ``ends`` is when the campaign itself does."""

    slug: str
    name: str
    starts: date | None
    expires: date | None
    ends: date | None


@dataclass(frozen=True, slots=True)
class Asset:
    """Something of the customer's that the tenant knows of."""

    id: str
    name: str
    kind: str
    physical_id: str
    since: datetime | None
    until: datetime | None


def parse_reference(node: read.Node) -> Reference:
    """Read one reference."""
    return Reference(
        namespace=read.text(node, "namespace"),
        value=read.text(node, "value"),
        created=read.moment(node, "createdAt"),
        updated=read.moment(node, "updatedAt"),
    )


def parse_metadatum(node: read.Node) -> Metadatum:
    """Read one entry of the metadata, whose value travels as JSON in a string."""
    value = read.text(node, "value")
    return Metadatum(key=read.text(node, "key"), value=value, lines=_laid_out(node.get("value")))


def _laid_out(value: object) -> tuple[str, ...]:
    try:
        decoded = json.loads(value) if isinstance(value, str) else value
        text = json.dumps(decoded, indent=2, ensure_ascii=False)
    except (ValueError, TypeError, RecursionError):
        text = str(value)
    return tuple(read.lines({"value": text}, "value").splitlines())


def parse_campaign(node: read.Node) -> Campaign:
    """Read one campaign."""
    return Campaign(
        slug=read.text(node, "slug"),
        name=read.text(node, "name") or read.text(node, "slug"),
        starts=read.day(node, "startDate"),
        expires=read.day(node, "expiryDate"),
        ends=read.day(node, "campaignExpiryDate"),
    )


def parse_asset(node: read.Node) -> Asset:
    """Read one of the customer's belongings."""
    return Asset(
        id=read.text(node, "id"),
        name=read.text(node, "name"),
        kind=read.text(node, "type"),
        physical_id=read.text(node, "physicalId"),
        since=read.moment(node, "activeFrom"),
        until=read.moment(node, "activeTo"),
    )


REFERENCES = AccountList("references", parse_reference)
METADATA = AccountList("metadata", parse_metadatum)
CAMPAIGNS = AccountList("campaigns", parse_campaign)
ASSETS = AccountList("assets", parse_asset)
