"""What a user may do about tokens and keys that are out already."""

import secrets
from typing import Any

from ..context import Context
from .registry import Arguments, Handlers
from .signing_in import seconds


def masquerade_authentication(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Give a support user a token that acts as a customer."""
    query = "SELECT 1 FROM masquerade_tokens WHERE token = ? AND expires_at > ?"
    if not context.value(query, arguments["masqueradeToken"], seconds(context)):
        return _failed("masqueradeToken", "The token is not valid.")
    user_id = arguments["userId"]
    user = context.row("SELECT * FROM users WHERE id = ? OR number = ?", user_id, user_id)
    if user is None:
        return _failed("userId", "There is no such user.")
    epoch = user["tokens_revoked_before"]
    token, _ = context.state.tokens.issue(
        user=user["id"], number=user["number"], epoch=epoch, way="MASQUERADE"
    )
    return {"token": token, "errors": []}


def _failed(field: str, message: str) -> dict[str, Any]:
    return {"token": None, "errors": [{"field": field, "messages": [message]}]}


def force_reauthentication(context: Context, _arguments: Arguments) -> dict[str, Any]:
    """Void every token that the caller has been given so far."""
    user, now = context.caller["id"], seconds(context)
    context.state.store.execute(
        "UPDATE users SET tokens_revoked_before = max(?, tokens_revoked_before + 1) WHERE id = ?",
        (now, user),
    )
    context.state.store.execute(
        "UPDATE refresh_tokens SET revoked_at = ? WHERE user_id = ?", (now, user)
    )
    return {"tokensInvalidated": True, "effectiveAt": context.now}


def regenerate_secret_key(context: Context, _arguments: Arguments) -> dict[str, Any]:
    """Give the caller a new API key; the old one is good for nothing from now on."""
    key, user = f"sk_live_{secrets.token_hex(16)}", context.caller["id"]
    context.state.store.execute("UPDATE users SET live_secret_key = ? WHERE id = ?", (key, user))
    return {"key": key, "viewer": context.row("SELECT * FROM users WHERE id = ?", user)}


HANDLERS: Handlers = {
    "masqueradeAuthentication": masquerade_authentication,
    "forceReauthentication": force_reauthentication,
    "regenerateSecretKey": regenerate_secret_key,
}
