"""Consents that accounts and users give."""

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from ...context import Context
from ...errors import Refusal, problem
from ..registry import Arguments, Handlers
from .ownership import find_user, unauthorised

Given = Mapping[str, Any]
Path = list[str | int]


def update_account_consents(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Store what an account consents to."""
    account = consenting_account(context, arguments["accountNumber"], "accountNumber")
    consents = arguments["consents"]
    check_enabled(context)
    _check_codes(context, consents, "code")
    for consent in filter(None, consents):
        store(context, consent["code"], consent["value"], account_id=account["id"])
    return {"consents": _of(context, "account_id", account)}


def consenting_account(context: Context, number: str, *path: str) -> sqlite3.Row:
    """Read an account of the caller; refuse as operations on consents do."""
    account = context.row("SELECT * FROM accounts WHERE number = ?", number)
    if account is None or not context.may_see(account["id"]):
        fields = [problem(path, "There is no such account.")]
        raise Refusal("KT-CT-9018", "Account not found.", kind="NOT_FOUND", fields=fields)
    return account


def update_account_user_consents(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Store what a user consents to: the caller, or for staff any user."""
    user = _user(context, arguments.get("userNumber"))
    consents = arguments.get("consents")
    if not consents:
        fields = [problem(["consents"], "At least one consent is needed.")]
        raise Refusal("KT-CT-1605", "Invalid input.", fields=fields)
    check_enabled(context)
    _check_codes(context, consents, "consentTypeCode")
    _check_values(consents)
    for consent in filter(None, consents):
        store(context, consent["consentTypeCode"], consent["value"], user_id=user["id"])
    return {"accountUserConsents": {"consents": _of(context, "user_id", user)}}


def _user(context: Context, number: str | None) -> sqlite3.Row:
    if number is None:
        return context.caller
    user = find_user(context, number)
    if user is None:
        fields = [problem(["userNumber"], "There is no such user.")]
        raise Refusal("KT-CT-5421", "Account user not found.", kind="NOT_FOUND", fields=fields)
    if user["id"] != context.caller["id"] and not context.caller["is_staff"]:
        raise unauthorised("KT-CT-1111", "userNumber")
    return user


def check_enabled(context: Context) -> None:
    """Refuse where the tenant asks for no consents at all."""
    if not context.value("SELECT count(*) FROM consent_types"):
        raise Refusal("KT-CT-9016", "Consent management not enabled.", kind="APPLICATION")


def check_type(context: Context, code: str, path: Path) -> None:
    """Refuse a consent that the tenant does not know."""
    if context.value("SELECT 1 FROM consent_types WHERE code = ?", code) is None:
        fields = [problem(path, "There is no such consent.")]
        raise Refusal("KT-CT-9017", "Consent type not found.", kind="NOT_FOUND", fields=fields)


def _check_codes(context: Context, consents: Sequence[Given | None], name: str) -> None:
    seen = set()
    for at, consent in enumerate(consents):
        if consent is None:
            continue
        path: Path = ["consents", at, name]
        check_type(context, consent[name], path)
        if consent[name] in seen:
            fields = [problem(path, "This consent stands here twice.")]
            raise Refusal("KT-CT-9014", "Duplicate consent.", fields=fields)
        seen.add(consent[name])


def _check_values(consents: Sequence[Given | None]) -> None:
    fields = [
        problem(["consents", at, "value"], "Say yes or no.")
        for at, consent in enumerate(consents)
        if consent is not None and consent.get("value") is None
    ]
    if fields:
        raise Refusal("KT-CT-5422", "Invalid data.", fields=fields)


def store(
    context: Context,
    code: str,
    value: str,
    *,
    account_id: int | None = None,
    user_id: int | None = None,
) -> sqlite3.Row:
    """Write what an account or a user answered, in place of an earlier answer."""
    query = """
        DELETE FROM consents WHERE code = ? AND account_id IS ? AND user_id IS ? RETURNING id
    """
    earlier = context.state.store.execute(query, (code, account_id, user_id)).fetchall()
    values = {
        "id": earlier[0]["id"] if earlier else None,
        "account_id": account_id,
        "user_id": user_id,
        "code": code,
        "value": value,
        "updated_at": context.now,
    }
    return context.insert("consents", values)


def _of(context: Context, owner: str, row: sqlite3.Row) -> list[sqlite3.Row]:
    return context.rows(f"SELECT * FROM consents WHERE {owner} = ? ORDER BY id", row["id"])


HANDLERS: Handlers = {
    "updateAccountConsents": update_account_consents,
    "updateAccountUserConsents": update_account_user_consents,
}
