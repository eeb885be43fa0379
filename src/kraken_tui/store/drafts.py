"""What was typed into forms and not sent, so that no crash and no lost line takes it."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from kraken_tui.store.database import Database

if TYPE_CHECKING:
    import sqlite3


class Topic(NamedTuple):
    """Which form it is: the mutation, and in a text the object that it is about."""

    operation: str
    subject: str


class Draft(NamedTuple):
    """One form as it was left; `content` is plain JSON without secrets."""

    topic: Topic
    content: Mapping[str, Any]
    typed_at: datetime


class Drafts:
    """One draft for each profile and topic.

    Every method waits on the disk, and raises StoreError when the database cannot be used.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def write(self, profile: str, *, kept: Iterable[Draft], dropped: Iterable[Topic]) -> None:
        """Put drafts in place of those before them and forget others, all of it or nothing."""
        with self._database.transaction() as connection:
            connection.executemany(
                "INSERT INTO draft VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
                " content = excluded.content, typed_at = excluded.typed_at",
                [(profile, *each.topic, _json(each.content), _moment(each)) for each in kept],
            )
            connection.executemany(
                "DELETE FROM draft WHERE profile = ? AND operation = ? AND subject = ?",
                [(profile, *each) for each in dropped],
            )

    def all(self, profile: str) -> tuple[Draft, ...]:
        """Return every draft of a profile, the newest first; one that cannot be read is not told.

        What the tenant has accepted as it was typed is no draft any more, though the program may
        have ended before it could say so.
        """
        with self._database.transaction() as connection:
            connection.execute(
                "DELETE FROM draft WHERE profile = ? AND json_valid(content) AND EXISTS"
                " (SELECT 1 FROM journal WHERE outcome = 'accepted' AND at >= typed_at"
                " AND intent = json_extract(content, '$.intent'))",
                (profile,),
            )
            rows = connection.execute(
                "SELECT operation, subject, content, typed_at FROM draft WHERE profile = ?"
                " ORDER BY typed_at DESC, operation, subject",
                (profile,),
            ).fetchall()
        return tuple(found for row in rows if (found := _read(row)) is not None)

    def forget(self, *, profile: str) -> None:
        """Drop every draft of a profile."""
        with self._database.transaction(erase=True) as connection:
            connection.execute("DELETE FROM draft WHERE profile = ?", (profile,))


def _read(row: "sqlite3.Row") -> Draft | None:
    try:
        content = json.loads(row["content"])
        at = datetime.fromisoformat(row["typed_at"])
    except ValueError:
        return None
    if not isinstance(content, dict) or at.tzinfo is None:
        return None
    return Draft(Topic(row["operation"], row["subject"]), content, at)


def _json(content: Mapping[str, Any]) -> str:
    # In ASCII, for half of a pair of surrogates can be typed, and cannot be written in UTF-8.
    return json.dumps(content, separators=(",", ":"))


def _moment(draft: Draft) -> str:
    return draft.typed_at.astimezone(UTC).isoformat(timespec="microseconds")
