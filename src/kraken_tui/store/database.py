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
    def transaction(self, *, erase: bool = False) -> Iterator["sqlite3.Connection"]:
        """Give a connection whose changes are all kept at the end, or none after an exception.

        With `erase`, what it deleted can be read from no file any more, unless another window is
        just reading it. Raise StoreError when the file cannot be used or another window holds it
        too long.
        """
        with self._told(), closing(self._connect()) as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                self._migrate(connection)
                yield connection
            except BaseException:
                connection.rollback()
                raise
            connection.commit()
            if erase:
                # Else the file stays as it was until somebody who may write is the last to leave.
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextmanager
    def reading(self) -> Iterator["sqlite3.Connection"]:
        """Give a connection that reads what was there when it began, while others may write.

        Raise StoreError when the file cannot be used.
        """
        if not self._is_ready():
            with self.transaction():
                pass
        with self._told(), closing(self._connect_to_read()) as connection:
            connection.execute("BEGIN")
            yield connection

    def _is_ready(self) -> bool:
        """Tell whether the file is there, in its newest form."""
        if not self.path.exists():
            return False
        with self._told(), closing(self._connect_to_read()) as connection:
            return _version(connection) == len(MIGRATIONS)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Say in a sentence why the file cannot be used."""
        import sqlite3

        try:
            yield
        except (sqlite3.OperationalError, OSError) as error:
            raise StoreError(f"{self.path} cannot be used: {_reason(error)}.") from error
        except sqlite3.DatabaseError as error:
            raise StoreError(
                f"{self.path} is damaged ({_reason(error)}); move it away to begin a new one."
            ) from error

    def _connect_to_read(self) -> "sqlite3.Connection":
        import sqlite3

        # Nothing is written by looking, not even where nothing can be.
        address = f"{self.path.absolute().as_uri()}?mode=ro"
        connection = sqlite3.connect(address, timeout=BUSY_SECONDS, isolation_level=None, uri=True)
        connection.row_factory = sqlite3.Row
        return connection

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
            # Else what was forgotten could still be read from the file.
            connection.execute("PRAGMA secure_delete = ON")
        except BaseException:
            connection.close()
            raise
        return connection

    def _migrate(self, connection: "sqlite3.Connection") -> None:
        """Bring the tables to their newest form, inside the transaction that needs them."""
        version = _version(connection)
        if version > len(MIGRATIONS):
            raise StoreError(
                f"{self.path} was written by a newer kraken-tui; install that version again."
            )
        for statements in MIGRATIONS[version:]:
            for statement in statements:
                connection.execute(statement)
        if version < len(MIGRATIONS):
            connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")


def _version(connection: "sqlite3.Connection") -> int:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def _reason(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()
