"""Put a sandbox together: schema, data and service."""

import sqlite3
from pathlib import Path
from typing import Unpack

from graphql import GraphQLSchema

from . import operations, snapshots, store
from .asgi import AsgiApp
from .binding import bind
from .context import State
from .controls import Controls
from .defaults import Defaults
from .faults import Faults
from .folding import fold
from .generate import generate
from .limits import Allowance
from .schema import load_schema
from .service import Service
from .settings import Options, Settings
from .tokens import Tokens


class OtherTenant(ValueError):
    """The database holds the data of another tenant."""


def create_app(**options: Unpack[Options]) -> AsgiApp:
    """Build a tenant as an ASGI application; the options are the fields of `Settings`."""
    return AsgiApp(create_service(**options).respond)


def create_service(**options: Unpack[Options]) -> Service:
    """Build a tenant; data is generated where the database has none.

    Raises OtherTenant, and sqlite3.DatabaseError where the database cannot be used.
    """
    settings = Settings(**options)
    connection = snapshots.read(settings) or _generated(settings)
    connection.create_function("fold", 1, fold, deterministic=True)
    state = _state(connection, settings)

    def regenerate() -> None:
        kept = snapshots.read(settings)
        if kept is not None:
            kept.backup(connection)
            kept.close()
        else:
            store.clear(connection)
            _fill(connection, settings)

    faults = Faults()
    return Service(state, Controls(state, faults, regenerate), faults)


def _generated(settings: Settings) -> sqlite3.Connection:
    connection = store.open(settings.db)
    _check_tenant(connection, settings)
    if store.is_empty(connection):
        _fill(connection, settings)
        snapshots.keep(connection, settings)
    return connection


def _check_tenant(connection: sqlite3.Connection, settings: Settings) -> None:
    found = store.read_meta(connection, "tenant")
    if found not in {None, settings.tenant}:
        connection.close()
        raise OtherTenant(f"The database holds the {found} tenant, not {settings.tenant}.")


def _fill(connection: sqlite3.Connection, settings: Settings) -> None:
    generate(
        connection,
        tenant=settings.tenant,
        accounts=settings.accounts,
        transactions=settings.transactions,
        seed=settings.seed,
        today=settings.clock().date(),
    )


_schemas: dict[str, GraphQLSchema] = {}


def _schema(tenant: str, cache_folder: Path | None) -> GraphQLSchema:
    """Build the executable schema, which knows no state: every sandbox of a process shares it."""
    if tenant not in _schemas:
        schema = load_schema(tenant, cache_folder=cache_folder)
        bind(schema, operations.load(tenant))
        _schemas[tenant] = schema
    return _schemas[tenant]


def _state(connection: sqlite3.Connection, settings: Settings) -> State:
    schema = _schema(settings.tenant, settings.cache_folder)
    return State(
        tenant=settings.tenant,
        store=connection,
        schema=schema,
        clock=settings.clock,
        tokens=Tokens(settings.tenant, settings.clock, settings.token_lifetime),
        allowance=Allowance(settings.clock, limit=settings.points_an_hour),
        defaults=Defaults(schema),
        operations=operations.load(settings.tenant),
        cache_folder=settings.cache_folder,
    )
