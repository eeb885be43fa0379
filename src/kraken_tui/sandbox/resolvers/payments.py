"""Payments, the instructions they are collected by, schedules and plans."""

import sqlite3
from typing import Any

from .. import bank_details, paging
from ..context import Context
from ..fields import Arguments, Fields, RootFields

query = RootFields()
account = Fields("AccountType", "Account")


@account.answers("payments")
def _payments(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    rows = context.rows(
        "SELECT payments.* FROM payments JOIN ledgers ON ledgers.id = ledger_id"
        " WHERE payments.account_id = ? AND number = coalesce(?, number)"
        " AND status = coalesce(?, status) AND coalesce(reason, '') = coalesce(?, reason, '')"
        " ORDER BY payment_date DESC, payments.id DESC",
        source["id"],
        arguments.get("ledgerNumber"),
        arguments.get("status"),
        arguments.get("reason"),
    )
    return paging.page(rows, arguments)


def _instructions(context: Context, account_id: int, condition: str = "1") -> list[sqlite3.Row]:
    sql = f"""
        SELECT * FROM payment_instructions WHERE account_id = ? AND {condition}
        ORDER BY valid_from DESC, id DESC
    """
    return context.rows(sql, account_id)


def _with_statuses(rows: list[sqlite3.Row], arguments: Arguments) -> list[sqlite3.Row]:
    statuses = arguments.get("statuses")
    return [row for row in rows if not statuses or row["status"] in statuses]


@account.answers("paymentMethods")
def _methods(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    rows = _instructions(context, source["id"])
    return paging.page(_with_statuses(rows, arguments), arguments)


@account.answers("directDebitInstructions")
def _direct_debits(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    rows = _instructions(context, source["id"], "instruction_type = 'DIRECT_DEBIT'")
    return paging.page(_with_statuses(rows, arguments), arguments)


@account.answers("paymentSchedules")
def _schedules(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    day = arguments.get("activeOnDate")
    if day is None and arguments.get("active"):
        day = context.today.isoformat()
    rows = context.rows(
        "SELECT payment_schedules.*, number AS ledger_number FROM payment_schedules"
        " JOIN ledgers ON ledgers.id = ledger_id WHERE payment_schedules.account_id = ?"
        " AND number = coalesce(?, number) AND reason = coalesce(?, reason)"
        " AND (? IS NULL OR (valid_from <= ? AND coalesce(valid_to, '9') > ?))"
        " ORDER BY valid_from DESC, payment_schedules.id DESC",
        source["id"],
        arguments.get("ledgerNumber"),
        arguments.get("reason"),
        *(day, day, day),
    )
    return paging.page(rows, arguments)


@account.answers("repayments")
def _repayments(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    sql = "SELECT * FROM repayments WHERE account_id = ? ORDER BY payment_date DESC, id DESC"
    return paging.page(_with_statuses(context.rows(sql, source["id"]), arguments), arguments)


@account.answers("paymentPlans")
def _plans(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    sql = """
        SELECT payment_plans.*, number AS ledger_number FROM payment_plans
        JOIN ledgers ON ledgers.id = ledger_id WHERE payment_plans.account_id = ?
        ORDER BY payment_plans.id DESC
    """
    return paging.page(context.rows(sql, source["id"]), arguments)


schedule = Fields("PaymentScheduleType")


@schedule.answers("paymentPlan")
def _plan(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return context.by_id("payment_plans", source["payment_plan_id"])


@schedule.answers("ledgerNumber")
def _ledger_number(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    ledger = context.by_id("ledgers", source["ledger_id"])
    return ledger and ledger["number"]


@schedule.answers("paymentDayDetails")
def _payment_day(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    day = source["payment_day"]
    if not day:
        return None
    if source["payment_frequency"] == "Weekly":
        return {"description": f"Day {day} of the week"}
    return {"description": f"Day {day} of the month", "direction": "OF_MONTH"}


instruction = Fields("PaymentInstructionType", "DirectDebitInstructionType")


@instruction.answers("owners")
def _owners(source: sqlite3.Row, context: Context, arguments: Arguments) -> list[dict[str, Any]]:
    sql = "SELECT * FROM payment_instruction_owners WHERE payment_instruction_id = ?"
    return [
        {
            "account_user": context.by_id("users", row["user_id"]),
            "business": context.by_id("businesses", row["business_id"]),
        }
        for row in context.rows(sql, source["id"])
    ]


payment = Fields("AccountPaymentType", "RepaymentRequestType")


@payment.answers("paymentInstruction", "instruction")
def _instruction(source: Any, context: Context, arguments: Arguments) -> Any:
    return context.by_id("payment_instructions", source["payment_instruction_id"])


refund = Fields("RefundPaymentRequestType")


@refund.answers("payment")
def _payment(source: Any, context: Context, arguments: Arguments) -> Any:
    return context.by_id("payments", source["payment_id"])


@query.answers("defaultPaymentInstruction")
def _default(source: Any, context: Context, arguments: Arguments) -> Any:
    owner = context.account(arguments["accountNumber"], "accountNumber")
    kind = arguments.get("instructionType")
    rows = _instructions(context, owner["id"], "is_default AND status = 'ACTIVE'")
    return next((row for row in rows if kind in {None, row["instruction_type"]}), None)


@query.answers("bankDetailsValidation")
def _validation(source: Any, context: Context, arguments: Arguments) -> dict[str, Any]:
    mistake = bank_details.iban_mistake(arguments["iban"])
    return {"are_valid": mistake is None, "message": mistake}


@query.answers("paymentRequests")
def _requests(source: Any, context: Context, arguments: Arguments) -> Any:
    return context.ledger(arguments["ledgerNumber"])


requests = Fields("PaymentRequestsType")


@requests.answers("paymentRequest")
def _request(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    sql = "SELECT * FROM payment_requests WHERE ledger_id = ? ORDER BY id DESC"
    return paging.page(context.rows(sql, source["id"]), arguments)


BINDABLES = [query, account, schedule, instruction, payment, refund, requests]
