"""How a payment is taken: from which instruction, and what that does to the ledger."""

import sqlite3
from dataclasses import dataclass
from typing import Any

from ...context import Context
from ...posting import Entry, post_transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What is to be taken: an amount in minor units, on a day (YYYY-MM-DD)."""

    amount: int
    on: str
    description: str = ""
    reason: str | None = None
    key: str | None = None


def usable_instruction(
    context: Context, ledger: sqlite3.Row, *, on: str, method: str | None = None
) -> sqlite3.Row | None:
    """Find what a ledger's payments may be collected by on a day, the preferred one first."""
    return context.row(
        "SELECT * FROM payment_instructions WHERE account_id = ?"
        " AND coalesce(ledger_id, ?) = ? AND status = 'ACTIVE'"
        " AND instruction_type = coalesce(?, instruction_type)"
        " AND substr(valid_from, 1, 10) <= ? AND (valid_to IS NULL OR valid_to > ?)"
        " ORDER BY is_default DESC, valid_from DESC, id DESC",
        *(ledger["account_id"], ledger["id"], ledger["id"], method, on, on),
    )


def take(
    context: Context,
    ledger: sqlite3.Row,
    terms: Terms,
    instruction: sqlite3.Row | None,
    *,
    method: str | None = None,
) -> sqlite3.Row:
    """Store a payment, as far as it gets today, and return it.

    `method` is how it is paid where there is no instruction for it. A payment for a later day
    is scheduled. Today a card clears, and its payment is posted to the ledger; a direct debit
    is pending until the bank answers; without either it fails.
    """
    method = instruction["instruction_type"] if instruction else method
    payment = context.insert(
        "payments",
        {
            **_columns(context, ledger, terms),
            "payment_instruction_id": instruction["id"] if instruction else None,
            "status": _status(context, terms, method),
            "transaction_type": _transaction_type(method),
        },
    )
    if payment["status"] == "CLEARED":
        _post(context, ledger, payment)
    return payment


def _status(context: Context, terms: Terms, method: str | None) -> str:
    if terms.on > context.today.isoformat():
        return "SCHEDULED"
    if method is None:
        return "FAILED"
    return "CLEARED" if method == "CARD" else "PENDING"


def _transaction_type(method: str | None) -> str | None:
    known = {"CARD": "DEBIT_CARD", "DIRECT_DEBIT": "DD_REGULAR_COLLECTION"}
    return known.get(method, "UNKNOWN") if method else None


def _columns(context: Context, ledger: sqlite3.Row, terms: Terms) -> dict[str, Any]:
    number = context.value("SELECT coalesce(max(id), 0) + 1 FROM payments")
    return {
        "account_id": ledger["account_id"],
        "ledger_id": ledger["id"],
        "amount": terms.amount,
        "payment_date": terms.on,
        "reference": f"OP{number:09d}",
        "reason": terms.reason,
        "description": terms.description,
        "idempotency_key": terms.key,
        "created_at": context.now,
    }


def _post(context: Context, ledger: sqlite3.Row, payment: sqlite3.Row) -> None:
    entry = Entry(
        kind="Payment",
        amount=payment["amount"],
        title=payment["description"] or "Payment",
        reason_code="ONE_OFF_PAYMENT",
        payment_id=payment["id"],
        payment_transaction_type=payment["transaction_type"],
    )
    at = context.state.clock()
    post_transaction(context.state.store, ledger_id=ledger["id"], entry=entry, at=at)
