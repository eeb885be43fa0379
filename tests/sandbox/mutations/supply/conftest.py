"""One tenant of each kind, whose data every module makes anew."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from .sandbox import Sandbox, start

Get = Callable[[str], Awaitable[Sandbox]]


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Sandbox]:
    """Start a tenant when it is first asked for; its schema takes longer than its data."""
    started: dict[str, Sandbox] = {}
    folder: Path = tmp_path_factory.mktemp("sandboxes")

    def running(tenant: str) -> Sandbox:
        if tenant not in started:
            started[tenant] = start(tenant, folder)
        return started[tenant]

    return running


@pytest.fixture(scope="module")
def get(running: Callable[[str], Sandbox]) -> Get:
    """Reset a tenant when a module first asks for it, and sign in anew for each test."""
    fresh: set[str] = set()

    async def signed_in(tenant: str) -> Sandbox:
        sandbox = running(tenant)
        if tenant not in fresh:
            fresh.add(tenant)
            await sandbox.reset()
        await sandbox.sign_in()
        return sandbox

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
