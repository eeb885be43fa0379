"""Whose accounts and users these are."""

import sqlite3

from ...context import Context
from ...errors import Refusal, account_not_found, problem


def own_account(
    context: Context, number: str | None, *path: str, stranger: str | None = None
) -> sqlite3.Row:
    """Read an account of the caller, whose number came at `path`.

    Raises Refusal: no account has the number; or another customer's has, which is told as
    `stranger`, or without that as if there were none.
    """
    caller = context.caller
    found = context.row("SELECT * FROM accounts WHERE number = ?", number)
    is_own = found is not None and (caller["is_staff"] or context.may_see(found["id"]))
    if found is not None and not is_own and stranger:
        raise unauthorised(stranger, *path)
    if found is None or not is_own:
        raise account_not_found(*path)
    return found


def unauthorised(code: str, *path: str) -> Refusal:
    """Refuse what only others may do."""
    fields = [problem(path, "This is not yours to change.")] if path else []
    return Refusal(code, "Unauthorized.", kind="AUTHORIZATION", fields=fields)


def find_user(context: Context, reference: object) -> sqlite3.Row | None:
    """Read a user by id or number, whoever asks."""
    query = "SELECT * FROM users WHERE CAST(id AS TEXT) = ? OR number = ?"
    return context.row(query, str(reference), str(reference))


def customers(context: Context, account: sqlite3.Row) -> list[sqlite3.Row]:
    """List the account's own users, the first of whom holds it."""
    query = """
        SELECT users.* FROM account_users JOIN users ON users.id = user_id
        WHERE account_id = ? AND is_customer ORDER BY account_users.id
    """
    return context.rows(query, account["id"])


def is_customer(context: Context, account: sqlite3.Row, user: sqlite3.Row) -> bool:
    """Say whether a user is one of the account's own."""
    return any(each["id"] == user["id"] for each in customers(context, account))
