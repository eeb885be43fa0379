"""Moving out of a property, and into the next one where there is one."""

import sqlite3
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any, Final

from ...context import Context
from ..registry import Arguments, Handlers
from .meter_readings import reading_mistakes, store_readings
from .occupancies import holding, is_taken, occupy, start_of, vacate
from .opening import add_user, open_account
from .refusing import Path, Wrong, refuse, refuse_input

Given = Mapping[str, Any]

FURTHEST: Final = timedelta(days=90)
_READINGS: Final = ("input", "meterReadings")


def move_out(context: Context, arguments: Arguments) -> dict[str, Any]:
    """End an account's time at a property; begin it at another if one is given."""
    given = arguments["input"]
    account = context.account(given["accountNumber"], "input", "accountNumber")
    period = holding(context, account, given["propertyId"])
    wrong = [*_mistakes(context, period, given), *_next_mistakes(context, given)]
    if period is None or wrong:
        raise refuse(context, "moveOut", "KT-GB-6628", *wrong)
    vacate(context, account, period, day=given["moveOutDate"])
    store_readings(context, given.get("meterReadings"), period["property_id"], reason="FINAL")
    address = _forward(context, account, given.get("forwardingAddress"))
    _note(context, account, given, address)
    if given.get("moveIn"):
        _move_in(context, account, given["moveIn"])
    return {"account": context.row("SELECT * FROM accounts WHERE id = ?", account["id"])}


def _mistakes(context: Context, period: sqlite3.Row | None, given: Given) -> Iterator[Wrong]:
    if period is None:
        yield ("input", "propertyId"), "This account does not hold such a property."
    elif start_of(given["moveOutDate"]) < period["effective_from"]:
        yield ("input", "moveOutDate"), "The account did not hold the property yet."
    elif is_too_far(context, given["moveOutDate"]):
        yield ("input", "moveOutDate"), "That is too far in the future."
    yield from reading_mistakes(context, given.get("meterReadings"), given["propertyId"], _READINGS)
    forwarding = given.get("forwardingAddress") or {}
    for field in ("addressLine1", "postcode"):
        if field in forwarding and not forwarding[field].strip():
            yield ("input", "forwardingAddress", field), "An address has this part."


def is_too_far(context: Context, day: str) -> bool:
    """Say whether a day is later than moves are taken down for."""
    return day > (context.today + FURTHEST).isoformat()


def _next_mistakes(context: Context, given: Given) -> Iterator[Wrong]:
    following = given.get("moveIn")
    if not following:
        return
    path = ("input", "moveIn")
    if str(following["propertyId"]) == str(given["propertyId"]):
        yield (*path, "propertyId"), "This is the property that is left."
        return
    yield from place_mistakes(context, following, path)
    yield from resident_mistakes(context, following, path)


def place_mistakes(context: Context, place: Given, path: Path) -> Iterator[Wrong]:
    """Say why nobody can move into a place on the day given."""
    found = context.value("SELECT 1 FROM properties WHERE id = ?", place["propertyId"])
    if found is None:
        yield (*path, "propertyId"), "There is no such property."
    elif is_taken(context, place["propertyId"], place["moveInDate"]):
        yield (*path, "propertyId"), "Somebody lives at this property."
    if is_too_far(context, place["moveInDate"]):
        yield (*path, "moveInDate"), "That is too far in the future."


def resident_mistakes(context: Context, place: Given, path: Path) -> Iterator[Wrong]:
    """Say what is wrong with what those who move in tell: how many they are, and readings."""
    occupants = place.get("numberOfOccupants")
    if occupants is not None and occupants < 1:
        yield (*path, "numberOfOccupants"), "Somebody has to live there."
    yield from reading_mistakes(
        context, place.get("meterReadings"), place["propertyId"], (*path, "meterReadings")
    )


def _forward(context: Context, account: sqlite3.Row, address: Given | None) -> int | None:
    if not address:
        return None
    country = address.get("countryCode") or account["billing_country_code"]
    lines = [(address.get(f"addressLine{number}") or "").strip() for number in (1, 2, 3)]
    context.state.store.execute(
        "UPDATE accounts SET billing_address_line1 = ?, billing_address_line2 = ?,"
        " billing_address_line3 = ?, billing_address_line4 = '', billing_address_line5 = '',"
        " billing_address_postcode = ?, billing_country_code = ? WHERE id = ?",
        (*lines, address["postcode"].strip(), country, account["id"]),
    )
    street = ", ".join(line for line in lines if line)
    values = {"street_address": street, "postal_code": address["postcode"].strip()}
    new_id: int = context.insert("addresses", {**values, "country": country})["id"]
    return new_id


def _note(context: Context, account: sqlite3.Row, given: Given, address: int | None) -> None:
    context.insert(
        "move_outs",
        {
            "account_id": account["id"],
            "property_id": given["propertyId"],
            "move_out_date": given["moveOutDate"],
            "forwarding_address_id": address,
            "new_property_id": (given.get("moveIn") or {}).get("propertyId"),
            "created_at": context.now,
        },
    )


def _move_in(context: Context, account: sqlite3.Row, place: Given) -> None:
    day, occupants = place["moveInDate"], place.get("numberOfOccupants")
    occupy(context, account, place["propertyId"], day=day, occupants=occupants)
    store_readings(context, place.get("meterReadings"), place["propertyId"], reason="OPENING")


def force_move_in(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Let a named person have the account's property, with an account of their own."""
    given = arguments["input"]
    account = context.account(given["accountNumber"], "input", "accountNumber")
    period = holding(context, account, given["propertyId"])
    wrong = list(_force_mistakes(context, period, given))
    if period is None or wrong:
        raise refuse_input(*wrong)
    vacate(context, account, period, day=given["moveInDate"])
    _move_in(context, _stranger(context, given, period["property_id"]), given)
    return {"account": context.row("SELECT * FROM accounts WHERE id = ?", account["id"])}


def _force_mistakes(context: Context, period: sqlite3.Row | None, given: Given) -> Iterator[Wrong]:
    if period is None:
        yield ("input", "propertyId"), "This account does not hold such a property."
    elif start_of(given["moveInDate"]) < period["effective_from"]:
        yield ("input", "moveInDate"), "The account did not hold the property yet."
    elif is_too_far(context, given["moveInDate"]):
        yield ("input", "moveInDate"), "That is too far in the future."
    for field in ("givenName", "familyName"):
        if not given[field].strip():
            yield ("input", field), "A name is needed."
    yield from reading_mistakes(context, given.get("meterReadings"), given["propertyId"], _READINGS)


def _stranger(context: Context, given: Given, property_id: int) -> sqlite3.Row:
    place = context.row("SELECT * FROM properties WHERE id = ?", property_id)
    assert place is not None
    names = {"given_name": given["givenName"].strip(), "family_name": given["familyName"].strip()}
    user = add_user(context, {"email": "", **names})
    return open_account(context, user, place, {"status": "ACTIVE"})


HANDLERS: Handlers = {"moveOut": move_out, "forceMoveIn": force_move_in}
