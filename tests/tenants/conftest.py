"""The whole app in front of a tenant of which only the schema is known."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import httpx
import pytest

from kraken_tui.app import KrakenApp
from kraken_tui.commands.connecting import connector
from kraken_tui.config.paths import Folders
from kraken_tui.config.profiles import Profile
from kraken_tui.session import Session
from tests import contracts
from tests.tenants.server import Server
from tests.tenants.values import Way
from tests.ui.conftest import desk
from tests.ui.desk import Desk, impatient

__all__ = ["desk"]

ACCOUNT = "A-0A0B0C0D"

Visit = Callable[..., AbstractAsyncContextManager[tuple[Desk, Server]]]


@pytest.fixture(params=["third"])
def tenant(request: pytest.FixtureRequest) -> str:
    """Name the tenant to visit: the third, where its schema is at hand, if no test says more."""
    name: str = request.param
    if name not in contracts.TENANTS:
        pytest.skip("There is no third schema here.")
    return name


@pytest.fixture
def visit(tmp_path: Path, sandbox_cache: Path) -> Visit:
    """Open the app on a schema: ``async with visit("third", Way.EMPTY) as (at, server): ...``.

    With ``cold`` nothing is known of the schema when the first screen asks.
    """

    @asynccontextmanager
    async def open_app(
        tenant: str,
        way: Way = Way.FULL,
        *,
        size: tuple[int, int] = (80, 24),
        cold: bool = False,
    ) -> AsyncIterator[tuple[Desk, Server]]:
        kept = sandbox_cache / f"schema-{tenant}"
        server = Server(contracts.schema(tenant), way, kept=kept / "introspected")
        address = "http://tenant.localhost/v1/graphql/"
        profile = Profile(
            name=tenant,
            endpoint=address,
            auth_endpoint=address.replace("v1", "auth"),
            environment="test",
        )
        connect = connector(
            profile,
            transport=lambda: httpx.ASGITransport(server),
            secret=lambda: "any",
        )
        session = Session(
            profile=profile,
            connect=impatient(connect),
            folders=Folders.within(tmp_path, schema_cache=None if cold else kept),
            account=ACCOUNT,
        )
        app = KrakenApp(session)
        async with app.run_test(size=size) as pilot:
            at = Desk(app, pilot, session)
            await at.settle()
            yield at, server
            await session.close()

    return open_app
