"""How people want to hear from the supplier."""

import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any, Final

from ...context import Context
from ...defaults import snake
from ...documented import documents
from ...errors import Refusal, problem
from ..registry import Arguments, Handlers
from .ownership import own_account
from .rows import update

_SMALLEST_FONT: Final = 0.5
_LARGEST_FONT: Final = 3.0
_CHOICES: Final = {"emailFormat": ("TEXT", "HTML"), "preferredHoldMusic": ("NO_SONG_PREFERRED",)}
_INVALID: Final = "KT-GB-5414"


def update_comms_delivery_preference(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Send an account's mail by e-mail, where it has an address for that, or by post."""
    given = arguments["input"]
    number = given["accountNumber"]
    account = own_account(context, number, "input", "accountNumber", stranger="KT-CT-4123")
    wanted = given["commsDeliveryPreference"]
    if wanted == "EMAIL" and not account["billing_email"]:
        message = "Cannot set comms preference to email when account has no email."
        reason = "The account has no e-mail address for its bills."
        fields = [problem(["input", "commsDeliveryPreference"], reason)]
        raise Refusal("KT-CT-4136", message, fields=fields)
    return {"account": update(context, "accounts", account, {"comms_delivery_preference": wanted})}


def update_document_accessibility_preference(
    context: Context, arguments: Arguments
) -> dict[str, Any]:
    """Choose an accessible format for an account's documents; null goes back to the usual one."""
    given = arguments["input"]
    number = given["accountNumber"]
    account = own_account(context, number, "input", "accountNumber", stranger="KT-CT-4123")
    wanted = given.get("documentAccessibilityPreference")
    return {"account": update(context, "accounts", account, {"document_accessibility": wanted})}


def update_comms_preferences(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Store what the caller wants to hear and how; what is not said stays as it is."""
    given = arguments["input"]
    chosen = {key: value for key, value in given.items() if value is not None}
    mutation = chosen.pop("clientMutationId", None)
    wrong = list(_mistakes(chosen))
    if wrong and documents(context.state.operations, "updateCommsPreferences", _INVALID):
        fields = [problem(["input", name], reason) for name, reason in wrong]
        raise Refusal(_INVALID, "The given preferences are not valid.", fields=fields)
    stored = _stored(context, {} if wrong else chosen)
    return {
        **dict(stored),
        "commsPreferences": stored,
        "clientMutationId": mutation,
        "errors": [{"field": name, "messages": [reason]} for name, reason in wrong],
    }


def _mistakes(chosen: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    for name, choices in _CHOICES.items():
        if name in chosen and chosen[name] not in choices:
            yield name, f"Choose one of: {', '.join(choices)}."
    size = chosen.get("fontSizeMultiplier", 1.0)
    if not _SMALLEST_FONT <= size <= _LARGEST_FONT:
        yield "fontSizeMultiplier", f"Between {_SMALLEST_FONT} and {_LARGEST_FONT}."


def _stored(context: Context, chosen: Mapping[str, Any]) -> sqlite3.Row:
    user, execute = context.caller["id"], context.state.store.execute
    execute("INSERT OR IGNORE INTO user_comms_preferences (user_id) VALUES (?)", (user,))
    query = "SELECT * FROM user_comms_preferences WHERE user_id = ?"
    before: sqlite3.Row = execute(query, (user,)).fetchone()
    changes = {snake(name): value for name, value in chosen.items()}
    texts = changes.get("is_opted_in_to_sms_messages")
    if texts is not None and texts != bool(before["is_opted_in_to_sms_messages"]):
        changes["sms_opt_in_last_change_date"] = context.now
    for column, value in changes.items():
        execute(f"UPDATE user_comms_preferences SET {column} = ? WHERE user_id = ?", (value, user))
    after: sqlite3.Row = execute(query, (user,)).fetchone()
    return after


HANDLERS: Handlers = {
    "updateCommsDeliveryPreference": update_comms_delivery_preference,
    "updateCommsPreferences": update_comms_preferences,
    "updateDocumentAccessibilityPreference": update_document_accessibility_preference,
}
