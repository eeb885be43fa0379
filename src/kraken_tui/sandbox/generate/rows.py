"""Rows gathered in memory, then written a table at a time."""

import sqlite3
from collections.abc import Mapping

Value = str | int | float | None


class Batch:
    """Rows for many tables, each written with one statement."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._rows: dict[tuple[str, tuple[str, ...]], list[tuple[Value, ...]]] = {}
        self._last_ids: dict[str, int] = {}

    def add(self, table: str, row: Mapping[str, Value]) -> int:
        """Add `row` under the table's next id, and return the id."""
        row_id = self._last_ids.get(table, 0) + 1
        self._last_ids[table] = row_id
        key = (table, ("id", *row))
        self._rows.setdefault(key, []).append((row_id, *row.values()))
        return row_id

    def put(self, table: str, row: Mapping[str, Value]) -> None:
        """Add `row` to a table that has no id of its own."""
        self._rows.setdefault((table, tuple(row)), []).append(tuple(row.values()))

    def peek(self, table: str) -> int:
        """Return the id that `table` gives next."""
        return self._last_ids.get(table, 0) + 1

    def reserve(self, table: str, count: int) -> int:
        """Set `count` ids of `table` aside and return the first."""
        first = self._last_ids.get(table, 0) + 1
        self._last_ids[table] = first + count - 1
        return first

    def write(self) -> None:
        """Write what was gathered and start afresh; ids go on counting."""
        for (table, columns), rows in self._rows.items():
            marks = ", ".join("?" * len(columns))
            self._connection.executemany(
                f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows
            )
        self._rows.clear()
