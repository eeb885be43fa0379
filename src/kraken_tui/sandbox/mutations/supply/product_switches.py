"""Switching a supply point to the product of a quote."""

import sqlite3
from collections.abc import Mapping
from typing import Any, Final

from ...context import Context
from ..registry import Arguments, Handlers
from .occupancies import is_metered, start_of
from .refusing import own_account, refuse

Given = Mapping[str, Any]

_INITIATE, _WRITE = "initiateProductSwitch", "createNewAgreementFromProductSwitchProcess"
_QUOTED: Final = ("input", "quotedProductId")
_PRESENT: Final = """
    SELECT * FROM agreements WHERE account_id = ? AND supply_point_id = ? AND is_revoked = 0
    AND valid_from <= ? AND coalesce(valid_to, '9') > ? ORDER BY valid_from DESC LIMIT 1
"""
_KEPT: Final = ("ledger_id", "contractual_max_power", "estimated_consumption", "cnae", "params")


def initiate_product_switch(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Begin the switch that a quote offers.

    Where the tenant has a mutation of its own for writing the new agreement, that is left to it.
    """
    given = arguments["input"]
    path = ("input", "accountNumber")
    account = own_account(context, _INITIATE, "KT-CT-4924", given["accountNumber"], path)
    quoted = _quoted(context, account, given)
    product = _product(context, quoted)
    _check_point(context, quoted)
    _check_date(context, quoted, given["switchDate"])
    user = _user(context, account, given.get("userId"))
    switch = _store(context, quoted, given, user)
    if _WRITE not in context.state.operations:
        _write(context, switch, _INITIATE)
    return {"productCode": product["code"], "switchDate": switch["switch_date"]}


def _quoted(context: Context, account: sqlite3.Row, given: Given) -> sqlite3.Row:
    quoted = context.row("SELECT * FROM quoted_products WHERE id = ?", given["quotedProductId"])
    if quoted is None:
        raise refuse(context, _INITIATE, "KT-CT-4619", (_QUOTED, "There is no such quote."))
    if quoted["account_id"] != account["id"]:
        reason = "This quote was made for another account."
        raise refuse(context, _INITIATE, "KT-CT-4924", (_QUOTED, reason))
    return quoted


def _product(context: Context, quoted: sqlite3.Row) -> sqlite3.Row:
    product = context.row("SELECT * FROM products WHERE id = ?", quoted["product_id"])
    if product is None:
        reason = "No product has been chosen in this quote yet."
        raise refuse(context, _INITIATE, "KT-CT-4626", (_QUOTED, reason))
    unacceptable = _unacceptable(context, quoted, product)
    if unacceptable:
        raise refuse(context, _INITIATE, "KT-CT-4624", (_QUOTED, unacceptable))
    return product


def _unacceptable(context: Context, quoted: sqlite3.Row, product: sqlite3.Row) -> str | None:
    if (product["available_to"] or "9") <= context.now:
        return f"{product['code']} is no longer offered."
    account, point = quoted["account_id"], quoted["supply_point_id"]
    present = context.row(_PRESENT, account, point, context.now, context.now)
    if present is not None and present["product_id"] == product["id"]:
        return f"{product['code']} is the present product."
    place = context.row("SELECT * FROM supply_points WHERE id = ?", point)
    if place is None or not place["kind"].endswith("_WATER"):
        return None
    if product["is_measured"] and not is_metered(context, place["property_id"]):
        return f"{product['code']} needs a meter."
    return None


def _check_point(context: Context, quoted: sqlite3.Row) -> None:
    sql = """
        SELECT 1 FROM supply_points JOIN occupancy_periods USING (property_id)
        WHERE supply_points.id = ? AND account_id = ? AND coalesce(effective_to, '9') > ?
    """
    point, account = quoted["supply_point_id"], quoted["account_id"]
    if not context.value(sql, point, account, context.now):
        reason = "The account no longer holds the quoted supply point."
        raise refuse(context, _INITIATE, "KT-CT-4719", (_QUOTED, reason))
    sql = "SELECT 1 FROM product_switches WHERE supply_point_id = ? AND (status = 'PENDING' OR"
    if context.value(f"{sql} switch_date > ?)", point, context.today.isoformat()):
        reason = "A switch of this supply point is under way already."
        raise refuse(context, _INITIATE, "KT-CT-1509", (_QUOTED, reason))


def _check_date(context: Context, quoted: sqlite3.Row, day: str) -> None:
    if not context.today.isoformat() <= day <= quoted["valid_until"]:
        reason = f"The quote is good from today until {quoted['valid_until']}."
        raise refuse(context, _INITIATE, "KT-CT-1507", (("input", "switchDate"), reason))


def _user(context: Context, account: sqlite3.Row, user_id: str | None) -> int:
    if user_id is None:
        return int(context.caller["id"])
    sql = "SELECT user_id FROM account_users WHERE account_id = ? AND user_id = ?"
    found = context.value(sql, account["id"], user_id)
    if found is None:
        reason = "This user does not belong to the account."
        raise refuse(context, _INITIATE, "KT-CT-4924", (("input", "userId"), reason))
    return int(found)


def _store(context: Context, quoted: sqlite3.Row, given: Given, user: int) -> sqlite3.Row:
    return context.insert(
        "product_switches",
        {
            "account_id": quoted["account_id"],
            "supply_point_id": quoted["supply_point_id"],
            "product_id": quoted["product_id"],
            "quoted_product_id": quoted["id"],
            "switch_date": given["switchDate"],
            "suppress_communications": given.get("suppressCommunications") or False,
            "user_id": user,
            "created_at": context.now,
        },
    )


def create_new_agreement(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Write the agreement that a switch under way leads to."""
    process_id = arguments["input"]["productSwitchProcessId"]
    path = ("input", "productSwitchProcessId")
    switch = context.row("SELECT * FROM product_switches WHERE id = ?", process_id)
    if switch is None:
        raise refuse(context, _WRITE, "KT-CT-1510", (path, "There is no such process."))
    if not context.may_see(switch["account_id"]):
        raise refuse(context, _WRITE, "KT-CT-4924", (path, "This process is not yours."))
    if switch["status"] != "PENDING":
        reason = "The agreement of this process is written already."
        raise refuse(context, _WRITE, "KT-CT-1509", (path, reason))
    if switch["switch_date"] < context.today.isoformat():
        reason = f"The day of the switch, {switch['switch_date']}, has passed."
        raise refuse(context, _WRITE, "KT-CT-1507", (path, reason))
    return {"agreement": _write(context, switch, _WRITE)}


def _write(context: Context, switch: sqlite3.Row, operation: str) -> sqlite3.Row:
    account, point = switch["account_id"], switch["supply_point_id"]
    at = start_of(switch["switch_date"])
    latest = max(at, context.now)
    present = context.row(_PRESENT, account, point, latest, at)
    if present is None:
        reason = "The supply point has no agreement to go on from."
        raise refuse(context, operation, "KT-CT-1509", ((), reason))
    store = context.state.store
    ended = max(at, present["valid_from"])
    store.execute("UPDATE agreements SET valid_to = ? WHERE id = ?", (ended, present["id"]))
    agreement = context.insert("agreements", {**_terms(context, switch, ended), **_kept(present)})
    store.execute(
        "UPDATE product_switches SET status = 'COMPLETED', agreement_id = ? WHERE id = ?",
        (agreement["id"], switch["id"]),
    )
    return agreement


def _terms(context: Context, switch: sqlite3.Row, at: str) -> dict[str, Any]:
    return {
        "account_id": switch["account_id"],
        "supply_point_id": switch["supply_point_id"],
        "product_id": switch["product_id"],
        "agreed_at": context.now,
        "agreed_from": at,
        "valid_from": at,
    }


def _kept(present: sqlite3.Row) -> dict[str, Any]:
    return {column: present[column] for column in _KEPT}


HANDLERS: Handlers = {_INITIATE: initiate_product_switch, _WRITE: create_new_agreement}
