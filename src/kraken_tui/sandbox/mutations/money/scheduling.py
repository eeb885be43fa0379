"""How payment schedules follow one another, and the next payment that one leads to."""

import sqlite3
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from ...context import Context
from . import taking
from .contract import Contract

LAST_DAY: Final = 28
_LAST_WEEKDAY: Final = 7


def last_day(frequency: str | None) -> int:
    """Return the last payment day that a frequency has: of the week, or of the month."""
    return _LAST_WEEKDAY if frequency == "Weekly" else LAST_DAY


def active(context: Context, ledger: sqlite3.Row) -> sqlite3.Row | None:
    """Find the schedule that a ledger follows today, the latest first."""
    today = context.today.isoformat()
    return context.row(
        "SELECT * FROM payment_schedules WHERE ledger_id = ? AND valid_from <= ?"
        " AND (valid_to IS NULL OR valid_to > ?) ORDER BY valid_from DESC, id DESC",
        *(ledger["id"], today, today),
    )


def has_future(context: Context, ledger: sqlite3.Row) -> bool:
    """Say whether a ledger has a schedule that begins on a later day."""
    query = (
        "SELECT 1 FROM payment_schedules WHERE ledger_id = ? AND valid_from > ?"
        " AND (valid_to IS NULL OR valid_to > valid_from)"
    )
    return context.value(query, ledger["id"], context.today.isoformat()) is not None


def replace(contract: Contract, current: sqlite3.Row, terms: Mapping[str, Any]) -> sqlite3.Row:
    """End a schedule today and begin a copy of it with other terms; return the new one."""
    context = contract.context
    today = context.today.isoformat()
    contract.update("payment_schedules", current["id"], valid_to=today)
    kept = {name: current[name] for name in current.keys() if name != "id"}  # noqa: SIM118
    schedule = context.insert(
        "payment_schedules", {**kept, **terms, "valid_from": today, "valid_to": None}
    )
    move_next_payment(contract, schedule)
    return schedule


def move_next_payment(contract: Contract, schedule: sqlite3.Row) -> None:
    """Give the payment that is scheduled next the amount and the day of its schedule."""
    context = contract.context
    query = (
        "SELECT * FROM payments WHERE ledger_id = ? AND status = 'SCHEDULED'"
        " AND reason = 'REGULAR_SCHEDULE' ORDER BY payment_date, id"
    )
    payment = context.row(query, schedule["ledger_id"])
    if payment is not None:
        on = next_date(schedule, after=context.today)
        amount = schedule["payment_amount"]
        contract.update("payments", payment["id"], amount=amount, payment_date=on)


def next_date(schedule: Mapping[str, Any] | sqlite3.Row, *, after: date) -> str:
    """Return the first payment day of a schedule that comes after a day."""
    day = date.fromisoformat(schedule["valid_from"])
    day = max(day, after + timedelta(days=1))
    wanted = schedule["payment_day"] or day.day
    weekly = schedule["payment_frequency"] == "Weekly"
    while (day.isoweekday() if weekly else day.day) != wanted:
        day += timedelta(days=1)
    return day.isoformat()


def begin(contract: Contract, ledger: sqlite3.Row, terms: Mapping[str, Any]) -> sqlite3.Row:
    """Begin a direct debit schedule on a ledger, in place of any other, with its first payment."""
    context = contract.context
    current = active(context, ledger)
    if current is not None:
        contract.update("payment_schedules", current["id"], valid_to=terms["valid_from"])
    schedule = context.insert(
        "payment_schedules",
        {
            "account_id": ledger["account_id"],
            "ledger_id": ledger["id"],
            "schedule_type": "DIRECT_DEBIT",
            **terms,
        },
    )
    _schedule_first_payment(contract, ledger, schedule)
    return schedule


def _schedule_first_payment(contract: Contract, ledger: sqlite3.Row, schedule: sqlite3.Row) -> None:
    context = contract.context
    context.state.store.execute(
        "UPDATE payments SET status = 'DELETED' WHERE ledger_id = ? AND status = 'SCHEDULED'"
        " AND reason = 'REGULAR_SCHEDULE' AND payment_date >= ?",
        (ledger["id"], schedule["valid_from"]),
    )
    on = next_date(schedule, after=context.today)
    instruction = taking.usable_instruction(context, ledger, on=on, method="DIRECT_DEBIT")
    terms = taking.Terms(amount=schedule["payment_amount"], on=on, reason="REGULAR_SCHEDULE")
    taking.take(context, ledger, terms, instruction)
