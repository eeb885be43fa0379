"""Loyalty points and cards, referral schemes, vouchers and wallets."""

import sqlite3
from typing import Any

from .. import paging
from ..context import Context
from ..errors import Refusal
from ..fields import Arguments, Fields, RootFields

query = RootFields()
account = Fields("AccountType", "Account")
_PENCE_A_POINT = 1
_ENTRIES = "SELECT * FROM loyalty_point_ledger_entries WHERE user_id = ? ORDER BY seq DESC"


def _user(context: Context, user_id: Any) -> int:
    """Return the id of a user that the caller may ask about; its own, if none is named."""
    if user_id is None:
        return int(context.caller["id"])
    found = context.row("SELECT id FROM users WHERE id = ? OR number = ?", user_id, user_id)
    roles = "SELECT account_id FROM account_users WHERE user_id = ?"
    own = found is not None and found["id"] == context.caller["id"]
    if found is None or not (
        own or any(context.may_see(row["account_id"]) for row in context.rows(roles, found["id"]))
    ):
        raise Refusal("KT-CT-5415", "Account user not found.", kind="NOT_FOUND")
    return int(found["id"])


@query.answers("loyaltyPointsBalance")
def _balance(source: Any, context: Context, arguments: Arguments) -> Any:
    given = arguments.get("input") or {}
    user = given.get("accountUserId")
    if given.get("accountNumber"):
        owner = context.account(given["accountNumber"], "input", "accountNumber")
        user = user or owner["loyalty_points_user_id"]
        if user is None:
            return {"loyalty_points": 0, "total_monetary_amount": 0}
    last = context.row(_ENTRIES, _user(context, user))
    points = last["balance_carried_forward"] if last else 0
    return {"loyalty_points": points, "total_monetary_amount": points * _PENCE_A_POINT}


@query.answers("loyaltyPointLedgers")
def _ledgers(source: Any, context: Context, arguments: Arguments) -> Any:
    given = arguments.get("input") or {}
    rows = context.rows(_ENTRIES, _user(context, given.get("accountUserId")))
    return [_entry(context, row) for row in rows]


@query.answers("loyaltyPointLedgerEntry")
def _ledger_entry(source: Any, context: Context, arguments: Arguments) -> Any:
    given = arguments["input"]
    key = given.get("ledgerEntryId") or given.get("id")
    sql = "SELECT * FROM loyalty_point_ledger_entries WHERE id = ? OR idempotency_key = ?"
    row = context.row(sql, key, given.get("idempotencyKey"))
    if row is None:
        return None
    _user(context, row["user_id"])
    return _entry(context, row)


def _entry(context: Context, row: sqlite3.Row) -> dict[str, Any]:
    owner = context.by_id("accounts", row["account_id"])
    return {**dict(row), "account_number": owner and owner["number"]}


@query.answers("eligibilityToJoinLoyaltyPointsProgram")
def _eligibility(source: Any, context: Context, arguments: Arguments) -> Any:
    owner = context.account(arguments["input"]["accountNumber"], "input", "accountNumber")
    reason = None
    if owner["is_enrolled_in_loyalty_program"]:
        reason = "ALREADY_ENROLLED"
    elif owner["status"] != "ACTIVE":
        reason = "ACCOUNT_NOT_ACTIVE"
    return {"is_eligible": reason is None, "primary_ineligibility_reason": reason}


@query.answers("loyaltyCards")
def _cards(source: Any, context: Context, arguments: Arguments) -> Any:
    user = _user(context, arguments["accountUserId"])
    return context.rows("SELECT * FROM loyalty_cards WHERE user_id = ?", user)


