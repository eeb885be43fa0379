"""What was typed into forms and not sent, so that no crash and no lost line takes it."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from kraken_tui.store.database import Database


class Draft(NamedTuple):
    """One form as it was left; `content` is plain JSON without secrets."""

    operation: str
    subject: str
    """What the form is about, such as an account's number; empty where it names nothing."""
    content: Mapping[str, Any]
    typed_at: datetime


class Drafts:
    """One draft for each profile, operation and subject.

    Every method waits on the disk, and raises StoreError when the database cannot be used.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, profile: str, draft: Draft) -> None:
        """Put a draft in place of the one before it."""
        content = json.dumps(draft.content, ensure_ascii=False, separators=(",", ":"))
        moment = draft.typed_at.astimezone(UTC).isoformat(timespec="microseconds")
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT INTO draft VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
                " content = excluded.content, typed_at = excluded.typed_at",
                (profile, draft.operation, draft.subject, content, moment),
            )

    def drop(self, profile: str, *, operation: str, subject: str) -> None:
        """Forget a draft, if there is one."""
        with self._database.transaction() as connection:
            connection.execute(
                "DELETE FROM draft WHERE profile = ? AND operation = ? AND subject = ?",
                (profile, operation, subject),
            )

    def all(self, profile: str) -> tuple[Draft, ...]:
        """Return every draft of a profile, the newest first."""
        with self._database.transaction() as connection:
            rows = connection.execute(
                "SELECT operation, subject, content, typed_at FROM draft WHERE profile = ?"
                " ORDER BY typed_at DESC, operation, subject",
                (profile,),
            ).fetchall()
        return tuple(
            Draft(operation, subject, json.loads(content), datetime.fromisoformat(typed_at))
            for operation, subject, content, typed_at in rows
        )
