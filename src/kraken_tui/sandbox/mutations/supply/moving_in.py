"""A new customer who moves into a property."""

import re
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any, Final

from ... import passwords
from ...context import Context
from ...password_rules import broken_rules
from ..registry import Arguments, Handlers
from .meter_readings import store_readings
from .moving_out import place_mistakes, resident_mistakes
from .occupancies import is_metered, occupy
from .opening import add_user, open_account
from .refusing import Wrong, refuse

Given = Mapping[str, Any]

EMAIL: Final = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
PHONE: Final = re.compile(r"\+?\d[\d ]{5,18}\d")
_CUSTOMER: Final = ("input", "customer")


def move_in_create_customer(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Open an account for somebody new, at the property that they move into."""
    given = arguments["input"]
    place, customer = given["property"], given["customer"]
    _check(context, given)
    user = add_user(context, _columns(customer))
    account = _open(context, user, place)
    day, occupants = place["moveInDate"], place.get("numberOfOccupants")
    occupy(context, account, place["propertyId"], day=day, occupants=occupants)
    store_readings(context, place.get("meterReadings"), place["propertyId"], reason="OPENING")
    _consent(context, account, given.get("consents") or ())
    return {"accountNumber": account["number"]}


def _check(context: Context, given: Given) -> None:
    name, place = "moveInCreateCustomer", ("input", "property")
    wrong = [
        *_mistakes(context, given),
        *resident_mistakes(context, given["property"], place),
    ]
    if wrong:
        raise refuse(context, name, "KT-GB-5416", *wrong)
    refusals = {
        "KT-CT-4111": _email_mistakes(context, given["customer"]["email"]),
        "KT-CT-5450": _password_mistakes(given["customer"].get("password")),
        "KT-GB-6633": place_mistakes(context, given["property"], place),
    }
    for code, mistakes in refusals.items():
        found = list(mistakes)
        if found:
            raise refuse(context, name, code, *found)


def _mistakes(context: Context, given: Given) -> Iterator[Wrong]:
    customer = given["customer"]
    for field in ("givenName", "familyName"):
        if not customer[field].strip():
            yield (*_CUSTOMER, field), "A name is needed."
    if customer.get("mobile") and not PHONE.fullmatch(customer["mobile"]):
        yield (*_CUSTOMER, "mobile"), "This is not a telephone number."
    if (customer.get("dateOfBirth") or "") > context.today.isoformat():
        yield (*_CUSTOMER, "dateOfBirth"), "Nobody was born in the future."
    for at, consent in enumerate(given.get("consents") or ()):
        sql = "SELECT 1 FROM consent_types WHERE code = ?"
        if not context.value(sql, consent["code"]):
            yield ("input", "consents", at, "code"), "There is no such consent."
    if not given["acceptTermsAndConditions"]:
        yield ("input", "acceptTermsAndConditions"), "The terms have to be accepted."


def _email_mistakes(context: Context, email: str) -> Iterator[Wrong]:
    taken = context.value("SELECT 1 FROM users WHERE email = ? COLLATE NOCASE", email)
    if taken or not EMAIL.fullmatch(email):
        yield (*_CUSTOMER, "email"), "This address cannot be used."


def _password_mistakes(password: str | None) -> Iterator[Wrong]:
    for rule in () if password is None else broken_rules(password):
        yield (*_CUSTOMER, "password"), rule


def _columns(customer: Given) -> dict[str, Any]:
    password = customer.get("password")
    return {
        "email": customer["email"],
        "given_name": customer["givenName"].strip(),
        "family_name": customer["familyName"].strip(),
        "title": customer.get("title"),
        "mobile": customer.get("mobile") or "",
        "date_of_birth": customer.get("dateOfBirth"),
        "has_set_password": password is not None,
        "password_hash": None if password is None else passwords.hash_password(password),
    }


def _open(context: Context, user: sqlite3.Row, place: Given) -> sqlite3.Row:
    found = context.row("SELECT * FROM properties WHERE id = ?", place["propertyId"])
    assert found is not None
    measured = is_metered(context, found["id"])
    return open_account(context, user, found, {"status": "ACTIVE", "is_measured": measured})


def _consent(context: Context, account: sqlite3.Row, consents: Any) -> None:
    for consent in consents:
        context.state.store.execute(
            "INSERT OR REPLACE INTO consents (account_id, code, value, updated_at)"
            " VALUES (?, ?, ?, ?)",
            (account["id"], consent["code"], consent["value"], context.now),
        )


HANDLERS: Handlers = {"moveInCreateCustomer": move_in_create_customer}
