"""Pictures of the app on a tenant whose data and time never change."""

import asyncio
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from kraken_tui.app import KrakenApp
from kraken_tui.commands.connecting import connector
from kraken_tui.commands.demo import demo_key, demo_profile
from kraken_tui.commands.schema import open_schema
from kraken_tui.config.paths import Folders
from kraken_tui.sandbox.embedded import Embedded
from tests.snapshots.stage import Steps, app_on, person, tenant
from tests.unpainted import leave_unpainted

Picture = Callable[..., bool]

wide = pytest.mark.parametrize("size", [pytest.param((120, 40), id="120x40")], indirect=True)
"""For pictures that say nothing new at the smaller size."""

everywhere = pytest.mark.parametrize(
    "size",
    [pytest.param(size, id=f"{size[0]}x{size[1]}") for size in ((80, 24), (120, 40), (200, 60))],
    indirect=True,
)
"""For pictures of what a screen usually shows, on a wide screen too."""

SIZES = [pytest.param((80, 24), id="80x24"), pytest.param((120, 40), id="120x40")]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Take pictures at the smallest size, and at the others in a thorough run."""
    here = Path(__file__).parent
    for item in items:
        if item.path.parent == here and "80x24" not in item.name:
            item.add_marker("thorough")


@pytest.fixture(params=SIZES)
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    """The two sizes that every picture is taken at."""
    width, height = request.param
    return width, height


@pytest.fixture(autouse=True)
def one_place(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Take all pictures in one zone and in full colour."""
    monkeypatch.setenv("TZ", "UTC")
    for name in ("NO_COLOR", "TEXTUAL_COLOR_SYSTEM", "TEXTUAL_FILTERS", "TEXTUAL_THEME"):
        monkeypatch.delenv(name, raising=False)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture(scope="session")
def snapshot_cache(sandbox_cache: Path) -> Path:
    """Keep what can be derived for all pictures of a run."""
    folder = sandbox_cache / "snapshots"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def water(snapshot_cache: Path) -> Iterator[Embedded]:
    """The water tenant."""
    yield from _opened("water", snapshot_cache)


@pytest.fixture(scope="session")
def energy(snapshot_cache: Path) -> Iterator[Embedded]:
    """The energy tenant."""
    yield from _opened("energy", snapshot_cache)


def _opened(name: str, cache: Path) -> Iterator[Embedded]:
    """Start a tenant whose schema has been read before, so that reading it costs no points."""
    sandbox = tenant(name, cache_folder=cache, accounts=14)
    profile = demo_profile(name)
    connect = connector(profile, transport=sandbox.transport, secret=lambda: demo_key(name))
    open_schema(Folders.within(cache, schema_cache=cache / name), profile, connect)
    yield sandbox
    sandbox.close()


@pytest.fixture
def picture(
    snap_compare: Callable[..., bool],
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    snapshot_cache: Path,
    size: tuple[int, int],
) -> Picture:
    """Compare the screen after some steps with the picture that somebody accepted.

    ``fault`` is ordered before the app starts. ``known`` tells whether the schema is at hand,
    ``seen`` whether the account was open before.
    """
    leave_unpainted(monkeypatch)

    def compare(
        steps: Steps,
        *,
        on: str = "water",
        screen: str = "overview",
        fault: dict[str, Any] | None = None,
        known: bool = True,
        seen: bool = False,
        **changes: Any,
    ) -> bool:
        sandbox: Embedded = request.getfixturevalue(on)
        asyncio.run(_order(sandbox, "reset"))
        schemas = snapshot_cache / on if known else None
        folders = Folders.within(tmp_path, schema_cache=schemas)
        if seen:
            asyncio.run(_look(app_on(sandbox, folders, tenant=on, screen=screen)))
        if fault is not None:
            asyncio.run(_order(sandbox, "fault", **fault))
        app = app_on(sandbox, folders, tenant=on, screen=screen, **changes)
        return snap_compare(app, terminal_size=size, run_before=person(sandbox, steps))

    return compare


async def _order(sandbox: Embedded, what: str, **details: Any) -> None:
    async with httpx.AsyncClient(transport=sandbox.transport()) as client:
        url = f"http://sandbox.localhost/sandbox/{what}"
        (await client.post(url, json=details)).raise_for_status()


async def _look(app: KrakenApp) -> None:
    async with app.run_test() as pilot:
        while app.session.link.word != "connected":
            await pilot.pause()
        await app.workers.wait_for_complete()
        await app.session.close()
