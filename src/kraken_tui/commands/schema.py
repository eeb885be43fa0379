"""The schema of a profile's tenant, from the disk or else from the tenant."""

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from kraken_tui.api.errors import NotSent, OutcomeUnknown
from kraken_tui.commands.connecting import Connect, run_with_client
from kraken_tui.config.paths import Folders
from kraken_tui.config.profiles import Profile

if TYPE_CHECKING:
    from kraken_tui.api.client import KrakenClient
    from kraken_tui.api.schema import SchemaCache, SchemaIndex


KEPT_FOR = timedelta(days=1)


def open_schema(
    folders: Folders, profile: Profile, connect: Connect, *, now: datetime | None = None
) -> "SchemaIndex":
    """Return the index of the tenant's mutations: what is kept for a day, or else a new one.

    Without a connection an old one is better than none. Raise KrakenError when none can be had.
    """
    from kraken_tui.api.schema import SchemaCache

    cache = SchemaCache(folders.schemas)
    kept = cache.open(profile.endpoint)
    if kept is not None and (now or datetime.now(UTC)) - kept.fetched_at < KEPT_FOR:
        return kept
    try:
        return run_with_client(connect, partial(_refresh, cache, profile.endpoint))
    except (NotSent, OutcomeUnknown):
        if kept is None:
            raise
        return kept


async def _refresh(cache: "SchemaCache", endpoint: str, client: "KrakenClient") -> "SchemaIndex":
    from kraken_tui.api.schema import refresh_schema
    from kraken_tui.domain import documents

    return await refresh_schema(client, cache, endpoint, documents.all_texts())
