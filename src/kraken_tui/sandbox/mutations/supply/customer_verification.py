"""Verifying a customer by a code that is sent to them."""

import secrets
from typing import Any, Final

from ...context import Context
from ...errors import Refusal, problem
from ..registry import Arguments, Handlers
from ..signing_in import seconds
from .refusing import refuse

_START, _VERIFY = "startCustomerVerification", "verifyCustomer"
_LIFETIME: Final = 900
_ADDRESSES: Final = {"EMAIL": "email", "SMS": "mobile"}


def start_customer_verification(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Send a customer a code by e-mail or text message; an earlier code is void."""
    given = arguments["input"]
    kind, brand = given["verificationType"], given["brandCode"]
    if not context.value("SELECT 1 FROM accounts WHERE brand = ?", brand):
        wrong = (("input", "brandCode"), "There is no such brand.")
        raise refuse(context, _START, "KT-CT-1701", wrong)
    if kind not in _ADDRESSES:
        reason = f"Codes go out by {' and '.join(_ADDRESSES)} only."
        raise refuse(context, _START, "KT-CT-4194", (("input", "verificationType"), reason))
    user = context.row("SELECT * FROM users WHERE number = ?", given["userNumber"])
    if user is None or not _is_reachable(context, user["id"]):
        fields = [problem(["input", "userNumber"], "There is no such user.")]
        raise Refusal("KT-CT-1111", fields=fields)
    row = _store(context, user["id"], brand, kind)
    context.state.outbox.append(
        {"to": user[_ADDRESSES[kind]], "subject": "Your code", "code": row["code"]}
    )
    return {"verificationProcess": {**dict(row), "user_number": user["number"]}}


def _is_reachable(context: Context, user_id: int) -> bool:
    if user_id == context.caller["id"]:
        return True
    sql = "SELECT account_id FROM account_users WHERE user_id = ?"
    return any(context.may_see(row["account_id"]) for row in context.rows(sql, user_id))


def _store(context: Context, user_id: int, brand: str, kind: str) -> Any:
    context.state.store.execute(
        "UPDATE verifications SET status = 'SUPERSEDED'"
        " WHERE user_id = ? AND type = ? AND status = 'PENDING'",
        (user_id, kind),
    )
    return context.insert(
        "verifications",
        {
            "user_id": user_id,
            "brand_code": brand,
            "type": kind,
            "status": "PENDING",
            "code": f"{secrets.randbelow(10**6):06d}",
            "expires_at": seconds(context) + _LIFETIME,
            "created_at": context.now,
        },
    )


def verify_customer(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Take a code that was sent, and mark its user as verified."""
    given = arguments["input"]
    sql = """
        SELECT * FROM verifications WHERE code = ? AND type = ? AND status = 'PENDING'
        AND expires_at > ? ORDER BY id DESC
    """
    asked = (given["verificationCode"], given["verificationType"], seconds(context))
    rows = context.rows(sql, *asked)
    found = next((row for row in rows if _is_reachable(context, row["user_id"])), None)
    if found is None:
        reason = "This code is wrong, was used or has expired."
        raise refuse(context, _VERIFY, "KT-CT-4191", (("input", "verificationCode"), reason))
    store = context.state.store
    store.execute("UPDATE verifications SET status = 'VERIFIED' WHERE id = ?", (found["id"],))
    store.execute(
        "UPDATE users SET verification_status = 'VERIFIED' WHERE id = ?", (found["user_id"],)
    )
    return {"user": context.row("SELECT * FROM users WHERE id = ?", found["user_id"])}


HANDLERS: Handlers = {_START: start_customer_verification, _VERIFY: verify_customer}
