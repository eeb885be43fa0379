"""Users, changed by themselves or by staff."""

import sqlite3
from collections.abc import Iterable
from typing import Any

from ...context import Context
from ...defaults import snake
from ...errors import Refusal, problem
from ..registry import Arguments, Handlers
from . import contact_details
from .ownership import find_user, unauthorised
from .rows import update
from .user_fields import FIELDS, NAMES, Given, Mistake, changes, mistakes, too_often


def update_user(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Change a user's fields; of the names, one a day."""
    given = arguments["input"]
    user = _user(context, given)
    _check("KT-CT-5414", mistakes(context, user, given))
    columns = changes(user, given)
    names = [name for name in NAMES if snake(name) in columns]
    _check("KT-CT-5413", too_often(context, user, names, last="name_changed_on"))
    if names:
        columns["name_changed_on"] = context.today.isoformat()
    return {"viewer": update(context, "users", user, columns)}


def update_account_user(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Change a user's fields, and those that only a Spanish customer has."""
    given = arguments.get("input") or {}
    user = _user(context, given)
    _check("KT-ES-5410", _spanish_mistakes(given))
    _check("KT-CT-5414", mistakes(context, user, given))
    return {"viewer": update(context, "users", user, changes(user, _with_family_name(user, given)))}


def _spanish_mistakes(given: Given) -> Iterable[Mistake]:
    if given.get("nif") and not contact_details.is_nif(given["nif"]):
        yield ("nif",), "The letter does not fit the number."
    if "firstFamilyName" in given and not (given["firstFamilyName"] or "").strip():
        yield ("firstFamilyName",), "This must not be empty."


def _with_family_name(user: sqlite3.Row, given: Given) -> Given:
    parts = ("firstFamilyName", "secondFamilyName")
    if "familyName" in given or not set(parts) & set(given):
        return given
    names = [given.get(part, user[snake(part)]) for part in parts]
    return {**given, "familyName": " ".join(filter(None, names))}


def _user(context: Context, given: Given) -> sqlite3.Row:
    caller = context.caller
    if given.get("userId") is None:
        return caller
    user = find_user(context, given["userId"])
    if user is None or (user["id"] != caller["id"] and not caller["is_staff"]):
        raise unauthorised("KT-CT-1111", "input", "userId")
    return user


def _check(code: str, found: Iterable[Mistake]) -> None:
    fields = [problem(["input", *path], reason) for path, reason in found]
    if fields:
        raise Refusal(code, "Invalid data.", fields=fields)


def update_user_details(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Change one field of the caller a day, the old way: the answer tells what is wrong."""
    given, user = arguments["input"], context.caller
    mutation = given.get("clientMutationId")
    columns = changes(user, given)
    changed = [name for name in FIELDS if snake(name) in columns]
    wrong = list(mistakes(context, user, given))
    wrong += too_often(context, user, changed, last="details_changed_on")
    if wrong:
        errors = [{"field": str(path[0]), "messages": [reason]} for path, reason in wrong]
        return {"clientMutationId": mutation, "errors": errors}
    if changed:
        columns["details_changed_on"] = context.today.isoformat()
    stored = update(context, "users", user, columns)
    return {**dict(stored), "clientMutationId": mutation, "errors": []}


HANDLERS: Handlers = {
    "updateAccountUser": update_account_user,
    "updateUser": update_user,
    "updateUserDetails": update_user_details,
}
