"""A tenant that wants a pause, and one that allows little at once, seen from the keys."""

import asyncio
import re
from typing import Any

from kraken_tui.api.client import KrakenClient
from kraken_tui.widgets.frame_bar import FrameBar
from tests.ui.desk import Desk, Open
from tests.ui.test_sending import fill, open_form


class Time:
    """A clock that goes on by a second whenever the test lets it."""

    def __init__(self, client: KrakenClient) -> None:
        self.now = 0.0
        self._moved = asyncio.Event()
        limits: Any = client.limits
        limits._clock, limits._sleep = (lambda: self.now), self._sleep

    async def _sleep(self, seconds: float) -> None:
        until = self.now + seconds
        while self.now < until:
            await self._moved.wait()

    def go_on(self, seconds: float = 1.0) -> None:
        self.now += seconds
        self._moved.set()
        self._moved = asyncio.Event()


def frame(at: Desk) -> str:
    shown = at.app.screen_stack[0].query_one(FrameBar)
    return str(shown.render())


def seen(at: Desk) -> list[str]:
    """All lines of the screen, without what goes down with every request."""
    return [re.sub(r"[\d,]+ points", "points", line) for line in at.look()]


async def asked(at: Desk, name: str) -> int:
    requests = (await at.control("log"))["requests"]
    return sum(str(one["operationName"]).casefold() == name.casefold() for one in requests)


async def until_waiting(at: Desk) -> None:
    """Let the tenant's thread answer, which no message of the app tells of."""
    begun = asyncio.Event()
    at.session.on_tick.append(begun.set)
    if not at.session.pause:
        await begun.wait()
    at.session.on_tick.remove(begun.set)
    await at.pilot.pause()


async def test_a_screen_counts_down_and_then_goes_on_by_itself(desk: Open) -> None:
    async with desk() as at:
        time = Time(await at.session.client())
        await at.control("fault", status=429, retry_after=2, operation="Ledgers")
        await at.send("2")
        await until_waiting(at)
        assert "waiting 2 s" in frame(at)
        assert at.notice.startswith("The API gets too many requests just now and wants a pause.")
        time.go_on()
        await at.pilot.pause()
        assert "waiting 1 s" in frame(at)
        time.go_on()
        await at.settle()
        assert "connected" in frame(at)
        assert at.notice == ""
        assert await asked(at, "Ledgers") == 2


async def test_escape_drops_what_waits(desk: Open) -> None:
    async with desk() as at:
        time = Time(await at.session.client())
        await at.control("fault", status=429, retry_after=2, operation="Ledgers")
        await at.send("2")
        await until_waiting(at)
        await at.press("escape")
        assert at.notice == "This was dropped while it waited for the API. Press r to load it."
        time.go_on(2)
        await at.settle()
        assert await asked(at, "Ledgers") == 1
        await at.press("r")
        assert at.notice == ""
        assert await asked(at, "Ledgers") == 2


async def test_a_refused_change_is_sent_again_by_the_person_only(desk: Open) -> None:
    async with desk() as at:
        time = Time(await at.session.client())
        await at.control("fault", status=429, retry_after=2, operation="updateAccountBillingEmail")
        form = await open_form(at, "E-mail", "update account billing email")
        await fill(at, form, "billingEmail", "new@example.com")
        await at.press("ctrl+s")
        assert at.notice.endswith("Nothing is sent by itself; ctrl+s works in 2 s.")
        assert "waiting 2 s" in frame(at)
        time.go_on()
        await at.press("ctrl+s")
        assert at.notice.endswith("ctrl+s works in 1 s.")
        time.go_on()
        await at.settle()
        assert at.notice.startswith("The pause is over, and nothing was sent meanwhile.")
        assert await asked(at, "updateAccountBillingEmail") == 1
        await at.press("ctrl+s")
        assert at.facts("Billing")["E-mail"].startswith("new@example.com  (was ")
        assert await asked(at, "updateAccountBillingEmail") == 2


async def test_all_screens_load_whole_where_little_is_allowed_at_once(desk: Open) -> None:
    shown = []
    for bounds in ({}, {"complexity": 15, "nodes": 6_000}):
        async with desk(transactions=20, settle=False) as at:
            if bounds:
                await at.control("bounds", **bounds)
            await at.settle()
            told = []
            for key in "12345":
                await at.press(key)
                told.append(seen(at))
            shown.append(told)
            codes = [code for one in (await at.control("log"))["requests"] for code in one["codes"]]
            assert ("KT-CT-1188" in codes) == bool(bounds)
    assert shown[0] == shown[1]
