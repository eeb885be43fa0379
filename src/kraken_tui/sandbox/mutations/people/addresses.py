"""Where an account's bills go."""

import sqlite3
from collections.abc import Mapping
from typing import Any, Final

from ...context import Context
from ...errors import Refusal, problem
from ..registry import Arguments, Handlers
from . import postal_addresses
from .ownership import own_account
from .postal_addresses import LINES
from .rows import update

_NAMES: Final = {f"addressLine{number}": column for number, column in enumerate(LINES, start=1)}


def update_account_address(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Change the lines of an account's address, or the address as a whole."""
    given = arguments["input"]
    account = own_account(context, given["accountNumber"], "input", "accountNumber")
    lines = {name: given[name] or "" for name in (*_NAMES, "postcode") if name in given}
    whole = given.get("address")
    if whole:
        present = context.by_id("addresses", account["address_id"])
        details = {**postal_addresses.stored_details(present), **whole}
        account = postal_addresses.move(context, account, details)
    elif lines and postal_addresses.is_structured(context, account):
        reason = "The address is kept in parts: change it as a whole."
        fields = [problem(["input", name], reason) for name in lines]
        message = "Address in db is structured, cannot accept unstructured address fields."
        raise Refusal("KT-CT-4411", message, fields=fields)
    elif lines:
        account = _rewrite(context, account, lines)
    return {"account": account, "viewer": context.caller}


def _rewrite(context: Context, account: sqlite3.Row, given: Mapping[str, str]) -> sqlite3.Row:
    lines = [given.get(name, account[column]) for name, column in _NAMES.items()]
    postcode = given.get("postcode", account["billing_address_postcode"])
    details = {
        "streetAddress": ", ".join(filter(None, lines)),
        "postalCode": postcode,
        "country": account["billing_country_code"],
    }
    moved = postal_addresses.move(context, account, details)
    return update(context, "accounts", moved, dict(zip(LINES, lines, strict=True)))


def update_account_billing_address(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Put another address in the place of an account's."""
    given = arguments["input"]
    number = given.get("accountNumber")
    account = own_account(context, number, "input", "accountNumber", stranger="KT-CT-7123")
    details = given.get("billingAddress") or {}
    country = account["billing_country_code"]
    wrong = list(postal_addresses.mistakes(details, country=country))
    if wrong:
        fields = [problem(["input", "billingAddress", name], reason) for name, reason in wrong]
        raise Refusal("KT-CT-4145", "Invalid address.", fields=fields)
    return {"account": postal_addresses.move(context, account, {"country": country, **details})}


def update_billing_address(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Change the lines, the city or the postcode of an account's address."""
    given = arguments.get("input") or {}
    number = given.get("accountNumber")
    account = own_account(context, number, "input", "accountNumber", stranger="KT-CT-4123")
    info = given.get("billingInfo") or {}
    _check(info, country=account["billing_country_code"])
    names = ("addressLine1", "addressLine2", "addressLine3", "city")
    lines = [info.get(name, account[column]) for name, column in zip(names, LINES, strict=False)]
    details = {
        "streetAddress": ", ".join(filter(None, lines[:3])),
        "locality": lines[3],
        "postalCode": info.get("postcode", account["billing_address_postcode"]),
        "country": account["billing_country_code"],
    }
    moved = postal_addresses.move(context, account, details)
    columns = dict(zip(LINES, (*(line or "" for line in lines), ""), strict=True))
    update(context, "accounts", moved, columns)
    return {"success": True}


def _check(info: Mapping[str, Any], *, country: str | None) -> None:
    wrong = []
    if not info:
        wrong.append(problem(["input", "billingInfo"], "Say what is to change."))
    for name in ("addressLine1", "city"):
        if name in info and not (info[name] or "").strip():
            wrong.append(problem(["input", "billingInfo", name], "This must not be empty."))
    if "postcode" in info and not postal_addresses.is_postcode(info["postcode"] or "", country):
        reason = "This is not a postcode of the country."
        wrong.append(problem(["input", "billingInfo", "postcode"], reason))
    if wrong:
        raise Refusal("KT-ES-4118", "Invalid data.", fields=wrong)


HANDLERS: Handlers = {
    "updateAccountAddress": update_account_address,
    "updateAccountBillingAddress": update_account_billing_address,
    "updateBillingAddress": update_billing_address,
}
