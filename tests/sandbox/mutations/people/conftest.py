"""Tenants that the tests of a module share."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from .office import START, Office, start

Open = Callable[[str], Awaitable[Office]]


@pytest.fixture(scope="session")
def schemas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keep derived schemas for all tests of a run."""
    return tmp_path_factory.mktemp("schemas")


@pytest.fixture(scope="module")
def open_office(tmp_path_factory: pytest.TempPathFactory, schemas: Path) -> Open:
    """Start a tenant when it is first asked for; set its clock and sign in for each test."""
    running: dict[str, Office] = {}

    async def opened(tenant: str) -> Office:
        if tenant not in running:
            running[tenant] = start(tenant, tmp_path_factory.mktemp(tenant), schemas)
        running[tenant].clock.now = START
        await running[tenant].sign_in()
        return running[tenant]

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
