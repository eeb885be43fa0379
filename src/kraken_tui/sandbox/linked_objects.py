"""Objects that metadata hangs on, by the identifiers that people know them by."""

from typing import NamedTuple

from .context import Context


class LinkedObject(NamedTuple):
    """An object: the one identifier that its metadata is stored under, and who may see it."""

    identifier: str
    is_visible: bool


def find(context: Context, kind: str, identifier: str) -> LinkedObject | None:
    """Look an object up: an account or user by id or number, anything else by its id."""
    row = context.row(_QUERIES[kind], identifier) if kind in _QUERIES else None
    if row is None:
        return None
    return LinkedObject(str(row["identifier"]), _is_visible(context, kind, row["id"]))


def _is_visible(context: Context, kind: str, row_id: int) -> bool:
    if kind == "ACCOUNT_USER" and row_id == context.caller["id"]:
        return True
    accounts = context.rows(_ACCOUNTS[kind], row_id)
    return context.caller["is_staff"] or any(context.may_see(row[0]) for row in accounts)


_QUERIES = {
    "ACCOUNT": (
        "SELECT id, number AS identifier FROM accounts WHERE number = ?1 OR CAST(id AS TEXT) = ?1"
    ),
    "ACCOUNT_USER": (
        "SELECT id, number AS identifier FROM users WHERE number = ?1 OR CAST(id AS TEXT) = ?1"
    ),
    "PROPERTY": ("SELECT id, id AS identifier FROM properties WHERE CAST(id AS TEXT) = ?1"),
    "ACCOUNT_PROPERTY_EFFECTIVE_PERIOD": (
        "SELECT id, id AS identifier FROM occupancy_periods WHERE CAST(id AS TEXT) = ?1"
    ),
}
_ACCOUNTS = {
    "ACCOUNT": "SELECT id FROM accounts WHERE id = ?",
    "ACCOUNT_USER": "SELECT account_id FROM account_users WHERE user_id = ?",
    "PROPERTY": "SELECT account_id FROM occupancy_periods WHERE property_id = ?",
    "ACCOUNT_PROPERTY_EFFECTIVE_PERIOD": "SELECT account_id FROM occupancy_periods WHERE id = ?",
}
