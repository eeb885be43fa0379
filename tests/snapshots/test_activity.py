"""Pictures of what was sent, and of what became of it."""

from collections.abc import Awaitable, Callable

import pytest

from tests.snapshots.conftest import Picture, everywhere
from tests.snapshots.stage import settled
from tests.ui.desk import Desk
from tests.ui.journal_rows import write_a_morning


def after_a_morning(*keys: str) -> Callable[[Desk], Awaitable[None]]:
    """Send one of each outcome, look at the journal anew and press keys there."""

    async def act(at: Desk) -> None:
        await at.settle()
        write_a_morning(at)
        await at.press("r", *keys)

    return act


@everywhere
def test_loaded(picture: Picture) -> None:
    """Every outcome in its own words; what is to settle stands out, and is told of above."""
    assert picture(after_a_morning("down"), screen="activity")


def test_empty(picture: Picture) -> None:
    """Nothing was sent yet: one sentence on what will be here. No tenant was asked."""
    assert picture(settled, screen="activity", account=None)


@pytest.mark.parametrize(
    "downs", [pytest.param(1, id="paid"), pytest.param(2, id="unknown"), pytest.param(4, id="no")]
)
def test_a_change_opened_whole(picture: Picture, downs: int) -> None:
    """What became of it comes first, then why, what was sent, and the other tries of it."""
    assert picture(after_a_morning(*["down"] * downs, "enter"), screen="activity")


def test_what_can_be_done(picture: Picture) -> None:
    """What is unknown can be looked into and settled, before all else."""
    keys = ("right_square_bracket", "a")
    assert picture(after_a_morning(*keys), screen="activity")


def test_forgetting(picture: Picture) -> None:
    """How many changes are that old, and that those are gone for good; asked once more."""
    assert picture(after_a_morning("d", "enter"), screen="activity")


def test_all_profiles(picture: Picture) -> None:
    """Another column says whose each change is."""
    assert picture(after_a_morning("p"), screen="activity")
