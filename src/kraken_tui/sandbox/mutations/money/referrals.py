"""Customers who recommend others, and codes that are worth a reward."""

import sqlite3
from typing import Any, Final

from ...context import Context
from ...posting import Entry, post_transaction
from ..registry import Arguments, Handlers
from .contract import Contract

_REFERRED: Final = "REFERRAL_REWARD"


def create_referral(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Record who recommended the tenant to an account: by e-mail, link or code."""
    contract, given = Contract(context, "createReferral"), arguments["input"]
    account = contract.account(given["accountNumber"], forbidden="KT-CT-6723")
    referrer = _referrer(contract, given["reference"].strip())
    if referrer["id"] == account["id"]:
        raise contract.refuse("KT-CT-6711", ("reference", "This is the account's own."))
    if referrer["brand"] != account["brand"]:
        raise contract.refuse("KT-CT-6713", ("reference", "It belongs to another brand."))
    known = "SELECT 1 FROM referrals WHERE referred_account_id = ?"
    if context.value(known, account["id"]):
        reason = ("accountNumber", "This account was recommended already.")
        raise contract.refuse("KT-CT-6710", reason)
    referral = _store(contract, referrer, account, given["reference"].strip())
    return {"referredAccountRewardAmount": referral["referred_user_payment_amount"]}


def _referrer(contract: Contract, reference: str) -> sqlite3.Row:
    query = _BY_EMAIL if "@" in reference else _BY_CODE
    code = reference.rstrip("/").rpartition("/")[2]
    found = contract.context.row(query, code)
    if found is None:
        raise contract.refuse("KT-CT-6712", ("reference", "It leads to no customer."))
    return found


_BY_EMAIL: Final = """
    SELECT accounts.* FROM users JOIN account_users ON user_id = users.id
    JOIN accounts ON accounts.id = account_id WHERE email = ? COLLATE NOCASE AND is_customer
    ORDER BY accounts.id
"""
_BY_CODE: Final = """
    SELECT accounts.* FROM referrals JOIN accounts ON accounts.id = account_id WHERE code = ?
"""


def _store(
    contract: Contract, referrer: sqlite3.Row, account: sqlite3.Row, reference: str
) -> sqlite3.Row:
    context = contract.context
    audience = "business" if account["account_type"].startswith("BUSINESS") else "domestic"
    scheme = context.row("SELECT * FROM referral_schemes WHERE audience = ?", audience)
    assert scheme is not None, "Both audiences have a scheme."
    referred, referring = scheme["referred_reward_amount"], scheme["referrer_reward_amount"]
    contract.update("accounts", referrer["id"], referrals_created=referrer["referrals_created"] + 1)
    return context.insert(
        "referrals",
        {
            "account_id": referrer["id"],
            "referred_account_id": account["id"],
            "code": reference,
            "scheme_type": scheme["scheme_type"],
            "referred_user_name": _name(context, account),
            "referred_user_join_date": account["created_at"],
            "referred_user_payment_amount": referred,
            "referring_user_payment_amount": referring,
            "combined_payment_amount": referred + referring,
        },
    )


def _name(context: Context, account: sqlite3.Row) -> Any:
    query = (
        "SELECT given_name FROM account_users JOIN users ON users.id = user_id"
        " WHERE account_id = ? AND is_customer ORDER BY account_users.id"
    )
    return context.value(query, account["id"])


def redeem_claim_code(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Use a claim code up: a reward, and its amount as credit on the main ledger."""
    contract, given = Contract(context, "redeemReferralClaimCode"), arguments["input"]
    account = contract.account(given["accountNumber"], forbidden="KT-CT-6723")
    claim = _claim(contract, given["code"])
    if account["status"] != "ACTIVE":
        raise contract.refuse("KT-CT-6725", ("accountNumber", "This account is not active."))
    context.state.store.execute(
        "UPDATE claim_codes SET redeemed_by_account_id = ? WHERE code = ?",
        (account["id"], claim["code"]),
    )
    _reward(contract, account, claim)
    return {"success": True}


def _claim(contract: Contract, code: str) -> sqlite3.Row:
    context = contract.context
    claim = context.row("SELECT * FROM claim_codes WHERE code = ?", code)
    if claim is None:
        raise contract.refuse("KT-CT-6724", ("code", "There is no such code."))
    if claim["redeemed_by_account_id"] is not None:
        raise contract.refuse("KT-CT-6726", ("code", "This code is used up."))
    if claim["expires_at"] is not None and claim["expires_at"] <= context.now:
        raise contract.refuse("KT-CT-6727", ("code", "This code has expired."))
    return claim


def _reward(contract: Contract, account: sqlite3.Row, claim: sqlite3.Row) -> None:
    context = contract.context
    context.insert(
        "rewards",
        {
            "account_id": account["id"],
            "code": claim["code"],
            "scheme_type": _REFERRED,
            "reward_amount": claim["reward_amount"],
            "payment_status": "Paid",
            "payment_date": context.today.isoformat(),
        },
    )
    entry = Entry(
        kind="Credit", amount=claim["reward_amount"], title="Reward", reason_code=_REFERRED
    )
    ledger, at = contract.main_ledger(account), context.state.clock()
    post_transaction(context.state.store, ledger_id=ledger["id"], entry=entry, at=at)


HANDLERS: Handlers = {
    "createReferral": create_referral,
    "redeemReferralClaimCode": redeem_claim_code,
}
