"""What is recorded about the properties of an account."""

import re
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any, Final

from ...context import Context
from ..registry import Arguments, Handlers
from .occupancies import holding
from .refusing import Wrong, own_account, refuse

Given = Mapping[str, Any]

_COLUMNS: Final = {
    "name": "name",
    "organization": "organization",
    "streetAddress": "street_address",
    "dependentLocality": "dependent_locality",
    "locality": "locality",
    "administrativeArea": "administrative_area",
    "postalCode": "postal_code",
    "sortingCode": "sorting_code",
    "country": "country",
    "deliveryPointIdentifier": "delivery_point_identifier",
}
_LINES: Final = ("organization", "street_address", "dependent_locality", "locality")
_SPANISH_POSTCODE: Final = re.compile(r"(0[1-9]|[1-4]\d|5[0-2])\d{3}")
_MOST_OCCUPANTS = 99


def add_property(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Add a property at an address, and let the account hold it from today."""
    given = arguments["input"]
    path = ("input", "accountNumber")
    account = own_account(context, "addProperty", "KT-CT-6623", given["accountNumber"], path)
    address = _columns(given["address"])
    wrong = list(_mistakes(context, account, address))
    if wrong:
        raise refuse(context, "addProperty", "KT-CT-6629", *wrong)
    found = add_at_address(context, address)
    period = {"account_id": account["id"], "property_id": found["id"]}
    context.insert("occupancy_periods", {**period, "effective_from": context.now})
    return {"property": found}


def _columns(address: Given) -> dict[str, Any]:
    given = {column: address.get(field) for field, column in _COLUMNS.items()}
    trimmed = {column: (value or "").strip() or None for column, value in given.items()}
    structured = address.get("structuredStreetAddress")
    return {**trimmed, "structured_street_address": as_json(structured)}


def as_json(value: Any) -> str | None:
    """Write a value as the JSON that its column holds; None stays None."""
    import json

    return None if value is None else json.dumps(value)


def _mistakes(context: Context, account: sqlite3.Row, address: Given) -> Iterator[Wrong]:
    path = ("input", "address")
    if not address["street_address"] and not address["structured_street_address"]:
        yield (*path, "streetAddress"), "An address has a street."
    if not address["locality"]:
        yield (*path, "locality"), "An address has a town."
    if not _SPANISH_POSTCODE.fullmatch(address["postal_code"] or ""):
        yield (*path, "postalCode"), "A Spanish postcode has five digits."
    if (address["country"] or "ES") != "ES":
        yield (*path, "country"), "Only properties in Spain are supplied."
    sql = """
        SELECT 1 FROM occupancy_periods JOIN properties ON properties.id = property_id
        WHERE account_id = ? AND address = ? AND effective_to IS NULL
    """
    if context.value(sql, account["id"], _in_one_line(address)):
        yield path, "The account holds a property at this address already."


def _in_one_line(address: Given) -> str:
    return ", ".join([*_lines(address), address["postal_code"] or ""])


def _lines(address: Given) -> list[str]:
    return [address[column] for column in _LINES if address.get(column)]


def add_at_address(context: Context, address: Given) -> sqlite3.Row:
    """Add a property at an address, given as the columns of `addresses`."""
    stored = context.insert("addresses", {**address, "country": address.get("country") or "ES"})
    lines = {f"address_line{at}": line for at, line in enumerate(_lines(address), start=1)}
    return context.insert(
        "properties",
        {
            "address": _in_one_line(address),
            **lines,
            "postcode": address["postal_code"] or "",
            "rich_address_id": stored["id"],
        },
    )


def update_property_type(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Record what kind of building a property is, for its supply of fresh water too."""
    given = arguments["input"]
    period = _period(context, given, "updatePropertyType", "KT-GB-5418")
    store, kind = context.state.store, given["propertyType"]
    property_id = period["property_id"]
    store.execute("UPDATE properties SET property_type = ? WHERE id = ?", (kind, property_id))
    store.execute(
        "UPDATE supply_points SET property_type = ? WHERE property_id = ?", (kind, property_id)
    )
    return {"propertyId": property_id}


def _period(context: Context, given: Given, operation: str, code: str) -> sqlite3.Row:
    account = context.account(given["accountNumber"], "input", "accountNumber")
    period = holding(context, account, given["propertyId"])
    if period is None:
        wrong = (("input", "propertyId"), "This account does not hold such a property.")
        raise refuse(context, operation, code, wrong)
    return period


def update_number_of_occupants(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Record how many people live at a property that the account holds."""
    given = arguments["input"]
    operation, code = "updateNumberOfOccupants", "KT-CT-6628"
    period = _period(context, given, operation, code)
    if not 1 <= given["numberOfOccupants"] <= _MOST_OCCUPANTS:
        reason = f"Between 1 and {_MOST_OCCUPANTS} people live at a property."
        raise refuse(context, operation, code, (("input", "numberOfOccupants"), reason))
    context.state.store.execute(
        "UPDATE occupancy_periods SET number_of_occupants = ? WHERE id = ?",
        (given["numberOfOccupants"], period["id"]),
    )
    return {"propertyId": period["property_id"]}


HANDLERS: Handlers = {
    "addProperty": add_property,
    "updatePropertyType": update_property_type,
    "updateNumberOfOccupants": update_number_of_occupants,
}
