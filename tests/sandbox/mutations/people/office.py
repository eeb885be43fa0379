"""A tenant whose mutations name their arguments, with whoever is signed in."""

from collections.abc import Mapping
from typing import Any, ClassVar

from tests.sandbox.mutations.tenant import Make, Refusal, Tenant, documented

_OF_ONE: Mapping[tuple[str, str], set[str]] = {
    ("water", "updatePassword"): {"KT-CT-5450", "KT-CT-5460"}
}
"""The water tenant lists no errors of this mutation at all; the other tenant does."""


class Office(Tenant):
    """One tenant, with whoever is signed in."""

    MAKE: ClassVar[Make] = {"accounts": 14, "transactions": 5}
    UNDOCUMENTED: ClassVar[set[str]] = {*Tenant.UNDOCUMENTED, "KT-CT-1113", "KT-CT-1138"}

    def undocumented(self, mutation: str) -> set[str]:
        """Name the codes that a mutation may be refused with though they are not listed."""
        return self.UNDOCUMENTED | _OF_ONE.get((self.name, mutation), set())

    async def change(
        self, name: str, selection: str, *, endpoint: str = "api", **arguments: Any
    ) -> Any:
        """Run a mutation that is accepted; return its payload."""
        answer = await self.ask(self.document(name, selection), endpoint, **arguments)
        assert self.outcome() == "accepted"
        return answer[name]

    async def refuse(self, name: str, *, endpoint: str = "api", **arguments: Any) -> Refusal:
        """Run a mutation that is refused as documented, and that changes nothing."""
        query = self.document(name, "__typename")
        return Refusal.of(await self.refusal(query, arguments, endpoint))

    def document(self, name: str, selection: str) -> str:
        """Write a mutation with all its arguments."""
        args = documented(self.name)[name][0].args
        declared = ", ".join(f"${each.name}: {each.type}" for each in args)
        passed = ", ".join(f"{each.name}: ${each.name}" for each in args)
        return f"mutation ({declared}) {{ {name}({passed}) {{ {selection} }} }}"

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
