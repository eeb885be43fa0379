"""The journal looked through: searched, read page by page from either end, and forgotten."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from kraken_tui.store.database import Database
from kraken_tui.store.journal import Entry, Outcome, select

if TYPE_CHECKING:
    import sqlite3

_TEXT = (
    "operation || ' ' || account || ' ' || profile || ' ' || acting_as || ' ' || outcome || ' '"
    " || settled || ' ' || sentence || ' ' || key || ' ' || variables || ' ' || answer"
)
"""What words are looked for in."""

_OLD = (
    "profile = ? AND at < ? AND outcome != 'open' AND (outcome != 'unknown' OR settled != '')"
    " AND id NOT IN (SELECT journal FROM outbox WHERE journal IS NOT NULL)"
)
"""What nobody has to do anything about any more."""


class Search(NamedTuple):
    """What of the journal is looked at; empty is all of it."""

    profile: str | None = None
    words: tuple[str, ...] = ()
    outcomes: frozenset[Outcome] = frozenset()
    since: datetime | None = None
    until: datetime | None = None
    """The first moment that is too late."""
    to_settle: bool = False
    """Only what is unknown and nobody has looked into."""


class Extent(NamedTuple):
    """How far the journal of all profiles reaches; two that are equal tell that nothing changed."""

    first: int | None
    last: int | None
    open: int
    unknown: int
    settled: int
    to_settle: int
    """How many wishes of the one profile somebody has to look into, however often tried."""


class History:
    """The journal as it is read.

    Every method waits on the disk, and raises StoreError when the database cannot be used.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def newest(self, search: Search, *, limit: int, before: int | None) -> tuple[Entry, ...]:
        """Return the newest rows that are older than a row, newest first."""
        return self._rows(search, "id < ?", before, "DESC", limit)

    def oldest(self, search: Search, *, limit: int, after: int | None) -> tuple[Entry, ...]:
        """Return the oldest rows that are newer than a row, newest first."""
        return self._rows(search, "id > ?", after, "ASC", limit)[::-1]

    def _rows(
        self, search: Search, beyond: str, row: int | None, order: str, limit: int
    ) -> tuple[Entry, ...]:
        where, values = _where(search)
        if row is not None:
            where, values = f"{where} AND {beyond}", [*values, row]
        with self._database.reading() as connection:
            return select(connection, f"WHERE {where} ORDER BY id {order} LIMIT ?", *values, limit)

    def count(self, profile: str | None) -> int:
        """Count the rows of a profile, or of all."""
        where, values = _where(Search(profile))
        with self._database.reading() as connection:
            return _number(
                connection.execute(f"SELECT count(*) FROM journal WHERE {where}", values)
            )

    def extent(self, profile: str) -> Extent:
        """Tell how far the journal reaches; reads few rows, however many there are."""
        with self._database.reading() as connection:
            # Each by itself is a look at one end; both at once would be a walk from end to end.
            first, last = connection.execute(
                "SELECT (SELECT min(id) FROM journal), (SELECT max(id) FROM journal)"
            ).fetchone()
            undecided = connection.execute(
                "SELECT coalesce(sum(outcome = 'open'), 0), coalesce(sum(outcome = 'unknown'), 0),"
                " coalesce(sum(settled != ''), 0), count(DISTINCT CASE WHEN outcome = 'unknown' AND"
                " settled = '' AND profile = ? THEN intent END) FROM journal"
                " WHERE outcome IN ('open', 'unknown')",
                (profile,),
            ).fetchone()
        return Extent(first, last, *undecided)

    def entry(self, entry: int) -> Entry | None:
        """Return one row, None if it was forgotten."""
        with self._database.reading() as connection:
            found = select(connection, "WHERE id = ?", entry)
        return found[0] if found else None

    def tries(self, intent: str) -> tuple[Entry, ...]:
        """Return every try of one wish, the first one first."""
        with self._database.reading() as connection:
            return select(connection, "WHERE intent = ? ORDER BY id", intent)

    def old(self, profile: str, *, before: datetime) -> int:
        """Count what `forget` would forget."""
        counting = f"SELECT count(*) FROM journal WHERE {_OLD}"
        with self._database.reading() as connection:
            return _number(connection.execute(counting, (profile, _moment(before))))

    def forget(self, profile: str, *, before: datetime) -> int:
        """Forget what was tried before a moment, and return how many rows that were.

        What is on its way, unknown and not settled, or waiting in the outbox stays.
        """
        with self._database.transaction(erase=True) as connection:
            done = connection.execute(
                f"DELETE FROM journal WHERE {_OLD}", (profile, _moment(before))
            )
            return done.rowcount


def _where(search: Search) -> tuple[str, list[object]]:
    """Return the condition that a row must meet, and the values of its question marks."""
    conditions: list[str] = []
    values: list[object] = []
    for condition, value in (
        ("profile = ?", search.profile),
        ("at >= ?", search.since and _moment(search.since)),
        ("at < ?", search.until and _moment(search.until)),
    ):
        if value is not None:
            conditions.append(condition)
            values.append(value)
    if search.outcomes:
        conditions.append(f"outcome IN ({', '.join('?' * len(search.outcomes))})")
        values += sorted(search.outcomes)
    if search.to_settle:
        conditions.append("outcome = 'unknown' AND settled = ''")
    for word in search.words:
        patterns = _patterns(word)
        holds = " OR ".join([f"({_TEXT}) LIKE ? ESCAPE '\\'"] * len(patterns))
        conditions.append(f"({holds})")
        values += patterns
    return " AND ".join(conditions) or "1", values


def _patterns(word: str) -> list[str]:
    """Return what LIKE matches a word with; it knows the case of ASCII letters only."""
    spelt = [word] if word.isascii() else [word, word.lower(), word.upper(), word.capitalize()]
    return [f"%{_escaped(each)}%" for each in dict.fromkeys(spelt)]


def _escaped(word: str) -> str:
    return "".join(f"\\{letter}" if letter in "%_\\" else letter for letter in word)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _number(cursor: "sqlite3.Cursor") -> int:
    found: int = cursor.fetchone()[0]
    return found
