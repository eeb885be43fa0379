"""Devices that receive push notifications, and the apps on them."""

import sqlite3
from typing import Any

from ..context import Context
from ..fields import Arguments, Fields

binding = Fields("PushNotificationBindingType")
application = Fields("NotifiableApplicationType")


@binding.answers("user")
def _user(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return context.by_id("users", source["user_id"])


@binding.answers("application")
def _application(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    bundle = source["bundle_id"]
    return {
        "id": bundle,
        "name": bundle.rpartition(".")[2],
        "bundle_id": bundle,
        "external_project_id": bundle,
        "service": source["service"],
        "external_provider": source["external_provider"],
    }


@application.answers("pushNotificationBindings")
def _bindings(source: Any, context: Context, arguments: Arguments) -> Any:
    sql = "SELECT * FROM push_notification_bindings WHERE user_id = ? AND bundle_id = ? ORDER BY id"
    return context.rows(sql, context.caller["id"], source["bundle_id"])


BINDABLES = [binding, application]
