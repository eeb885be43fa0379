"""Pre-signed tokens: taken back before they expire, or used up."""

import sqlite3
from typing import Any

from ...context import Context
from ..registry import Arguments, Handlers
from ..signing_in import seconds
from .ownership import unauthorised


def invalidate_pre_signed_token(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Make a token useless from now on."""
    token = live_token(context, arguments["input"]["token"])
    if token is None:
        raise unauthorised("KT-CT-1129", "input", "token")
    return {"token": {**dict(use_up(context, token)), "is_valid": False}}


def live_token(context: Context, key: str) -> sqlite3.Row | None:
    """Read a token that is still good."""
    query = """
        SELECT * FROM pre_signed_keys
        WHERE key = ? AND invalidated_at IS NULL AND expires_at > ?
    """
    return context.row(query, key, seconds(context))


def use_up(context: Context, token: sqlite3.Row) -> sqlite3.Row:
    """Void a token; return it as it is stored now."""
    query = "UPDATE pre_signed_keys SET invalidated_at = ? WHERE key = ? RETURNING *"
    changed = context.state.store.execute(query, (seconds(context), token["key"])).fetchall()
    stored: sqlite3.Row = changed[0]
    return stored


HANDLERS: Handlers = {"invalidatePreSignedToken": invalidate_pre_signed_token}
