"""Processes of joining, leaving and moving, as the API's types."""

import sqlite3
from typing import Any, Final

_TYPES: Final = {
    "JOIN_SUPPLIER": "JoinSupplierProcessType",
    "LEAVE_SUPPLIER": "LeaveSupplierProcessType",
    "OCCUPY_PROPERTY": "OccupyPropertyProcessType",
    "LEAVE_PROPERTY": "LeavePropertyProcessType",
}


def as_process(row: sqlite3.Row) -> dict[str, Any]:
    """Make the answer for a row of `supplier_processes`, with the type that its kind is."""
    return {**dict(row), "__typename": _TYPES[row["kind"]], "occupy_at": row["effective_at"]}
