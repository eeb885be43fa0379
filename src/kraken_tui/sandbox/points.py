"""Post loyalty points, so that their running balance goes on adding up."""

import sqlite3
from datetime import UTC, datetime


def points_balance(connection: sqlite3.Connection, *, user_id: int) -> int:
    """Return how many points a user has."""
    row = _last_entry(connection, user_id)
    return 0 if row is None else int(row["balance_carried_forward"])


def post_points(
    connection: sqlite3.Connection,
    *,
    user_id: int,
    account_id: int | None,
    points: int,
    reason_code: str,
    at: datetime,
    idempotency_key: str | None = None,
) -> int:
    """Give `points` to a user, or take them where negative; return the entry's id."""
    last = _last_entry(connection, user_id)
    brought = 0 if last is None else last["balance_carried_forward"]
    cursor = connection.execute(
        "INSERT INTO loyalty_point_ledger_entries (user_id, account_id, seq, ledger_type,"
        " reason_code, value, balance_brought_forward, balance_carried_forward, idempotency_key,"
        " posted_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            user_id,
            account_id,
            1 if last is None else last["seq"] + 1,
            "CREDIT" if points >= 0 else "DEBIT",
            reason_code,
            abs(points),
            brought,
            brought + points,
            idempotency_key,
            at.astimezone(UTC).isoformat(timespec="seconds"),
        ),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def _last_entry(connection: sqlite3.Connection, user_id: int) -> sqlite3.Row | None:
    row: sqlite3.Row | None = connection.execute(
        "SELECT * FROM loyalty_point_ledger_entries WHERE user_id = ? ORDER BY seq DESC LIMIT 1",
        (user_id,),
    ).fetchone()
    return row
