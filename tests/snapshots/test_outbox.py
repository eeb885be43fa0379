"""Pictures of what waits for a connection."""

from tests.snapshots.conftest import Picture
from tests.ui.database import change
from tests.ui.desk import AWAY, Desk

TO_OUTBOX = ("7", "right_square_bracket", "right_square_bracket")


async def keep_two(at: Desk) -> None:
    """Type two readings while nothing answers, and have both kept."""
    await at.settle()
    await at.control("fault", drop=True, times=AWAY)
    for value in ("900", "912.5"):
        await at.press("n")
        await at.type(value)
        await at.press("enter", "f6")


def test_two_wait(picture: Picture) -> None:
    """No connection, and the frame says that two wait; below, what can be done with one."""

    async def look(at: Desk) -> None:
        await keep_two(at)
        await at.press(*TO_OUTBOX)

    assert picture(look, screen="meters")


def test_one_stopped(picture: Picture) -> None:
    """Its meter was exchanged meanwhile: what was known stands beside what is so now."""

    async def look(at: Desk) -> None:
        await keep_two(at)
        await at.press(*TO_OUTBOX)
        await at.control("reset", now=True)
        change(at, "UPDATE water_meters SET serial_number = 'NEW-1' WHERE id = 1")
        await at.press("ctrl+s", "enter", "home", "enter")

    assert picture(look, screen="meters")
