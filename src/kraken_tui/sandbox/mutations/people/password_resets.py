"""Passwords that were forgotten: a link by mail, and a new password for who holds it."""

import re
import secrets
import sqlite3
from collections.abc import Mapping
from typing import Any, Final

from ...context import Context
from ...errors import Refusal, problem
from ...password_rules import broken_rules
from ..registry import Arguments, Handlers
from ..signing_in import seconds
from .contact_details import is_email
from .ownership import find_user, unauthorised
from .passwords import check_password, set_password

_LIFETIME: Final = 24 * 3600
_URL: Final = re.compile(r"https?://[^\s/]+(/\S*)?")


def request_password_reset(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Mail a link; whether anybody has the e-mail address stays untold."""
    given = arguments["input"]
    wrong = _mistakes(given)
    if wrong:
        fields = [problem(["input", name], reason) for name, reason in wrong]
        raise Refusal("KT-CT-11331", "Invalid input data.", fields=fields)
    user = _user(context, given)
    if user is not None and user["is_active"]:
        mail_reset(context, user)
    return {"email": given.get("email"), "userNumber": given.get("userNumber")}


def _mistakes(given: Mapping[str, Any]) -> list[tuple[str, str]]:
    found = []
    if not (given.get("email") or given.get("userNumber")):
        found.append(("email", "An e-mail address or a user number is needed."))
    if given.get("email") and not is_email(given["email"]):
        found.append(("email", "This is not an e-mail address."))
    if given.get("baseUrl") and not _URL.fullmatch(given["baseUrl"]):
        found.append(("baseUrl", "This is not the address of a page."))
    return found


def _user(context: Context, given: Mapping[str, Any]) -> sqlite3.Row | None:
    if given.get("email"):
        query = "SELECT * FROM users WHERE email = ? COLLATE NOCASE"
        return context.row(query, given["email"])
    user = context.row("SELECT * FROM users WHERE number = ?", given["userNumber"])
    if user is None or not user["is_active"]:
        raise cannot_mail("userNumber", "There is no such user.")
    return user


def cannot_mail(field: str, reason: str) -> Refusal:
    """Refuse to mail a link to somebody who cannot have one."""
    fields = [problem(["input", field], reason)]
    message = "Unable to request password reset email."
    return Refusal("KT-CT-1133", message, kind="APPLICATION", description=reason, fields=fields)


def mail_reset(context: Context, user: sqlite3.Row) -> None:
    """Mail a user the token that lets them choose a password."""
    token = secrets.token_urlsafe(24)
    values = {"token": token, "user_id": user["id"], "expires_at": seconds(context) + _LIFETIME}
    context.insert("password_reset_tokens", values)
    mail = {"to": user["email"], "subject": "Choose a password", "at": context.now}
    context.state.outbox.append({**mail, "userId": str(user["id"]), "token": token})


def reset_user_password(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Set a user's password, given the token that was mailed to them; the token is used up."""
    given = arguments["input"]
    token = _live(context, given["token"])
    if token is None:
        raise unauthorised("KT-CT-1132", "input", "token")
    user = find_user(context, given["userId"])
    if user is None or user["id"] != token["user_id"]:
        raise unauthorised("KT-CT-4125", "input", "userId")
    check_password(given["newPassword"], "newPassword")
    _set(context, user, token, given["newPassword"])
    return {"passwordUpdated": True, "userId": user["id"]}


def reset_password(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Do the same in the old way, which tells what is wrong in its answer."""
    given = arguments["input"]
    token, user = _live(context, given["token"]), find_user(context, given["userId"])
    wrong = []
    if token is None or user is None or token["user_id"] != user["id"]:
        wrong.append(_field_error("token", "The token is not valid, or not any more."))
    broken = broken_rules(given["password"])
    if broken:
        wrong.append(_field_error("password", *broken))
    if not wrong:
        assert token is not None and user is not None
        _set(context, user, token, given["password"])
    return {"clientMutationId": given.get("clientMutationId"), "errors": wrong}


def _live(context: Context, token: str) -> sqlite3.Row | None:
    query = """
        SELECT * FROM password_reset_tokens
        WHERE token = ? AND used_at IS NULL AND expires_at > ?
    """
    return context.row(query, token, seconds(context))


def _set(context: Context, user: sqlite3.Row, token: sqlite3.Row, password: str) -> None:
    set_password(context, user, password)
    query = "UPDATE password_reset_tokens SET used_at = ? WHERE token = ?"
    context.state.store.execute(query, (seconds(context), token["token"]))


def _field_error(field: str, *messages: str) -> dict[str, Any]:
    errors = [
        {"__typename": "SerializerErrorType", "message": message, "code": "invalid"}
        for message in messages
    ]
    return {"field": field, "errors": errors}


HANDLERS: Handlers = {
    "requestPasswordReset": request_password_reset,
    "resetPassword": reset_password,
    "resetUserPassword": reset_user_password,
}
