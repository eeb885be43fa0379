"""Removing what was kept of the accounts that were opened with a profile."""

from kraken_tui.config.paths import Folders
from kraken_tui.store.database import Database
from kraken_tui.store.drafts import Drafts
from kraken_tui.store.errors import StoreError
from kraken_tui.store.outbox import OutboxStore
from kraken_tui.store.recents import Recents
from kraken_tui.store.seen import forget_seen


def forget(folders: Folders, *, profile: str) -> int:
    """Remove what was seen, opened and typed with a profile; return how many answers were kept.

    Raise StoreError when something stays because it cannot be removed.
    """
    answers = forget_reading(folders, profile=profile)
    if folders.database.exists():
        Drafts(Database(folders.database)).forget(profile=profile)
    return answers


def forget_reading(folders: Folders, *, profile: str) -> int:
    """Remove what was seen and which accounts were opened, and nothing that was typed.

    Return how many answers were kept. Raise StoreError when something stays because it cannot be
    removed.
    """
    try:
        answers = forget_seen(folders.seen, profile=profile)
    except OSError as error:
        raise StoreError(
            f"{folders.seen} cannot be emptied: {(error.strerror or '').lower()}."
        ) from error
    if folders.database.exists():
        Recents(Database(folders.database)).forget(profile=profile)
    return answers


def told_of_outbox(folders: Folders, *, profile: str) -> str:
    """Say how much waits in a profile's outbox, which only its owner throws away; empty if nothing.

    Raise StoreError when that cannot be told.
    """
    if not folders.database.exists():
        return ""
    count = len(OutboxStore(Database(folders.database)).rows(profile))
    if not count:
        return ""
    wait = "1 change waits" if count == 1 else f"{count:,} changes wait"
    return f'{wait} to be sent in the outbox of "{profile}"'
