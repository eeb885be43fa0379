"""Users whose e-mail address only stands in for one, and how they get a real one."""

import sqlite3
from typing import Any

from ...context import Context
from ...errors import Refusal, problem
from ...folding import fold
from ..registry import Arguments, Handlers
from . import contact_details
from .ownership import customers, find_user, is_customer, own_account
from .password_resets import cannot_mail, mail_reset
from .rows import update


def register_email(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Give the customer of a name and postcode a real address."""
    given = arguments["input"]
    account = context.row("SELECT * FROM accounts WHERE number = ?", given["accountNumber"])
    if account is None:
        fields = [problem(["input", "accountNumber"], "There is no such account.")]
        raise Refusal("KT-CT-10006", "Account not found.", kind="NOT_FOUND", fields=fields)
    name = fold(given["familyName"].strip())
    named = [user for user in customers(context, account) if fold(user["family_name"]) == name]
    if not named:
        raise _invalid("familyName", "No customer of this account has this name.")
    if _compact(given["postcode"]) not in _postcodes(context, account):
        raise _invalid("postcode", "This is not a postcode of the account.")
    waiting = (user for user in named if contact_details.is_placeholder(user["email"]))
    user = _give(context, next(waiting, named[0]), given["email"])
    return {"blackholeEmailAccountUser": _told(context, user)}


def _postcodes(context: Context, account: sqlite3.Row) -> set[str]:
    query = """
        SELECT postcode FROM occupancy_periods JOIN properties ON properties.id = property_id
        WHERE account_id = ?
    """
    held = [row["postcode"] for row in context.rows(query, account["id"])]
    return {_compact(each) for each in (account["billing_address_postcode"], *held)}


def _compact(postcode: str) -> str:
    return "".join(postcode.split()).upper()


def update_blackhole_email(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Give a user of an account a real address."""
    given = arguments["input"]
    account = own_account(context, given["accountNumber"], "input", "accountNumber")
    user = find_user(context, given["accountUserId"])
    if user is None or not is_customer(context, account, user):
        raise _invalid("accountUserId", "This account has no such user.")
    user = _give(context, user, given["email"])
    return {
        "blackholeEmailAccount": _account_told(context, account),
        "blackholeEmailAccountUser": _told(context, user),
    }


def _give(context: Context, user: sqlite3.Row, email: str) -> sqlite3.Row:
    if not contact_details.is_placeholder(user["email"]):
        fields = [problem(["input", "email"], "The user has an address that is no placeholder.")]
        raise Refusal("KT-GB-5412", "User already has an email address.", fields=fields)
    if not contact_details.is_email(email) or contact_details.is_placeholder(email):
        raise _invalid("email", "This is not an e-mail address.")
    if contact_details.is_taken(context, email, user_id=user["id"]):
        raise _invalid("email", "Another user has this e-mail address.")
    if not user["is_active"]:
        raise cannot_mail("email", "The user may not sign in.")
    stored = update(context, "users", user, {"email": email})
    mail_reset(context, stored)
    return stored


def _invalid(field: str, reason: str) -> Refusal:
    message = "Invalid inputs for updating a blackhole email."
    return Refusal("KT-GB-5413", message, fields=[problem(["input", field], reason)])


def _told(context: Context, user: sqlite3.Row) -> dict[str, Any]:
    query = """
        SELECT accounts.* FROM account_users JOIN accounts ON accounts.id = account_id
        WHERE user_id = ? AND is_customer ORDER BY account_users.id
    """
    return {
        **dict(user),
        "accounts": [_account_told(context, each) for each in context.rows(query, user["id"])],
        "full_name": f"{user['given_name']} {user['family_name']}".strip(),
        "has_date_of_birth": bool(user["date_of_birth"]),
        "has_mobile_number": bool(user["mobile"]),
        "user_id": user["id"],
        "user_number": user["number"],
    }


def _account_told(context: Context, account: sqlite3.Row) -> dict[str, Any]:
    lines = [account[f"billing_address_line{number}"] for number in range(1, 6)]
    query = "SELECT 1 FROM portfolios WHERE lead_account_number = ?"
    return {
        "number": account["number"],
        "account_user_names": [dict(user) for user in customers(context, account)],
        "address": ", ".join(filter(None, [*lines, account["billing_address_postcode"]])),
        "is_business_account": account["account_type"].startswith("BUSINESS"),
        "is_portfolio_lead_account": context.value(query, account["number"]) is not None,
    }


HANDLERS: Handlers = {
    "registerEmail": register_email,
    "updateBlackholeEmail": update_blackhole_email,
}
