"""The database in the state folder: what must outlive a crash."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kraken_tui.config.files import make_private_folder
from kraken_tui.store.errors import StoreError
from kraken_tui.store.migrations import MIGRATIONS

if TYPE_CHECKING:
    import sqlite3

BUSY_SECONDS = 5.0


class Database:
    """A SQLite file that several windows and threads may use at once.

    Each transaction has a connection of its own, so any thread may begin one. The file is made,
    and brought to the newest form, when it is first used.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    @contextmanager
    def transaction(self) -> Iterator["sqlite3.Connection"]:
        """Give a connection whose changes are all kept at the end, or none after an exception.

        Raise StoreError when the file cannot be used or another window holds it too long.
        """
        import sqlite3

        try:
            with closing(self._connect()) as connection:
                connection.execute("BEGIN IMMEDIATE")
                try:
                    self._migrate(connection)
                    yield connection
                except BaseException:
                    connection.rollback()
                    raise
                connection.commit()
        except (sqlite3.OperationalError, OSError) as error:
            raise StoreError(f"{self.path} cannot be used: {_reason(error)}.") from error
        except sqlite3.DatabaseError as error:
            raise StoreError(
                f"{self.path} is damaged ({_reason(error)}); move it away to begin a new one."
            ) from error

    def _connect(self) -> "sqlite3.Connection":
        import sqlite3

        make_private_folder(self.path.parent)
        self.path.touch(mode=0o600)
        connection = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None)
        try:
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA journal_mode = WAL")
            # A row is on the disk before the bytes it speaks of are on the wire.
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
        except BaseException:
            connection.close()
            raise
        return connection

    def _migrate(self, connection: "sqlite3.Connection") -> None:
        """Bring the tables to their newest form, inside the transaction that needs them."""
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
        if version > len(MIGRATIONS):
            raise StoreError(
                f"{self.path} was written by a newer kraken-tui; install that version again."
            )
        for statements in MIGRATIONS[version:]:
            for statement in statements:
                connection.execute(statement)
        if version < len(MIGRATIONS):
            connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")


def _reason(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()
