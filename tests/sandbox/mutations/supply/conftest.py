"""One tenant of each kind for all tests of a module, asked by the demo's user."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from .sandbox import Sandbox, start

Get = Callable[[str], Awaitable[Sandbox]]


@pytest.fixture(scope="session")
def schemas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keep derived schemas for all tests of a run."""
    return tmp_path_factory.mktemp("schemas")


@pytest.fixture(scope="module")
def get(tmp_path_factory: pytest.TempPathFactory, schemas: Path) -> Get:
    """Start a tenant when it is first asked for, and sign in anew for each test."""
    running: dict[str, Sandbox] = {}

    async def signed_in(tenant: str) -> Sandbox:
        if tenant not in running:
            running[tenant] = start(tenant, tmp_path_factory.mktemp(tenant), schemas)
        await running[tenant].sign_in()
        return running[tenant]

    return signed_in


@pytest.fixture
async def water(get: Get) -> Sandbox:
    """Answer with the water tenant."""
    return await get("water")


@pytest.fixture
async def energy(get: Get) -> Sandbox:
    """Answer with the energy tenant."""
    return await get("energy")


@pytest.fixture(params=["water", "energy"])
async def sandbox(request: pytest.FixtureRequest, get: Get) -> Sandbox:
    """Answer with the tenant of each kind."""
    return await get(request.param)
