"""Pictures of the list of operations."""

from tests.snapshots.conftest import Picture, everywhere, wide
from tests.snapshots.stage import DOWN, SLOW, put, settled
from tests.ui.desk import Desk


@everywhere
def test_loaded(picture: Picture) -> None:
    """Every mutation of the tenant by its name in words; what the first does is said whole."""
    assert picture(settled, screen="operations")


def test_loading(picture: Picture) -> None:
    """The schema is being read, and the screen says so."""

    async def look(at: Desk) -> None:
        await at.pilot.pause()

    assert picture(look, screen="operations", known=False, fault=SLOW)


def test_failed(picture: Picture) -> None:
    """The schema cannot be had: what happened, and that r tries again."""
    assert picture(settled, screen="operations", known=False, fault=DOWN)


@wide
def test_filtered(picture: Picture) -> None:
    """The list is narrowed to what holds every word typed."""

    async def narrow(at: Desk) -> None:
        await at.settle()
        await at.press("slash")
        await put(at, "meter reading")

    assert picture(narrow, screen="operations")


def test_nothing_fits(picture: Picture) -> None:
    """No mutation fits what was typed, and esc is named as the way back."""

    async def narrow(at: Desk) -> None:
        await at.settle()
        await at.press("slash")
        await put(at, "zebra")

    assert picture(narrow, screen="operations")
