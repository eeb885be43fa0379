"""A running tenant, a client of it, and a second way to look at its data."""

import sqlite3
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import httpx

from kraken_tui.sandbox.app import create_app
from kraken_tui.sandbox.asgi import AsgiApp
from kraken_tui.sandbox.operations import load

_documented = cache(load)

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
TODAY = "2026-11-20"
_SIGN_IN = (
    "mutation ($input: ObtainJSONWebTokenInput!) { obtainKrakenToken(input: $input) { token } }"
)
_MASQUERADE = """
    mutation ($token: String!, $user: String!) {
      masqueradeAuthentication(masqueradeToken: $token, userId: $user) { token }
    }
"""
_GENERAL = {"KT-CT-1111", "KT-CT-1112", "KT-CT-1605", "KT-CT-4178"}


@dataclass(frozen=True)
class Refused:
    """A refusal: its code, and the paths of the fields at fault."""

    code: str
    paths: list[list[str | int]]


@dataclass
class Sandbox:
    """One tenant, asked over real requests; its database is read `beside` it."""

    tenant: str
    app: AsgiApp
    beside: sqlite3.Connection
    token: str | None = field(default=None, repr=False)

    async def post(self, query: str, **variables: Any) -> dict[str, Any]:
        """Send one request and return the whole answer."""
        headers = {} if self.token is None else {"Authorization": self.token}
        async with self._client() as client:
            body = {"query": query, "variables": variables}
            answer = await client.post("/v1/graphql/", json=body, headers=headers)
        assert answer.status_code == 200, answer.text
        decoded: dict[str, Any] = answer.json()
        return decoded

    def _client(self) -> httpx.AsyncClient:
        transport = httpx.ASGITransport(app=self.app)
        return httpx.AsyncClient(transport=transport, base_url="http://sandbox")

    async def reset(self) -> None:
        """Have the tenant's data made anew."""
        async with self._client() as client:
            assert (await client.post("/sandbox/reset")).json() == {"reset": True}

    async def mails(self) -> list[dict[str, Any]]:
        """Read what the sandbox would have sent."""
        async with self._client() as client:
            sent: list[dict[str, Any]] = (await client.get("/sandbox/log")).json()["emails"]
        return sent

    async def ask(self, query: str, **variables: Any) -> Any:
        """Send a request that is accepted, and return its data."""
        answer = await self.post(query, **variables)
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    async def change(self, document: str, **variables: Any) -> Any:
        """Run a mutation that is accepted, and return its payload."""
        (payload,) = (await self.ask(document, **variables)).values()
        return payload

    async def refuse(self, document: str, **variables: Any) -> Refused:
        """Run a mutation that is refused by a documented code, and that changes nothing."""
        before = self.writes()
        answer = await self.post(document, **variables)
        assert "errors" in answer, answer
        (error,) = answer["errors"]
        code = error["extensions"]["errorCode"]
        self._check_documented(error["path"][0], code, error["message"])
        assert self.writes() == before
        self._check_logged(code)
        problems = error["extensions"].get("validationErrors", [])
        assert all(problem["message"] for problem in problems)
        return Refused(code, [problem["inputPath"] for problem in problems])

    def _check_documented(self, name: str, code: str, message: str) -> None:
        rows = _documented(self.tenant)[name]
        errors = {error.code: error.message for row in rows for error in row.errors}
        assert code in errors or code in _GENERAL, (name, code)
        assert message == errors.get(code, message)

    def _check_logged(self, code: str) -> None:
        # Who has no header at all is turned away before anything runs.
        outcome = self.value("SELECT outcome FROM applied_mutations ORDER BY id DESC LIMIT 1")
        assert code in {outcome, "KT-CT-1112"}

    async def sign_in(self) -> None:
        """Sign in as the demo's user, who may see every account."""
        self.token = None
        given = {"APIKey": f"sk_demo_{self.tenant}"}
        self.token = (await self.change(_SIGN_IN, input=given))["token"]

    async def act_as_customer(self, account: str) -> None:
        """Sign in as a customer of one account, who may see no other."""
        sql = """
            SELECT user_id FROM account_users JOIN accounts ON accounts.id = account_id
            WHERE number = ? AND is_customer
        """
        user = str(self.value(sql, account))
        token = f"mt_demo_{self.tenant}"
        self.token = (await self.change(_MASQUERADE, token=token, user=user))["token"]

    def sql(self, query: str, *values: object) -> list[dict[str, Any]]:
        """Read rows past the sandbox, with a connection of our own."""
        found = self.beside.execute(query, values)
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found]

    def row(self, query: str, *values: object) -> dict[str, Any]:
        """Read the one row of a query."""
        (found,) = self.sql(query, *values)
        return found

    def value(self, query: str, *values: object) -> Any:
        """Read the first column of the first row."""
        return next(iter(self.sql(query, *values)[0].values()))

    def execute(self, statement: str, *values: object) -> None:
        """Change the data past the sandbox, to make a condition that is rare."""
        self.beside.execute(statement, values)

    def writes(self) -> int:
        """Count what was written to any table but the log of mutations, and not taken back."""
        (count,) = self.beside.execute("SELECT coalesce(max(rowid), 0) FROM witness").fetchone()
        return int(count)


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


def start(tenant: str, folder: Path) -> Sandbox:
    """Start a tenant whose clock stands still at `NOW`."""
    file = folder / f"{tenant}.sqlite"
    options: dict[str, Any] = {"accounts": 19, "transactions": 20}
    app = create_app(tenant=tenant, db=file, clock=lambda: NOW, **options)
    beside = sqlite3.connect(file, isolation_level=None)
    _watch(beside)
    return Sandbox(tenant, app, beside)
