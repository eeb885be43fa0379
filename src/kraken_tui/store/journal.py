"""Every mutation that was tried: what, when, for whom, and what became of it.

A row is on the disk before the first byte of its request is on the wire. So whatever happens to
the program, a change that was made is in the journal.
"""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

from kraken_tui.api.redact import redact, redact_answer
from kraken_tui.store.database import Database

if TYPE_CHECKING:
    import sqlite3

Outcome = Literal["open", "accepted", "refused", "not sent", "unknown"]
"""`open` is on its way; of `unknown` nobody can tell whether the tenant has made the change."""

OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)

DONE = "it was done"
NOT_DONE = "it was not done"
SENT_AGAIN = "it was sent again"
ARRIVED = "it arrived, for its key was used"
"""What settles an unknown outcome: the person's finding, or what a later try brought to light."""

CUT_SHORT = "The program ended before the answer came."

_COLUMNS = (
    "id, at, owner, profile, account, acting_as, operation, variables, intent, key,"
    " outcome, sentence, answer, seconds, settled"
)


class Attempt(NamedTuple):
    """What is about to be sent.

    `intent` is the same for each try of one wish; `key` is the idempotency key, where the input
    has one.
    """

    profile: str
    account: str
    operation: str
    variables: Mapping[str, object]
    intent: str
    key: str = ""
    acting_as: str = ""


class Entry(NamedTuple):
    """One row of the journal; secrets are not in its variables, nor in its answer."""

    id: int
    at: datetime
    owner: str
    profile: str
    account: str
    acting_as: str
    operation: str
    variables: dict[str, Any]
    intent: str
    key: str
    outcome: Outcome
    sentence: str
    answer: Any
    seconds: float | None
    settled: str
    """What the person made of an unknown outcome, in a word; empty as long as it is to be done."""


class Journal:
    """The journal of all profiles.

    Every method waits on the disk, and raises StoreError when the database cannot be used.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, attempt: Attempt, *, owner: str, at: datetime) -> int:
        """Write that something is about to be sent, on the disk on return; return the row's id.

        `owner` names the window that sends it, see `owners.Owners`.
        """
        with self._database.transaction() as connection:
            return insert(connection, attempt, owner=owner, at=at)

    def end(
        self,
        entry: int,
        outcome: Outcome,
        *,
        sentence: str = "",
        answer: Mapping[str, object] | None = None,
        seconds: float | None = None,
        settles: str = "",
    ) -> None:
        """Write what became of it; `seconds` from sending to the end of the wait.

        `settles` is what this tells of earlier tries of the same wish, if anything.
        """
        kept = redact_answer(answer or {})
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE journal SET outcome = ?, sentence = ?, answer = ?, seconds = ?"
                " WHERE id = ?",
                (outcome, _text(sentence), _json(kept or None), seconds, entry),
            )
            if settles:
                for row in select(connection, "WHERE id = ?", entry):
                    _settle(connection, row.intent, settles, before=entry)

    def recover(
        self, is_alive: Callable[[str], bool], *, profile: str | None = None
    ) -> tuple[Entry, ...]:
        """Call unknown what a window that is no more had on its way; return those rows.

        Nothing is written where there are none, so that this may be done before every send.
        """
        which = "WHERE outcome = 'open' AND (?1 IS NULL OR profile = ?1) ORDER BY id"
        with self._database.reading() as connection:
            if all(is_alive(row.owner) for row in select(connection, which, profile)):
                return ()
        with self._database.transaction() as connection:
            dead = [row for row in select(connection, which, profile) if not is_alive(row.owner)]
            connection.executemany(
                "UPDATE journal SET outcome = 'unknown', sentence = ? WHERE id = ?",
                [(CUT_SHORT, row.id) for row in dead],
            )
        return tuple(row._replace(outcome="unknown", sentence=CUT_SHORT) for row in dead)

    def settle(self, entry: int, how: str) -> None:
        """Note what the person made of an unknown outcome."""
        with self._database.transaction() as connection:
            connection.execute("UPDATE journal SET settled = ? WHERE id = ?", (how, entry))

    def settle_wish(self, intent: str, how: str) -> None:
        """Note what became of a wish of whose tries nobody knew."""
        with self._database.transaction() as connection:
            _settle(connection, intent, how, before=None)

    def unsettled(self, *, profile: str) -> tuple[Entry, ...]:
        """Return what is unknown and still to be looked into, newest first."""
        with self._database.reading() as connection:
            return select(
                connection,
                "WHERE outcome = 'unknown' AND settled = '' AND profile = ? ORDER BY id DESC",
                profile,
            )

    def accepted(self, intent: str) -> Entry | None:
        """Return the row of a try of this wish that was accepted, if one was."""
        with self._database.reading() as connection:
            found = select(connection, "WHERE outcome = 'accepted' AND intent = ?", intent)
        return found[0] if found else None

    def newest(
        self, *, profile: str, limit: int = 200, before: int | None = None
    ) -> tuple[Entry, ...]:
        """Return the rows of a profile, newest first; `before` is the id to go on from."""
        with self._database.reading() as connection:
            return select(
                connection,
                "WHERE profile = ? AND (?2 IS NULL OR id < ?2) ORDER BY id DESC LIMIT ?3",
                profile,
                before,
                limit,
            )

    def entry(self, entry: int) -> Entry | None:
        """Return one row."""
        with self._database.reading() as connection:
            found = select(connection, "WHERE id = ?", entry)
        return found[0] if found else None


def insert(connection: "sqlite3.Connection", attempt: Attempt, *, owner: str, at: datetime) -> int:
    """Write an open row within a transaction that does more, and return its id."""
    written = connection.execute(
        "INSERT INTO journal (at, owner, profile, account, acting_as, operation, variables,"
        " intent, key, outcome) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'open') RETURNING id",
        (
            at.astimezone(UTC).isoformat(timespec="microseconds"),
            owner,
            attempt.profile,
            _text(attempt.account),
            _text(attempt.acting_as),
            attempt.operation,
            _json(redact(attempt.variables)),
            attempt.intent,
            _text(attempt.key),
        ),
    )
    entry: int = written.fetchone()[0]
    return entry


def _settle(connection: "sqlite3.Connection", intent: str, how: str, *, before: int | None) -> None:
    connection.execute(
        "UPDATE journal SET settled = ?1 WHERE outcome = 'unknown' AND settled = ''"
        " AND intent = ?2 AND (?3 IS NULL OR id < ?3)",
        (_text(how), intent, before),
    )


def select(connection: "sqlite3.Connection", clause: str, *values: object) -> tuple[Entry, ...]:
    """Read rows of the journal; `clause` is what comes after the table's name."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM journal {clause}", values)
    return tuple(_entry(row) for row in rows)


def _entry(row: "sqlite3.Row") -> Entry:
    return Entry(*row)._replace(
        at=datetime.fromisoformat(row["at"]),
        variables=json.loads(row["variables"]),
        answer=json.loads(row["answer"]),
    )


def _json(value: object) -> str:
    return _text(json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str))


def _text(text: str) -> str:
    """Return a text that a file can hold: an answer can hold half a character."""
    return text.encode(errors="replace").decode()
