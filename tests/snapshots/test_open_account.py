"""Pictures of the dialog that finds an account."""

from kraken_tui.screens.open_account import OpenAccount
from tests.snapshots.conftest import Picture, wide
from tests.snapshots.stage import put, until
from tests.ui.desk import ATTEMPTS, Desk


async def open_the_dialog(at: Desk) -> None:
    await at.settle()
    await at.press("ctrl+o")
    await until(at, OpenAccount)


def test_at_hand(picture: Picture) -> None:
    """The account opened last and those that are one's own, before anything is typed."""
    assert picture(open_the_dialog)


def test_found(picture: Picture) -> None:
    """Accounts that hold what was typed, and where there is room by what each was found."""

    async def search(at: Desk) -> None:
        await open_the_dialog(at)
        await put(at, "street")

    assert picture(search)


@wide
def test_nothing_found(picture: Picture) -> None:
    """Nothing fits, and the line below says what else can be typed."""

    async def search(at: Desk) -> None:
        await open_the_dialog(at)
        await put(at, "zebra")

    assert picture(search)


@wide
def test_failed(picture: Picture) -> None:
    """The tenant cannot be asked: what is at hand stays, and the line below says why."""

    async def search(at: Desk) -> None:
        await open_the_dialog(at)
        await at.control("fault", status=503, times=ATTEMPTS)
        await put(at, "samir")

    assert picture(search)
