"""Removing what was kept of the accounts that were opened with a profile."""

from kraken_tui.config.paths import Folders
from kraken_tui.store.database import Database
from kraken_tui.store.drafts import Drafts
from kraken_tui.store.errors import StoreError
from kraken_tui.store.recents import Recents
from kraken_tui.store.seen import forget_seen


def forget(folders: Folders, *, profile: str) -> int:
    """Remove what was seen and which accounts were opened; return how many answers were kept.

    Raise StoreError when something stays because it cannot be removed.
    """
    try:
        answers = forget_seen(folders.seen, profile=profile)
    except OSError as error:
        raise StoreError(
            f"{folders.seen} cannot be emptied: {(error.strerror or '').lower()}."
        ) from error
    if folders.database.exists():
        Drafts(Database(folders.database)).forget(profile=profile)
        Recents(Database(folders.database)).forget(profile=profile)
    return answers
