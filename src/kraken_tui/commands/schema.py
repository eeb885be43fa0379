"""The schema of a profile's tenant, from the disk or else from the tenant."""

from typing import TYPE_CHECKING

from kraken_tui.commands.connecting import Connect, run_with_client
from kraken_tui.config.paths import Folders
from kraken_tui.config.profiles import Profile

if TYPE_CHECKING:
    from kraken_tui.api.client import KrakenClient
    from kraken_tui.api.schema import SchemaIndex


def open_schema(folders: Folders, profile: Profile, connect: Connect) -> "SchemaIndex":
    """Return the index of the tenant's mutations; raise KrakenError when it cannot be had."""
    from kraken_tui.api.schema import SchemaCache, refresh_schema
    from kraken_tui.domain import documents

    cache = SchemaCache(folders.schemas)
    kept = cache.open(profile.endpoint)
    if kept is not None:
        return kept

    async def work(client: "KrakenClient") -> "SchemaIndex":
        return await refresh_schema(client, cache, profile.endpoint, documents.all_texts())

    return run_with_client(connect, work)
