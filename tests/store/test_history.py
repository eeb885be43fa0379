"""The journal is looked through in pages, whoever writes meanwhile, and forgotten when told to."""

import sqlite3
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kraken_tui.store import journal as module
from kraken_tui.store.database import Database
from kraken_tui.store.errors import StoreError
from kraken_tui.store.history import History, Search
from kraken_tui.store.journal import Attempt, Entry, Journal, Outcome

NOW = datetime(2026, 3, 1, 10, 30, tzinfo=UTC)
READING = Attempt("test", "A-1", "submitReading", {"input": {"reading": 7}}, "wish-1", key="k-1")


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(tmp_path / "kraken-tui.db")


@pytest.fixture
def journal(database: Database) -> Journal:
    return Journal(database)


@pytest.fixture
def history(database: Database) -> History:
    return History(database)


def tried(
    journal: Journal,
    outcome: Outcome = "accepted",
    *,
    at: datetime = NOW,
    sentence: str = "",
    **changes: object,
) -> int:
    attempt = READING._replace(**changes)  # type: ignore[arg-type]
    entry = journal.begin(attempt, owner="me", at=at)
    if outcome != "open":
        journal.end(entry, outcome, sentence=sentence)
    return entry


def found(history: History, **wanted: object) -> list[int]:
    search = Search(**{"profile": "test", **wanted})  # type: ignore[arg-type]
    return [each.id for each in history.newest(search, limit=100, before=None)]


def test_what_is_looked_for(journal: Journal, history: History) -> None:
    first = tried(journal, "refused", sentence="KT-CT-1 Too high.", account="A-2")
    other = tried(journal, profile="other")
    settled = tried(journal, "unknown", at=NOW + timedelta(days=1))
    journal.settle(settled, "done")
    lost = tried(journal, "unknown", variables={"input": {"name": "Ödön 100%_"}}, at=NOW)
    assert found(history) == [lost, settled, first]
    assert found(history, profile=None) == [lost, settled, other, first]
    assert found(history, outcomes=frozenset({"refused", "unknown"})) == [lost, settled, first]
    assert found(history, to_settle=True) == [lost]
    assert found(history, words=("TOO", "a-2")) == [first]
    assert found(history, words=("ödön",)) == [lost]
    assert found(history, words=("%_",)) == [lost]
    assert found(history, words=("done",)) == [settled]
    day = NOW.replace(hour=0, minute=0)
    assert found(history, since=day, until=day + timedelta(days=1)) == [lost, first]


def test_pages_from_either_end_meet(journal: Journal, history: History) -> None:
    rows = [tried(journal) for _ in range(7)]
    everything = Search("test")
    newest = history.newest(everything, limit=3, before=None)
    assert [each.id for each in newest] == rows[:3:-1]
    older = history.newest(everything, limit=3, before=newest[-1].id)
    assert [each.id for each in older] == rows[3:0:-1]
    oldest = history.oldest(everything, limit=3, after=None)
    assert [each.id for each in oldest] == rows[2::-1]
    newer = history.oldest(everything, limit=3, after=oldest[0].id)
    assert [each.id for each in newer] == rows[5:2:-1]
    assert history.count("test") == 7


def test_no_more_rows_are_read_than_are_asked_for(
    journal: Journal, history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(journal, 100_000)
    read: list[sqlite3.Row] = []

    def entry(row: sqlite3.Row) -> Entry:
        read.append(row)
        return made(row)

    made = module._entry
    monkeypatch.setattr(module, "_entry", entry)
    last = history.newest(Search("test"), limit=100, before=None)[0].id
    assert [each.id for each in history.oldest(Search("test"), limit=2, after=None)] == [2, 1]
    assert (last, len(read)) == (100_000, 102)


def fill(journal: Journal, count: int) -> None:
    """Write many rows at once."""
    with journal._database.transaction() as connection:
        connection.execute(
            "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
            " INSERT INTO journal (at, owner, profile, account, acting_as, operation, variables,"
            " intent, key, outcome) SELECT ?, 'me', 'test', 'A-1', '', 'submitReading', '{}',"
            " 'wish-' || i, '', 'accepted' FROM n",
            (count, NOW.isoformat(timespec="microseconds")),
        )


def test_the_extent_tells_whether_anything_has_changed(journal: Journal, history: History) -> None:
    extents = [history.extent("test")]

    def is_new() -> bool:
        extents.append(history.extent("test"))
        return extents[-1] != extents[-2]

    entry = tried(journal, "open")
    assert is_new()
    journal.end(entry, "unknown")
    assert is_new()
    journal.settle(entry, "done")
    assert is_new()
    assert not is_new()
    history.forget("test", before=NOW + timedelta(days=1))
    assert is_new()


def test_all_tries_of_a_wish(journal: Journal, history: History) -> None:
    first, _, second = tried(journal), tried(journal, intent="wish-2"), tried(journal)
    assert [each.id for each in history.tries("wish-1")] == [first, second]


def test_only_what_is_done_with_is_forgotten(
    journal: Journal, history: History, database: Database
) -> None:
    before = NOW + timedelta(days=1)
    kept = [
        tried(journal, "open"),
        tried(journal, "unknown"),
        tried(journal, profile="other"),
        tried(journal, at=before),
        tried(journal, "refused"),
    ]
    with database.transaction() as connection:
        # Columns that a row has to have; what they hold does not matter here.
        columns = connection.execute(
            "SELECT name, type FROM pragma_table_info('outbox') WHERE pk = 0 AND dflt_value IS NULL"
            " AND name != 'journal'"
        ).fetchall()
        values = [1 if column["type"] == "INTEGER" else "" for column in columns]
        names = ", ".join([column["name"] for column in columns])
        connection.execute(
            f"INSERT INTO outbox ({names}, journal) VALUES ({'?, ' * len(values)} ?)",
            (*values, kept[-1]),
        )
    settled = tried(journal, "unknown", variables={"input": {"name": "Ashdown"}})
    journal.settle(settled, "put aside")
    tried(journal, "not sent")
    assert history.old("test", before=before) == 2
    assert history.forget("test", before=before) == 2
    assert found(history, profile=None) == kept[::-1]
    assert history.entry(settled) is None
    with sqlite3.connect(database.path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert b"Ashdown" not in database.path.read_bytes()


@pytest.fixture
def writing(database: Database, journal: Journal) -> Iterator[None]:
    """Another window is in the middle of writing."""
    tried(journal)
    with database.transaction() as connection:
        connection.execute("UPDATE journal SET outcome = 'refused'")
        yield


@pytest.mark.usefixtures("writing")
def test_reading_waits_for_nobody_who_writes(history: History) -> None:
    started = time.monotonic()
    assert [each.outcome for each in history.tries("wish-1")] == ["accepted"]
    assert time.monotonic() - started < 1


def test_looking_makes_a_file_that_is_not_there(history: History) -> None:
    assert history.count(None) == 0


def test_what_cannot_be_read_is_told_in_a_sentence(history: History, database: Database) -> None:
    database.path.write_bytes(b"not a database at all" * 100)
    with pytest.raises(StoreError, match="move it away"):
        history.extent("test")
