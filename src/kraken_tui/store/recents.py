"""The accounts that a person opened last, per profile."""

from datetime import UTC, datetime
from typing import NamedTuple

from kraken_tui.store.database import Database

KEPT_PER_PROFILE = 50


class Recent(NamedTuple):
    """One account as it was when it was last opened."""

    number: str
    name: str
    address: str
    opened_at: datetime


class Recents:
    """The newest accounts of each profile.

    Every method waits on the disk, and raises StoreError when the database cannot be used.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def newest(self, *, profile: str, limit: int = KEPT_PER_PROFILE) -> tuple[Recent, ...]:
        """Return the accounts opened last, newest first."""
        with self._database.transaction() as connection:
            rows = connection.execute(
                "SELECT number, name, address, opened_at FROM recent"
                " WHERE profile = ? ORDER BY opened_at DESC, number LIMIT ?",
                (profile, limit),
            ).fetchall()
        return tuple(
            Recent(number, name, address, datetime.fromisoformat(opened_at))
            for number, name, address, opened_at in rows
        )

    def remember(self, *, profile: str, number: str, name: str, address: str, at: datetime) -> None:
        """Put an account first; beyond the fifty newest the oldest are dropped."""
        # Text in one zone and of one length sorts as time does.
        moment = at.astimezone(UTC).isoformat(timespec="microseconds")
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT INTO recent VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
                " name = excluded.name, address = excluded.address, opened_at = excluded.opened_at",
                (profile, number, name, address, moment),
            )
            connection.execute(
                "DELETE FROM recent WHERE profile = ?1 AND number NOT IN (SELECT number FROM recent"
                " WHERE profile = ?1 ORDER BY opened_at DESC, number LIMIT ?2)",
                (profile, KEPT_PER_PROFILE),
            )

    def drop_old(self, *, profile: str, before: datetime) -> None:
        """Drop the accounts that were last opened before a moment."""
        moment = before.astimezone(UTC).isoformat(timespec="microseconds")
        with self._database.transaction(erase=True) as connection:
            connection.execute(
                "DELETE FROM recent WHERE profile = ? AND opened_at < ?", (profile, moment)
            )

    def forget(self, *, profile: str) -> None:
        """Drop every account opened with a profile."""
        with self._database.transaction(erase=True) as connection:
            connection.execute("DELETE FROM recent WHERE profile = ?", (profile,))
