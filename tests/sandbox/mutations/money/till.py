"""A tenant whose mutations have one input, with an eye on its ledgers."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, ClassVar

from tests.sandbox.mutations.tenant import NOON, TODAY, Make, Tenant, documented

NOW = f"{TODAY}T12:00:00+00:00"


class Till(Tenant):
    """A tenant, asked by the demo's user or by a customer."""

    MAKE: ClassVar[Make] = {"accounts": 20, "transactions": 60}

    UNDOCUMENTED: ClassVar[set[str]] = {"KT-CT-1605", "KT-CT-4178"}

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

    async def send(self, mutation: str, given: Mapping[str, Any], wanted: str) -> Any:
        """Send a mutation that is to be accepted, and return what it answers."""
        return (await self.ask(self._document(mutation, wanted), given=given))[mutation]

    async def refused(
        self, mutation: str, given: Mapping[str, Any], *, as_customer: bool = False
    ) -> dict[str, Any]:
        """Send a mutation that is to be refused, and return its one error; nothing may change."""
        staff = self.token
        if as_customer:
            await self.sign_in(APIKey=self._customer())
        query = self._document(mutation, "__typename")
        error = await self.refusal(query, {"given": given})
        self.token = staff
        return error

    def _customer(self) -> str:
        """Return an API key of a customer who sees nothing but account 2."""
        key = "sk_live_of_a_customer"
        self.write(
            "UPDATE users SET live_secret_key = ? WHERE id ="
            " (SELECT min(user_id) FROM account_users WHERE account_id = 2 AND is_customer)",
            key,
        )
        return key

    def _document(self, mutation: str, wanted: str) -> str:
        (argument,) = documented(self.name)[mutation][0].args
        return (
            f"mutation ($given: {argument.type}) {{"
            f" {mutation}({argument.name}: $given) {{ {wanted} }} }}"
        )


def in_days(days: int) -> str:
    """Return the day so many days after today."""
    return (NOON + timedelta(days=days)).date().isoformat()
