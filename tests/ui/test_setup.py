"""The first start: from nothing to a profile that was tried, with a tenant that answers."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any, cast

import pytest
from textual import events

from kraken_tui.app import KrakenApp
from kraken_tui.commands.connecting import Connect, connector
from kraken_tui.commands.start import Wishes, profile_book
from kraken_tui.config.paths import Folders
from kraken_tui.config.profiles import Profile, Profiles
from kraken_tui.sandbox.embedded import Embedded
from kraken_tui.screens.profile_form import ProfileForm
from kraken_tui.screens.setup import Setup
from kraken_tui.setup_app import SetupApp
from kraken_tui.widgets.frame_bar import FrameBar
from tests.ui.desk import Desk, impatient

URL = "http://water.localhost/v1/graphql/"


@asynccontextmanager
async def first_start(root: Path, cache: Path, *, no_demo: str = "") -> AsyncIterator[Desk]:
    """Start where there is no profile; whatever is typed leads to the water tenant."""
    with closing(Embedded(tenant="water", cache_folder=cache)) as sandbox:

        def connect(profile: Profile) -> Connect:
            return impatient(connector(profile, transport=sandbox.transport))

        book = profile_book(connect, Folders.within(root), Wishes())
        app = SetupApp(book, no_demo=no_demo)
        async with app.run_test(size=(80, 24)) as pilot:
            at = Desk(cast(KrakenApp, app), cast(Any, pilot), cast(Any, None), sandbox)
            await at.settle()
            yield at


async def leave(at: Desk, key: str) -> object:
    """Press a key that ends the app, and return what it ended with."""
    assert at.app._driver is not None
    at.app._driver.send_message(events.Key(key, None))
    while not at.app._exit:  # noqa: ASYNC110  # Nothing tells of it in time.
        await asyncio.sleep(0)
    return at.app.return_value


async def test_a_profile_is_tried_before_it_is_saved(
    tmp_path: Path, sandbox_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Folders.within(tmp_path).profiles
    monkeypatch.setenv("SETUP_KEY", "wrong")
    async with first_start(tmp_path, sandbox_cache) as at:
        await at.press("enter")
        await at.type("here")
        await at.press("down")
        await at.type(URL)
        assert at.app.screen.query_one(FrameBar).frame[:2] == ("here", "sandbox")
        await at.press("down", "down", "down", "down")
        await at.type("sk_demo_water")
        await at.press("ctrl+s")
        # What may be the secret itself is not a place, and is not repeated.
        assert at.notice == "Correct the marked field."
        await at.press("ctrl+u")
        await at.type("env:SETUP_KEY")
        await at.press("ctrl+s")
        assert at.notice.startswith("The API key is wrong")
        assert not path.exists()

        monkeypatch.setenv("SETUP_KEY", "sk_demo_water")
        await at.press("f2")
        assert at.notice.startswith("Signed in in ")
        chosen = await leave(at, "ctrl+s")
    assert isinstance(chosen, Profile)
    assert Profiles.load(path).get() == chosen
    assert path.stat().st_mode & 0o777 == 0o600
    assert "sk_demo" not in path.read_text(encoding="utf-8")


async def test_without_a_network_it_is_saved_when_that_is_asked_for(
    tmp_path: Path, sandbox_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SETUP_KEY", "wrong")
    async with first_start(tmp_path, sandbox_cache) as at:
        await at.press("enter")
        await at.type("here")
        await at.press("escape")
        assert isinstance(at.app.screen, ProfileForm)
        await at.press("down")
        await at.type(URL)
        await at.press("down", "down", "down", "down")
        await at.type("env:SETUP_KEY")
        await at.press("ctrl+s")
        await leave(at, "ctrl+s")
    assert list(Profiles.load(Folders.within(tmp_path).profiles).mapping) == ["here"]


async def test_one_may_look_around_first_or_leave(tmp_path: Path, sandbox_cache: Path) -> None:
    async with first_start(tmp_path, sandbox_cache, no_demo="It is not installed.") as at:
        await at.press("d")
        assert at.notice == "It is not installed."
        assert isinstance(at.app.screen, Setup)
        await at.press("enter", "escape")
        assert await leave(at, "escape") is None
    async with first_start(tmp_path, sandbox_cache) as at:
        assert await leave(at, "d") == "demo"
