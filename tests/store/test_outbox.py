"""What waits to be sent is there after a restart, in its order, and is claimed once."""

import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from kraken_tui.store import journal as journals
from kraken_tui.store.database import Database
from kraken_tui.store.journal import NOT_DONE, Attempt, Journal, Outcome
from kraken_tui.store.outbox import Kept, OutboxStore, Taken, Waiting, claim

NOW = datetime(2026, 3, 1, 10, 30, tzinfo=UTC)


def kept(meter: int, intent: str = "", **changes: Any) -> Kept:
    reading = Kept(
        profile="van",
        tenant="https://a.test/",
        account="A-1",
        holder="Ada",
        operation="submitReading",
        about="",
        objects=(f"meter id {meter}",),
        variables={"input": {"meterId": meter, "reading": "5"}},
        taken="2026-03-01",
        known={"lastReading": "4"},
        intent=intent or f"wish-{meter}",
    )
    return reading._replace(**changes)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(tmp_path / "kraken-tui.db")


@pytest.fixture
def outbox(database: Database) -> OutboxStore:
    store = OutboxStore(database)
    for meter in (1, 2, 3):
        store.keep(kept(meter), at=NOW)
    return store


def told(outbox: OutboxStore) -> list[tuple[str, str]]:
    return [(each.kept.intent, each.state) for each in outbox.rows("van")]


def begin(database: Database, row: Waiting) -> int:
    """Write the row of a try and claim what is sent, as one."""
    attempt = Attempt("van", "A-1", row.kept.operation, row.kept.variables, row.kept.intent)
    with database.transaction() as connection:
        entry = journals.insert(connection, attempt, owner="me", at=NOW)
        claim(connection, entry, row)
    return entry


def test_another_start_finds_all_of_it(outbox: OutboxStore, database: Database) -> None:
    outbox.keep(kept(4, profile="desk"), at=NOW)
    rows = OutboxStore(Database(database.path)).rows("van")
    assert [each.kept for each in rows] == [kept(1), kept(2), kept(3)]
    assert {(each.kept_at, each.state, each.found) for each in rows} == {(NOW, "waiting", None)}


@pytest.mark.parametrize(
    ("outcome", "state"),
    [("not sent", "waiting"), ("refused", "stopped"), ("unknown", "unknown"), ("accepted", None)],
)
def test_a_row_is_what_the_journal_says_of_its_try(
    outbox: OutboxStore, database: Database, outcome: Outcome, state: str | None
) -> None:
    row = outbox.rows("van")[0]
    entry = begin(database, row)
    assert told(outbox)[0] == ("wish-1", "sending")
    journal = Journal(database)
    journal.end(entry, outcome, sentence="Why.")
    assert dict(told(outbox)).get("wish-1") == state
    if state == "unknown":
        assert not outbox.remove(outbox.rows("van")[0])
        journal.settle(entry, NOT_DONE)
        assert dict(told(outbox))["wish-1"] == "stopped"
        journal.settle(entry, "left unknown")
        assert "wish-1" not in dict(told(outbox))


def test_two_windows_claim_a_row_once(outbox: OutboxStore, database: Database) -> None:
    row = outbox.rows("van")[0]
    together, done = threading.Barrier(4), list[int | None]()

    def window() -> None:
        together.wait()
        try:
            done.append(begin(database, row))
        except Taken:
            done.append(None)

    threads = [threading.Thread(target=window) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len([entry for entry in done if entry is not None]) == 1
    # What was not claimed left no row in the journal either.
    assert len(Journal(database).newest(profile="van")) == 1


def test_what_another_window_changed_is_not_sent_as_it_was(
    outbox: OutboxStore, database: Database
) -> None:
    row = outbox.rows("van")[0]
    assert outbox.edit(row, kept(1, variables={"input": {"reading": "6"}}))
    with pytest.raises(Taken):
        begin(database, row)
    assert not outbox.remove(row)
    assert not outbox.stop(row, "Changed.", {})
    assert outbox.rows("van")[0].kept.variables == {"input": {"reading": "6"}}


def test_a_later_one_about_the_same_thing_waits_for_the_first(
    outbox: OutboxStore, database: Database
) -> None:
    outbox.keep(kept(1, "again"), at=NOW)
    first, second, _third, again = outbox.rows("van")
    assert again.waits_for((first, second)) == first
    with pytest.raises(Taken):
        begin(database, again)
    Journal(database).end(begin(database, first), "refused", sentence="No.")
    with pytest.raises(Taken):
        begin(database, again)
    begin(database, second)
    assert outbox.remove(outbox.rows("van")[0])
    begin(database, again)


def test_what_stopped_shows_what_was_found_and_goes_on_by_that(outbox: OutboxStore) -> None:
    assert outbox.stop(outbox.rows("van")[0], "It changed.", {"lastReading": "9"})
    stopped = outbox.rows("van")[0]
    assert (stopped.state, stopped.sentence) == ("stopped", "It changed.")
    assert outbox.release(stopped)
    row = outbox.rows("van")[0]
    assert (row.state, row.found, row.kept.known) == ("waiting", None, {"lastReading": "9"})


def test_rows_change_places_and_stay_there(outbox: OutboxStore) -> None:
    first, second, third = outbox.rows("van")
    assert outbox.move(first, 1)
    assert outbox.move(third, -1)
    assert not outbox.move(outbox.rows("van")[0], -1)
    assert [intent for intent, _ in told(outbox)] == ["wish-2", "wish-3", "wish-1"]
    assert outbox.remove(second)
    assert [intent for intent, _ in told(outbox)] == ["wish-3", "wish-1"]


def test_kept_twice_is_there_once(outbox: OutboxStore, database: Database) -> None:
    outbox.keep(kept(2, variables={"input": {"reading": "7"}}), at=NOW)
    assert [intent for intent, _ in told(outbox)] == ["wish-1", "wish-3", "wish-2"]
    begin(database, outbox.rows("van")[2])
    with pytest.raises(Taken):
        outbox.keep(kept(2), at=NOW)


def test_what_one_changed_is_known_to_the_next_about_it(outbox: OutboxStore) -> None:
    outbox.keep(kept(1, "later"), at=NOW)
    outbox.keep(kept(1, "other", known={"lastReading": "3"}), at=NOW)
    outbox.renew("van", ["meter id 1"], old={"lastReading": "4"}, new={"lastReading": "5"})
    known = {each.kept.intent: each.kept.known for each in outbox.rows("van")}
    assert known["later"] == {"lastReading": "5"}
    assert known["other"] == {"lastReading": "3"}
    assert known["wish-2"] == {"lastReading": "4"}
