"""What was typed without a link and waits to be sent.

What becomes of a row is read from the journal's row of its newest try: that is written anyway, so
no crash can leave the two telling different things.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from kraken_tui.store.database import Database
from kraken_tui.store.journal import NOT_DONE

if TYPE_CHECKING:
    import sqlite3

State = Literal["waiting", "sending", "stopped", "unknown"]
"""`stopped` waits for the person, `unknown` for somebody who looks what became of it."""

Known = Mapping[str, str]
"""What the tenant holds of an object, by the API's names."""

_STATES: Mapping[str | None, State] = {
    None: "waiting",
    "not sent": "waiting",
    "open": "sending",
    "refused": "stopped",
    "unknown": "unknown",
}
_ROWS = """
    SELECT outbox.*, journal.outcome, journal.sentence, journal.settled, journal.owner
    FROM outbox LEFT JOIN journal ON journal.id = outbox.journal
"""
_DONE = (
    "SELECT id FROM journal WHERE outcome = 'accepted'"
    f" OR (settled != '' AND settled != '{NOT_DONE}')"
)
AFTER_ALL = "You noted that this was not done: send it again, or throw it away."


class Kept(NamedTuple):
    """A mutation to be sent later; nothing secret may be in its variables."""

    profile: str
    tenant: str
    """The API's address: a profile may lead elsewhere by the time that this is sent."""
    account: str
    holder: str
    operation: str
    about: str
    """What the mutation is about, in a word or two for people."""
    objects: tuple[str, ...]
    """What the mutation is about, for telling which of two must come first."""
    variables: Mapping[str, Any]
    taken: str
    """The day or the moment of what it reports, as it is sent."""
    known: Known | None
    """What the tenant held of it when this was typed; None where nobody knew."""
    intent: str


class Waiting(NamedTuple):
    """A row of the outbox."""

    id: int
    place: int
    kept_at: datetime
    kept: Kept
    found: Known | None
    """What the tenant holds now, where that differs from what was known."""
    state: State
    sentence: str
    """Why it is not simply waiting."""
    revision: int
    """Counts the changes, so that nobody works on what another window has changed."""
    journal: int | None
    """The journal's row of the newest try."""
    owner: str
    """The window that made that try."""

    @property
    def is_free(self) -> bool:
        """Tell whether it may be changed, moved and removed."""
        return self.state in ("waiting", "stopped")

    def waits_for(self, others: "Sequence[Waiting]") -> "Waiting | None":
        """Return an earlier one about the same thing, which must be sent first."""
        mine = set(self.kept.objects)
        return next(
            (each for each in others if each.place < self.place and mine & set(each.kept.objects)),
            None,
        )


class Taken(Exception):
    """A row is not to be sent now: another window has it, or has changed it."""


