"""Esc ends every wait for what is to be shown, and leaves what was there."""

from kraken_tui.screens.object_screen import ObjectScreen
from kraken_tui.widgets.frame_bar import FrameBar
from kraken_tui.widgets.record_table import RecordTable
from tests.ui.desk import Desk, Open

NEVER = 3600.0
"""Seconds until an answer for which nobody waits here."""

STOPPED = "You stopped this before the answer came. Press r to load it."


async def held(at: Desk, operation: str, *keys: str) -> None:
    """Press keys that ask for something to which the tenant gives no answer."""
    await at.control("fault", delay=NEVER, operation=operation)
    await at.send(*keys)
    assert at.sandbox is not None
    while at.sandbox._ready.result()._faults:
        await at.pilot.pause()


def outcomes(at: Desk) -> list[str]:
    assert at.session._client is not None
    return [f"{each.name} {each.outcome}" for each in at.session._client.trace]


def frame(at: Desk) -> str:
    return str(at.app.screen_stack[0].query_one(FrameBar).render())


async def test_the_first_load(desk: Open) -> None:
    async with desk() as at:
        await held(at, "Ledgers", "2")
        await at.press("escape")
        assert at.notice == STOPPED
        assert outcomes(at)[-1] == "Ledgers cancelled"
        assert "connected" in frame(at)
        await at.press("r")
        assert at.notice == ""


async def test_a_reload_leaves_what_was_there(desk: Open) -> None:
    async with desk() as at:
        before = at.facts("Billing")
        await held(at, "Overview", "r")
        await at.press("escape")
        assert at.notice == STOPPED
        assert at.facts("Billing") == before
        assert outcomes(at)[-1] == "Overview cancelled"


async def test_a_page_further_on(desk: Open) -> None:
    async with desk(screen="ledgers") as at:
        table = at.app.screen.query_one("#deck").query_one(RecordTable)
        table.focus()
        there = len(table.source)
        assert there
        await held(at, "Transactions", "end")
        await at.press("escape")
        assert at.notice == STOPPED
        assert not table.busy
        assert len(table.source) == there
        assert outcomes(at)[-1] == "Transactions cancelled"
        await at.press("end")
        assert len(table.source) > there


async def test_the_start(desk: Open) -> None:
    async with desk(settle=False) as at:
        await held(at, "obtainKrakenToken")
        await at.press("escape")
        assert at.notice == STOPPED
        assert "not connected" in frame(at)
        await at.press("r")
        assert at.facts("Billing")


async def test_what_is_begun_where_somebody_leaves_ends_with_it(desk: Open) -> None:
    async with desk(screen="ledgers") as at:
        at.app.screen.query_one("#deck").query_one(RecordTable).focus()
        await at.press("enter")
        opened = at.app.screen
        assert isinstance(opened, ObjectScreen)
        opened.action_act()
        await at.app.pop_screen()
        await at.settle()
        assert len(at.app.screen_stack) == 1
