"""Devices that receive push notifications."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from graphql import GraphQLEnumType

from ...context import Context, moment
from ..registry import Arguments, Handlers
from .refusing import Wrong, refuse, refuse_input

Given = Mapping[str, Any]

_LIFETIME: Final = timedelta(days=365)
_SERVICE, _PROVIDER = "NotifiableApplicationService", "NotifiableApplicationExternalProvider"


def register_push_notification_binding(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Bind a device's token to the caller; a token known already moves to the caller."""
    given = arguments["input"]
    wrong = list(_mistakes(context, given))
    if wrong:
        raise refuse_input(*wrong)
    columns = _columns(context, given)
    store = context.state.store
    store.execute("DELETE FROM push_notification_bindings WHERE token = ?", (columns["token"],))
    return {"pushNotificationBinding": context.insert("push_notification_bindings", columns)}


def _mistakes(context: Context, given: Given) -> Iterator[Wrong]:
    for field in ("token", "bundleId"):
        if not given[field].strip():
            yield ("input", field), "This must not be empty."
    for field, kind in (("service", _SERVICE), ("externalProvider", _PROVIDER)):
        known = _values(context, kind)
        if (given.get(field) or known[0]) not in known:
            yield ("input", field), f"One of {', '.join(known)} is needed."
    if given.get("expiresAt") and _expiry(context, given) <= context.now:
        yield ("input", "expiresAt"), "This time has passed."


def _values(context: Context, kind: str) -> list[str]:
    found = context.state.schema.get_type(kind)
    assert isinstance(found, GraphQLEnumType)
    return list(found.values)


def _expiry(context: Context, given: Given) -> str:
    if given.get("expiresAt"):
        return moment(datetime.fromisoformat(given["expiresAt"]))
    return moment(context.state.clock() + _LIFETIME)


def _columns(context: Context, given: Given) -> dict[str, Any]:
    return {
        "user_id": context.caller["id"],
        "token": given["token"].strip(),
        "bundle_id": given["bundleId"].strip(),
        "service": given.get("service") or _values(context, _SERVICE)[0],
        "external_provider": given.get("externalProvider") or _values(context, _PROVIDER)[0],
        "expires_at": _expiry(context, given),
        "registered_at": context.now,
    }


def delete_push_notification_binding(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Forget a device of the caller's."""
    given = arguments["input"]
    changed = context.state.store.execute(
        "DELETE FROM push_notification_bindings WHERE user_id = ? AND token = ?"
        " AND external_provider = coalesce(?, external_provider)",
        (context.caller["id"], given["token"], given.get("externalProvider")),
    )
    if not changed.rowcount:
        wrong = (("input", "token"), "No device of yours has this token.")
        raise refuse(context, "deletePushNotificationBinding", "KT-CT-5411", wrong)
    return {"status": "SUCCESSFUL"}


HANDLERS: Handlers = {
    "registerPushNotificationBinding": register_push_notification_binding,
    "deletePushNotificationBinding": delete_push_notification_binding,
}
