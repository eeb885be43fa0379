"""Opening an account for electricity, alone or with gas."""

import json
import sqlite3
from collections.abc import Mapping
from typing import Any, Final

from ... import bank_details
from ...context import Context
from ..registry import Arguments, Handlers
from .energy_checks import NAME, POINTS, check, known_point
from .occupancies import add_process
from .opening import add_ledger, add_user, open_account
from .properties import add_at_address
from .refusing import refuse

Given = Mapping[str, Any]

_GAS: Final = ("SPAIN_GAS_LEDGER", "Gas")
_STREET: Final = ("streetType", "streetName", "streetNumber")
_DOOR: Final = ("block", "gate", "stair", "floor", "door", "addressExtraInfo")


def create_energy_account(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Open an account that joins us with one property and one or two supply points.

    A customer whom the tax number finds gets the account too, but a token only by signing in.
    """
    given = arguments.get("input")
    if given is None:
        raise refuse(context, NAME, "KT-ES-4117", (("input",), "An input is needed."))
    check(context, given)
    user = _user(context, given)
    place = _place(context, given)
    account = _account(context, user, place, given)
    agreements = {
        field: _contract(context, account, place, given[field], market)
        for field, market in POINTS.items()
        if given.get(field) is not None
    }
    _apply(context, account, given)
    return {
        "accountNif": user["nif"],
        "accountNumber": account["number"],
        "electricityAgreementNumber": str(agreements["electricitySupplyPoint"]),
        "gasAgreementNumber": _text(agreements.get("gasSupplyPoint")),
        "token": None if user["created_at"] < context.now else _token(context, user),
        "userId": str(user["id"]),
        "referralCreated": _refer(context, user, given.get("referralCode")),
    }


def _text(number: int | None) -> str | None:
    return None if number is None else str(number)


def _user(context: Context, given: Given) -> sqlite3.Row:
    nif = given["nif"].upper()
    known = context.row("SELECT * FROM users WHERE nif = ?", nif)
    if known is not None:
        return known
    first, second = given["firstFamilyName"].strip(), (given.get("secondFamilyName") or "").strip()
    return add_user(
        context,
        {
            "email": given["email"],
            "given_name": given["givenName"].strip(),
            "family_name": f"{first} {second}".strip(),
            "first_family_name": first,
            "second_family_name": second or None,
            "mobile": given["mobile"],
            "date_of_birth": given.get("dateOfBirth"),
            "nif": nif,
        },
    )


def _place(context: Context, given: Given) -> sqlite3.Row:
    for field in POINTS:
        cups = (given.get(field) or {}).get("cups")
        known = known_point(context, cups) if cups else None
        if known is not None:
            found = context.row("SELECT * FROM properties WHERE id = ?", known["property_id"])
            assert found is not None
            return found
    return add_at_address(context, _address(given["propertyInfo"]))


def _address(info: Given) -> dict[str, Any]:
    street = " ".join(info[field] for field in _STREET if info.get(field))
    door = " ".join(info[field] for field in _DOOR if info.get(field))
    return {
        "street_address": ", ".join(part for part in (street, door) if part),
        "locality": info["city"],
        "administrative_area": info.get("provinceCode"),
        "postal_code": info["postcode"],
        "country": "ES",
    }


def _account(context: Context, user: sqlite3.Row, place: sqlite3.Row, given: Given) -> sqlite3.Row:
    billing = given["billingInfo"]
    columns = {
        "billing_name": billing.get("fullName"),
        "billing_email": billing.get("email"),
        "billing_address_line1": billing.get("addressLine1"),
        "billing_address_line2": billing.get("addressLine2"),
        "billing_address_line3": billing.get("addressLine3"),
        "billing_address_postcode": billing.get("postcode"),
        "urn": given.get("urn"),
    }
    chosen = {column: value for column, value in columns.items() if value}
    account = open_account(context, user, place, {"status": "PENDING", **chosen})
    period = {"account_id": account["id"], "property_id": place["id"]}
    context.insert("occupancy_periods", {**period, "effective_from": context.now})
    if billing.get("iban"):
        _direct_debit(context, account, billing)
    return account


def _direct_debit(context: Context, account: sqlite3.Row, billing: Given) -> None:
    details = {"accountHolder": account["billing_name"], "iban": billing["iban"]}
    context.insert(
        "payment_instructions",
        {
            "account_id": account["id"],
            "instruction_type": "DIRECT_DEBIT",
            "status": "ACTIVE",
            "vendor": "SANDBOX",
            "is_default": True,
            "valid_from": context.now,
            "created_at": context.now,
            **bank_details.columns(details),
        },
    )


def _contract(
    context: Context, account: sqlite3.Row, place: sqlite3.Row, given: Given, market: str
) -> int:
    sql = "SELECT id FROM ledgers WHERE account_id = ? AND is_main"
    ledger = context.value(sql, account["id"])
    if market == "ESP_GAS":
        ledger = add_ledger(context, account, *_GAS)["id"]
    powers = [str(power) for power in given.get("contractualMaxPower") or []]
    agreement = context.insert(
        "agreements",
        {
            "account_id": account["id"],
            "ledger_id": ledger,
            "supply_point_id": _point(context, place, given, market),
            "product_id": given["productId"],
            "agreed_at": context.now,
            "agreed_from": context.now,
            "valid_from": context.now,
            "contractual_max_power": json.dumps(powers),
            "estimated_consumption": int(given.get("annualConsumption") or 0),
            "cnae": "9820",
        },
    )
    agreement_id: int = agreement["id"]
    return agreement_id


def _point(context: Context, place: sqlite3.Row, given: Given, market: str) -> int:
    cups, kind = given["cups"].upper(), market.removeprefix("ESP_")
    known = known_point(context, cups)
    if known is None:
        values = {"property_id": place["id"], "kind": kind, "market_name": market}
        known = context.insert("supply_points", {**values, "external_identifier": cups})
    context.state.store.execute(
        "UPDATE supply_points SET cups = ?, status = 'PENDING', supplier_change_in_progress = 1,"
        " atr_tariff = ?, atr_valid_from = ? WHERE id = ?",
        (cups, given.get("type") or _TARIFF[kind], context.now, known["id"]),
    )
    return int(known["id"])


_TARIFF: Final = {"ELECTRICITY": "2.0TD", "GAS": "RL.1"}


def _apply(context: Context, account: sqlite3.Row, given: Given) -> None:
    context.insert(
        "applications",
        {
            "account_id": account["id"],
            "status": "CURRENT",
            "sales_channel": given.get("salesChannel") or "DIRECT",
            "sales_subchannel": given.get("salesSubchannel"),
            "date_of_sale": context.today.isoformat(),
        },
    )
    add_process(context, account, "JOIN_SUPPLIER", status="IN_PROGRESS")


def _token(context: Context, user: sqlite3.Row) -> str:
    epoch = user["tokens_revoked_before"]
    token, _ = context.state.tokens.issue(
        user=user["id"], number=user["number"], epoch=epoch, way="NEW_ACCOUNT"
    )
    return token


def _refer(context: Context, user: sqlite3.Row, code: str | None) -> bool:
    referral = context.row("SELECT * FROM referrals WHERE code = ?", code)
    if referral is None:
        return False
    kept = ("account_id", "code", "scheme_type", "referred_user_payment_amount")
    amounts = ("referring_user_payment_amount", "combined_payment_amount")
    context.insert(
        "referrals",
        {
            **{column: referral[column] for column in (*kept, *amounts)},
            "referred_user_name": user["given_name"],
            "referred_user_join_date": context.now,
        },
    )
    return True


HANDLERS: Handlers = {NAME: create_energy_account}