class OutboxStore:
    """The outbox of all profiles.

    Every method waits on the disk, and raises StoreError when the database cannot be used. Those
    that change a row do so only as it was read, and tell whether they did.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, kept: Kept, *, at: datetime) -> None:
        """Put a mutation at the end; one of the same intent is replaced, where it may be."""
        values = _values(kept)
        with self._database.transaction() as connection:
            _tidy(connection)
            same = _select(connection, "WHERE outbox.intent = ?", kept.intent)
            if same and not same[0].is_free:
                raise Taken
            connection.execute("DELETE FROM outbox WHERE intent = ?", (kept.intent,))
            names = ", ".join(values)
            marks = ", ".join(f":{name}" for name in values)
            connection.execute(
                f"INSERT INTO outbox (place, kept_at, {names})"
                f" VALUES ((SELECT coalesce(max(place), 0) + 1 FROM outbox), :at, {marks})",
                {**values, "at": _moment(at)},
            )

    def rows(self, profile: str) -> tuple[Waiting, ...]:
        """Return what waits, in its order; what was done meanwhile goes."""
        with self._database.transaction() as connection:
            _tidy(connection)
            return _of(connection, profile)

    def edit(self, row: Waiting, kept: Kept) -> bool:
        """Put other contents into a row, which waits again at its place."""
        values = _values(kept)
        changes = ", ".join(f"{name} = :{name}" for name in values)
        return self._change(row, f"{changes}, stopped = '', found = 'null', journal = NULL", values)

    def stop(self, row: Waiting, sentence: str, found: Known | None) -> bool:
        """Let a row wait for the person, with what is found at the tenant now."""
        values = {"stopped": sentence, "found": _json(found)}
        return self._change(row, "stopped = :stopped, found = :found", values)

    def release(self, row: Waiting) -> bool:
        """Let a stopped row be sent: the person knows of what was found, or wants another try."""
        known = row.kept.known if row.found is None else row.found
        changes = "stopped = '', found = 'null', journal = NULL, known = :known"
        return self._change(row, changes, {"known": _json(known)})

    def remove(self, row: Waiting) -> bool:
        """Throw a row away."""
        with self._database.transaction() as connection:
            if not _is_as_read(connection, row):
                return False
            connection.execute("DELETE FROM outbox WHERE id = ?", (row.id,))
        return True

    def move(self, row: Waiting, by: int) -> bool:
        """Let a row change places with the one before (-1) or behind (1)."""
        with self._database.transaction() as connection:
            rows = _of(connection, row.kept.profile)
            ids = [each.id for each in rows]
            there = ids.index(row.id) + by if row.id in ids else -1
            if not 0 <= there < len(ids) or not _is_as_read(connection, row):
                return False
            places = [(rows[there].place, row.id), (row.place, ids[there])]
            connection.executemany("UPDATE outbox SET place = ? WHERE id = ?", places)
        return True

    def renew(self, profile: str, objects: Sequence[str], *, old: Known, new: Known) -> None:
        """Note in others about the same thing what one that was sent has changed of it."""
        with self._database.transaction() as connection:
            for each in _of(connection, profile):
                if set(objects) & set(each.kept.objects) and each.kept.known == old:
                    connection.execute(
                        "UPDATE outbox SET known = ? WHERE id = ?", (_json(new), each.id)
                    )

    def _change(self, row: Waiting, changes: str, values: Mapping[str, object]) -> bool:
        with self._database.transaction() as connection:
            if not _is_as_read(connection, row):
                return False
            connection.execute(
                f"UPDATE outbox SET {changes}, revision = revision + 1 WHERE id = :id",
                {**values, "id": row.id},
            )
        return True


def claim(connection: "sqlite3.Connection", journal: int, row: Waiting) -> None:
    """Take a row for sending, within the transaction that writes the journal's row of the try.

    Raise Taken, so that neither is written, unless the row waits, is as it was read, and nothing
    about the same thing comes before it.
    """
    rows = _of(connection, row.kept.profile)
    now = next((each for each in rows if each.id == row.id), None)
    if now is None or now.state != "waiting" or now.revision != row.revision or now.waits_for(rows):
        raise Taken
    connection.execute("UPDATE outbox SET journal = ? WHERE id = ?", (journal, row.id))


def _is_as_read(connection: "sqlite3.Connection", row: Waiting) -> bool:
    now = _select(connection, "WHERE outbox.id = ?", row.id)
    return bool(now) and now[0].is_free and now[0].revision == row.revision


def _tidy(connection: "sqlite3.Connection") -> None:
    connection.execute(f"DELETE FROM outbox WHERE journal IN ({_DONE})")


def _of(connection: "sqlite3.Connection", profile: str) -> tuple[Waiting, ...]:
    return _select(connection, "WHERE outbox.profile = ? ORDER BY place, outbox.id", profile)


def _select(connection: "sqlite3.Connection", clause: str, *values: object) -> tuple[Waiting, ...]:
    rows = connection.execute(f"{_ROWS} {clause}", values).fetchall()
    return tuple(_waiting(row) for row in rows if row["outcome"] != "accepted")


def _standing(row: "sqlite3.Row") -> tuple[State, str]:
    """Tell the state of a row, and why it is in that."""
    if row["stopped"]:
        return "stopped", row["stopped"]
    if row["settled"] == NOT_DONE:
        return "stopped", AFTER_ALL
    return _STATES[row["outcome"]], row["sentence"] or ""


def _waiting(row: "sqlite3.Row") -> Waiting:
    kept = Kept(
        row["profile"],
        row["tenant"],
        row["account"],
        row["holder"],
        row["operation"],
        row["about"],
        tuple(json.loads(row["objects"])),
        json.loads(row["variables"]),
        row["taken"],
        json.loads(row["known"]),
        row["intent"],
    )
    state, sentence = _standing(row)
    return Waiting(
        id=row["id"],
        place=row["place"],
        kept_at=datetime.fromisoformat(row["kept_at"]),
        kept=kept,
        found=json.loads(row["found"]),
        state=state,
        sentence=sentence,
        revision=row["revision"],
        journal=row["journal"],
        owner=row["owner"] or "",
    )


def _values(kept: Kept) -> dict[str, object]:
    """Return the columns of what is kept, by name."""
    values: dict[str, object] = kept._asdict()
    return values | {name: _json(values[name]) for name in ("objects", "variables", "known")}


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
