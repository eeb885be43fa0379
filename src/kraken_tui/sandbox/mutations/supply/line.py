"""Connecting a user with the LINE messenger."""

from typing import Any, Final

from ...context import Context
from ..registry import Arguments, Handlers

_NOT_FOUND: Final = {"__typename": "LinkTokenNotFound", "type": "NO_MATCHING_LINE_LINK"}
_ALREADY: Final = {"__typename": "AlreadyLinkedError", "type": "ALREADY_LINKED"}
_REDIRECT: Final = "https://access.line.me/dialog/bot/accountLink"


def link_user_to_line(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Link the caller to whom the messenger gave the token; what fails is told by its type."""
    token = arguments["input"]["linkToken"]
    found = context.row("SELECT * FROM line_link_tokens WHERE token = ?", token)
    if found is None:
        return _NOT_FOUND
    taken = context.value("SELECT 1 FROM users WHERE line_user_id = ?", found["line_user_id"])
    if found["used_at"] or taken or context.caller["line_user_id"]:
        return _ALREADY
    store, now = context.state.store, context.now
    store.execute("UPDATE line_link_tokens SET used_at = ? WHERE token = ?", (now, token))
    _link(context, found["line_user_id"])
    url = f"{_REDIRECT}?linkToken={token}"
    return {"__typename": "LineLinkRedirectResponse", "redirect_url": url}


def unlink_user_from_line(context: Context, _arguments: Arguments) -> dict[str, Any]:
    """Forget which account of the messenger is the caller's; its token is good again."""
    line_user = context.caller["line_user_id"]
    if line_user is None:
        return _NOT_FOUND
    context.state.store.execute(
        "UPDATE line_link_tokens SET used_at = NULL WHERE line_user_id = ?", (line_user,)
    )
    _link(context, None)
    return {"__typename": "LineUnlinkedResponse", "message": "The link to LINE is undone."}


def _link(context: Context, line_user: str | None) -> None:
    context.state.store.execute(
        "UPDATE users SET line_user_id = ? WHERE id = ?", (line_user, context.caller["id"])
    )


HANDLERS: Handlers = {
    "linkUserToLine": link_user_to_line,
    "unlinkUserFromLine": unlink_user_from_line,
}
