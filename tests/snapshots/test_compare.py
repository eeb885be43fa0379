"""Pictures of two schemas compared."""

from datetime import timedelta
from pathlib import Path

import pytest

from kraken_tui.config.profiles import Profile, Profiles
from tests.keeping import LIVE, TEST, keep_schema
from tests.snapshots.conftest import Picture, everywhere
from tests.snapshots.stage import MOMENT, Steps
from tests.ui.desk import Desk

OWN = "http://live.localhost/v1/graphql/"
OTHERS = {
    name: Profile(name, f"{address}/v1/graphql/", f"{address}/auth/", environment="test")
    for name, address in (
        ("water-test", "http://water.localhost"),
        ("energy-test", "http://energy.localhost"),
    )
}


@pytest.fixture
def release(picture: Picture, snapshot_cache: Path) -> Picture:
    """Compare a picture of a person whose other tenant has what comes next."""
    folder = snapshot_cache / "water"
    for endpoint, definition in ((OWN, LIVE), (OTHERS["water-test"].endpoint, TEST)):
        keep_schema(folder, endpoint, definition, at=MOMENT - timedelta(hours=2))

    def compare(steps: Steps) -> bool:
        return picture(steps, screen="operations", name="water-live", endpoint=OWN)

    return compare


def after(*keys: str) -> Steps:
    """Pick a profile among those there are, and press keys."""

    async def act(at: Desk) -> None:
        Profiles(mapping=OTHERS).save(at.session.folders.profiles)
        await at.settle()
        await at.press("c", *keys)

    return act


def test_picking(release: Picture) -> None:
    """The other profiles with the age of their schemas; the one under the cursor has none here."""
    assert release(after("down", "enter"))


@everywhere
def test_differences(release: Picture) -> None:
    """What breaks callers first, each with a sign and a word, and both of its sides."""
    assert release(after("enter"))


def test_difference_whole(release: Picture) -> None:
    """An input that became required, within its definition, of which more has changed."""
    assert release(after("enter", "down", "down", "enter"))
