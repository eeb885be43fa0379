"""The fields of a user: which may be changed, to what, and how often."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from ...context import Context
from ...defaults import snake
from . import contact_details

Given = Mapping[str, Any]
Mistake = tuple[tuple[str | int, ...], str]

NAMES: Final = ("givenName", "familyName", "firstFamilyName", "secondFamilyName")
_REQUIRED: Final = ("givenName", "familyName", "email")
_NEVER_NULL: Final = ("mobile", "landline")
_FREE: Final = ("title", "label", "pronouns", "dateOfBirth", "nif")
FIELDS: Final = (*NAMES, "email", *_NEVER_NULL, *_FREE)
_SETTLED_AFTER: Final = timedelta(days=31)


def mistakes(context: Context, user: sqlite3.Row, given: Given) -> Iterator[Mistake]:
    """Say what is wrong with new values of a user's fields, each with the path of its field."""
    for name in _REQUIRED:
        if name in given and not (given[name] or "").strip():
            yield (name,), "This must not be empty."
    if given.get("email"):
        yield from _email_mistakes(context, user, given["email"])
    for name in _NEVER_NULL:
        if given.get(name) and not contact_details.is_phone(given[name]):
            yield (name,), "This is not a telephone number."
    born = given.get("dateOfBirth")
    if born and not date(1900, 1, 1) <= date.fromisoformat(born) <= context.today:
        yield ("dateOfBirth",), "Nobody who is alive was born then."
    for at, detail in enumerate(given.get("details") or []):
        if detail is not None and not detail["namespace"].strip():
            yield ("details", at, "namespace"), "This must not be empty."


def _email_mistakes(context: Context, user: sqlite3.Row, email: str) -> Iterator[Mistake]:
    if not contact_details.is_email(email):
        yield ("email",), "This is not an e-mail address."
    elif contact_details.is_taken(context, email, user_id=user["id"]):
        yield ("email",), "Another user has this e-mail address."


def changes(user: sqlite3.Row, given: Given) -> dict[str, Any]:
    """Spell new values as columns, those alone that differ from what is stored."""
    columns = {
        snake(name): (given[name] or "") if name in _NEVER_NULL else given[name]
        for name in FIELDS
        if name in given
    }
    if given.get("details") is not None:
        columns["details"] = _details(user, given["details"])
    return {column: value for column, value in columns.items() if value != user[column]}


def _details(user: sqlite3.Row, given: list[Given | None]) -> str:
    known = {each["namespace"]: each for each in json.loads(user["details"])}
    for detail in filter(None, given):
        namespace, value = detail["namespace"], detail.get("value")
        known.pop(namespace, None)
        if value is not None:
            known[namespace] = {"namespace": namespace, "value": value, "isSensitive": False}
    return json.dumps(list(known.values()))


def is_new(context: Context, user: sqlite3.Row) -> bool:
    """Say whether a user came within the last month, and may still correct anything."""
    since = datetime.fromisoformat(user["created_at"])
    return context.state.clock() - since < _SETTLED_AFTER


def too_often(
    context: Context, user: sqlite3.Row, changed: list[str], *, last: str
) -> Iterator[Mistake]:
    """Object to more than one of the changed fields a day, the last day being in column `last`."""
    if is_new(context, user) or not changed:
        return
    used_up = user[last] == context.today.isoformat()
    for name in changed if used_up else changed[1:]:
        yield (name,), "Only one of these can be changed a day."
