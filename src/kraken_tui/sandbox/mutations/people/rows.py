"""Change one stored row."""

import sqlite3
from collections.abc import Mapping
from typing import Any

from ...context import Context


def update(
    context: Context, table: str, row: sqlite3.Row, changes: Mapping[str, Any]
) -> sqlite3.Row:
    """Set columns of a row that has an `id`; return the row as it is stored now."""
    if not changes:
        return row
    columns = ", ".join(f"{column} = ?" for column in changes)
    query = f"UPDATE {table} SET {columns} WHERE id = ? RETURNING *"
    changed = context.state.store.execute(query, (*changes.values(), row["id"])).fetchall()
    stored: sqlite3.Row = changed[0]
    context.memo.pop((table, row["id"]), None)
    return stored
