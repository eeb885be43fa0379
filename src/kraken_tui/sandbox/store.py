"""The sandbox's state: one SQLite database, in memory or in a file."""

import sqlite3
from pathlib import Path

SCHEMA_VERSION = "4"

_SCHEMA = Path(__file__).with_name("schema.sql")

_PRAGMAS = (
    # Nothing in a sandbox is worth a wait for the disk.
    "PRAGMA synchronous = OFF",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA foreign_keys = OFF",
    "PRAGMA cache_size = -65536",
)


def open(  # noqa: A001
    path: str | Path = ":memory:", *, content: bytes | None = None
) -> sqlite3.Connection:
    """Open the database at `path`, creating its tables when it has none.

    With `content`, which `sqlite3.Connection.serialize` gave, the database begins as a copy of it.
    The connection may move between threads, but only one may use it at a time. Rows answer to
    column names. A statement outside `BEGIN` commits by itself.

    Raises `sqlite3.DatabaseError` when the file is not a database or another version made it.
    """
    connection = sqlite3.connect(str(path), check_same_thread=False, isolation_level=None)
    connection.row_factory = sqlite3.Row
    if content:
        connection.deserialize(content)
    for pragma in _PRAGMAS:
        connection.execute(pragma)
    if str(path) != ":memory:":
        connection.execute("PRAGMA journal_mode = WAL")
    _ensure_tables(connection)
    return connection


def is_empty(connection: sqlite3.Connection) -> bool:
    """Tell whether no tenant has been generated into the database yet."""
    return read_meta(connection, "tenant") is None


def read_meta(connection: sqlite3.Connection, key: str) -> str | None:
    """Return the value kept under `key`, or None."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return None if row is None else str(row["value"])


def write_meta(connection: sqlite3.Connection, key: str, value: str) -> None:
    """Keep `value` under `key`, in place of what was there."""
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))


def clear(connection: sqlite3.Connection) -> None:
    """Empty every table, so that a tenant can be generated anew."""
    names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    connection.execute("BEGIN IMMEDIATE")
    for row in names:
        connection.execute(f'DELETE FROM "{row["name"]}"')
    write_meta(connection, "schema_version", SCHEMA_VERSION)
    connection.execute("COMMIT")


def _ensure_tables(connection: sqlite3.Connection) -> None:
    query = "SELECT 1 FROM sqlite_schema WHERE name = 'meta'"
    if connection.execute(query).fetchone() is None:
        connection.executescript(f"BEGIN;\n{_SCHEMA.read_text(encoding='utf-8')}\nCOMMIT;")
        write_meta(connection, "schema_version", SCHEMA_VERSION)
    elif read_meta(connection, "schema_version") != SCHEMA_VERSION:
        msg = "The sandbox file was made by another version; delete it or choose another."
        raise sqlite3.DatabaseError(msg)
