"""Permission for credit to flow from one ledger to another."""

import sqlite3
from datetime import datetime

from ...context import Context, moment
from ..registry import Arguments, Handlers
from .contract import Contract

_LASTING = """
    SELECT * FROM credit_transfer_permissions WHERE source_ledger_id = ? AND target_ledger_id = ?
    AND valid_from <= ? AND (valid_to IS NULL OR valid_to > ?)
"""


def create_permission(context: Context, arguments: Arguments) -> sqlite3.Row:
    """Let credit flow from now on; one of the two ledgers has to store credit."""
    contract, given = Contract(context, "createCreditTransferPermission"), arguments["input"]
    source, target = _ledgers(contract, given)
    if not stores_credit(source) and not stores_credit(target):
        raise contract.refuse("KT-CT-3828")
    if lasting(context, source["id"], target["id"]):
        raise contract.refuse("KT-CT-3829")
    return context.insert(
        "credit_transfer_permissions",
        {
            "source_ledger_id": source["id"],
            "target_ledger_id": target["id"],
            "valid_from": context.now,
        },
    )


def terminate_permission(context: Context, arguments: Arguments) -> sqlite3.Row:
    """End the permission that lasts now, or that lasts at the moment asked for."""
    contract, given = Contract(context, "terminateCreditTransferPermission"), arguments["input"]
    source, target = _ledgers(contract, given)
    at = given.get("activeAt")
    when = moment(datetime.fromisoformat(at)) if at else context.now
    found = lasting(context, source["id"], target["id"], at=when)
    if found is None:
        raise contract.refuse("KT-CT-3825")
    ends = max(context.now, found["valid_from"])
    return contract.update("credit_transfer_permissions", found["id"], valid_to=ends)


def _ledgers(contract: Contract, given: Arguments) -> tuple[sqlite3.Row, sqlite3.Row]:
    source = _ledger(contract, given["sourceLedgerNumber"], "sourceLedgerNumber")
    target = _ledger(contract, given["targetLedgerNumber"], "targetLedgerNumber")
    if source["id"] == target["id"]:
        reason = ("targetLedgerNumber", "Credit must flow to another ledger.")
        raise contract.refuse("KT-CT-3827", reason)
    return source, target


def _ledger(contract: Contract, number: str, field: str) -> sqlite3.Row:
    found = contract.context.ledger(number)
    if found is None:
        raise contract.refuse("KT-CT-3822", (field, "There is no such ledger."))
    if found["is_debt"]:
        raise contract.refuse("KT-CT-3827", (field, "No credit flows to or from debt."))
    return found


def stores_credit(ledger: sqlite3.Row) -> bool:
    """Say whether a ledger takes no payments and stores credit alone, as a solar wallet does."""
    return not ledger["accepts_payments"]


def lasting(
    context: Context, source_id: int, target_id: int, *, at: str | None = None
) -> sqlite3.Row | None:
    """Find the permission between two ledgers that lasts at a moment, now unless told."""
    when = at or context.now
    return context.row(_LASTING, source_id, target_id, when, when)


HANDLERS: Handlers = {
    "createCreditTransferPermission": create_permission,
    "terminateCreditTransferPermission": terminate_permission,
}
