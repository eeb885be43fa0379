"""Events behind screens that the server draws."""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from ...context import Context
from ...errors import Refusal
from ..registry import Arguments, Handlers
from .refusing import refuse

_NAME: Final = "backendScreenEvent"
_PARAMS: Final = ("input", "params")
_EVENT: Final = ("input", "eventId")
Params = Mapping[str, str]


def backend_screen_event(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Run an event, and answer with the action that follows it."""
    given = arguments["input"]
    event = context.row("SELECT * FROM screen_events WHERE id = ?", given["eventId"])
    if event is None:
        raise refuse(context, _NAME, "KT-CT-8002", (_EVENT, "There is no such event."))
    if event["execute"] is None:
        raise refuse(context, _NAME, "KT-CT-8003", (_EVENT, "This event does nothing yet."))
    params = {param["key"]: param["value"] for param in given.get("params") or () if param}
    needed = json.loads(event["required_params"])
    missing = [name for name in needed if not params.get(name)]
    if missing:
        reason = f"These are missing: {', '.join(missing)}."
        raise refuse(context, _NAME, "KT-CT-8007", (_PARAMS, reason))
    more = _EXECUTED[event["execute"]](context, params)
    return {"action": {**json.loads(event["action"]), **more}}


def _nothing(context: Context, params: Params) -> dict[str, Any]:
    return {}


def _account(context: Context, number: str) -> Any:
    if context.user is None:
        raise Refusal("KT-CT-1111")
    account = context.row("SELECT * FROM accounts WHERE number = ?", number)
    if account is None:
        reason = f"There is no account {number}."
        raise refuse(context, _NAME, "KT-CT-8004", (_PARAMS, reason))
    if not context.may_see(account["id"]):
        raise Refusal("KT-CT-1111")
    return account


def _show_account(context: Context, params: Params) -> dict[str, Any]:
    account = _account(context, params["accountNumber"])
    return {"url": f"kraken://account/{account['number']}"}


def _join_octoplus(context: Context, params: Params) -> dict[str, Any]:
    account = _account(context, params["accountNumber"])
    if account["status"] != "ACTIVE" or account["is_enrolled_in_loyalty_program"]:
        reason = "Only an active account that has not joined yet may join."
        raise refuse(context, _NAME, "KT-GB-9310", (_PARAMS, reason))
    context.state.store.execute(
        "UPDATE accounts SET is_enrolled_in_loyalty_program = 1 WHERE id = ?", (account["id"],)
    )
    return {"params": [{"key": "accountNumber", "value": account["number"]}]}


_EXECUTED: Final[dict[str, Callable[[Context, Params], dict[str, Any]]]] = {
    "nothing": _nothing,
    "show_account": _show_account,
    "join_octoplus": _join_octoplus,
}

HANDLERS: Handlers = {_NAME: backend_screen_event}
