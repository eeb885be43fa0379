"""A person at the keys of the whole app, with a tenant behind it."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, suppress
from dataclasses import dataclass
from string import punctuation
from typing import Any

import httpx
from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.widgets import Static
from textual.worker import Worker, WorkerCancelled

from kraken_tui.api.asking import Ask
from kraken_tui.api.client import KrakenClient
from kraken_tui.app import KrakenApp
from kraken_tui.commands.connecting import Connect
from kraken_tui.sandbox.embedded import Embedded
from kraken_tui.session import Session
from kraken_tui.widgets.fact_view import FactView
from kraken_tui.widgets.notice import Notice

AWAY = 10_000
"""So many requests fail that the tenant is gone for good."""

ATTEMPTS = 3
"""How often a query is tried before a person is told."""

ASKS_A_PERSON = {"act", "open"}
"""Groups of workers that open a dialog and go on with what that answers."""

A_LOOK = 0.01
"""Seconds after which to look whether one of them has opened its dialog."""


@dataclass
class Desk:
    """A running app, the person's hands, and the tenant behind it."""

    app: KrakenApp
    pilot: Pilot[int]
    session: Session
    sandbox: Embedded | None = None

    async def press(self, *keys: str) -> None:
        """Press keys, and wait after each until everything that it started is done."""
        for key in keys:
            await self.send(key)
            await self.settle()

    async def type(self, text: str) -> None:
        """Type a text and wait until everything that it started is done."""
        await self.send(*text)
        await self.settle()

    async def send(self, *keys: str) -> None:
        """Press keys as quickly as a terminal can send them, then wait until all are read."""
        driver = self.app._driver
        assert driver is not None
        for key in keys:
            character = key if len(key) == 1 else CHARACTERS.get(key)
            driver.send_message(events.Key(NAMES.get(key, key), character))
        await self.pilot.pause()
        if isinstance(self.app, KrakenApp):  # Not while the first profile is made.
            await self.app.keys.rest()

    async def settle(self) -> None:
        """Wait for messages and workers, but not for what waits for the person."""
        while True:
            await self.pilot.pause()
            running = [worker for worker in self.app.workers if worker.is_running]
            busy = [worker for worker in running if not _asks(worker)]
            if busy:
                # One that others took the place of is done, too.
                with suppress(WorkerCancelled):
                    await self.app.workers.wait_for_complete(busy)
            elif running and not self._is_asked():
                await asyncio.wait([_task(worker) for worker in running], timeout=A_LOOK)
            else:
                return

    def _is_asked(self) -> bool:
        """Tell whether a dialog waits for the person, wherever it is open."""
        return any(
            result.future is not None and not result.future.done()
            for stack in self.app._screen_stacks.values()
            for screen in stack
            for result in screen._result_callbacks
        )

    @property
    def notice(self) -> str:
        """What the line of news says."""
        return self.app.screen.query_one(Notice).sentence

    def facts(self, section: str) -> dict[str, str]:
        """What a section of the overview shows, by label."""
        for shown in self.app.screen.query_one(FactView).sections:
            if shown.title.startswith(section):
                return {fact.label: fact.shown for fact in shown.facts}
        return {}

    def text(self, selector: str) -> str:
        """What a line of text says."""
        return str(self.app.screen.query_one(selector, Static).content)

    def look(self) -> list[str]:
        """Read the whole terminal as it is now, a text for each line."""
        return [strip.text for strip in self.app.screen._compositor.render_strips()]

    async def control(self, path: str, **body: Any) -> Any:
        """Use one of the sandbox's own controls."""
        assert self.sandbox is not None
        return await control(self.sandbox, path, **body)


def _asks(worker: Worker[Any]) -> bool:
    return worker.group.partition("/")[0] in ASKS_A_PERSON


def _task(worker: Worker[Any]) -> asyncio.Task[Any]:
    assert worker._task is not None
    return worker._task


async def control(sandbox: Embedded, path: str, **body: Any) -> Any:
    """Use one of a sandbox's own controls."""
    async with httpx.AsyncClient(transport=sandbox.transport()) as client:
        url = f"http://sandbox.localhost/sandbox/{path}"
        answer = await (client.post(url, json=body) if body else client.get(url))
        return answer.raise_for_status().json()


def impatient(connect: Connect) -> Connect:
    """Connect to a client that tries again at once: pausing would only make a failure take longer.

    The pauses have tests of their own, in which they are counted.
    """

    def at_once(ask: Ask) -> KrakenClient:
        client = connect(ask)
        client._sleep = lambda _: asyncio.sleep(0)
        return client

    return at_once


NAMES = {character: _character_to_key(character) for character in f"{punctuation} "}
"""How Textual names the keys of characters that are no letters and no digits."""

CHARACTERS = {name: character for character, name in NAMES.items()}

Open = Callable[..., AbstractAsyncContextManager[Desk]]
