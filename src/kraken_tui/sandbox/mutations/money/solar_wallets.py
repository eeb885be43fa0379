"""Solar wallets shared with an electricity ledger: the old way to permit credit transfers."""

import sqlite3
from datetime import datetime
from typing import Any, Final

from ...context import Context, moment
from ..registry import Arguments, Handlers
from . import credit_transfers
from .contract import Contract

_SOURCE: Final = "sourceAccountNumber"
_TARGET: Final = "targetAccountNumber"


def create_relationship(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Share an account's solar wallet with an account's electricity ledger."""
    contract, given = Contract(context, "createSolarWalletRelationship"), arguments["input"]
    wallet, target, owner = _parties(contract, given, "KT-ES-7805")
    starts, ends = _moment(given["validFrom"]), _moment(given.get("validTo"))
    if ends and starts and ends <= starts:
        raise contract.refuse("KT-ES-7805", ("validTo", "It ends before it begins."))
    if credit_transfers.lasting(context, wallet["id"], target["id"], at=starts):
        raise contract.refuse("KT-ES-7806")
    stored = context.insert(
        "credit_transfer_permissions",
        {
            "source_ledger_id": wallet["id"],
            "target_ledger_id": target["id"],
            "valid_from": starts,
            "valid_to": ends,
        },
    )
    return _answer(given, stored, owner)


def terminate_relationship(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Stop sharing a wallet at a moment."""
    contract, given = Contract(context, "terminateSolarWalletRelationship"), arguments["input"]
    wallet, target, owner = _parties(contract, given, "KT-ES-7807")
    found = credit_transfers.lasting(context, wallet["id"], target["id"])
    if found is None:
        raise contract.refuse("KT-ES-7808")
    ends = _moment(given["validTo"])
    if ends and ends < found["valid_from"]:
        raise contract.refuse("KT-ES-7807", ("validTo", "It ends before it begins."))
    stored = contract.update("credit_transfer_permissions", found["id"], valid_to=ends)
    return _answer(given, stored, owner)


def _parties(
    contract: Contract, given: Arguments, malformed: str
) -> tuple[sqlite3.Row, sqlite3.Row, sqlite3.Row]:
    missing = [
        (field, "This account is needed.") for field in (_SOURCE, _TARGET) if not given.get(field)
    ]
    if missing:
        raise contract.refuse(malformed, *missing)
    source = _account(contract, given[_SOURCE], _SOURCE)
    owner = _account(contract, given[_TARGET], _TARGET)
    wallet = _ledger(contract, source, _SOURCE, "%SOLAR%")
    return wallet, _ledger(contract, owner, _TARGET, "%ELECTRICITY%"), owner


def _account(contract: Contract, number: str, field: str) -> sqlite3.Row:
    context = contract.context
    found = context.row("SELECT * FROM accounts WHERE number = ?", number)
    if found is None:
        raise contract.refuse("KT-ES-4116", (field, "There is no such account."))
    if not context.may_see(found["id"]):
        raise contract.refuse("KT-CT-4123", (field, "This account is not yours."))
    return found


def _ledger(contract: Contract, account: sqlite3.Row, field: str, kind: str) -> sqlite3.Row:
    query = "SELECT * FROM ledgers WHERE account_id = ? AND ledger_type LIKE ?"
    found = contract.context.row(query, account["id"], kind)
    if found is None:
        raise contract.refuse("KT-ES-7809", (field, "This account has no ledger of this type."))
    return found


def _moment(text: str | None) -> str | None:
    return moment(datetime.fromisoformat(text)) if text else None


def _answer(given: Arguments, stored: sqlite3.Row, owner: sqlite3.Row) -> dict[str, Any]:
    return {
        **dict(stored),
        "success": True,
        _SOURCE: given[_SOURCE],
        _TARGET: given[_TARGET],
        "targetGivenName": owner["billing_name"],
        "creditSharingLedgerId": stored["id"],
    }


HANDLERS: Handlers = {
    "createSolarWalletRelationship": create_relationship,
    "terminateSolarWalletRelationship": terminate_relationship,
}
