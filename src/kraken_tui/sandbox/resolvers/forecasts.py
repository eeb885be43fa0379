"""What an account is expected to pay, and what it has missed."""

import json
import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from .. import paging
from ..context import Context
from ..due_days import due_days
from ..fields import Arguments, Fields

account = Fields("AccountType", "Account")
schedule = Fields("PaymentScheduleType")
plan = Fields("PaymentPlanType")
ledger = Fields("LedgerType", "LedgerWithPaymentsInstructions")

_A_YEAR = timedelta(days=365)
_MOST = timedelta(days=3660)
_RETRIED_FOR = timedelta(days=45)
_LEDGER = "number = coalesce(?, number)"


@account.answers("paymentForecast")
def _forecast(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return _expected(source, context, arguments)


@account.answers("paginatedPaymentForecast")
def _paginated(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return paging.page(_expected(source, context, arguments), arguments)


def _expected(source: sqlite3.Row, context: Context, arguments: Arguments) -> list[dict[str, Any]]:
    today = context.today
    until = min(_day(arguments.get("dateTo")) or today + _A_YEAR, today + _MOST)
    number = arguments.get("ledgerNumber")
    found = list(_scheduled(source, context, number, until))
    taken = {(each["ledger_id"], each["date"][:7]) for each in found}
    for terms in _schedules(source, context, number):
        if terms["payment_plan_id"] and terms["trigger"] == "PLAN":
            continue
        found += [
            each
            for each in _by_terms(terms, today, until)
            if (each["ledger_id"], each["date"][:7]) not in taken
        ]
    found += _planned(source, context, number, until)
    found.sort(key=lambda each: (each["date"], each["ledger_id"]))
    return [{**each, "payment_number": at} for at, each in enumerate(found, 1)]


def _scheduled(
    source: sqlite3.Row, context: Context, number: str | None, until: date
) -> Iterator[dict[str, Any]]:
    query = f"""
        SELECT payments.*, schedule_type FROM payments
        JOIN ledgers ON ledgers.id = payments.ledger_id
        LEFT JOIN payment_schedules ON payment_schedules.id = (
            SELECT max(id) FROM payment_schedules AS terms WHERE terms.ledger_id = ledgers.id
            AND valid_from <= payment_date AND coalesce(valid_to, '9') > payment_date
        )
        WHERE payments.account_id = ? AND {_LEDGER} AND status = 'SCHEDULED'
        AND payment_date BETWEEN ? AND ?
    """
    days = (context.today.isoformat(), until.isoformat())
    for row in context.rows(query, source["id"], number, *days):
        method = row["schedule_type"] or "DIRECT_DEBIT"
        yield _payment(row["ledger_id"], row["payment_date"], row["amount"], method)


def _schedules(source: sqlite3.Row, context: Context, number: str | None) -> list[sqlite3.Row]:
    query = f"""
        SELECT payment_schedules.* FROM payment_schedules
        JOIN ledgers ON ledgers.id = ledger_id
        WHERE payment_schedules.account_id = ? AND {_LEDGER} AND coalesce(valid_to, '9') > ?
    """
    return context.rows(query, source["id"], number, context.today.isoformat())


def _by_terms(terms: sqlite3.Row, today: date, until: date) -> Iterator[dict[str, Any]]:
    for day in due_days(terms, since=today, until=until):
        amount, method = terms["payment_amount"], terms["schedule_type"]
        yield _payment(terms["ledger_id"], day.isoformat(), amount, method)


def _planned(
    source: sqlite3.Row, context: Context, number: str | None, until: date
) -> Iterator[dict[str, Any]]:
    query = f"""
        SELECT payment_plans.* FROM payment_plans JOIN ledgers ON ledgers.id = ledger_id
        WHERE payment_plans.account_id = ? AND {_LEDGER} AND status = 'ACTIVE'
    """
    today = context.today.isoformat()
    for row in context.rows(query, source["id"], number):
        for each in json.loads(row["payments"]):
            if today <= each["payableDate"] <= until.isoformat():
                method = row["initial_schedule_type"]
                yield _payment(row["ledger_id"], each["payableDate"], each["amount"], method)


def _payment(ledger_id: int, day: str, amount: int, method: str) -> dict[str, Any]:
    return {"ledger_id": ledger_id, "date": day, "amount": amount, "method": method}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@plan.answers("nextPayment")
def _next(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    today = context.today.isoformat()
    coming = [each for each in json.loads(source["payments"]) if each["payableDate"] >= today]
    return min(coming, key=lambda each: str(each["payableDate"]), default=None)


@schedule.answers("missedPayments")
def _missed(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    rows = context.rows(
        "SELECT * FROM payments WHERE ledger_id = ? AND status IN ('FAILED', 'PROMISE_BROKEN')"
        " AND payment_date >= ? AND payment_date < coalesce(?, '9') AND payment_date < ?"
        " ORDER BY payment_date DESC, id DESC",
        source["ledger_id"],
        source["valid_from"],
        source["valid_to"],
        context.today.isoformat(),
    )
    return paging.page([_as_missed(row, context.today) for row in rows], arguments)


def _as_missed(row: sqlite3.Row, today: date) -> dict[str, Any]:
    return {
        "amount_due": row["amount"],
        "amount_payable": row["amount"],
        "payable_date": row["payment_date"],
        "days_overdue": (today - date.fromisoformat(row["payment_date"])).days,
    }


@ledger.answers("paymentsWithNonConcludedRePresentation")
def _retried(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    rows = context.rows(
        "SELECT amount AS amount_payable, payment_date AS payable_date FROM payments"
        " WHERE ledger_id = ? AND status = 'FAILED' AND transaction_type LIKE 'DD@_%' ESCAPE '@'"
        " AND payment_date >= ? ORDER BY payment_date DESC, id DESC",
        source["id"],
        (context.today - _RETRIED_FOR).isoformat(),
    )
    return paging.page(rows, arguments)


BINDABLES = [account, schedule, plan, ledger]
