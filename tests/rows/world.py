"""A tenant in a file, with the real client before it and a second way to look at its tables."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from kraken_tui.api.answer import Answer
from kraken_tui.api.auth import Credentials, KrakenAuth
from kraken_tui.api.client import KrakenClient
from kraken_tui.api.records import MutationRecord
from kraken_tui.api.schema import SchemaCache, SchemaIndex, refresh_schema
from kraken_tui.sandbox.app import create_service
from kraken_tui.sandbox.asgi import AsgiApp
from kraken_tui.sandbox.service import Service

START = datetime(2026, 11, 20, 12, tzinfo=UTC)
TODAY = "2026-11-20"
NOW = f"{TODAY}T12:00:00+00:00"
ENDPOINTS = {"api": "http://sandbox/v1/graphql/", "auth": "http://sandbox/auth/graphql/"}


def clock() -> datetime:
    """Tell the one time at which everything here happens."""
    return START


def in_days(days: int) -> str:
    """Return the day so many days after today."""
    return (START + timedelta(days=days)).date().isoformat()


@dataclass
class World:
    """One tenant. Cases read and prepare its tables with SQL, never with its own code."""

    name: str
    service: Service
    outside: sqlite3.Connection
    pristine: sqlite3.Connection
    folder: Path
    schema: SchemaIndex | None = field(default=None, repr=False)

    @classmethod
    def open(cls, name: str, folder: Path, cache_folder: Path) -> "World":
        """Start a tenant of 20 accounts in a file, and keep a copy of how it began."""
        file = folder / f"{name}.db"
        service = create_service(
            tenant=name,
            db=file,
            accounts=20,
            transactions=40,
            clock=clock,
            cache_folder=cache_folder,
            points_an_hour=10_000_000,
        )
        outside = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        outside.execute("PRAGMA synchronous = OFF")
        pristine = sqlite3.connect(":memory:", check_same_thread=False)
        outside.backup(pristine)
        return cls(name, service, outside, pristine, folder)

    def close(self) -> None:
        """Let go of everything."""
        self.service.close()
        self.outside.close()
        self.pristine.close()

    def restore(self) -> None:
        """Make the tenant what it was at first."""
        self.pristine.backup(self.outside)
        self.service.state.outbox.clear()
        self.service.state.counts.clear()

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Read the rows of a query from outside."""
        return self.outside.execute(query, values).fetchall()

    def row(self, query: str, *values: object) -> tuple[Any, ...]:
        """Read the first row, which must be there."""
        return self.rows(query, *values)[0]

    def value(self, query: str, *values: object) -> Any:
        """Read the first column of the first row, which must be there."""
        return self.row(query, *values)[0]

    def text(self, query: str, *values: object) -> str:
        """Read the same as text, as identifiers travel."""
        return str(self.value(query, *values))

    def write(self, query: str, *values: object) -> None:
        """Make a condition that the tenant does not begin with."""
        self.outside.execute(query, values)

    def account(self, account_id: int) -> str:
        """Return the number of an account."""
        return self.text("SELECT number FROM accounts WHERE id = ?", account_id)

    def ledger(self, account_id: int, kind: str = "%") -> str:
        """Return the number of an account's main ledger, or of its first of a kind."""
        query = (
            "SELECT number FROM ledgers WHERE account_id = ? AND ledger_type LIKE ?"
            " ORDER BY is_main DESC, id"
        )
        return self.text(query, account_id, kind)

    def customer(self, account_id: int) -> tuple[int, str]:
        """Return id and number of the user who holds an account."""
        query = (
            "SELECT users.id, number FROM account_users JOIN users ON users.id = user_id"
            " WHERE account_id = ? AND is_customer ORDER BY account_users.id"
        )
        user_id, number = self.row(query, account_id)
        return user_id, number

    def caller(self) -> int:
        """Return the id of the demo's user, who signs in."""
        return int(self.value("SELECT id FROM users WHERE email = 'demo@kraken.example'"))

    def client(self, endpoint: str = "api") -> KrakenClient:
        """Make the app's own client, signed in with the demo's key, for one event loop."""

        async def credentials() -> Credentials:
            return Credentials(method="api-key", secret=f"sk_demo_{self.name}")

        return KrakenClient(
            endpoint=ENDPOINTS[endpoint],
            auth=KrakenAuth(
                endpoint=ENDPOINTS[endpoint],
                auth_endpoint=ENDPOINTS["auth"],
                credentials=credentials,
                clock=START.timestamp,
            ),
            transport=httpx.ASGITransport(app=AsgiApp(self.service.respond)),
        )

    async def record(self, mutation: str) -> MutationRecord:
        """Read a mutation's record from the schema as the app fetches and keeps it."""
        if self.schema is None:
            client, cache = self.client(), SchemaCache(self.folder)
            self.schema = await refresh_schema(client, cache, ENDPOINTS["api"], {})
            await client.aclose()
        return self.schema.record(mutation)

    async def send(
        self, record: MutationRecord, variables: Mapping[str, object], endpoint: str
    ) -> Answer:
        """Send a mutation with the real client, once; an error is raised."""
        client = self.client(endpoint)
        try:
            return await client.mutate(record["document"], variables)
        finally:
            await client.aclose()
