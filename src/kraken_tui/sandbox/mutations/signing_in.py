"""Signing in: every way to a token."""

import secrets
import sqlite3
from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import urlencode

from ..context import Context
from ..errors import Refusal, problem
from .registry import Arguments, Handlers

_REFRESH_LIFETIME: Final = 7 * 24 * 3600
_KEY_LIFETIME: Final = 3600
_KEYS: Final = ("APIKey", "preSignedKey", "refreshToken", "organizationSecretKey")


def obtain_kraken_token(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Exchange exactly one proof of who somebody is for a token."""
    given = arguments["input"]
    way = _way(given)
    user = _WAYS[way](context, given)
    if user is None or not user["is_active"]:
        raise _refused(way)
    reused = given.get("refreshToken") if way == "refreshToken" else None
    return token_answer(context, user, way=way, refresh_token=reused)


def token_answer(
    context: Context, user: sqlite3.Row, *, way: str, refresh_token: str | None = None
) -> dict[str, Any]:
    """Issue tokens to a user; a refresh token that was used stays as it is."""
    token, claims = context.state.tokens.issue(
        user=user["id"], number=user["number"], epoch=user["tokens_revoked_before"], way=way
    )
    refresh, expires = refresh_token, None
    if refresh is None:
        refresh, expires = _new_refresh_token(context, user)
    else:
        query = "SELECT expires_at FROM refresh_tokens WHERE token = ?"
        expires = context.value(query, refresh)
    return {
        "token": token,
        "payload": claims,
        "refreshToken": refresh,
        "refreshExpiresIn": expires,
    }


def _new_refresh_token(context: Context, user: sqlite3.Row) -> tuple[str, int]:
    token, now = secrets.token_hex(32), seconds(context)
    expires = now + _REFRESH_LIFETIME
    values = {"token": token, "user_id": user["id"], "created_at": now, "expires_at": expires}
    context.insert("refresh_tokens", values)
    return token, expires


def seconds(context: Context) -> int:
    """Return the sandbox's time in Unix seconds."""
    return int(context.state.clock().timestamp())


def _way(given: Mapping[str, Any]) -> str:
    ways = [key for key in _KEYS if given.get(key)]
    by_password = [key for key in ("email", "password") if given.get(key)]
    if by_password:
        ways.append("password")
    if len(ways) != 1:
        raise Refusal("KT-CT-1135", description="Exactly one way of signing in is needed.")
    if len(by_password) == 1:
        missing = "password" if by_password == ["email"] else "email"
        fields = [problem(["input", missing], "An e-mail address and a password go together.")]
        raise Refusal("KT-CT-1135", fields=fields)
    return ways[0]


def _refused(way: str) -> Refusal:
    if way == "password":
        return Refusal("KT-CT-1138", description="The credentials are not correct.")
    if way in {"APIKey", "organizationSecretKey"}:
        return Refusal("KT-CT-1139")
    return Refusal("KT-CT-1134", description=f"The {way} is not valid or has expired.")


def _by_password(context: Context, given: Mapping[str, Any]) -> sqlite3.Row | None:
    from .. import passwords

    query = "SELECT * FROM users WHERE email = ? COLLATE NOCASE AND password_hash IS NOT NULL"
    for user in context.rows(query, given["email"]):
        if passwords.matches(given["password"], user["password_hash"]):
            return user
    return None


def _by_api_key(context: Context, given: Mapping[str, Any]) -> sqlite3.Row | None:
    return context.row("SELECT * FROM users WHERE live_secret_key = ?", given["APIKey"])


def _by_pre_signed_key(context: Context, given: Mapping[str, Any]) -> sqlite3.Row | None:
    query = """
        SELECT users.* FROM pre_signed_keys JOIN users ON users.id = user_id
        WHERE key = ? AND invalidated_at IS NULL AND expires_at > ?
    """
    return context.row(query, given["preSignedKey"], seconds(context))


def _by_refresh_token(context: Context, given: Mapping[str, Any]) -> sqlite3.Row | None:
    query = """
        SELECT users.* FROM refresh_tokens JOIN users ON users.id = user_id
        WHERE token = ? AND revoked_at IS NULL AND expires_at > ?
    """
    return context.row(query, given["refreshToken"], seconds(context))


def _by_organization(context: Context, given: Mapping[str, Any]) -> sqlite3.Row | None:
    query = """
        SELECT users.* FROM organizations JOIN users ON users.id = user_id WHERE secret_key = ?
    """
    return context.row(query, given["organizationSecretKey"])


_WAYS: Final[dict[str, Callable[[Context, Mapping[str, Any]], sqlite3.Row | None]]] = {
    "password": _by_password,
    "APIKey": _by_api_key,
    "preSignedKey": _by_pre_signed_key,
    "refreshToken": _by_refresh_token,
    "organizationSecretKey": _by_organization,
}


def send_pre_signed_token_email(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Mail a sign-in link; whether the address is known stays untold."""
    given = arguments["input"]
    email = given["email"]
    if "@" not in email:
        fields = [problem(["input", "email"], "This is not an e-mail address.")]
        raise Refusal("KT-CT-4122", "Invalid email.", fields=fields)
    user = context.row("SELECT * FROM users WHERE email = ? COLLATE NOCASE", email)
    if user is not None:
        _mail_key(context, user, page=given.get("redirectPath") or "/")
    return {"status": "SUCCESS"}


def _mail_key(context: Context, user: sqlite3.Row, *, page: str) -> None:
    key, now = secrets.token_urlsafe(24), seconds(context)
    expires = now + _KEY_LIFETIME
    values = {"key": key, "user_id": user["id"], "created_at": now, "expires_at": expires}
    context.insert("pre_signed_keys", values)
    host = f"https://{context.state.tenant}.kraken.example"
    link = f"{host}/sign-in?{urlencode({'key': key, 'next': page})}"
    mail = {"to": user["email"], "subject": "Sign in", "preSignedKey": key, "link": link}
    context.state.outbox.append({**mail, "at": context.now})


HANDLERS: Handlers = {
    "obtainKrakenToken": obtain_kraken_token,
    "sendPreSignedTokenEmail": send_pre_signed_token_email,
}
