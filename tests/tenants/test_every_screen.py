"""Every screen opens on every tenant, and shows what that tenant has."""

import pytest

from tests.tenants.conftest import ACCOUNT, Visit
from tests.tenants.tour import Tour
from tests.tenants.values import Way
from tests.ui.desk import Open

SANDBOX = {
    "water": {"overview": "Water meter", "meters/details": "Fresh water"},
    "energy": {"overview": "Electricity", "meters/details": "Gas"},
}
"""What only that tenant has, by where it is shown."""

THIRD = {
    "overview": "Electricity",
    "ledgers/transactions": "title 1",
    "ledgers/bills": "all 2 bills",
    "payments/instructions": "accountHolder 1",
    "payments/plans": "strategyDisplayName 1",
    "loyalty/points": "reasonCode 1",
    "loyalty/vouchers": "displayName 1",
    "meters/readings": "cups 1",
    "meters/orders": "This tenant keeps no service orders.",
    "meters/slots": "This tenant offers no times for visits.",
    "operations": "Accept goods quote",
    "accounts": ACCOUNT,
}
"""What the third tenant tells or lacks, by where it is shown."""


def check(tour: Tour, expected: dict[str, str]) -> None:
    """Fail with what was shown where something is wrong or missing."""
    assert not tour.wrong, tour.told()
    for place, words in expected.items():
        assert words in tour.seen[place], f"{place}\n{tour.seen[place]}"


@pytest.mark.thorough  # What the tests of single screens do too, one by one.
@pytest.mark.parametrize("name", SANDBOX)
async def test_every_screen_opens_on_the_sandbox(desk: Open, name: str) -> None:
    async with desk(name, size=(80, 24), transactions=30) as at:
        tour = Tour(at)
        await tour.everywhere()
        check(tour, SANDBOX[name])
        assert not tour.notices


async def test_every_screen_opens_on_a_tenant_that_nobody_knew(visit: Visit, tenant: str) -> None:
    async with visit(tenant, cold=True) as (at, server):
        tour = Tour(at)
        await tour.everywhere()
        check(tour, THIRD)
        assert not tour.notices
        assert "Water meter" not in tour.seen["overview"]
        # The first screen did not wait for the schema, and had to be cut down.
        assert server.refused


@pytest.mark.thorough
async def test_every_screen_bears_nulls(visit: Visit, tenant: str) -> None:
    async with visit(tenant, Way.BARE) as (at, _):
        tour = Tour(at)
        await tour.everywhere()
        check(tour, {})


@pytest.mark.thorough
async def test_an_account_that_is_null_is_told_as_nobodys(visit: Visit, tenant: str) -> None:
    async with visit(tenant, Way.NOTHING) as (at, _):
        tour = Tour(at)
        await tour.everywhere()
        check(tour, {})
        for name in ("overview", "ledgers/transactions", "payments/plans", "meters/use"):
            assert "The tenant knows of no account with that number." in tour.seen[name], name


@pytest.mark.thorough
@pytest.mark.parametrize("way", Way)
@pytest.mark.parametrize("tenant", ["water", "energy", "third"], indirect=True)
async def test_all_that_opens_bears_whatever_the_schema_allows(
    visit: Visit, tenant: str, way: Way
) -> None:
    async with visit(tenant, way, size=(120, 40)) as (at, server):
        await at.press("6", "1")
        server.refused.clear()
        tour = Tour(at)
        await tour.everywhere(deep=True)
        check(tour, {})
        # By now the schema is known, and everything is asked for as it has it.
        assert not server.refused
