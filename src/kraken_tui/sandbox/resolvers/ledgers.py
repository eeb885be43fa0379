"""Ledgers, and the statements and preferences that hang on them."""

import sqlite3
from typing import Any

from .. import paging
from ..context import Context
from ..fields import Arguments, Fields
from . import transactions

ledger = Fields("LedgerType", "LedgerWithPaymentsInstructions")


@ledger.answers("transactions")
def _transactions(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    selection = transactions.select(context, source, arguments)
    return transactions.pages(context, selection, arguments)


@ledger.answers("amountOwedByCustomer")
def _owed(source: sqlite3.Row, context: Context, arguments: Arguments) -> int:
    return -int(source["balance"])


@ledger.answers("debtLedger")
def _debt_ledger(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return context.by_id("ledgers", source["debt_ledger_id"])


@ledger.answers("statements", "statementsWithDetails")
def _statements(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return _documents(source, context, arguments, "STATEMENT", arguments.get("statementId"))


@ledger.answers("invoices")
def _invoices(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return _documents(source, context, arguments, "INVOICE", arguments.get("invoiceId"))


def _documents(
    source: sqlite3.Row,
    context: Context,
    arguments: Arguments,
    bill_type: str,
    document_id: int | None,
) -> paging.Connection:
    order = "ASC" if arguments.get("orderBy") == "FINALIZED_AT_ASC" else "DESC"
    query = f"""
        SELECT * FROM statements WHERE ledger_id = ? AND bill_type = ? AND ? IN (id, 0)
        ORDER BY from_date {order}, id {order}
    """
    rows = context.rows(query, source["id"], bill_type, document_id or 0)
    return paging.page(rows, arguments)


_INSTRUCTIONS = """
    SELECT * FROM payment_instructions WHERE account_id = ? AND coalesce(ledger_id, ?) = ?
    AND status = 'ACTIVE' AND (valid_to IS NULL OR valid_to > ?) AND valid_from <= ?
    ORDER BY is_default DESC, valid_from DESC, id DESC
"""


@ledger.answers("usablePaymentInstructions")
def _usable(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    at = arguments.get("usableAt") or context.now
    rows = context.rows(_INSTRUCTIONS, source["account_id"], source["id"], source["id"], at, at)
    return paging.page(rows, arguments)


@ledger.answers("paymentInstructions")
def _instructions(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    now = context.now
    return context.rows(_INSTRUCTIONS, source["account_id"], source["id"], source["id"], now, now)


@ledger.answers("activePaymentInstruction")
def _active_instruction(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return next(iter(_instructions(source, context, arguments)), None)


@ledger.answers("mustHaveActivePaymentInstruction")
def _must_have(source: sqlite3.Row, context: Context, arguments: Arguments) -> bool:
    return bool(source["is_main"])


_PREFERENCES = "SELECT * FROM payment_preferences WHERE ledger_id = ?"


@ledger.answers("paymentPreferences")
def _preferences(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    rows = context.rows(_PREFERENCES + " ORDER BY for_payments_after DESC, id DESC", source["id"])
    return paging.page([_preference(context, row) for row in rows], arguments)


@ledger.answers("paymentPreferenceAtTime")
def _preference_at(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    query = _PREFERENCES + " AND for_payments_after <= ? ORDER BY for_payments_after DESC, id DESC"
    row = context.row(query, source["id"], arguments["atTime"])
    return _preference(context, row) if row else None


def _preference(context: Context, row: sqlite3.Row) -> dict[str, Any]:
    instruction = context.by_id("payment_instructions", row["payment_instruction_id"])
    return {
        "__typename": "PreferredInstruction" if instruction else "UserManagedPayment",
        "for_payments_after": row["for_payments_after"],
        "payment_method": instruction,
        "status": row["status"],
    }


@ledger.answers("repaymentRequests")
def _repayment_requests(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return _requests(source, context, arguments, "payment_id IS NULL")


@ledger.answers("refundRequests")
def _refund_requests(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return _requests(source, context, arguments, "payment_id IS NOT NULL")


def _requests(
    source: sqlite3.Row, context: Context, arguments: Arguments, condition: str
) -> paging.Connection:
    query = f"SELECT * FROM repayments WHERE ledger_id = ? AND {condition} ORDER BY id DESC"
    rows = context.rows(query, source["id"])
    return paging.page([{**dict(row), "status": row["request_status"]} for row in rows], arguments)


@ledger.answers("creditTransferPermissionsData")
def _permissions(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return {
        "from_source_ledgers": context.rows(_PERMISSIONS.format("source", "target"), source["id"]),
        "to_target_ledgers": context.rows(_PERMISSIONS.format("target", "source"), source["id"]),
    }


_PERMISSIONS = """
    SELECT ledgers.number AS ledger_number, accounts.number AS account_number, valid_from, valid_to
    FROM credit_transfer_permissions JOIN ledgers ON ledgers.id = {}_ledger_id
    JOIN accounts ON accounts.id = ledgers.account_id
    WHERE {}_ledger_id = ? ORDER BY valid_from DESC, credit_transfer_permissions.id DESC
"""


@ledger.answers("paymentAdequacy")
def _adequacy(source: sqlite3.Row, context: Context, arguments: Arguments) -> dict[str, Any]:
    exempt = "SELECT is_in_hardship FROM accounts WHERE id = ?"
    return {
        "is_currently_exempt": bool(context.value(exempt, source["account_id"])),
        "latest_applied_payment_adequacy_change": context.row(_ADEQUACY, source["id"]),
    }


_ADEQUACY = """
    SELECT new.valid_from || 'T00:00:00+00:00' AS applied_date,
    new.payment_amount AS new_payment_amount, old.payment_amount AS previous_payment_amount
    FROM payment_schedules AS new JOIN payment_schedules AS old
    ON old.ledger_id = new.ledger_id AND old.valid_to = new.valid_from
    WHERE new.ledger_id = ? ORDER BY new.valid_from DESC, new.id DESC
"""


@ledger.answers("agreements")
def _agreements(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    query = "SELECT * FROM agreements WHERE ledger_id = ? ORDER BY valid_from DESC"
    return paging.page(context.rows(query, source["id"]), arguments)


@ledger.answers("solarWalletCreditLeft")
def _solar_credit(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return source["balance"] if "SOLAR" in source["ledger_type"].upper() else None


BINDABLES = [ledger]
