"""The schema of a profile's tenant, from the disk or else from the tenant."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from kraken_tui.api.errors import KrakenError
from kraken_tui.commands.connecting import Connect, run_with_client
from kraken_tui.commands.exits import say
from kraken_tui.config.paths import Folders
from kraken_tui.config.profiles import Profile

if TYPE_CHECKING:
    from kraken_tui.api.schema import SchemaIndex
    from kraken_tui.api.schema_home import SchemaHome
    from kraken_tui.api.schema_origin import Found


def machine_clock() -> datetime:
    """Tell the time of the machine."""
    return datetime.now(UTC)


def open_schema(
    folders: Folders,
    profile: Profile,
    connect: Connect,
    *,
    clock: Callable[[], datetime] = machine_clock,
) -> "SchemaIndex":
    """Return the index of the tenant's mutations: what is kept for a day, or else a new one.

    Without a connection an old one is better than none. Say so where it is not what the tenant
    tells today. Raise KrakenError when none can be had.
    """
    found = _found(schema_home(folders, profile, clock=clock), connect)
    if found.origin.kind != "live":
        told = found.origin.brief(clock())
        say(f'"{profile.name}": not what the tenant tells now, but {told}.')
    return found.schema


def schema_home(
    folders: Folders, profile: Profile, *, clock: Callable[[], datetime] = machine_clock
) -> "SchemaHome":
    """Return what is known of the schema of a profile's tenant."""
    from kraken_tui.api.schema_home import SchemaHome
    from kraken_tui.domain import documents

    return SchemaHome(
        profile.endpoint,
        folders.schemas,
        documents=documents.all_texts,
        file=profile.schema,
        clock=clock,
    )


def _found(home: "SchemaHome", connect: Connect) -> "Found":
    kept = home.kept()
    if kept is not None and home.is_fresh(kept):
        return kept
    try:
        return run_with_client(connect, home.load)
    except KrakenError as error:
        if kept is None:
            raise
        return kept._replace(origin=kept.origin.kept(error.sentence))
