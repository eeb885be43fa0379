"""Single payments: collected, and amended while they are still to come."""

import sqlite3
from collections.abc import Mapping
from typing import Any, Final

from ...context import Context
from ...standing import may_pay
from ..registry import Arguments, Handlers
from . import taking
from .contract import Contract, Wrong

_AMENDABLE: Final = {"SCHEDULED", "REQUESTED", "PROMISED"}


def collect_payment(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Take a payment today, or schedule it; without an instruction, one for today fails."""
    contract, given = Contract(context, "collectPayment"), arguments["input"]
    account = contract.account(given["accountNumber"])
    if not given.get("ledgerNumber"):
        missing = ("ledgerNumber", "The ledger to collect for is needed.")
        raise contract.refuse("KT-CT-3821", missing)
    ledger = contract.ledger(account, given["ledgerNumber"], "KT-CT-3932")
    wrong = _wrong_terms(context, given)
    if not ledger["accepts_payments"]:
        wrong.append(("ledgerNumber", "This ledger takes no payments."))
    if not may_pay(account):
        wrong.append(("accountNumber", "This account takes no payments."))
    if wrong:
        raise contract.refuse("KT-CT-3932", *wrong)
    contract.spend_key(given["idempotencyKey"], "collectPayment", "KT-CT-3932")
    return {"payment": _collect(context, ledger, given)}


def _wrong_terms(context: Context, given: Mapping[str, Any]) -> list[Wrong]:
    wrong: list[Wrong] = []
    if given["amount"] <= 0:
        wrong.append(("amount", "The amount must be more than 0."))
    if given["paymentDate"] < context.today.isoformat():
        wrong.append(("paymentDate", "This date has passed."))
    return wrong


def _collect(context: Context, ledger: sqlite3.Row, given: Mapping[str, Any]) -> sqlite3.Row:
    on = given["paymentDate"]
    method = given.get("collectionMethod")
    instruction = taking.usable_instruction(context, ledger, on=on, method=method)
    return taking.take(
        context,
        ledger,
        taking.Terms(
            amount=given["amount"],
            on=on,
            description=given["description"],
            key=given["idempotencyKey"],
        ),
        instruction,
    )


def amend_payment(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Change the amount and the date of a payment that was not collected yet."""
    contract, given = Contract(context, "amendPayment"), arguments["input"]
    account = contract.account(given["accountNumber"], forbidden="KT-CT-4123")
    if not may_pay(account):
        reason = ("accountNumber", "Payments of this account cannot be amended.")
        raise contract.refuse(contract.either("KT-CT-3970", "KT-CT-4123"), reason)
    query = "SELECT * FROM payments WHERE id = ? AND account_id = ?"
    payment = context.row(query, given["paymentId"], account["id"])
    if payment is None:
        raise contract.refuse("KT-CT-3924", ("paymentId", "This account has no such payment."))
    if payment["status"] not in _AMENDABLE:
        described = f"A payment that is {payment['status']} cannot be amended."
        raise contract.refuse("KT-CT-3924", ("paymentId", described))
    wrong = _wrong_terms(context, given)
    if wrong:
        raise contract.invalid(*wrong)
    return {"payment": _amend(contract, payment, given)}


def _amend(contract: Contract, payment: sqlite3.Row, given: Mapping[str, Any]) -> sqlite3.Row:
    context = contract.context
    context.insert(
        "payment_amendments",
        {
            "payment_id": payment["id"],
            "old_amount": payment["amount"],
            "old_payment_date": payment["payment_date"],
            "reason": given.get("reason"),
            "amended_at": context.now,
        },
    )
    return contract.update(
        "payments", payment["id"], amount=given["amount"], payment_date=given["paymentDate"]
    )


HANDLERS: Handlers = {"collectPayment": collect_payment, "amendPayment": amend_payment}
