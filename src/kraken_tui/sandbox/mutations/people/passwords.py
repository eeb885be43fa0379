"""Passwords that their owners know: changed, or set while signing up."""

import sqlite3
from typing import Any

from ... import passwords
from ...context import Context
from ...errors import Refusal, problem
from ...password_rules import broken_rules
from ..registry import Arguments, Handlers
from . import contact_details
from .pre_signed_tokens import live_token, use_up
from .rows import update


def update_password(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Change the caller's password, given the old one."""
    given, user = arguments.get("input") or {}, context.caller
    if not passwords.matches(given.get("oldPassword") or "", user["password_hash"]):
        fields = [problem(["input", "oldPassword"], "This is not the present password.")]
        raise Refusal("KT-CT-5460", "Old password is invalid.", fields=fields)
    check_password(given["newPassword"], "newPassword")
    if given["newPasswordConfirmed"] != given["newPassword"]:
        raise _invalid("newPasswordConfirmed", "The two new passwords differ.")
    return {"viewer": set_password(context, user, given["newPassword"])}


def check_password(password: str, field: str) -> None:
    """Refuse a password that breaks a rule of the tenant."""
    broken = broken_rules(password)
    if broken:
        raise _invalid(field, *broken)


def _invalid(field: str, *reasons: str) -> Refusal:
    fields = [problem(["input", field], reason) for reason in reasons]
    return Refusal("KT-CT-5450", "Password is invalid.", fields=fields)


def set_password(context: Context, user: sqlite3.Row, password: str) -> sqlite3.Row:
    """Store a password; return the user as stored now."""
    changes = {"password_hash": passwords.hash_password(password), "has_set_password": True}
    return update(context, "users", user, changes)


def update_email_and_password(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Set both for the user that a pre-signed token was mailed to, and use the token up."""
    given = arguments["input"]
    token = live_token(context, given["token"])
    user = None if token is None else context.by_id("users", token["user_id"])
    if token is None or user is None:
        fields = [problem(["input", "token"], "The token is not valid, or not any more.")]
        raise Refusal("KT-CT-5413", "Invalid data.", fields=fields)
    _check_email(context, given["email"], user)
    check_password(given["password"], "password")
    set_password(
        context, update(context, "users", user, {"email": given["email"]}), given["password"]
    )
    use_up(context, token)
    return {"success": True}


def _check_email(context: Context, email: str, user: sqlite3.Row) -> None:
    reason = None
    if not contact_details.is_email(email):
        reason = "This is not an e-mail address."
    elif contact_details.is_taken(context, email, user_id=user["id"]):
        reason = "Another user has this e-mail address."
    if reason:
        fields = [problem(["input", "email"], reason)]
        raise Refusal("KT-CT-5414", "Invalid data.", fields=fields)


HANDLERS: Handlers = {
    "updatePassword": update_password,
    "updateEmailAndPassword": update_email_and_password,
}
