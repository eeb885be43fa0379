"""A tenant in a file: asked over HTTP, and looked at from outside with SQL."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import httpx

from kraken_tui.sandbox import operations
from kraken_tui.sandbox.app import create_app
from kraken_tui.sandbox.asgi import AsgiApp

TODAY = "2026-11-20"
NOW = f"{TODAY}T12:00:00+00:00"
SIGN_IN = """
    mutation ($input: ObtainJSONWebTokenInput!) { obtainKrakenToken(input: $input) { token } }
"""
_LOGS = {"applied_mutations", "refresh_tokens"}
"""Tables that a refusal writes to, too."""
_MONEY = (
    "accounts",
    "claim_codes",
    "contribution_agreements",
    "credit_transfer_permissions",
    "goods_purchases",
    "goods_quotes",
    "ledgers",
    "loyalty_point_ledger_entries",
    "payment_instructions",
    "payment_schedules",
    "payments",
    "repayments",
    "standalone_payments",
)
"""Tables whose rows are changed where they stand; to the others rows are only added."""


@cache
def _documented(tenant: str) -> Mapping[str, tuple[operations.Operation, ...]]:
    return operations.load(tenant)


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    now: datetime = field(default_factory=lambda: datetime(2026, 11, 20, 12, tzinfo=UTC))

    def __call__(self) -> datetime:
        """Tell the time."""
        return self.now


@dataclass
class Till:
    """A tenant, whose state is read and prepared from outside."""

    name: str
    app: AsgiApp
    clock: Clock
    outside: sqlite3.Connection
    tokens: dict[str, str] = field(default_factory=dict)

    @classmethod
    def open(cls, name: str, folder: Path, cache_folder: Path) -> "Till":
        """Start a tenant of 20 accounts."""
        clock, file = Clock(), folder / f"{name}.db"
        app = create_app(
            tenant=name,
            db=file,
            accounts=20,
            transactions=60,
            clock=clock,
            cache_folder=cache_folder,
            points_an_hour=10_000_000,
        )
        outside = sqlite3.connect(file, isolation_level=None)
        outside.row_factory = sqlite3.Row
        return cls(name, app, clock, outside)

    def close(self) -> None:
        """Stop looking."""
        self.outside.close()

    def rows(self, query: str, *values: object) -> list[dict[str, Any]]:
        """Read rows from the file."""
        return [dict(row) for row in self.outside.execute(query, values)]

    def row(self, query: str, *values: object) -> dict[str, Any]:
        """Read the one row of a query."""
        (found,) = self.rows(query, *values)
        return found

    def value(self, query: str, *values: object) -> Any:
        """Read the one value of a query."""
        (found,) = self.row(query, *values).values()
        return found

    def write(self, query: str, *values: object) -> None:
        """Prepare the state."""
        self.outside.execute(query, values)

    def contents(self) -> list[list[tuple[Any, ...]]]:
        """Read all rows that may be changed, and count the others."""
        names = self.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")
        counts = ", ".join(
            f"(SELECT count(*) FROM {row['name']})" for row in names if row["name"] not in _LOGS
        )
        queries = [f"SELECT {counts}", *(f"SELECT * FROM {name}" for name in _MONEY)]
        return [[tuple(row) for row in self.outside.execute(query)] for query in queries]

    def account(self, account_id: int) -> str:
        """Return the number of an account."""
        return str(self.value("SELECT number FROM accounts WHERE id = ?", account_id))

    def ledger(self, account_id: int, kind: str = "%") -> str:
        """Return the number of an account's first ledger, of a kind if one is named."""
        query = (
            "SELECT number FROM ledgers WHERE account_id = ? AND ledger_type LIKE ?"
            " ORDER BY is_main DESC, id LIMIT 1"
        )
        return str(self.value(query, account_id, kind))

    def balance(self, number: str) -> int:
        """Return a ledger's balance."""
        return int(self.value("SELECT balance FROM ledgers WHERE number = ?", number))

    def last_posting(self, number: str) -> dict[str, Any]:
        """Return the last transaction of a ledger."""
        return self.row(
            "SELECT transactions.* FROM transactions JOIN ledgers ON ledgers.id = ledger_id"
            " WHERE number = ? ORDER BY seq DESC LIMIT 1",
            number,
        )

    def documents(self, mutation: str, code: str) -> bool:
        """Say whether the tenant documents an error of a mutation."""
        rows = _documented(self.name)[mutation]
        return any(error.code == code for row in rows for error in row.errors)

    async def post(
        self, query: str, variables: Mapping[str, Any], *, key: str | None
    ) -> dict[str, Any]:
        """Send one request, signed in with an API key."""
        header = {} if key is None else {"Authorization": await self._token(key)}
        transport = httpx.ASGITransport(app=self.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://sandbox") as http:
            body = {"query": query, "variables": variables}
            response = await http.post("/v1/graphql/", json=body, headers=header)
        assert response.status_code == 200, response.text
        answer: dict[str, Any] = response.json()
        return answer

    async def _token(self, key: str) -> str:
        if key not in self.tokens:
            answer = await self.post(SIGN_IN, {"input": {"APIKey": key}}, key=None)
            self.tokens[key] = answer["data"]["obtainKrakenToken"]["token"]
        return self.tokens[key]

    async def ask(self, query: str, **variables: Any) -> Any:
        """Send a request as the demo's user and return its data, all of which must be there."""
        answer = await self.post(query, variables, key=f"sk_demo_{self.name}")
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    async def send(self, mutation: str, given: Mapping[str, Any], wanted: str) -> Any:
        """Send a mutation that is to be accepted, and return what it answers."""
        answer = await self._mutate(mutation, given, wanted, key=f"sk_demo_{self.name}")
        assert "errors" not in answer, answer["errors"]
        return answer["data"][mutation]

    async def refused(
        self, mutation: str, given: Mapping[str, Any], *, as_customer: bool = False
    ) -> dict[str, Any]:
        """Send a mutation that is to be refused, and return its one error; nothing may change."""
        key = self.customer() if as_customer else f"sk_demo_{self.name}"
        await self._token(key)
        before = self.contents()
        answer = await self._mutate(mutation, given, "__typename", key=key)
        (error,) = answer["errors"]
        assert self.contents() == before
        return dict(error)

    def customer(self) -> str:
        """Return an API key of a customer who sees nothing but account 2."""
        key = "sk_live_of_a_customer"
        self.write(
            "UPDATE users SET live_secret_key = ? WHERE id ="
            " (SELECT min(user_id) FROM account_users WHERE account_id = 2 AND is_customer)",
            key,
        )
        return key

    async def _mutate(
        self, mutation: str, given: Mapping[str, Any], wanted: str, *, key: str
    ) -> dict[str, Any]:
        (argument,) = _documented(self.name)[mutation][0].args
        query = (
            f"mutation ($given: {argument.type}) {{"
            f" {mutation}({argument.name}: $given) {{ {wanted} }} }}"
        )
        return await self.post(query, {"given": given}, key=key)


def in_days(days: int) -> str:
    """Return the day so many days after today."""
    return (datetime(2026, 11, 20, tzinfo=UTC) + timedelta(days=days)).date().isoformat()
