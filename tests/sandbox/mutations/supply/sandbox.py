"""A tenant that is asked with whole documents."""

from typing import Any, ClassVar

from tests.sandbox.mutations.tenant import Make, Refusal, Tenant


class Sandbox(Tenant):
    """One tenant, with whoever is signed in."""

    MAKE: ClassVar[Make] = {"accounts": 19, "transactions": 20}
    UNDOCUMENTED: ClassVar[set[str]] = {*Tenant.UNDOCUMENTED, "KT-CT-1605"}

    async def change(self, document: str, **variables: Any) -> Any:
        """Run a mutation that is accepted, and return its payload."""
        (payload,) = (await self.ask(document, **variables)).values()
        return payload

    async def refuse(self, document: str, **variables: Any) -> Refusal:
        """Run a mutation that is refused by a documented code, and that changes nothing."""
        refused = Refusal.of(await self.refusal(document, variables))
        # Who has no header at all is turned away before anything runs.
        assert refused.code in {self.outcome(), "KT-CT-1112"}
        return refused

    async def act_as_customer(self, account: str) -> None:
        """Act as a customer of one account, who may see no other."""
        query = """
            SELECT user_id FROM account_users JOIN accounts ON accounts.id = account_id
            WHERE number = ? AND is_customer
        """
        await self.act_as(self.rows(query, account)[0]["user_id"])
