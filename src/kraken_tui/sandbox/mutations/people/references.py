"""References of other systems to an account, one for each namespace."""

import re
import sqlite3
from collections.abc import Mapping
from typing import Any, Final

from ...context import Context
from ...errors import Refusal, problem
from ..registry import Arguments, Handlers
from .ownership import own_account
from .rows import update

_NAMESPACE: Final = re.compile(r"[a-z0-9]+([._:-][a-z0-9]+)*", re.IGNORECASE)


def create_account_reference(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Record a reference under a namespace that the account has none in."""
    given, account = _read(context, arguments)
    if _find(context, account, given) is not None:
        raise _unusable("namespace", "The account has a reference in this namespace.")
    values = {
        "account_id": account["id"],
        "namespace": given["namespace"],
        "value": given["value"],
        "created_at": context.now,
        "updated_at": context.now,
    }
    return {"accountReference": context.insert("account_references", values)}


def update_account_reference(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Change the reference that the account has in a namespace."""
    given, account = _read(context, arguments)
    reference = _find(context, account, given)
    if reference is None:
        raise _unusable("namespace", "The account has no reference in this namespace.")
    changes = {"value": given["value"], "updated_at": context.now}
    return {"accountReference": update(context, "account_references", reference, changes)}


def _read(context: Context, arguments: Arguments) -> tuple[Mapping[str, Any], sqlite3.Row]:
    given = arguments["input"]
    number = given["accountNumber"]
    account = own_account(context, number, "input", "accountNumber", stranger="KT-CT-4123")
    wrong = []
    if not _NAMESPACE.fullmatch(given["namespace"]):
        reason = "A namespace is made of letters and digits, with points or dashes between."
        wrong.append(problem(["input", "namespace"], reason))
    if not given["value"].strip():
        wrong.append(problem(["input", "value"], "A reference must not be empty."))
    if wrong:
        raise Refusal("KT-CT-8310", "Invalid data.", fields=wrong)
    return given, account


def _find(context: Context, account: sqlite3.Row, given: Mapping[str, Any]) -> sqlite3.Row | None:
    query = "SELECT * FROM account_references WHERE account_id = ? AND namespace = ?"
    return context.row(query, account["id"], given["namespace"])


def _unusable(field: str, reason: str) -> Refusal:
    fields = [problem(["input", field], reason)]
    return Refusal("KT-CT-8311", "Invalid data.", description=reason, fields=fields)


HANDLERS: Handlers = {
    "createAccountReference": create_account_reference,
    "updateAccountReference": update_account_reference,
}
