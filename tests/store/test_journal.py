"""The journal tells what was tried and what became of it, whatever became of the program."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kraken_tui.store.database import Database
from kraken_tui.store.errors import StoreError
from kraken_tui.store.journal import CUT_SHORT, Attempt, Entry, Journal
from kraken_tui.store.owners import Owners

NOW = datetime(2026, 3, 1, 10, 30, tzinfo=UTC)
READING = Attempt("test", "A-1", "submitReading", {"input": {"reading": 7}}, "wish-1", key="k-1")

HOLDING = """
import sys
from pathlib import Path
from kraken_tui.store.owners import Owners
print(Owners(Path(sys.argv[1])).own(), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(Database(tmp_path / "kraken-tui.db"))


def only(journal: Journal) -> Entry:
    (entry,) = journal.newest(profile="test")
    return entry


def test_a_row_is_there_before_its_outcome(journal: Journal) -> None:
    entry = journal.begin(READING, owner="me", at=NOW)
    assert only(journal)[:11] == (
        *(entry, NOW, "me", "test", "A-1", "", "submitReading", {"input": {"reading": 7}}),
        *("wish-1", "k-1", "open"),
    )
    journal.end(entry, "accepted", sentence="Done.", answer={"id": "7"}, seconds=0.25)
    assert only(journal)[10:] == ("accepted", "Done.", {"id": "7"}, 0.25, "")


def test_secrets_are_not_written(journal: Journal, tmp_path: Path) -> None:
    attempt = READING._replace(variables={"input": {"password": "s3cret", "reading": 7}})
    entry = journal.begin(attempt, owner="me", at=NOW)
    journal.end(entry, "accepted", answer={"obtain": {"refreshToken": "s3cret"}})
    assert only(journal).variables["input"]["reading"] == 7
    assert not [path for path in tmp_path.iterdir() if b"s3cret" in path.read_bytes()]


def test_only_what_nobody_works_on_any_more_becomes_unknown(
    journal: Journal, tmp_path: Path
) -> None:
    owners = Owners(tmp_path / "windows")
    other = subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(tmp_path / "windows")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with other:
        assert other.stdout is not None
        theirs = other.stdout.readline().strip()
        mine = journal.begin(READING, owner=owners.own(), at=NOW)
        lost = journal.begin(READING, owner=theirs, at=NOW)
        assert journal.recover(owners.is_alive) == ()
        other.kill()
    (found,) = journal.recover(owners.is_alive)
    assert (found.id, found.outcome, found.sentence) == (lost, "unknown", CUT_SHORT)
    assert journal.unsettled(profile="test") == (found,)
    assert [each.id for each in journal.newest(profile="test") if each.outcome == "open"] == [mine]
    journal.settle(lost, "put aside")
    assert journal.unsettled(profile="test") == ()


def test_what_dead_windows_left_is_swept_away_and_the_living_stay(tmp_path: Path) -> None:
    folder = tmp_path / "windows"
    first, second = Owners(folder), Owners(folder)
    names = first.own(), second.own()
    (folder / "dead.lock").touch()
    second.sweep()
    assert {path.stem for path in folder.iterdir()} == set(names)
    assert second.is_alive(names[0])
    first.close()
    assert not second.is_alive(names[0])
    assert [path.stem for path in folder.iterdir()] == [names[1]]


def test_rows_are_in_the_order_of_trying_even_if_the_clock_is_set_back(journal: Journal) -> None:
    first = journal.begin(READING, owner="me", at=NOW)
    second = journal.begin(READING, owner="me", at=NOW.replace(hour=9))
    assert [each.id for each in journal.newest(profile="test")] == [second, first]
    assert [each.id for each in journal.newest(profile="test", before=second)] == [first]


def test_a_folder_that_cannot_be_written_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="cannot be used"):
        Journal(Database(tmp_path / "file" / "kraken-tui.db")).begin(READING, owner="", at=NOW)
    with pytest.raises(StoreError, match="cannot be used"):
        Owners(tmp_path / "file").own()
