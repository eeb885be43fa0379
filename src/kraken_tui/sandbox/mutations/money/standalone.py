"""Payments and instructions that a customer finishes in a provider's form or on its page."""

import secrets
import sqlite3
from typing import Any, Final

from ...context import Context
from ...standing import may_pay
from ..registry import Arguments, Handlers
from . import taking
from .contract import Contract

_PAGE: Final = "https://pay.kraken.example"


def _open_form(context: Context, ledger: sqlite3.Row | None, **values: Any) -> sqlite3.Row:
    reference = secrets.token_hex(12)
    return context.insert(
        "standalone_payments",
        {
            "account_id": ledger["account_id"] if ledger else None,
            "ledger_id": ledger["id"] if ledger else None,
            "vendor_reference": f"pi_{reference}",
            "secret": f"pi_{reference}_secret_{secrets.token_hex(12)}",
            "created_at": context.now,
            **values,
        },
    )


def _ledger(contract: Contract, account: sqlite3.Row, number: str | None) -> sqlite3.Row:
    if not number:
        return contract.main_ledger(account)
    return contract.ledger(account, number, "KT-CT-3822")


def embedded_secret(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Open an embedded form in which a customer may leave payment details."""
    contract = Contract(context, "getEmbeddedSecretForNewPaymentInstruction")
    given = arguments["input"]
    account = contract.account(given["accountNumber"], forbidden="KT-CT-4177")
    ledger = _ledger(contract, account, given.get("ledgerNumber"))
    kind = given["instructionType"]
    return {"secretKey": _open_form(context, ledger, purpose="INSTRUCTION", method=kind)["secret"]}


def embedded_secret_without_account(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Open an embedded form for somebody who has no account yet."""
    kind = arguments["input"]["instructionType"]
    return {"secretKey": _open_form(context, None, purpose="INSTRUCTION", method=kind)["secret"]}


def hosted_url(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Make a page of the provider's on which a customer may leave payment details."""
    contract = Contract(context, "getHostedUrlForNewPaymentInstruction")
    given = arguments["input"]
    account = contract.account(given["accountNumber"], forbidden="KT-CT-1128")
    ledger = _ledger(contract, account, given.get("ledgerNumber"))
    form = _open_form(context, ledger, purpose="INSTRUCTION", method=given["instructionType"])
    return {"url": _at_url(contract, form)["url"]}


def _at_url(contract: Contract, form: sqlite3.Row) -> sqlite3.Row:
    path = "instructions" if form["purpose"] == "INSTRUCTION" else "payments"
    url = f"{_PAGE}/{path}/{form['vendor_reference']}"
    return contract.update("standalone_payments", form["id"], url=url)


def initiate_hosted(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Open a page of the provider's on which one payment can be made."""
    contract, given = Contract(context, "initiateHostedStandalonePayment"), arguments["input"]
    account = contract.account(given["accountNumber"], forbidden="KT-CT-1128")
    if not given.get("ledgerNumber"):
        raise contract.refuse("KT-CT-3958", ("ledgerNumber", "The ledger to pay is needed."))
    payment = _at_url(contract, _initiate(contract, account, given))
    return {"payment": {"retrievalToken": payment["vendor_reference"], "url": payment["url"]}}


def initiate(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Open one payment and hand out the secret that completes it."""
    contract, given = Contract(context, "initiateStandalonePayment"), arguments["input"]
    account = contract.account(given["accountNumber"], forbidden="KT-CT-4177")
    payment = _initiate(contract, account, given)
    tokens = {"retrievalToken": payment["vendor_reference"], "secretToken": payment["secret"]}
    return {"payment": tokens}


def _initiate(contract: Contract, account: sqlite3.Row, given: Arguments) -> sqlite3.Row:
    ledger = _ledger(contract, account, given.get("ledgerNumber"))
    if not ledger["accepts_payments"] or not may_pay(account):
        reason = ("ledgerNumber", "This ledger takes no payments.")
        raise contract.refuse("KT-CT-3943", reason)
    if given["amount"] <= 0:
        raise contract.invalid(("amount", "The amount must be more than 0."))
    return _open_form(
        contract.context,
        ledger,
        purpose="PAYMENT",
        amount=given["amount"],
        method=given.get("collectionMethod") or "CARD",
    )


def complete(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Take a payment that was opened: by card it clears, by direct debit it waits for the bank."""
    contract, given = Contract(context, "completeStandalonePayment"), arguments["input"]
    account = contract.account(given["accountNumber"], forbidden="KT-CT-3823")
    ledger = contract.ledger(account, given["ledgerNumber"], "KT-CT-3822")
    intent = _intent(contract, ledger, given)
    contract.spend_key(given["idempotencyKey"], "completeStandalonePayment", "KT-CT-3975")
    payment = _take(context, ledger, intent, given["idempotencyKey"])
    contract.update(
        "standalone_payments",
        intent["id"],
        status="COMPLETED",
        payment_id=payment["id"],
        idempotency_key=given["idempotencyKey"],
    )
    return {"payment": payment}


def _intent(contract: Contract, ledger: sqlite3.Row, given: Arguments) -> sqlite3.Row:
    query = "SELECT * FROM standalone_payments WHERE vendor_reference = ? AND purpose = 'PAYMENT'"
    found = contract.context.row(query, given["retrievalToken"])
    if found is None or found["ledger_id"] != ledger["id"]:
        reason = ("retrievalToken", "No payment of this ledger was opened with this token.")
        raise contract.refuse("KT-CT-3974", reason)
    if found["status"] != "PENDING":
        raise contract.refuse("KT-CT-3975", ("retrievalToken", "This payment is complete."))
    if given["completionToken"] != found["secret"]:
        reason = ("completionToken", "This token does not complete this payment.")
        raise contract.refuse("KT-CT-3975", reason)
    return found


def _take(context: Context, ledger: sqlite3.Row, intent: sqlite3.Row, key: str) -> sqlite3.Row:
    today = context.today.isoformat()
    terms = taking.Terms(amount=intent["amount"], on=today, description="One-off payment", key=key)
    return taking.take(context, ledger, terms, None, method=intent["method"])


HANDLERS: Handlers = {
    "getEmbeddedSecretForNewPaymentInstruction": embedded_secret,
    "getEmbeddedSecretForNewPaymentInstructionWithoutAccount": embedded_secret_without_account,
    "getHostedUrlForNewPaymentInstruction": hosted_url,
    "initiateHostedStandalonePayment": initiate_hosted,
    "initiateStandalonePayment": initiate,
    "completeStandalonePayment": complete,
}
