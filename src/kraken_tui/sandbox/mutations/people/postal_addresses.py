"""Postal addresses: their parts, their lines, and what is wrong with one."""

import json
import re
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any, Final

from ...context import Context
from ...defaults import snake
from .rows import update

Details = Mapping[str, Any]

_POSTCODES: Final = {
    "ES": re.compile(r"(0[1-9]|[1-4]\d|5[0-2])\d{3}"),
    "GB": re.compile(r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}", re.IGNORECASE),
}
_COUNTRY: Final = re.compile(r"[A-Z]{2}")
_PARTS: Final = (
    "name",
    "organization",
    "streetAddress",
    "structuredStreetAddress",
    "dependentLocality",
    "locality",
    "administrativeArea",
    "postalCode",
    "sortingCode",
    "country",
    "deliveryPointIdentifier",
)
LINES: Final = tuple(f"billing_address_line{number}" for number in range(1, 6))


def is_postcode(text: str, country: str | None) -> bool:
    """Say whether a postcode fits its country; in countries not known here, any does."""
    pattern = _POSTCODES.get(country or "")
    return bool(text.strip()) if pattern is None else pattern.fullmatch(text.strip()) is not None


def mistakes(details: Details, *, country: str | None) -> Iterator[tuple[str, str]]:
    """Say what keeps an address from being delivered to, by field; `country` is the usual one."""
    structured = details.get("structuredStreetAddress")
    if structured is not None and not (isinstance(structured, Mapping) and structured):
        yield "structuredStreetAddress", "The parts of a street address are a JSON object."
    elif structured is None and not (details.get("streetAddress") or "").strip():
        yield "streetAddress", "A street address is needed."
    given = details.get("country")
    if given and not _COUNTRY.fullmatch(given):
        yield "country", "A country is two capital letters."
    if not is_postcode(details.get("postalCode") or "", given or country):
        yield "postalCode", "This is not a postcode of the country."


def stored_details(address: sqlite3.Row | None) -> dict[str, Any]:
    """Read a stored address back as the details that it was given in."""
    if address is None:
        return {}
    details = {part: address[snake(part)] for part in _PARTS}
    parts = details["structuredStreetAddress"]
    return {**details, "structuredStreetAddress": json.loads(parts) if parts else None}


def is_structured(context: Context, account: sqlite3.Row) -> bool:
    """Say whether an account's address is kept in the parts of its street address."""
    address = context.by_id("addresses", account["address_id"])
    return address is not None and address["structured_street_address"] is not None


def move(context: Context, account: sqlite3.Row, details: Details) -> sqlite3.Row:
    """Send an account's bills to an address from now on, and return the account."""
    # A row of its own, because a business and its accounts may have shared the former one.
    values = {snake(part): details.get(part) for part in _PARTS}
    structured = values["structured_street_address"]
    values["structured_street_address"] = json.dumps(structured) if structured else None
    address = context.insert("addresses", values)
    columns = {
        "address_id": address["id"],
        **dict(zip(LINES, _lines(details), strict=True)),
        "billing_address_postcode": details.get("postalCode") or "",
        "billing_country_code": details.get("country") or account["billing_country_code"],
        "billing_delivery_point_identifier": details.get("deliveryPointIdentifier"),
    }
    return update(context, "accounts", account, columns)


def _lines(details: Details) -> list[str]:
    structured = details.get("structuredStreetAddress") or {}
    street = details.get("streetAddress") or " ".join(map(str, structured.values()))
    places = (details.get(part) for part in ("dependentLocality", "locality", "administrativeArea"))
    found = [line for line in (details.get("organization"), street, *places) if line]
    return (found + [""] * 5)[:5]
