"""What a resolver knows: the tenant's state, and who is asking."""

import sqlite3
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from graphql import GraphQLSchema

from .brownouts import Brownout, planned
from .cost import Bounds
from .defaults import Defaults
from .errors import Refusal, account_not_found
from .limits import Allowance
from .operations import Operation
from .tokens import Tokens

Row = sqlite3.Row


@dataclass(slots=True)
class State:
    """One tenant while it runs.

    `tells_schema` says whether it answers introspection. `outbox` holds what it would have mailed.
    """

    tenant: str
    store: sqlite3.Connection
    schema: GraphQLSchema
    clock: Callable[[], datetime]
    tokens: Tokens
    allowance: Allowance
    defaults: Defaults
    operations: Mapping[str, tuple[Operation, ...]]
    cache_folder: Path | None = None
    bounds: Bounds = field(default_factory=Bounds)
    brownouts: list[Brownout] = field(default_factory=planned)
    tells_schema: bool = True
    counts: dict[Any, int] = field(default_factory=dict)
    outbox: deque[dict[str, Any]] = field(default_factory=lambda: deque(maxlen=200))
    requests: deque[dict[str, Any]] = field(default_factory=lambda: deque(maxlen=1_000))

    def rows(self, query: str, *values: object) -> list[Row]:
        """Read all rows of a query."""
        return self.store.execute(query, values).fetchall()

    def row(self, query: str, *values: object) -> Row | None:
        """Read the first row of a query."""
        found: Row | None = self.store.execute(query, values).fetchone()
        return found

    def value(self, query: str, *values: object) -> Any:
        """Read the first column of the first row."""
        found = self.row(query, *values)
        return found[0] if found else None


@dataclass(slots=True)
class Context:
    """One request: the state, the caller's row in `users` if it signed in, and a memo.

    `raising` is the code of the error that the request is to get, if one was ordered.
    """

    state: State
    user: Row | None = None
    endpoint: str = "api"
    raising: str | None = None
    memo: dict[object, Any] = field(default_factory=dict)

    @property
    def caller(self) -> Row:
        """Return who asks; raise Refusal where nobody signed in."""
        if self.user is None:
            raise Refusal("KT-CT-1112")
        return self.user

    @property
    def today(self) -> date:
        """Return the sandbox's date."""
        return self.state.clock().date()

    @property
    def now(self) -> str:
        """Return the sandbox's time as the tables write it."""
        return moment(self.state.clock())

    def rows(self, query: str, *values: object) -> list[Row]:
        """Read all rows of a query."""
        return self.state.rows(query, *values)

    def row(self, query: str, *values: object) -> Row | None:
        """Read the first row of a query."""
        return self.state.row(query, *values)

    def value(self, query: str, *values: object) -> Any:
        """Read the first column of the first row."""
        return self.state.value(query, *values)

    def by_id(self, table: str, row_id: int | None) -> Row | None:
        """Read a row by its id, once a request."""
        key = (table, row_id)
        if row_id is not None and key not in self.memo:
            self.memo[key] = self.row(f"SELECT * FROM {table} WHERE id = ?", row_id)
        return self.memo.get(key)

    def insert(self, table: str, values: Mapping[str, Any]) -> Row:
        """Insert one row and return it as stored."""
        marks = ", ".join("?" * len(values))
        query = f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks}) RETURNING *"
        row: Row = self.state.store.execute(query, tuple(values.values())).fetchone()
        return row

    def visible_accounts(self) -> list[Row]:
        """Read the accounts that the caller may see, in the order of their ids."""
        if self.caller["is_staff"]:
            return self.rows("SELECT * FROM accounts ORDER BY id")
        return self.rows(_VISIBLE + " ORDER BY accounts.id", self.caller["id"], self.caller["id"])

    def may_see(self, account_id: int) -> bool:
        """Say whether the caller may see an account."""
        if self.caller["is_staff"]:
            return True
        user = self.caller["id"]
        return self.row(_VISIBLE + " AND accounts.id = ?", user, user, account_id) is not None

    def account(self, number: str, *path: str) -> Row:
        """Read an account of the caller; raise Refusal, naming `path`, if there is none."""
        found = self.row("SELECT * FROM accounts WHERE number = ?", number)
        if found is None or not self.may_see(found["id"]):
            raise account_not_found(*path)
        return found

    def ledger(self, number: str) -> Row | None:
        """Read a ledger of one of the caller's accounts."""
        found = self.row("SELECT * FROM ledgers WHERE number = ?", number)
        return found if found is not None and self.may_see(found["account_id"]) else None


_VISIBLE = """
    SELECT accounts.* FROM accounts WHERE (
        accounts.id IN (SELECT account_id FROM account_users WHERE user_id = ?)
        OR accounts.portfolio_id IN (SELECT portfolio_id FROM portfolio_users WHERE user_id = ?)
    )
"""


def moment(at: datetime) -> str:
    """Write a time as the tables do: UTC, to the second. A naive time is taken for UTC."""
    utc = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    return utc.strftime("%Y-%m-%dT%H:%M:%S+00:00")
