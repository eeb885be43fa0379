"""Consents that count only once they have been confirmed from a mailbox or a telephone."""

import secrets
import sqlite3
from collections.abc import Mapping
from ipaddress import ip_address
from typing import Any, Final, NamedTuple

from ...context import Context
from ...documented import documents
from ...errors import Refusal, problem
from ..registry import Arguments, Handlers
from ..signing_in import seconds
from . import consents
from .contact_details import is_email, is_phone
from .ownership import customers
from .rows import update

_LIFETIME: Final = 24 * 3600
_AN_HOUR: Final = 3600
_MOST_AN_HOUR: Final = 5


class _Asked(NamedTuple):
    account_id: int | None
    user_id: int | None
    to: str

    @property
    def channel(self) -> str:
        return "EMAIL" if "@" in self.to else "SMS"


def request_double_opt_in(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Note a consent as pending, and send out the token that confirms it."""
    given = arguments.get("input") or {}
    _check(given)
    asked = _asked(context, given)
    consents.check_enabled(context)
    code = given["consentTypeCode"]
    consents.check_type(context, code, ["input", "consentTypeCode"])
    present = _present(context, asked, code)
    if present is not None and present["value"] == "ACCEPTED":
        return {"consent": _accepted_already(context, present)}
    if present is not None:
        _check_rate(context, present)
    consent = present or consents.store(
        context, code, "PENDING", account_id=asked.account_id, user_id=asked.user_id
    )
    consent = update(context, "consents", consent, {"value": "PENDING"})
    _send_token(context, asked, consent, given["ipAddress"])
    return {"consent": consent}


def _check(given: Mapping[str, Any]) -> None:
    wrong = []
    if not any(given.get(name) for name in ("accountNumber", "emailAddress", "mobileNumber")):
        wrong.append(problem(["input"], "Say whose consent this is."))
    if given.get("emailAddress") and not is_email(given["emailAddress"]):
        wrong.append(problem(["input", "emailAddress"], "This is not an e-mail address."))
    if given.get("mobileNumber") and not is_phone(given["mobileNumber"]):
        wrong.append(problem(["input", "mobileNumber"], "This is not a telephone number."))
    try:
        ip_address(given.get("ipAddress") or "")
    except ValueError:
        wrong.append(problem(["input", "ipAddress"], "This is not an IP address."))
    if wrong:
        raise Refusal("KT-CT-9019", "Invalid input.", fields=wrong)


def _asked(context: Context, given: Mapping[str, Any]) -> _Asked:
    to = given.get("emailAddress") or given.get("mobileNumber")
    if given.get("accountNumber"):
        number = given["accountNumber"]
        account = consents.consenting_account(context, number, "input", "accountNumber")
        return _Asked(account["id"], None, to or customers(context, account)[0]["email"])
    column = "email" if given.get("emailAddress") else "mobile"
    user = context.row(f"SELECT * FROM users WHERE {column} = ? COLLATE NOCASE", to)
    if user is None:
        name = "emailAddress" if column == "email" else "mobileNumber"
        fields = [problem(["input", name], "Nobody is known by this.")]
        raise Refusal("KT-CT-9018", "Account not found.", kind="NOT_FOUND", fields=fields)
    return _Asked(None, user["id"], str(to))


def _present(context: Context, asked: _Asked, code: str) -> sqlite3.Row | None:
    query = "SELECT * FROM consents WHERE code = ? AND account_id IS ? AND user_id IS ?"
    return context.row(query, code, asked.account_id, asked.user_id)


def _accepted_already(context: Context, consent: sqlite3.Row) -> sqlite3.Row:
    if documents(context.state.operations, "requestDoubleOptIn", "KT-CT-9023"):
        fields = [problem(["input", "consentTypeCode"], "This consent was given before.")]
        raise Refusal("KT-CT-9023", "Consent already accepted.", fields=fields)
    return consent


def _check_rate(context: Context, consent: sqlite3.Row) -> None:
    query = "SELECT count(*) FROM double_opt_ins WHERE consent_id = ? AND created_at > ?"
    if context.value(query, consent["id"], seconds(context) - _AN_HOUR) >= _MOST_AN_HOUR:
        raise Refusal("KT-CT-1199")


def _send_token(context: Context, asked: _Asked, consent: sqlite3.Row, ip: str) -> None:
    token, now = secrets.token_urlsafe(24), seconds(context)
    values = {
        "token": token,
        "consent_id": consent["id"],
        "channel": asked.channel,
        "ip_address": ip,
        "created_at": now,
        "expires_at": now + _LIFETIME,
    }
    context.insert("double_opt_ins", values)
    mail = {"to": asked.to, "subject": "Confirm your consent", "token": token, "at": context.now}
    context.state.outbox.append(mail)


def confirm_double_opt_in(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Make a pending consent count."""
    token = (arguments.get("input") or {}).get("token")
    waiting = context.row("SELECT * FROM double_opt_ins WHERE token = ?", token)
    fields = [problem(["input", "token"], "This token confirms nothing.")]
    if waiting is None:
        message = "Consent expiring token not found."
        raise Refusal("KT-CT-9021", message, kind="NOT_FOUND", fields=fields)
    consent = context.by_id("consents", waiting["consent_id"])
    if waiting["confirmed_at"] or consent is None or consent["value"] == "ACCEPTED":
        message = "Consent for given token already accepted."
        raise Refusal("KT-CT-9022", message, fields=fields)
    if waiting["expires_at"] <= seconds(context):
        raise Refusal("KT-CT-9020", "Invalid consent expiring token.", fields=fields)
    context.state.store.execute(
        "UPDATE double_opt_ins SET confirmed_at = ? WHERE token = ?", (seconds(context), token)
    )
    changes = {"value": "ACCEPTED", "updated_at": context.now}
    return {"consent": update(context, "consents", consent, changes)}


HANDLERS: Handlers = {
    "requestDoubleOptIn": request_double_opt_in,
    "confirmDoubleOptIn": confirm_double_opt_in,
}
