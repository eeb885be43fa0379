"""A tenant in a file: asked over HTTP, and looked at with SQL past the sandbox."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, NamedTuple, Self, TypedDict

import httpx

from kraken_tui.sandbox import operations
from kraken_tui.sandbox.app import create_app
from kraken_tui.sandbox.asgi import AsgiApp

TODAY = "2026-11-20"
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
_PATHS = {"api": "/v1/graphql/", "auth": "/auth/graphql/"}

documented = cache(operations.load)
"""The mutations of a tenant by name, read once."""


class Make(TypedDict):
    """Some of the sandbox's options."""

    accounts: int
    transactions: int


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        """Tell the time."""
        return self.now

    def reset(self) -> None:
        """Go back to where it started."""
        self.now = NOON


class Refusal(NamedTuple):
    """A refusal: its code, and the paths of the fields at fault."""

    code: str
    paths: list[list[str | int]]

    @classmethod
    def of(cls, error: Mapping[str, Any]) -> Self:
        """Read a GraphQL error."""
        problems = error["extensions"].get("validationErrors", [])
        return cls(error["extensions"]["errorCode"], [each["inputPath"] for each in problems])


@dataclass
class Tenant:
    """A running tenant; its database is read and prepared `beside` it."""

    MAKE: ClassVar[Make]
    """How much the tenant has."""

    UNDOCUMENTED: ClassVar[set[str]] = {"KT-CT-1111", "KT-CT-1112", "KT-CT-4178"}
    """Codes that any mutation may be refused with, whatever its documentation lists."""

    name: str
    app: AsgiApp
    clock: Clock
    beside: sqlite3.Connection
    token: str | None = field(default=None, repr=False)

    @classmethod
    def open(cls, name: str, folder: Path, cache_folder: Path) -> Self:
        """Start a tenant in a folder, with an allowance that no test uses up."""
        clock, file = Clock(), folder / f"{name}.db"
        app = create_app(
            tenant=name,
            db=file,
            clock=clock,
            cache_folder=cache_folder,
            points_an_hour=10**7,
            **cls.MAKE,
        )
        beside = sqlite3.connect(file, isolation_level=None)
        beside.row_factory = sqlite3.Row
        _watch(beside)
        return cls(name, app, clock, beside)

    def close(self) -> None:
        """Stop looking."""
        self.beside.close()

    async def reset(self) -> None:
        """Have the tenant's data made anew."""
        assert (await self._client().post("/sandbox/reset")).json() == {"reset": True}

    def later(self, **by: float) -> None:
        """Let time pass."""
        self.clock.now += timedelta(**by)

    # -- over HTTP ---------------------------------------------------------------------------------

    def _client(self) -> httpx.AsyncClient:
        transport = httpx.ASGITransport(app=self.app)
        return httpx.AsyncClient(transport=transport, base_url="http://sandbox")

    async def post(
        self, query: str, variables: Mapping[str, Any], endpoint: str = "api"
    ) -> dict[str, Any]:
        """Send one request and return the whole answer."""
        headers = {} if self.token is None else {"Authorization": self.token}
        body = {"query": query, "variables": variables}
        answer = await self._client().post(_PATHS[endpoint], json=body, headers=headers)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    async def ask(self, query: str, endpoint: str = "api", **variables: Any) -> Any:
        """Send a request and return its data, all of which must be there."""
        answer = await self.post(query, variables, endpoint)
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    async def refusal(
        self, mutation: str, variables: Mapping[str, Any], endpoint: str = "api"
    ) -> dict[str, Any]:
        """Send a mutation that is to be refused as documented, and that is to change nothing."""
        before = self.writes()
        answer = await self.post(mutation, variables, endpoint)
        assert "errors" in answer, answer
        (error,) = answer["errors"]
        assert self.writes() == before
        self._check_documented(error)
        problems = error["extensions"].get("validationErrors", [])
        assert all(problem["message"] for problem in problems)
        return dict(error)

    def _check_documented(self, error: Mapping[str, Any]) -> None:
        (name,), code = error["path"], error["extensions"]["errorCode"]
        rows = documented(self.name)[name]
        messages = {each.code: each.message for row in rows for each in row.errors}
        assert code in messages or code in self.undocumented(name), (name, code)
        assert error["message"] == messages.get(code, error["message"])

    def undocumented(self, mutation: str) -> set[str]:
        """Name the codes that a mutation may be refused with though they are not listed."""
        return self.UNDOCUMENTED

    async def sign_in(self, **given: str) -> None:
        """Sign in; without a way, as the demo's user, who is staff and may see every account."""
        given = given or {"APIKey": f"sk_demo_{self.name}"}
        query = (
            "mutation ($input: ObtainJSONWebTokenInput!)"
            " { obtainKrakenToken(input: $input) { token } }"
        )
        self.token = None
        self.token = (await self.ask(query, input=given))["obtainKrakenToken"]["token"]

    async def act_as(self, user_id: int) -> None:
        """Act as one user, who is no staff."""
        query = (
            "mutation ($token: String!, $user: String!)"
            " { masqueradeAuthentication(masqueradeToken: $token, userId: $user) { token } }"
        )
        await self.sign_in()
        data = await self.ask(query, token=f"mt_demo_{self.name}", user=str(user_id))
        self.token = data["masqueradeAuthentication"]["token"]

    async def mails(self) -> list[dict[str, Any]]:
        """List what the tenant would have mailed."""
        return list((await self._client().get("/sandbox/log")).json()["emails"])

    # -- past the sandbox --------------------------------------------------------------------------

    def rows(self, query: str, *values: object) -> list[dict[str, Any]]:
        """Read the rows of a query."""
        return [dict(row) for row in self.beside.execute(query, values)]

    def row(self, query: str, *values: object) -> dict[str, Any]:
        """Read the one row of a query."""
        (found,) = self.rows(query, *values)
        return found

    def value(self, query: str, *values: object) -> Any:
        """Read the first value of the one row of a query."""
        return next(iter(self.row(query, *values).values()))

    def write(self, statement: str, *values: object) -> None:
        """Change the data, to make a condition that is rare."""
        self.beside.execute(statement, values)

    def outcome(self) -> str:
        """Read what became of the last mutation."""
        return str(self.value("SELECT outcome FROM applied_mutations ORDER BY id DESC LIMIT 1"))

    def writes(self) -> int:
        """Count what was written to any table but the log of mutations, and not taken back."""
        return int(self.value("SELECT coalesce(max(rowid), 0) FROM witness"))


def _watch(beside: sqlite3.Connection) -> None:
    # A trigger's own write is rolled back with what set it off.
    names = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name != 'applied_mutations'"
    tables = [name for (name,) in beside.execute(names).fetchall()]
    beside.execute("CREATE TABLE witness (at INTEGER PRIMARY KEY)")
    for table in tables:
        for write in ("INSERT", "UPDATE", "DELETE"):
            beside.execute(
                f"CREATE TRIGGER {table}_{write.lower()} AFTER {write} ON {table}"
                " BEGIN INSERT INTO witness (at) VALUES (NULL); END"
            )
