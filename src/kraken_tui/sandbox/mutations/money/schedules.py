"""Payment schedules: swapped for another, changed, and topped up by themselves."""

import sqlite3
from collections.abc import Mapping
from typing import Any, Final

from ...context import Context
from ...standing import may_pay
from ..registry import Arguments, Handlers
from . import scheduling
from .contract import Contract, Wrong

Given = Mapping[str, Any]
_PLAN: Final = {"PLAN", "REGULAR_PLAN"}


def create_account_payment_schedule(context: Context, arguments: Arguments) -> dict[str, Any]:
    """End a ledger's schedule today and go on with another amount, day or trigger."""
    contract, given = Contract(context, "createAccountPaymentSchedule"), arguments["input"]
    account = contract.account(given["accountNumber"], forbidden="KT-CT-3822")
    ledger = contract.ledger(account, given["ledgerNumber"], "KT-CT-3822")
    if not may_pay(account):
        raise contract.refuse("KT-CT-3923", ("accountNumber", "Its schedules stay as they are."))
    current = _active(contract, ledger)
    _check_new_terms(contract, current, given)
    schedule = scheduling.replace(contract, current, _new_terms(given))
    return {"schedule": schedule}


def _active(contract: Contract, ledger: sqlite3.Row) -> sqlite3.Row:
    found = scheduling.active(contract.context, ledger)
    if found is None:
        reason = ("ledgerNumber", "This ledger has no schedule today.")
        raise contract.refuse("KT-CT-3815", reason)
    return found


def _check_new_terms(contract: Contract, current: sqlite3.Row, given: Given) -> None:
    if current["payment_plan_id"] is not None or current["trigger"] in _PLAN:
        raise contract.refuse("KT-CT-3961", ("ledgerNumber", "Its schedule follows a plan."))
    terms = _new_terms(given)
    if all(current[column] == value for column, value in terms.items()):
        raise contract.refuse("KT-CT-3962")
    day, amount = terms.get("payment_day", 1), terms.get("payment_amount", 1)
    if not 1 <= day <= scheduling.LAST_DAY:
        reason = f"The day must be from 1 to {scheduling.LAST_DAY}."
        raise contract.refuse("KT-CT-3960", ("paymentDay", reason))
    if amount <= 0:
        raise contract.refuse("KT-CT-3941", ("paymentAmount", "It must be more than 0."))


def _new_terms(given: Given) -> dict[str, Any]:
    terms = {
        "payment_amount": given.get("paymentAmount"),
        "payment_day": given.get("paymentDay"),
        "trigger": given.get("trigger"),
    }
    if given.get("amountStrategy"):
        terms["is_variable_payment_amount"] = int(given["amountStrategy"] != "FIXED")
    return {column: value for column, value in terms.items() if value is not None}


def update_payment_schedule(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Change the terms of one of an account's schedules, where it stands."""
    contract, given = Contract(context, "updatePaymentSchedule"), arguments["input"]
    account = contract.account(given["accountNumber"], forbidden="KT-CT-1128")
    query = "SELECT * FROM payment_schedules WHERE id = ? AND account_id = ?"
    schedule = context.row(query, given["paymentScheduleId"], account["id"])
    if schedule is None:
        reason = ("paymentScheduleId", "This account has no such schedule.")
        raise contract.refuse("KT-CT-3966", reason)
    terms = given.get("updatedParameters")
    if not terms:
        raise contract.refuse("KT-CT-3942", ("updatedParameters", "What is to change is needed."))
    wrong = _wrong_update(schedule, terms)
    if wrong:
        raise contract.refuse("KT-CT-3942", *wrong)
    updated = contract.update("payment_schedules", schedule["id"], **_updated(schedule, terms))
    scheduling.move_next_payment(contract, updated)
    return {"paymentSchedule": updated}


def _wrong_update(schedule: sqlite3.Row, terms: Given) -> list[Wrong]:
    wrong: list[Wrong] = []
    below = "updatedParameters"
    if terms["paymentAmount"] <= 0:
        wrong.append(((below, "paymentAmount"), "It must be more than 0."))
    last = scheduling.last_day(terms.get("paymentFrequency") or schedule["payment_frequency"])
    day = terms.get("paymentDay", schedule["payment_day"])
    if day is not None and not 1 <= day <= last:
        wrong.append(((below, "paymentDay"), f"The day must be from 1 to {last}."))
    if terms.get("validTo") and terms["validTo"] < terms["validFrom"]:
        wrong.append(((below, "validTo"), "It ends before it begins."))
    return wrong


def _updated(schedule: sqlite3.Row, terms: Given) -> dict[str, Any]:
    return {
        "valid_from": terms["validFrom"],
        "valid_to": terms.get("validTo"),
        "schedule_type": terms["scheduleType"],
        "payment_frequency": terms.get("paymentFrequency") or schedule["payment_frequency"],
        "payment_day": terms.get("paymentDay", schedule["payment_day"]),
        "payment_amount": terms["paymentAmount"],
        "payment_adequacy_adjustment": terms.get("paymentAdequacyAdjustment"),
        "payment_adequacy_adjustment_expiry_date": terms.get("paymentAdequacyAdjustmentExpiryDate"),
    }


def update_auto_top_up_amount(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Change how much a schedule collects when the balance runs low."""
    contract, given = Contract(context, "updateAutoTopUpAmount"), arguments["input"]
    forbidden = contract.either("KT-CT-4123", "KT-CT-3822")
    account = contract.account(given["accountNumber"], forbidden=forbidden)
    if not given.get("ledgerNumber"):
        raise contract.refuse("KT-CT-3821", ("ledgerNumber", "The ledger is needed."))
    ledger = contract.ledger(account, given["ledgerNumber"], "KT-CT-3822")
    schedule = _active(contract, ledger)
    if schedule["trigger"] != "BALANCE":
        reason = ("ledgerNumber", "Its schedule does not wait for a low balance.")
        raise contract.refuse("KT-CT-3953", reason)
    if given["paymentAmount"] <= 0:
        raise contract.refuse("KT-CT-3941", ("paymentAmount", "It must be more than 0."))
    amount = given["paymentAmount"]
    return {"schedule": contract.update("payment_schedules", schedule["id"], payment_amount=amount)}


HANDLERS: Handlers = {
    "createAccountPaymentSchedule": create_account_payment_schedule,
    "updatePaymentSchedule": update_payment_schedule,
    "updateAutoTopUpAmount": update_auto_top_up_amount,
}
