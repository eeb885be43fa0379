"""The database keeps all of a change or nothing, and says when it cannot be used."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from kraken_tui.store import database as module
from kraken_tui.store.database import Database
from kraken_tui.store.errors import StoreError
from kraken_tui.store.migrations import MIGRATIONS

INSERT = "INSERT INTO recent VALUES ('water', ?, '', '', '')"


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(tmp_path / "kraken-tui.db")


def count(database: Database) -> int:
    with database.transaction() as connection:
        found: int = connection.execute("SELECT count(*) FROM recent").fetchone()[0]
    return found


def test_an_exception_undoes_the_change(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.transaction() as connection:
        connection.execute(INSERT, ("A-1",))
        _ = 1 / 0
    assert count(database) == 0


def test_threads_share_it(database: Database) -> None:
    def insert(number: int) -> None:
        with database.transaction() as connection:
            connection.execute(INSERT, (f"A-{number}",))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(insert, range(40)))
    assert count(database) == 40


def test_an_old_file_is_brought_up_to_date(database: Database) -> None:
    with closing(sqlite3.connect(database.path)) as connection:
        for statement in MIGRATIONS[0]:
            connection.execute(statement)
        connection.execute(INSERT, ("A-1",))
        connection.execute("PRAGMA user_version = 1")
        connection.commit()
    assert count(database) == 1
    with database.transaction() as connection:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    assert version == len(MIGRATIONS)


def test_a_file_of_a_newer_program_is_left_alone(database: Database) -> None:
    with closing(sqlite3.connect(database.path)) as connection:
        connection.execute("PRAGMA user_version = 999")
    with pytest.raises(StoreError, match="newer kraken-tui"):
        count(database)


def test_a_damaged_file_is_one_sentence(database: Database) -> None:
    database.path.write_bytes(b"not a database at all" * 100)
    with pytest.raises(StoreError) as raised:
        count(database)
    assert raised.value.sentence.startswith(str(database.path))
    assert "move it away" in raised.value.sentence


def test_a_file_held_too_long_is_one_sentence(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BUSY_SECONDS", 0.01)
    with (
        database.transaction(),
        pytest.raises(StoreError, match="locked"),
        database.transaction(),
    ):
        pass


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="cannot be used"):
        count(Database(tmp_path / "file" / "kraken-tui.db"))
