"""Pictures of the profiles: the list, the form of one, the first start."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from kraken_tui.commands.connecting import connector
from kraken_tui.commands.start import Wishes, profile_book
from kraken_tui.config.paths import Folders
from kraken_tui.config.profiles import Auth, Profile, Profiles
from kraken_tui.profile_book import ProfileBook
from kraken_tui.setup_app import SetupApp
from tests.snapshots.conftest import Picture
from tests.snapshots.stage import put
from tests.ui.desk import Desk

PROFILES = tuple(
    Profile(
        name=name,
        endpoint=f"https://api.{name}.example/v1/graphql/",
        auth_endpoint=f"https://auth.{name}.example/graphql/",
        environment=environment,
        account=account,
        read_only=read_only,
        auth=Auth(secret=secret),
    )
    for name, environment, account, read_only, secret in (
        ("demo-water", "sandbox", "A-1A2B3C4D", False, "prompt"),
        ("water-test", "test", None, False, "env:KRAKEN_API_KEY"),
        ("water-live", "production", "A-5E6F7A8B", True, "command:pass show kraken"),
    )
)


def book_in(folders: Folders) -> ProfileBook:
    """Write the profiles, and give the way to them."""
    profiles = Profiles()
    for profile in PROFILES:
        profiles = profiles.adding(profile)
    profiles.save(folders.profiles)
    return profile_book(connector, folders, Wishes())


async def listed(at: Desk) -> None:
    """Open the list on the last profile."""
    await at.settle()
    at.app.book = book_in(at.session.folders)
    await at.press("ctrl+t", "down", "down")


def test_list(picture: Picture) -> None:
    """What there is, which is open and which the default, and how the chosen one's frame looks."""
    assert picture(listed)


def test_form(picture: Picture) -> None:
    """A new profile, of which the address does not tell where to sign in."""

    async def fill(at: Desk) -> None:
        await listed(at)
        await at.press("a")
        await put(at, "water-next")
        await at.press("down")
        await put(at, "https://water.example/v1/graphql/")
        await at.press("ctrl+s")

    assert picture(fill)


def test_first_start(
    snap_compare: Callable[..., bool], tmp_path: Path, size: tuple[int, int]
) -> None:
    """What it takes, and what can be done without."""
    book = profile_book(connector, Folders.within(tmp_path), Wishes())

    async def wear(pilot: Pilot[Any]) -> None:
        # The app chooses by the terminal that the tests happen to run in.
        pilot.app.theme = "kraken-dark"
        await pilot.pause()

    assert snap_compare(SetupApp(book), terminal_size=size, run_before=wear)