@account.answers("activeReferralSchemes")
def _schemes(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    found = {}
    for row in context.rows("SELECT * FROM referral_schemes"):
        reward = row["referred_reward_amount"] + row["referrer_reward_amount"]
        found[row["audience"]] = {**dict(row), "combined_reward_amount": reward}
    return found


@account.answers("referrals")
def _referrals(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    wanted = (arguments.get("status") or "").capitalize()
    sql = "SELECT * FROM referrals WHERE account_id = ? ORDER BY id DESC"
    rows = [row for row in context.rows(sql, source["id"]) if wanted in {"", row["payment_status"]}]
    paid = (row["referring_user_payment_amount"] for row in rows if row["payment_date"])
    return {**paging.page(rows, arguments), "referring_user_total_payment_amount": sum(paid)}


@query.answers("validateReferralCode")
def _referral_code(source: Any, context: Context, arguments: Arguments) -> Any:
    row = context.row("SELECT * FROM claim_codes WHERE code = ?", arguments["value"])
    if row is None:
        return None
    free = row["redeemed_by_account_id"] is None
    lasts = row["expires_at"] is None or row["expires_at"] > context.now
    return {"value": row["code"], "is_valid": free and lasts}


@query.answers("vouchersForAccount")
def _vouchers(source: Any, context: Context, arguments: Arguments) -> Any:
    owner = context.account(arguments["accountNumber"], "accountNumber")
    rows = context.rows(_VOUCHERS, owner["id"])
    return paging.page([row for row in rows if _is_wanted(row, context, arguments)], arguments)


def _is_wanted(row: sqlite3.Row, context: Context, arguments: Arguments) -> bool:
    if arguments.get("redeemableOnly") and not (
        row["balance"] and row["available_from"] <= context.now
    ):
        return False
    if arguments.get("excludeRefunded") and row["refunded_at"]:
        return False
    if row["display_name"] in (arguments.get("excludeByDisplayName") or ()):
        return False
    return all(
        _is_between(row[column][:10], arguments, name)
        for name, column in (("purchased", "purchased_at"), ("available", "available_from"))
    )


def _is_between(day: str, arguments: Arguments, name: str) -> bool:
    since, before = arguments.get(f"{name}FromDate"), arguments.get(f"{name}BeforeDate")
    return (not since or day >= str(since)) and (not before or day < str(before))


_VOUCHERS = "SELECT * FROM vouchers WHERE account_id = ? ORDER BY purchased_at DESC, id DESC"


@query.answers("vouchersBalanceDetail")
def _voucher_balance(source: Any, context: Context, arguments: Arguments) -> Any:
    owner = context.account(arguments["accountNumber"], "accountNumber")
    sums = {"redeemable_today": 0, "redeemable_in_future": 0}
    for row in context.rows(_VOUCHERS, owner["id"]):
        when = "today" if row["available_from"] <= context.now else "in_future"
        sums[f"redeemable_{when}"] += row["balance"]
    return sums


_WALLETS = """
    SELECT credit_transfer_permissions.*, target.number AS target_ledger, billing_name AS
    target_given_name, source.balance AS balance FROM credit_transfer_permissions
    JOIN ledgers AS source ON source.id = source_ledger_id
    JOIN ledgers AS target ON target.id = target_ledger_id
    JOIN accounts ON accounts.id = target.account_id WHERE source.account_id = ?
"""


@account.answers("solarWalletLedgers")
def _wallets(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return context.rows(_WALLETS, source["id"])


@account.answers("hasSolarWallet")
def _has_wallet(source: sqlite3.Row, context: Context, arguments: Arguments) -> bool:
    return _solar_ledger(context, source) is not None


@account.answers("solarWalletAvailableCredit")
def _wallet_credit(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    ledger = _solar_ledger(context, source)
    return ledger and ledger["balance"]


def _solar_ledger(context: Context, source: sqlite3.Row) -> Any:
    sql = "SELECT * FROM ledgers WHERE account_id = ? AND ledger_type LIKE '%SOLAR%'"
    return context.row(sql, source["id"])


@account.answers("holderName")
def _holder_name(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return source["billing_name"]


@account.answers("holderNif")
def _holder_nif(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    sql = """
        SELECT nif FROM account_users JOIN users ON users.id = user_id
        WHERE account_id = ? AND is_customer = 1 ORDER BY account_users.id
    """
    return context.value(sql, source["id"])


BINDABLES = [query, account]
