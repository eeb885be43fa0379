"""Devices and messengers of the caller's, and events behind screens."""

from typing import Any

from .trial import Cases, Trial, became, told, trial, whole
from .world import NOW, World

LINE_USER = "Ub5a1e0c49d2f4f0c8d3e6a7b9c0d1e2f"
BINDING = "FROM push_notification_bindings WHERE token = 'device-1'"


def screen_event(world: World, *, full: bool) -> Trial:
    """The event that joins the programme runs for the account that is named."""
    param = {"key": "accountNumber", "value": world.account(2)}
    enrolled = "SELECT is_enrolled_in_loyalty_program FROM accounts WHERE id = 2"
    return trial(
        {"eventId": "join-octoplus", "params": [param]},
        became(enrolled, now=1),
        needed="params",
    )


def link_line(world: World, *, full: bool) -> Trial:
    """The caller is linked to whom the messenger gave the token."""
    token = f"line_demo_{world.name}"
    used = "SELECT used_at FROM line_link_tokens WHERE token = ?"
    return trial(
        {"linkToken": token},
        became("SELECT line_user_id FROM users WHERE id = ?", world.caller(), now=LINE_USER),
        became(used, token, now=NOW),
    )


def unlink_line(world: World, *, full: bool) -> Trial:
    """The link is undone."""
    world.write("UPDATE users SET line_user_id = ? WHERE id = ?", LINE_USER, world.caller())
    linked = "SELECT line_user_id FROM users WHERE id = ?"
    return whole({}, became(linked, world.caller(), now=(None,)))


def register_device(world: World, *, full: bool) -> Trial:
    """A device is bound to the caller."""
    given: dict[str, Any] = {"token": "device-1", "bundleId": "tech.kraken.app"}
    until = "2027-01-01T00:00:00+00:00"
    if full:
        given |= {"service": "APNS", "expiresAt": until}
        if world.name == "water":
            given["externalProvider"] = "FCM"
    ends = until if full else "2027-11-20T12:00:00+00:00"
    stored = f"SELECT user_id, bundle_id, expires_at, service, external_provider {BINDING}"
    # Without a word of them, the first service and provider that the tenant knows.
    provider = given.get("externalProvider", "PINPOINT")
    row = (ends, given.get("service", "GCM"), provider)
    return trial(
        given,
        became(stored, now=(world.caller(), "tech.kraken.app", *row)),
        told("pushNotificationBinding.id", f"SELECT id {BINDING}"),
    )


def forget_device(world: World, *, full: bool) -> Trial:
    """A device is forgotten."""
    world.write(
        "INSERT INTO push_notification_bindings (user_id, token, bundle_id, service,"
        " external_provider, expires_at, registered_at)"
        " VALUES (?, 'device-1', 'tech.kraken.app', 'APNS', 'FCM', ?, ?)",
        *(world.caller(), "2027-01-01", NOW),
    )
    given = {"token": "device-1"}
    if full and world.name == "water":
        given["externalProvider"] = "FCM"
    return trial(given, became(f"SELECT id {BINDING}", now=None))


CASES: Cases = {
    "backendScreenEvent": screen_event,
    "deletePushNotificationBinding": forget_device,
    "linkUserToLine": link_line,
    "registerPushNotificationBinding": register_device,
    "unlinkUserFromLine": unlink_line,
}
