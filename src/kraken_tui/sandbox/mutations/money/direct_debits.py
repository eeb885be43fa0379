"""Schedules of direct debits, with the instruction that they collect by or without."""

import sqlite3
from collections.abc import Mapping
from typing import Any

from ... import bank_details
from ...context import Context
from ...standing import may_pay
from ..registry import Arguments, Handlers
from . import instructions, scheduling, taking
from .contract import Contract, Wrong

Given = Mapping[str, Any]


def create_direct_debit_payment_schedule(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Begin a schedule on a ledger that has a direct debit already."""
    contract, given = Contract(context, "createDirectDebitPaymentSchedule"), arguments["input"]
    account = contract.account(given["accountNumber"], forbidden="KT-CT-1128")
    ledger = contract.ledger(account, given["ledgerNumber"], "KT-GB-3931")
    terms = _terms(contract, ledger, given["schedule"], "KT-GB-3931")
    on = terms["valid_from"]
    if taking.usable_instruction(context, ledger, on=on, method="DIRECT_DEBIT") is None:
        reason = ("ledgerNumber", "This ledger has no direct debit to collect by.")
        raise contract.refuse("KT-GB-3931", reason)
    return {"paymentSchedule": scheduling.begin(contract, ledger, terms)}


def create_direct_debit_instruction_and_schedule(
    context: Context, arguments: Arguments
) -> dict[str, Any]:
    """Store a direct debit, prefer it, and begin the schedule that collects by it."""
    name = "createDirectDebitInstructionAndSchedule"
    contract, given = Contract(context, name), arguments["input"]
    account = contract.account(given["accountNumber"], forbidden="KT-CT-1128")
    ledger = contract.ledger(account, given["ledgerNumber"], "KT-GB-3930")
    instructions.check_bank_details(contract, given["bankDetails"], "KT-GB-3930")
    terms = _terms(contract, ledger, given["schedule"], "KT-GB-3930")
    if not may_pay(account) or not ledger["accepts_payments"]:
        reason = ("accountNumber", "Nothing can be collected from this account.")
        raise contract.refuse("KT-CT-3948", reason)
    details = bank_details.columns(given["bankDetails"])
    instruction = instructions.store(context, ledger, details, preferred=True)
    schedule = scheduling.begin(contract, ledger, terms)
    return {"paymentInstruction": instruction, "paymentSchedule": schedule}


def _terms(contract: Contract, ledger: sqlite3.Row, schedule: Given, code: str) -> dict[str, Any]:
    context = contract.context
    wrong = _wrong_terms(context, schedule)
    if wrong:
        raise contract.refuse(code, *wrong)
    if scheduling.has_future(context, ledger):
        reason: Wrong = ("ledgerNumber", "This ledger has a schedule that is yet to begin.")
        raise contract.refuse("KT-CT-3964", reason)
    if schedule.get("paymentFrequency") == "Planned":
        reason = (("schedule", "paymentFrequency"), "There is no plan whose payments to schedule.")
        raise contract.refuse("KT-CT-3965", reason)
    return {
        "payment_amount": schedule["paymentAmount"],
        "payment_day": schedule["paymentDay"],
        "payment_frequency": schedule.get("paymentFrequency") or "Monthly",
        "payment_frequency_multiplier": schedule.get("paymentFrequencyMultiplier") or 1,
        "valid_from": schedule.get("preferredFirstPaymentDate") or context.today.isoformat(),
    }


def _wrong_terms(context: Context, schedule: Given) -> list[Wrong]:
    found: list[Wrong] = []
    if schedule["paymentAmount"] <= 0:
        found.append((("schedule", "paymentAmount"), "It must be more than 0."))
    last = scheduling.last_day(schedule.get("paymentFrequency"))
    if not 1 <= schedule["paymentDay"] <= last:
        found.append((("schedule", "paymentDay"), f"The day must be from 1 to {last}."))
    multiplier = schedule.get("paymentFrequencyMultiplier")
    if multiplier is not None and multiplier < 1:
        found.append((("schedule", "paymentFrequencyMultiplier"), "It must be 1 or more."))
    first = schedule.get("preferredFirstPaymentDate")
    if first and first < context.today.isoformat():
        found.append((("schedule", "preferredFirstPaymentDate"), "This date has passed."))
    return found


HANDLERS: Handlers = {
    "createDirectDebitPaymentSchedule": create_direct_debit_payment_schedule,
    "createDirectDebitInstructionAndSchedule": create_direct_debit_instruction_and_schedule,
}
