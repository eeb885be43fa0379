"""Joining the supplier: accepting the terms, or calling it off."""

import sqlite3
from typing import Any, Final

from ...context import Context
from ...errors import Refusal
from ...processes import as_process
from ..registry import Arguments, Handlers
from .refusing import own_account, refuse

_JOIN: Final = "joinSupplierAcceptTermsAndConditions"
_CANCEL: Final = "cancelEnrollment"
_OPEN: Final = ("PENDING", "IN_PROGRESS", "NEEDS_ATTENTION")
_NUMBER: Final = ("input", "number")


def accept_terms(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Accept the terms of joining, in the process named or in all that are under way.

    `success` is false where the account has no such process under way.
    """
    given = arguments["input"]
    path = ("input", "accountNumber")
    account = own_account(context, _JOIN, "KT-CT-4501", given["accountNumber"], path)
    number = given.get("joinSupplierProcessNumber")
    if number is not None and not _belongs(context, account, number):
        wrong = (("input", "joinSupplierProcessNumber"), "The account has no such process.")
        raise refuse(context, _JOIN, "KT-CT-4501", wrong)
    changed = context.state.store.execute(
        "UPDATE supplier_processes SET terms_accepted_at = ? WHERE account_id = ?"
        " AND number = coalesce(?, number) AND kind = 'JOIN_SUPPLIER'"
        " AND status IN ('PENDING', 'IN_PROGRESS', 'NEEDS_ATTENTION')",
        (context.now, account["id"], number),
    )
    return {"success": changed.rowcount > 0}


def _belongs(context: Context, account: sqlite3.Row, number: str) -> bool:
    sql = "SELECT 1 FROM supplier_processes WHERE account_id = ? AND number = ?"
    return context.value(sql, account["id"], number) is not None


def cancel_enrolment(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Call off a process of joining or of moving in that has not come to its end."""
    given = arguments["input"]
    process = _process(context, given.get("number"))
    if process["kind"] not in _CANCELLATIONS:
        reason = "A process of this kind is not called off like this."
        raise refuse(context, _CANCEL, "KT-CT-10321", (_NUMBER, reason))
    if process["status"] not in _OPEN:
        reason = f"The process is {process['status'].replace('_', ' ').lower()}."
        raise refuse(context, _CANCEL, "KT-CT-10320", (_NUMBER, reason))
    context.state.store.execute(
        "UPDATE supplier_processes SET status = 'CANCELLED', cancellation_reason = ? WHERE id = ?",
        (given.get("reason"), process["id"]),
    )
    _CANCELLATIONS[process["kind"]](context, process)
    cancelled = context.row("SELECT * FROM supplier_processes WHERE id = ?", process["id"])
    assert cancelled is not None
    message = f"Enrollment process {process['number']} has been cancelled."
    return {"message": message, "enrollmentProcess": as_process(cancelled)}


def _process(context: Context, number: str | None) -> sqlite3.Row:
    documented = {error.code for error in context.state.operations[_CANCEL][0].errors}
    if not number and "KT-CT-10331" in documented:
        raise refuse(context, _CANCEL, "KT-CT-10331", (_NUMBER, "A process has a number."))
    found = context.row("SELECT * FROM supplier_processes WHERE number = ?", number)
    if found is None:
        raise refuse(context, _CANCEL, "KT-CT-10318", (_NUMBER, "There is no such process."))
    if not context.may_see(found["account_id"]):
        raise Refusal("KT-CT-1111")
    return found


def _stop_joining(context: Context, process: sqlite3.Row) -> None:
    account, now, store = process["account_id"], context.now, context.state.store
    store.execute(
        "UPDATE accounts SET status = 'WITHDRAWN', cancelled_enrollment_at = ? WHERE id = ?",
        (now, account),
    )
    store.execute(
        "UPDATE applications SET status = 'WITHDRAWN' WHERE account_id = ? AND status = 'CURRENT'",
        (account,),
    )
    store.execute(
        "UPDATE agreements SET is_revoked = 1, terminated_at = ? WHERE account_id = ?",
        (now, account),
    )
    store.execute(
        "UPDATE supply_points SET status = 'OFF_SUPPLY', supplier_change_in_progress = 0"
        " WHERE status = 'PENDING' AND property_id IN"
        " (SELECT property_id FROM occupancy_periods WHERE account_id = ?)",
        (account,),
    )


def _stop_moving_in(context: Context, process: sqlite3.Row) -> None:
    place = (process["account_id"], process["property_id"])
    store = context.state.store
    store.execute(
        "DELETE FROM occupancy_periods WHERE account_id = ? AND property_id = ?"
        " AND effective_from = ?",
        (*place, process["effective_at"]),
    )
    store.execute(
        "UPDATE agreements SET is_revoked = 1, terminated_at = ? WHERE account_id = ?"
        " AND supply_point_id IN (SELECT id FROM supply_points WHERE property_id = ?)"
        " AND valid_from = ?",
        (context.now, *place, process["effective_at"]),
    )


_CANCELLATIONS: Final = {"JOIN_SUPPLIER": _stop_joining, "OCCUPY_PROPERTY": _stop_moving_in}

HANDLERS: Handlers = {_JOIN: accept_terms, _CANCEL: cancel_enrolment}
