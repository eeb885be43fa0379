"""What a contract for electricity, alone or with gas, has to fulfil before it is drawn up."""

import re
import sqlite3
import uuid
from collections.abc import Iterator, Mapping
from typing import Any, Final

from ... import bank_details
from ...context import Context
from ...errors import Refusal
from .moving_in import EMAIL, PHONE
from .refusing import Path, Wrong, refuse
from .spanish_identifiers import cups_mistake, nif_mistake

Given = Mapping[str, Any]

NAME: Final = "createEnergyAccount"
POINTS: Final = {"electricitySupplyPoint": "ESP_ELECTRICITY", "gasSupplyPoint": "ESP_GAS"}
_TARIFFS: Final = {
    "ESP_ELECTRICITY": re.compile(r"2\.0TD|3\.0TD"),
    "ESP_GAS": re.compile(r"RL\.?[1-4]"),
}
_MOST_POWER: Final = {"2.0TD": 15, "3.0TD": 450}
_POSTCODE: Final = re.compile(r"(0[1-9]|[1-4]\d|5[0-2])\d{3}")


def check(context: Context, given: Given) -> None:
    """Raise the documented refusal for the first thing that stands in the way."""
    wrong = [*_person_mistakes(given), *_place_mistakes(given), *_billing_mistakes(given)]
    if wrong:
        raise refuse(context, NAME, "KT-ES-4117", *wrong)
    for field, market in POINTS.items():
        point = given.get(field)
        if point is not None:
            _check_product(context, point, field, market)
            _check_tariff(context, point, field, market)
            _check_cups(context, point, field)
    _check_customer(context, given)
    _check_origin(context, given)


def _person_mistakes(given: Given) -> Iterator[Wrong]:
    for field in ("givenName", "firstFamilyName"):
        if not given[field].strip():
            yield ("input", field), "A name is needed."
    if not EMAIL.fullmatch(given["email"]):
        yield ("input", "email"), "This is not an e-mail address."
    if not PHONE.fullmatch(given["mobile"]):
        yield ("input", "mobile"), "This is not a telephone number."
    reason = nif_mistake(given["nif"])
    if reason:
        yield ("input", "nif"), reason
    if given.get("electricitySupplyPoint") is None:
        yield ("input", "electricitySupplyPoint"), "Gas is supplied with electricity only."


def _place_mistakes(given: Given) -> Iterator[Wrong]:
    place = given["propertyInfo"]
    for field in ("streetName", "city"):
        if not (place.get(field) or "").strip():
            yield ("input", "propertyInfo", field), "An address has this part."
    if not _POSTCODE.fullmatch(place.get("postcode") or ""):
        yield ("input", "propertyInfo", "postcode"), "A Spanish postcode has five digits."


def _billing_mistakes(given: Given) -> Iterator[Wrong]:
    billing, path = given["billingInfo"], ("input", "billingInfo")
    if billing.get("iban"):
        reason = bank_details.iban_mistake(billing["iban"])
        if reason:
            yield (*path, "iban"), reason
    if billing.get("email") and not EMAIL.fullmatch(billing["email"]):
        yield (*path, "email"), "This is not an e-mail address."
    reason = nif_mistake(billing["nif"]) if billing.get("nif") else None
    if reason:
        yield (*path, "nif"), reason


def _refusal(context: Context, code: str, path: Path, reason: str) -> Refusal:
    return refuse(context, NAME, code, (path, reason))


def _check_product(context: Context, point: Given, field: str, market: str) -> None:
    path = ("input", field, "productId")
    product = context.row("SELECT * FROM products WHERE id = ?", point.get("productId"))
    if product is None:
        raise _refusal(context, "KT-CT-4910", path, "There is no such product.")
    if product["market_name"] != market:
        code = "KT-ES-4121" if market == "ESP_GAS" else "KT-CT-4911"
        raise _refusal(context, code, path, "This product is for another kind of supply.")
    if product["is_hidden"] or (product["available_to"] or "9") <= context.now:
        raise _refusal(context, "KT-CT-4911", path, "This product is no longer offered.")


def _check_tariff(context: Context, point: Given, field: str, market: str) -> None:
    kind = point.get("type")
    if kind is not None and not _TARIFFS[market].fullmatch(kind):
        reason = "There is no such access tariff."
        raise _refusal(context, "KT-ES-4113", ("input", field, "type"), reason)
    powers = point.get("contractualMaxPower") or []
    most = _MOST_POWER.get(kind or "2.0TD", 0)
    for at, power in enumerate(powers):
        if power is None or power <= 0 or power > most:
            path = ("input", field, "contractualMaxPower", at)
            raise _refusal(context, "KT-ES-4113", path, f"This tariff goes up to {most} kW.")


def _check_cups(context: Context, point: Given, field: str) -> None:
    path, cups = ("input", field, "cups"), (point.get("cups") or "").upper()
    reason = cups_mistake(cups)
    if reason:
        raise _refusal(context, "KT-ES-4914", path, reason)
    known = known_point(context, cups)
    if known is None:
        return
    if known["supplier_change_in_progress"]:
        raise _refusal(context, "KT-ES-4917", path, "Its supplier is being changed just now.")
    if known["status"] != "OFF_SUPPLY":
        raise _refusal(context, "KT-ES-4111", path, "This supply point is supplied by us.")


def known_point(context: Context, cups: str) -> sqlite3.Row | None:
    """Read a supply point by its code."""
    return context.row("SELECT * FROM supply_points WHERE cups = ?", cups.upper())


def _check_customer(context: Context, given: Given) -> None:
    sql = """
        SELECT count(DISTINCT property_id) FROM users
        JOIN account_users ON user_id = users.id AND is_customer = 1
        JOIN occupancy_periods USING (account_id) WHERE nif = ?
        GROUP BY account_id ORDER BY 1 DESC
    """
    nif = given["nif"].upper()
    if (context.value(sql, nif) or 0) > 1:
        reason = "This customer has an account with several properties."
        raise _refusal(context, "KT-ES-4102", ("input", "nif"), reason)
    payer = given["billingInfo"].get("nif")
    if payer and payer.upper() != nif and not _is_known(context, payer.upper()):
        path = ("input", "billingInfo", "nif")
        raise _refusal(context, "KT-ES-4123", path, "Nobody with this tax number is a customer.")


def _is_known(context: Context, nif: str) -> bool:
    sql = "SELECT 1 FROM users WHERE nif = ? UNION SELECT 1 FROM businesses WHERE number = ?"
    return context.value(sql, nif, nif) is not None


def _check_origin(context: Context, given: Given) -> None:
    session, code = given.get("affiliateSessionId"), given.get("referralCode")
    if session and not _is_uuid(session):
        path = ("input", "affiliateSessionId")
        raise _refusal(context, "KT-ES-7701", path, "There is no such session.")
    if code and not context.value("SELECT 1 FROM referrals WHERE code = ?", code):
        raise _refusal(context, "KT-ES-4122", ("input", "referralCode"), "There is no such code.")


def _is_uuid(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True
