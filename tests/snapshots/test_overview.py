"""Pictures of the account overview."""

from kraken_tui.screens.actions import Actions
from kraken_tui.screens.whole_value import WholeValue
from tests.snapshots.conftest import Picture, wide
from tests.snapshots.stage import DOWN, SLOW, asked, settled, until
from tests.ui.desk import ATTEMPTS, Desk


def test_loaded(picture: Picture) -> None:
    """The account, its ledgers, billing, people and meters; the cursor is on the first fact."""
    assert picture(settled)


@wide
def test_energy(picture: Picture) -> None:
    """An energy account in euros, with supply points in place of meters."""
    assert picture(settled, on="energy")


def test_loading(picture: Picture) -> None:
    """An account that was never seen is being asked for, and the screen says so."""
    assert picture(asked, fault=SLOW)


@wide
def test_loading_with_old_data(picture: Picture) -> None:
    """An account that was open before is drawn at once; the line on top says when it was seen."""
    assert picture(asked, seen=True, fault=SLOW)


def test_failed(picture: Picture) -> None:
    """A tenant that is down: what happened, and that r tries again."""
    assert picture(settled, fault=DOWN)


@wide
def test_failed_with_old_data(picture: Picture) -> None:
    """The tenant was lost while working: the account stays, with the failure above it."""

    async def lose_the_tenant(at: Desk) -> None:
        await at.settle()
        await at.control("fault", status=503, times=ATTEMPTS)
        await at.press("r")

    assert picture(lose_the_tenant)


def test_no_account(picture: Picture) -> None:
    """Nothing is open: the key that finds an account is named."""
    assert picture(settled, account=None)


@wide
def test_unknown_account(picture: Picture) -> None:
    """An account that the tenant does not have: what to do about it."""
    assert picture(settled, account="A-00000000")


@wide
def test_production_read_only(picture: Picture) -> None:
    """The line on top warns of production, and says that nothing can be changed."""
    assert picture(settled, environment="production", read_only=True)


@wide
def test_actions(picture: Picture) -> None:
    """The mutations that fit a meter, those that fit best on top."""

    async def act_on_the_account(at: Desk) -> None:
        await at.settle()
        await at.press("a")
        await until(at, Actions)

    assert picture(act_on_the_account)


@wide
def test_whole_value(picture: Picture) -> None:
    """A value opened whole in a box of its own, the overview dimmed behind it."""

    async def open_the_status(at: Desk) -> None:
        await at.settle()
        await at.press("down", "enter")
        await until(at, WholeValue)

    assert picture(open_the_status)
