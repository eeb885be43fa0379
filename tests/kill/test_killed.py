"""kill -9 at any moment: nothing typed a second ago is lost, nothing done is missing or doubled.

Two windows work on the same folder; each is killed at a moment of its own. `make test-kill` tries
200 moments, KILLS=n as many as that.
"""

import json
import os
import sqlite3
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import NamedTuple

from kraken_tui.config.paths import Folders
from kraken_tui.store.database import Database
from kraken_tui.store.drafts import Drafts
from kraken_tui.store.journal import CUT_SHORT, Entry, Journal
from kraken_tui.store.owners import Owners
from tests.kill.conftest import Nursery, Tenant
from tests.kill.person import FIELD, Job

KILLS = int(os.environ.get("KILLS", "2"))
LONGEST = float(os.environ.get("KILL_WITHIN", "2"))
"""Seconds after which a window is killed at the latest."""

KEPT_WITHIN = 1.0
PROFILE = "demo-water"
A_LOOK = 0.01
PATIENCE = 60.0
SEED = 7
DOING = {
    "offered": "beginning to type",
    "typed": "typing",
    "sending": "sending",
    "accepted": "coming back from the form",
}
WINDOWS = {"first": "A-1A2B3C4D", "second": "A-FA0A017D"}


class Note(NamedTuple):
    """A line of a diary."""

    at: float
    what: str
    text: str


@dataclass
class Life:
    """One window from its start to its end."""

    job: Job
    process: int
    ended: float = 0.0
    notes: list[Note] = field(default_factory=list)

    def read(self) -> list[Note]:
        """Read the diary; what is cut off at its end was not written."""
        if not self.job.diary.exists():
            return []
        lines = self.job.diary.read_text().split("\n")[:-1]
        self.notes = [Note(*json.loads(line)) for line in lines]
        return self.notes


@dataclass
class Machine:
    """The folder that the windows work on, and what is in it after a crash."""

    root: Path

    @property
    def database(self) -> Database:
        return Database(Folders.within(self.root).database)

    def draft(self, account: str) -> str:
        """Return what is kept of an account's form; nothing if there is no draft."""
        for draft in Drafts(self.database).all(PROFILE):
            if json.loads(draft.topic.subject) == {"accountNumber": account}:
                kept = draft.content["now"]
                for name in FIELD:
                    kept = (kept or {}).get("fields", {}).get(name)
                return str(kept or "")
        return ""

    def journal(self) -> dict[str, Entry]:
        """Return the rows by the address that was to be set."""
        rows = Journal(self.database).newest(profile=PROFILE, limit=100_000)
        found = {row.variables["input"]["billingEmail"]: row for row in rows}
        assert len(found) == len(rows), "Something was tried twice."
        return found

    def recover(self) -> set[str]:
        """Start anew; return the addresses of which nobody knows whether they were set."""
        owners = Owners(Folders.within(self.root).windows)
        found = Journal(self.database).recover(owners.is_alive)
        assert all(row.outcome == "unknown" for row in found)
        return {row.variables["input"]["billingEmail"] for row in found}

    def is_sound(self) -> bool:
        with sqlite3.connect(self.database.path) as connection:
            return connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_whenever_it_is_killed_nothing_is_lost_or_doubled(
    places: tuple[Tenant, Nursery], tmp_path: Path, sandbox_cache: Path
) -> None:
    tenant, nursery = places
    machine, luck, tally = Machine(tmp_path), Random(SEED), Counter[str]()
    drafts, journal = dict.fromkeys(WINDOWS, ""), dict[str, Entry]()

    def open_window(name: str, number: int) -> Life:
        job = Job(
            name=f"{name}-{number}",
            account=WINDOWS[name],
            port=tenant.port,
            root=str(tmp_path),
            schemas=str(sandbox_cache / "water"),
            seed=luck.randrange(10**9),
        )
        life = Life(job, nursery.bear(job))
        until(life.read)
        return life

    for number in range(0, KILLS, len(WINDOWS)):
        # The second one starts while the first is at work.
        lives = [open_window(name, number) for name in WINDOWS]
        kill(nursery, lives, luck)
        assert machine.is_sound()
        journal, applied = machine.journal(), tenant.applied()
        check_journal(journal, applied, lives)
        for name, life in zip(WINDOWS, lives, strict=True):
            drafts[name] = check_draft(machine, life, journal, before=drafts[name])
            tally[f"killed while {DOING[life.notes[-1].what]}"] += 1

    # The next start tells what is left undecided.
    undecided = {each for each, row in journal.items() if row.outcome == "open"}
    assert undecided == machine.recover()
    outcomes = Counter(row.outcome for row in machine.journal().values())
    print(  # noqa: T201 -- the numbers are what a long run is for.
        f"\nKilled {KILLS} times: {dict(tally)}. The tenant made {len(tenant.applied())} changes,"
        f" each once. In the journal: {dict(outcomes)}."
    )


def until(reached: Callable[[], object]) -> None:
    """Wait for something that another process does."""
    patience = time.monotonic() + PATIENCE
    while not reached():
        assert time.monotonic() < patience, "It does not happen; see the windows' logs."
        time.sleep(A_LOOK)


def kill(nursery: Nursery, lives: list[Life], luck: Random) -> None:
    """Kill each window at a moment of its own."""
    begin = time.monotonic()
    moments = sorted((luck.uniform(0, LONGEST), place) for place in range(len(lives)))
    for moment, place in moments:
        time.sleep(max(0, begin + moment - time.monotonic()))
        lives[place].ended = nursery.kill(lives[place].process)
        lives[place].read()


def check_journal(journal: dict[str, Entry], applied: list[str], lives: list[Life]) -> None:
    """Compare what the journal says with what the tenant did and the person saw."""
    assert [address for address, times in Counter(applied).items() if times > 1] == []
    missing = [each for each in applied if each not in journal]
    assert missing == []
    for address, row in journal.items():
        if address in applied:
            assert row.outcome in ("accepted", "open", "unknown"), (address, row)
        else:
            assert row.outcome != "accepted", (address, row)
    seen = [note.text for life in lives for note in life.notes if note.what == "accepted"]
    assert [address for address in seen if journal[address].outcome != "accepted"] == []
    # No window takes for dead what another one has under way; here the last to be killed.
    alive = max(lives, key=lambda life: life.ended).job.name
    theirs = [row for address, row in journal.items() if address.partition(".")[0] == alive]
    assert [row for row in theirs if row.sentence == CUT_SHORT] == []


def check_draft(machine: Machine, life: Life, journal: dict[str, Entry], *, before: str) -> str:
    """Compare the draft with what was typed; return it. `before` is what the last window left."""
    offered = next((note.text for note in life.notes if note.what == "offered"), before)
    assert offered == before
    start = Note(0, "typed", before)
    kept_until = life.ended - KEPT_WITHIN
    old = [place for place, note in enumerate(life.notes) if note.at <= kept_until]
    typed = [note for note in life.notes[: len(old)] if note.what == "typed"]
    since = [typed[-1] if typed else start, *life.notes[len(old) :]]
    possible = {note.text for note in since if note.what == "typed"}
    found = machine.draft(life.job.account)
    if any(
        journal[note.text].outcome == "accepted" for note in sent_after(life, since[0], journal)
    ):
        possible.add("")
    assert found in possible, (life.job.name, found, possible)
    return found


def sent_after(life: Life, typed: Note, journal: dict[str, Entry]) -> list[Note]:
    """Return what was sent after something was typed."""
    return [
        note
        for note in life.notes
        if note.what == "sending" and note.at >= typed.at and note.text in journal
    ]
