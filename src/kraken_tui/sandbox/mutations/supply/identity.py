"""Proving who somebody is without signing in."""

import secrets
import sqlite3
from collections.abc import Mapping
from typing import Any, Final

from ...context import Context
from ...folding import fold
from ..registry import Arguments, Handlers
from ..signing_in import seconds
from .refusing import refuse

Given = Mapping[str, Any]

_LIFETIME: Final = 3600
_CUSTOMERS: Final = """
    SELECT users.*, accounts.number AS account_number, accounts.billing_address_line1 AS line,
    accounts.billing_address_postcode AS postcode
    FROM account_users JOIN users ON users.id = user_id JOIN accounts ON accounts.id = account_id
    WHERE is_customer = 1
"""


def verify_identity(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Match account, name and address, for a token that lets the e-mail address be set."""
    given = arguments["input"]
    rows = context.rows(f"{_CUSTOMERS} AND accounts.number = ?", given["accountNumber"])
    for row in rows:
        name = f"{row['given_name']} {row['family_name']}"
        line = given["firstLineOfAddress"]
        if _same(name, given["fullName"]) and _lives_at(row, line, given["postcode"]):
            return {"token": _token(context, row, "UPDATE_BLACKHOLE_EMAIL")}
    raise refuse(context, "verifyIdentity", "KT-CT-1145")


def verify_identity_fallback(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Match name and address alone; more than one such user is no match."""
    given = arguments["input"]
    found = {
        row["id"]: row
        for row in context.rows(_CUSTOMERS)
        if _same(row["family_name"], given["familyName"])
        and _lives_at(row, given["addressLine1"], given["postcode"])
    }
    if len(found) != 1:
        raise refuse(context, "verifyIdentityFallback", "KT-CT-1145")
    scope = "UPDATE_BLACKHOLE_EMAIL_NO_ACCOUNT_NUMBER"
    return {"token": _token(context, next(iter(found.values())), scope)}


def _lives_at(row: sqlite3.Row, line: str, postcode: str) -> bool:
    given = postcode.replace(" ", "")
    return _same(row["line"], line) and _same(row["postcode"].replace(" ", ""), given)


def _same(known: str, given: str) -> bool:
    return bool(given.strip()) and fold(known).split() == fold(given).split()


def _token(context: Context, user: sqlite3.Row, scope: str) -> str:
    token, now = secrets.token_urlsafe(24), seconds(context)
    values = {"key": token, "user_id": user["id"], "scope": scope, "created_at": now}
    context.insert("pre_signed_keys", {**values, "expires_at": now + _LIFETIME})
    return token


HANDLERS: Handlers = {
    "verifyIdentity": verify_identity,
    "verifyIdentityFallback": verify_identity_fallback,
}
