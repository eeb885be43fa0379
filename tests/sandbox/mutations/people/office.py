"""A tenant in a file: asked over HTTP as staff or as a customer, and looked at with SQL."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import httpx

from kraken_tui.sandbox import operations
from kraken_tui.sandbox.app import create_app
from kraken_tui.sandbox.asgi import AsgiApp

PATHS = {"api": "/v1/graphql/", "auth": "/auth/graphql/"}
START = datetime(2026, 11, 20, 12, tzinfo=UTC)
TODAY = "2026-11-20"
OF_THE_PLATFORM = {"KT-CT-1111", "KT-CT-1112", "KT-CT-1113", "KT-CT-1138", "KT-CT-4178"}
_UNDOCUMENTED = {("water", "updatePassword"): {"KT-CT-5450", "KT-CT-5460"}}
"""The water tenant lists no errors of this mutation at all; the other tenant does."""

_LEFT_OUT = {
    "applied_mutations",
    "measurements",
    "payments",
    "readings",
    "statements",
    "transactions",
}


class Said(NamedTuple):
    """A refusal: its code, and the paths of the fields at fault."""

    code: str
    paths: list[list[str | int]]


documented = cache(operations.load)
"""The mutations of a tenant by name, read once."""


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    now: datetime = START

    def __call__(self) -> datetime:
        """Tell the time."""
        return self.now

    def reset(self) -> None:
        """Go back to where it started."""
        self.now = START


@dataclass
class Office:
    """One tenant, with whoever is signed in."""

    tenant: str
    app: AsgiApp
    file: Path
    clock: Clock
    token: str | None = field(default=None, repr=False)

    async def post(self, query: str, variables: Mapping[str, Any], endpoint: str) -> Any:
        """Send one request and return the whole answer."""
        headers = {} if self.token is None else {"Authorization": self.token}
        answer = await self._client().post(
            PATHS[endpoint], json={"query": query, "variables": variables}, headers=headers
        )
        assert answer.status_code == 200, answer.text
        return answer.json()

    def _client(self) -> httpx.AsyncClient:
        transport = httpx.ASGITransport(app=self.app)
        return httpx.AsyncClient(transport=transport, base_url="http://sandbox")

    async def ask(self, query: str, endpoint: str = "api", **variables: Any) -> Any:
        """Send a query and return its data."""
        answer = await self.post(query, variables, endpoint)
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    async def change(
        self, name: str, selection: str, *, endpoint: str = "api", **arguments: Any
    ) -> Any:
        """Run a mutation that is accepted; return its payload."""
        answer = await self.ask(self.document(name, selection), endpoint, **arguments)
        last = "SELECT outcome FROM applied_mutations ORDER BY id DESC LIMIT 1"
        assert self.row(last) == {"outcome": "accepted"}
        return answer[name]

    async def refuse(self, name: str, *, endpoint: str = "api", **arguments: Any) -> Said:
        """Run a mutation that is refused as documented, and that changes nothing."""
        before = self.contents()
        answer = await self.post(self.document(name, "__typename"), arguments, endpoint)
        (error,) = answer["errors"]
        code = error["extensions"]["errorCode"]
        self._check_documented(name, code, error["message"])
        assert error["path"] == [name]
        assert self.contents() == before
        problems = error["extensions"].get("validationErrors", [])
        assert all(problem["message"] for problem in problems)
        return Said(code, [problem["inputPath"] for problem in problems])

    def document(self, name: str, selection: str) -> str:
        """Write a mutation with all its arguments."""
        args = documented(self.tenant)[name][0].args
        declared = ", ".join(f"${each.name}: {each.type}" for each in args)
        passed = ", ".join(f"{each.name}: ${each.name}" for each in args)
        return f"mutation ({declared}) {{ {name}({passed}) {{ {selection} }} }}"

    def _check_documented(self, name: str, code: str, message: str) -> None:
        rows = documented(self.tenant)[name]
        messages = {error.code: error.message for row in rows for error in row.errors}
        allowed = OF_THE_PLATFORM | _UNDOCUMENTED.get((self.tenant, name), set())
        assert code in messages or code in allowed, (name, code)
        assert message == messages.get(code, message)

    async def sign_in(self, **given: str) -> None:
        """Sign in; without a way, as the demo's user, who is staff and may see every account."""
        given = given or {"APIKey": f"sk_demo_{self.tenant}"}
        self.token = None
        self.token = (await self.change("obtainKrakenToken", "token", input=given))["token"]

    async def act_as(self, user_id: int) -> None:
        """Act as one user, who is no staff."""
        await self.sign_in()
        given = {"masqueradeToken": f"mt_demo_{self.tenant}", "userId": str(user_id)}
        self.token = (await self.change("masqueradeAuthentication", "token", **given))["token"]

    async def reset(self) -> None:
        """Make the tenant's data anew."""
        assert (await self._client().post("/sandbox/reset")).status_code == 200

    async def mails(self) -> list[dict[str, Any]]:
        """List what the tenant has mailed."""
        log: dict[str, Any] = (await self._client().get("/sandbox/log")).json()
        return list(log["emails"])

    def rows(self, query: str, *values: object) -> list[dict[str, Any]]:
        """Read rows past the sandbox."""
        connection = sqlite3.connect(self.file)
        connection.row_factory = sqlite3.Row
        try:
            return [dict(row) for row in connection.execute(query, values)]
        finally:
            connection.close()

    def row(self, query: str, *values: object) -> dict[str, Any]:
        """Read the one row of a query."""
        (found,) = self.rows(query, *values)
        return found

    def write(self, query: str, *values: object) -> None:
        """Make a rare condition, past the sandbox."""
        connection = sqlite3.connect(self.file, isolation_level=None)
        try:
            connection.execute(query, values)
        finally:
            connection.close()

    def contents(self) -> dict[str, list[tuple[Any, ...]]]:
        """Read every table that people or accounts have something in."""
        tables = self.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")
        names = [row["name"] for row in tables if row["name"] not in _LEFT_OUT]
        connection = sqlite3.connect(self.file)
        try:
            return {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in names}
        finally:
            connection.close()

    def account(self, condition: str = "status = 'ACTIVE'") -> dict[str, Any]:
        """Read the first account that meets a condition."""
        return self.rows(f"SELECT * FROM accounts WHERE {condition} ORDER BY id")[0]

    def customer(self, account: Mapping[str, Any]) -> dict[str, Any]:
        """Read the user that holds an account."""
        query = """
            SELECT users.* FROM account_users JOIN users ON users.id = user_id
            WHERE account_id = ? AND is_customer ORDER BY account_users.id
        """
        return self.rows(query, account["id"])[0]

    def stranger(self, account: Mapping[str, Any]) -> int:
        """Return the id of a user who may not see an account."""
        query = """
            SELECT user_id FROM account_users JOIN accounts ON accounts.id = account_id
            WHERE is_customer AND account_id != ? AND portfolio_id IS NULL
        """
        return int(self.rows(query, account["id"])[0]["user_id"])

    def later(self, **by: float) -> None:
        """Let time pass."""
        self.clock.now += timedelta(**by)


def start(tenant: str, folder: Path) -> Office:
    """Open the office of a tenant with 14 accounts."""
    clock, file = Clock(), folder / f"{tenant}.db"
    options: dict[str, Any] = {"accounts": 14, "transactions": 5, "points_an_hour": 10**7}
    app = create_app(tenant=tenant, db=file, clock=clock, **options)
    return Office(tenant, app, file, clock)
