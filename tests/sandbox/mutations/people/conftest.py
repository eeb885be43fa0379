"""One tenant of each kind, whose data every module makes anew."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from .office import Office, start

Open = Callable[[str], Awaitable[Office]]


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Office]:
    """Start a tenant when it is first asked for; its schema takes longer than its data."""
    started: dict[str, Office] = {}
    folder: Path = tmp_path_factory.mktemp("offices")

    def running(tenant: str) -> Office:
        if tenant not in started:
            started[tenant] = start(tenant, folder)
        return started[tenant]

    return running


@pytest.fixture(scope="module")
def open_office(running: Callable[[str], Office]) -> Open:
    """Reset a tenant when a module first asks for it; sign in anew for each test."""
    fresh: set[str] = set()

    async def opened(tenant: str) -> Office:
        office = running(tenant)
        office.clock.reset()
        if tenant not in fresh:
            fresh.add(tenant)
            await office.reset()
        await office.sign_in()
        return office

    return opened


@pytest.fixture(params=["water", "energy"])
async def office(request: pytest.FixtureRequest, open_office: Open) -> Office:
    """The office of a tenant of each kind."""
    return await open_office(request.param)


@pytest.fixture
async def water(open_office: Open) -> Office:
    """The office of the water tenant."""
    return await open_office("water")


@pytest.fixture
async def energy(open_office: Open) -> Office:
    """The office of the energy tenant."""
    return await open_office("energy")
