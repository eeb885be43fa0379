"""Second factors: an authenticator, or codes by e-mail and text message."""

import sqlite3
from typing import Any, Final

from ... import one_time_codes
from ...context import Context
from ...errors import Refusal, problem
from ..registry import Arguments, Handlers
from ..signing_in import seconds
from .rows import update

_BACKUPS: Final = ("EMAIL", "SMS")
_STEPS: Final = {"TOTP": 1, "EMAIL": 20, "SMS": 20}


def create_mfa_device(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Add a device that is good for nothing until it is validated; send it its code."""
    if context.user is None:
        raise Refusal("KT-CT-1128", "Unauthorized.", kind="AUTHORIZATION")
    method, user = arguments["input"]["mfaMethod"], context.user
    present = _device(context, method)
    if present is not None and present["is_confirmed"]:
        raise _unable("KT-CT-1153", "create", "This device is in use already.")
    if method == "SMS" and not user["mobile"]:
        raise _unable("KT-CT-1153", "create", "There is no mobile number to send codes to.")
    device = _stored(context, method)
    email, phone = user["email"], user["mobile"]
    if method in _BACKUPS:
        to = email if method == "EMAIL" else phone
        given = one_time_codes.code(device["secret"], seconds(context))
        mail = {"to": to, "subject": "Your code", "code": given, "at": context.now}
        context.state.outbox.append(mail)
    return {
        "deviceEmail": email if method == "EMAIL" else None,
        "devicePhone": phone if method == "SMS" else None,
        "totpSecret": device["secret"] if method == "TOTP" else None,
    }


def _stored(context: Context, method: str) -> sqlite3.Row:
    user = context.caller["id"]
    query = "DELETE FROM mfa_devices WHERE user_id = ? AND device_type = ?"
    context.state.store.execute(query, (user, method))
    values = {
        "user_id": user,
        "device_type": method,
        "secret": one_time_codes.new_secret(),
        "created_at": context.now,
    }
    return context.insert("mfa_devices", values)


def validate_mfa_device(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Put a device into use, given a code that it shows or was sent."""
    given = arguments["input"]
    device = _known(context, given["mfaMethod"])
    now, steps = seconds(context), _STEPS[given["mfaMethod"]]
    if not one_time_codes.is_right(given["token"], device["secret"], now, steps=steps):
        fields = [problem(["input", "token"], "The code is not right, or not any more.")]
        raise Refusal("KT-CT-1152", "Invalid MFA token.", fields=fields)
    if given["mfaMethod"] not in _BACKUPS and not _backups(context):
        fields = [problem(["input", "mfaMethod"], "Codes by e-mail or text message come first.")]
        message = "Enabled backup device is needed."
        raise Refusal("KT-CT-1155", message, kind="APPLICATION", fields=fields)
    update(context, "mfa_devices", device, {"is_confirmed": True})
    return {"deviceIsValid": True}


def delete_mfa_device(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Remove a device, but not the last that another one falls back on."""
    method = arguments["input"]["mfaMethod"]
    device = _known(context, method)
    others = [each for each in _backups(context) if each["device_type"] != method]
    relying = _device(context, "TOTP")
    needed = relying is not None and relying["is_confirmed"] and method in _BACKUPS
    if needed and device["is_confirmed"] and not others:
        raise _unable("KT-CT-1154", "delete", "The authenticator needs this device behind it.")
    context.state.store.execute("DELETE FROM mfa_devices WHERE id = ?", (device["id"],))
    return {"deviceDeleted": True}


def _known(context: Context, method: str) -> sqlite3.Row:
    device = _device(context, method)
    if device is None:
        fields = [problem(["input", "mfaMethod"], "There is no such device.")]
        raise Refusal("KT-CT-1150", "MFA device not found.", kind="NOT_FOUND", fields=fields)
    return device


def _device(context: Context, method: str) -> sqlite3.Row | None:
    query = "SELECT * FROM mfa_devices WHERE user_id = ? AND device_type = ?"
    return context.row(query, context.caller["id"], method)


def _backups(context: Context) -> list[sqlite3.Row]:
    found = (_device(context, method) for method in _BACKUPS)
    return [device for device in found if device is not None and device["is_confirmed"]]


def _unable(code: str, to: str, reason: str) -> Refusal:
    fields = [problem(["input", "mfaMethod"], reason)]
    message = f"Unable to {to} MFA device."
    return Refusal(code, message, kind="APPLICATION", description=reason, fields=fields)


HANDLERS: Handlers = {
    "createMfaDevice": create_mfa_device,
    "validateMfaDevice": validate_mfa_device,
    "deleteMfaDevice": delete_mfa_device,
}
