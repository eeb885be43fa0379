"""One tenant of each kind, whose data every module makes anew."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from tests.sandbox.mutations.tenant import Tenant

Get = Callable[[str], Awaitable[Tenant]]


@pytest.fixture(scope="package")
def running(
    hands: type[Tenant], tmp_path_factory: pytest.TempPathFactory, sandbox_cache: Path
) -> Iterator[Callable[[str], Tenant]]:
    """Start a tenant when it is first asked for; ``hands`` are what a package's tests have."""
    started: dict[str, Tenant] = {}
    folder = tmp_path_factory.mktemp("tenants")
    with ExitStack() as stack:

        def running(name: str) -> Tenant:
            if name not in started:
                tenant = hands.open(name, folder, sandbox_cache)
                started[name] = stack.enter_context(closing(tenant))
            return started[name]

        yield running


@pytest.fixture(scope="module")
def get(running: Callable[[str], Tenant]) -> Get:
    """Reset a tenant when a module first asks for it, and sign in anew for each test."""
    fresh: set[str] = set()

    async def signed_in(name: str) -> Tenant:
        tenant = running(name)
        tenant.clock.reset()
        if name not in fresh:
            fresh.add(name)
            await tenant.reset()
        await tenant.sign_in()
        return tenant

    return signed_in


@pytest.fixture
async def water(get: Get) -> Tenant:
    """The water tenant."""
    return await get("water")


@pytest.fixture
async def energy(get: Get) -> Tenant:
    """The energy tenant."""
    return await get("energy")
