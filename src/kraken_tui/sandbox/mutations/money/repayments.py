"""Credit asked back, and such requests withdrawn."""

import secrets
import sqlite3
from datetime import timedelta
from typing import Any, Final

from ...context import Context
from ..registry import Arguments, Handlers
from .contract import Contract

_DAYS_TO_PAY: Final = 7


def submit_repayment_request(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Ask for a part of a ledger's credit that nothing else was asked of."""
    contract, given = Contract(context, "submitRepaymentRequest"), arguments["input"]
    account = contract.account(given["accountNumber"], forbidden="KT-CT-1132")
    if not given.get("ledgerNumber"):
        raise contract.refuse("KT-CT-3821", ("ledgerNumber", "The ledger is needed."))
    ledger = contract.ledger(account, given["ledgerNumber"], "KT-CT-1132")
    instruction = _instruction(contract, account, given.get("instructionReference"))
    _check_amount(contract, ledger, given["amountInMinorUnit"])
    contract.spend_key(given["idempotencyKey"], "submitRepaymentRequest", "KT-CT-3928")
    stored = context.insert(
        "repayments",
        {
            "request_id": f"RR-{secrets.token_hex(6).upper()}",
            "account_id": account["id"],
            "ledger_id": ledger["id"],
            "payment_instruction_id": instruction and instruction["id"],
            "amount": given["amountInMinorUnit"],
            "payment_date": (context.today + timedelta(days=_DAYS_TO_PAY)).isoformat(),
            "method": given.get("method") or "BANK_TRANSFER",
            "reason_code": given.get("reason"),
            "request_status": "REQUESTED",
            "status": "REQUESTED",
            "idempotency_key": given["idempotencyKey"],
            "created_at": context.now,
        },
    )
    return {"repaymentRequest": _answer(stored)}


def _instruction(
    contract: Contract, account: sqlite3.Row, reference: str | None
) -> sqlite3.Row | None:
    if not reference:
        return None
    query = (
        "SELECT * FROM payment_instructions WHERE account_id = ? AND status = 'ACTIVE'"
        " AND ? IN (vendor_reference, CAST(id AS TEXT))"
    )
    found = contract.context.row(query, account["id"], reference)
    if found is None:
        reason = ("instructionReference", "This account has no such instruction.")
        raise contract.refuse(contract.either("KT-CT-3926", "KT-CT-1132"), reason)
    return found


def _check_amount(contract: Contract, ledger: sqlite3.Row, amount: int) -> None:
    query = (
        "SELECT coalesce(sum(amount), 0) FROM repayments"
        " WHERE ledger_id = ? AND request_status = 'REQUESTED'"
    )
    left = ledger["balance"] - contract.context.value(query, ledger["id"])
    if amount <= 0:
        reason = "The amount must be more than 0."
    elif amount > left:
        reason = f"This ledger has {max(0, left)} to give back."
    else:
        return
    raise contract.refuse("KT-CT-3927", ("amountInMinorUnit", reason))


def cancel_repayment_request(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Withdraw a request that nobody has decided on yet."""
    contract, given = Contract(context, "cancelRepaymentRequest"), arguments["input"]
    found = context.row("SELECT * FROM repayments WHERE request_id = ?", given["requestId"])
    if found is None:
        raise contract.refuse("KT-CT-3930", ("requestId", "There is no such request."))
    if not context.may_see(found["account_id"]):
        raise contract.refuse("KT-CT-4231", ("requestId", "This request is not yours."))
    if found["request_status"] != "REQUESTED":
        reason = f"A request that is {found['request_status']} cannot be cancelled."
        raise contract.refuse("KT-CT-3931", ("requestId", reason))
    # A repayment has no state for being cancelled: it is history, and its request says why.
    cancelled = contract.update(
        "repayments", found["id"], request_status="CANCELLED", status="HISTORIC"
    )
    return {"repaymentRequest": _answer(cancelled)}


def _answer(stored: sqlite3.Row) -> dict[str, Any]:
    return {**dict(stored), "status": stored["request_status"]}


HANDLERS: Handlers = {
    "submitRepaymentRequest": submit_repayment_request,
    "cancelRepaymentRequest": cancel_repayment_request,
}
