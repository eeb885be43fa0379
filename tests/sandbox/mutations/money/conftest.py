"""What these tests hold a tenant by."""

import pytest

from tests.sandbox.mutations.conftest import Get
from tests.sandbox.mutations.tenant import Tenant

from .till import Till


@pytest.fixture(scope="package")
def hands() -> type[Tenant]:
    """What these tests do with a tenant."""
    return Till


@pytest.fixture(params=["water", "energy"])
async def till(request: pytest.FixtureRequest, get: Get) -> Tenant:
    """A tenant of each kind."""
    return await get(request.param)
