"""What a mutation may say no with: the codes of its contract, and nothing else."""

import sqlite3
from collections.abc import Iterator
from typing import Any, Final

from ...context import Context
from ...errors import Refusal, account_not_found, kind_of, problem

Wrong = tuple[Any, ...]
"""What is wrong with one field: its name or a path below the argument, the reason, a code."""

KEY_USED_AGAIN: Final = "KT-CT-9221"
_ANYWHERE: Final = {"KT-CT-1605": "Invalid input."}


class Contract:
    """The documented errors of one mutation, for the tenant that answers."""

    def __init__(
        self, context: Context, mutation: str, *, argument: str = "input", public: bool = False
    ) -> None:
        """Speak for `mutation`, whose fields are below `argument`.

        Raises Refusal where nobody signed in, unless it is `public`.
        """
        if not public and context.user is None:
            raise Refusal("KT-CT-1112")
        self.context = context
        self._argument = argument
        rows = context.state.operations.get(mutation, ())
        self._messages = {error.code: error.message for row in rows for error in row.errors}

    def either(self, *codes: str) -> str:
        """Return the first of the codes that this tenant documents.

        Raises LookupError where it documents none of them.
        """
        for code in codes:
            if code in self._messages:
                return code
        raise LookupError(f"None of {codes} is documented.")

    def refuse(self, code: str, *wrong: Wrong) -> Refusal:
        """Make the refusal `code` with its documented message, naming the fields at fault.

        Raises LookupError for a code that the contract does not list.
        """
        message = self._messages.get(code) or _ANYWHERE.get(code)
        if message is None:
            raise LookupError(f"{code} is not documented.")
        fields = list(self._problems(wrong))
        described = " ".join(each["message"] for each in fields) or message
        kind = kind_of(code, message)
        return Refusal(code, message, kind=kind, description=described, fields=fields)

    def invalid(self, *wrong: Wrong) -> Refusal:
        """Refuse input that the contract has no code of its own for."""
        return self.refuse("KT-CT-1605", *wrong)

    def _problems(self, wrong: tuple[Wrong, ...]) -> Iterator[dict[str, Any]]:
        for field, *said in wrong:
            parts = field if isinstance(field, tuple) else (field,)
            yield problem([self._argument, *parts], *said)

    def account(self, number: str, *, forbidden: str | None = None) -> sqlite3.Row:
        """Read an account of the caller.

        Raises Refusal: no such account; or `forbidden`, where there is one that is not theirs.
        """
        found = self.context.row("SELECT * FROM accounts WHERE number = ?", number)
        if found is not None and self.context.may_see(found["id"]):
            return found
        if found is None or forbidden is None:
            raise account_not_found(self._argument, "accountNumber")
        raise self.refuse(forbidden, ("accountNumber", "This account is not yours."))

    def ledger(
        self, account: sqlite3.Row, number: str | None, code: str, *, field: str = "ledgerNumber"
    ) -> sqlite3.Row:
        """Read a ledger of an account; raise Refusal with `code` if it has no such ledger."""
        query = "SELECT * FROM ledgers WHERE account_id = ? AND number = ?"
        found = self.context.row(query, account["id"], number)
        if found is None:
            raise self.refuse(code, (field, "This account has no such ledger."))
        return found

    def main_ledger(self, account: sqlite3.Row) -> sqlite3.Row:
        """Read the ledger that an account is billed on."""
        query = "SELECT * FROM ledgers WHERE account_id = ? ORDER BY is_main DESC, id"
        found = self.context.row(query, account["id"])
        assert found is not None, "Every account has a ledger."
        return found

    def spend_key(self, key: str, mutation: str, code: str) -> None:
        """Take note of an idempotency key; raise Refusal with `code` for one that is spent."""
        if not key.strip():
            raise self.refuse(code, ("idempotencyKey", "A key is needed."))
        query = "SELECT 1 FROM idempotency_keys WHERE key = ?"
        if self.context.value(query, key):
            spent = ("idempotencyKey", "This key was used before.", KEY_USED_AGAIN)
            raise self.refuse(code, spent)
        self.context.insert(
            "idempotency_keys", {"key": key, "mutation": mutation, "used_at": self.context.now}
        )

    def update(self, table: str, row_id: int, **values: Any) -> sqlite3.Row:
        """Change columns of a row and return it as it is now stored."""
        sets = ", ".join(f"{column} = ?" for column in values)
        query = f"UPDATE {table} SET {sets} WHERE id = ? RETURNING *"
        self.context.memo.pop((table, row_id), None)
        row: sqlite3.Row = self.context.state.store.execute(
            query, (*values.values(), row_id)
        ).fetchone()
        return row
