"""Loyalty points: joined, exchanged for credit, given to others, collected by somebody else."""

import sqlite3
from typing import Any, Final

from ...context import Context
from ...points import points_balance, post_points
from ...posting import Entry, post_transaction
from ..registry import Arguments, Handlers
from .contract import Contract

_BLOCK: Final = 10
"""Points are exchanged for credit in whole blocks of so many."""
_MINOR_UNITS_A_POINT: Final = 1


def enroll_account(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Let an active account collect points, for a user of it."""
    contract, given = Contract(context, "enrollAccountInLoyaltyProgram"), arguments["input"]
    account = contract.account(given["accountNumber"])
    if account["is_enrolled_in_loyalty_program"]:
        raise contract.refuse("KT-CT-9213", ("accountNumber", "This account collects already."))
    if account["status"] != "ACTIVE":
        raise contract.refuse("KT-CT-9213", ("accountNumber", "This account is not active."))
    wanted = given.get("accountUserId")
    user = _user(contract, account, wanted, "accountUserId", "KT-CT-9210") if wanted else None
    user_id = user["id"] if user else _first_user(context, account)
    contract.update(
        "accounts", account["id"], is_enrolled_in_loyalty_program=1, loyalty_points_user_id=user_id
    )
    return {"outcome": {"hasEnrolled": True}}


def _first_user(context: Context, account: sqlite3.Row) -> int | None:
    query = (
        "SELECT user_id FROM account_users WHERE account_id = ?"
        " ORDER BY user_id = ? AND is_customer DESC, is_customer DESC, id"
    )
    found: int | None = context.value(query, account["id"], context.caller["id"])
    return found


def _user(
    contract: Contract, account: sqlite3.Row, user_id: str, field: str, code: str
) -> sqlite3.Row:
    query = (
        "SELECT users.* FROM users JOIN account_users ON user_id = users.id"
        " WHERE account_id = ? AND ? IN (CAST(users.id AS TEXT), number)"
    )
    found = contract.context.row(query, account["id"], user_id)
    if found is None:
        raise contract.refuse(code, (field, "This account has no such user."))
    return found


def redeem(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Take points away and post what they are worth as credit on the main ledger."""
    contract, given = Contract(context, "redeemLoyaltyPointsForAccountCredit"), arguments["input"]
    account, points = contract.account(given["accountNumber"]), given["points"]
    wanted = given.get("accountUserId")
    if wanted:
        user_id = _user(contract, account, wanted, "accountUserId", "KT-CT-9201")["id"]
    else:
        user_id = account["loyalty_points_user_id"]
    if user_id is None:
        reason = ("accountNumber", "Nobody collects points for this account.")
        raise contract.refuse("KT-CT-9201", reason)
    if not _has_entries(context, user_id):
        raise contract.refuse("KT-CT-9203")
    _check_points(contract, user_id, points)
    if points % _BLOCK:
        whole = f"Points are exchanged in blocks of {_BLOCK}."
        raise contract.refuse("KT-CT-9206", ("points", whole))
    _move_points(context, user_id, account["id"], -points, "REDEEMED_FOR_CREDIT")
    _post_credit(contract, account, points)
    return {"pointsRedeemed": points}


def _has_entries(context: Context, user_id: int) -> bool:
    query = "SELECT 1 FROM loyalty_point_ledger_entries WHERE user_id = ?"
    return context.value(query, user_id) is not None


def _check_points(contract: Contract, user_id: int, points: int) -> None:
    if points <= 0:
        raise contract.refuse("KT-CT-9204", ("points", "They must be more than 0."))
    balance = points_balance(contract.context.state.store, user_id=user_id)
    if balance < 0:
        raise contract.refuse("KT-CT-9209")
    if points > balance:
        raise contract.refuse("KT-CT-9205", ("points", f"There are {balance} points."))


def _move_points(
    context: Context, user_id: int, account_id: int | None, points: int, reason: str
) -> None:
    post_points(
        context.state.store,
        user_id=user_id,
        account_id=account_id,
        points=points,
        reason_code=reason,
        at=context.state.clock(),
    )


def _post_credit(contract: Contract, account: sqlite3.Row, points: int) -> None:
    context = contract.context
    entry = Entry(
        kind="Credit",
        amount=points * _MINOR_UNITS_A_POINT,
        title="Loyalty points",
        reason_code="LOYALTY_POINTS_REDEEMED",
    )
    ledger, at = contract.main_ledger(account), context.state.clock()
    post_transaction(context.state.store, ledger_id=ledger["id"], entry=entry, at=at)


def transfer(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Move points from a user of an account, its collector unless told, to any other user."""
    contract, given = Contract(context, "transferLoyaltyPointsBetweenUsers"), arguments["input"]
    account, points = contract.account(given["accountNumber"]), given["points"]
    wanted = given.get("sendingUserId") or str(account["loyalty_points_user_id"])
    sender = _user(contract, account, wanted, "sendingUserId", "KT-CT-9210")
    query = "SELECT * FROM users WHERE ? IN (CAST(id AS TEXT), number)"
    receiver = context.row(query, given["receivingUserId"])
    if receiver is None or receiver["id"] == sender["id"]:
        reason = "There is no such user." if receiver is None else "They are the sender."
        raise contract.refuse("KT-CT-9210", ("receivingUserId", reason))
    _check_points(contract, sender["id"], points)
    collected_for = "SELECT id FROM accounts WHERE loyalty_points_user_id = ? ORDER BY id"
    receiving = context.value(collected_for, receiver["id"])
    _move_points(context, sender["id"], account["id"], -points, "TRANSFERRED")
    _move_points(context, receiver["id"], receiving, points, "TRANSFERRED")
    return {"pointsTransferred": points}


def set_user(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Let another user of an enrolled account collect its points."""
    contract, given = Contract(context, "setLoyaltyPointsUser"), arguments["input"]
    account = contract.account(given["accountNumber"])
    if not account["is_enrolled_in_loyalty_program"]:
        raise contract.refuse("KT-CT-9214", ("accountNumber", "This account collects no points."))
    wanted, field = given["newLoyaltyPointsUserId"], "newLoyaltyPointsUserId"
    user = _user(contract, account, wanted, field, "KT-CT-9214")
    changed = contract.update("accounts", account["id"], loyalty_points_user_id=user["id"])
    return {"newLoyaltyPointsUserId": changed["loyalty_points_user_id"]}


HANDLERS: Handlers = {
    "enrollAccountInLoyaltyProgram": enroll_account,
    "redeemLoyaltyPointsForAccountCredit": redeem,
    "transferLoyaltyPointsBetweenUsers": transfer,
    "setLoyaltyPointsUser": set_user,
}
