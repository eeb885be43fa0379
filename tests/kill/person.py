"""Somebody at work in a window who writes down what was typed, sent and accepted, and when.

What is written down outlives the process, for it is in the hands of the system at once.
"""

import asyncio
import json
import os
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import NamedTuple

import httpx

from kraken_tui.app import KrakenApp
from kraken_tui.commands.connecting import connector
from kraken_tui.commands.demo import demo_key, demo_profile
from kraken_tui.config.paths import Folders
from kraken_tui.forms.values import Leaf
from kraken_tui.screens.form import FormScreen
from kraken_tui.screens.operations import OperationsScreen
from kraken_tui.screens.unknown import Unknown
from kraken_tui.session import Session
from tests.ui.desk import Desk
from tests.ui.form_hands import Hands

TENANT = "water"
OPERATION = "updateAccountBillingEmail"
FIELD = ("input", "billingEmail")
SLOWEST_KEY = 0.05


class Job(NamedTuple):
    """What somebody is to do: all of it can be written as JSON."""

    name: str
    account: str
    port: int
    """Of the tenant, on this machine."""
    root: str
    """The folder of what the program keeps."""
    schemas: str
    seed: int

    @property
    def diary(self) -> Path:
        """The file of what was typed, sent and accepted."""
        return Path(self.root) / f"{self.name}.diary"


class Here(httpx.AsyncHTTPTransport):
    """Carries requests over a real socket to a port of this machine, whatever their host."""

    def __init__(self, port: int) -> None:
        super().__init__(verify=False)
        self._port = port

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request there."""
        request.url = request.url.copy_with(host="127.0.0.1", port=self._port)
        return await super().handle_async_request(request)


@dataclass
class Diary:
    """Lines of JSON: when by the machine's steady clock, what happened, and a text."""

    file: int

    def note(self, what: str, text: str = "") -> None:
        """Write a line."""
        line = json.dumps([time.monotonic(), what, text]) + "\n"
        os.write(self.file, line.encode())


async def work(job: Job) -> None:
    """Type and send until somebody puts an end to it."""
    diary = Diary(os.open(job.diary, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600))
    profile = demo_profile(TENANT)
    connect = connector(profile, transport=lambda: Here(job.port), secret=lambda: demo_key(TENANT))
    folders = Folders.within(Path(job.root), schema_cache=Path(job.schemas))
    session = Session(profile=profile, connect=connect, folders=folders, account=job.account)
    app = KrakenApp(session, screen="operations")
    async with app.run_test(size=(80, 24)) as pilot:
        at = Desk(app, pilot, session)
        await at.settle()
        person = _Person(at, job, diary, Random(job.seed))
        while True:
            await person.change_the_address()


class _Person:
    def __init__(self, at: Desk, job: Job, diary: Diary, luck: Random) -> None:
        self._at = at
        self._job = job
        self._diary = diary
        self._luck = luck
        self._wishes = 0

    async def change_the_address(self) -> None:
        """Open the form, type another address, and send it or leave it for later."""
        hands = Hands(self._at)
        await hands.open(OPERATION)
        self._diary.note("offered", self._typed())
        await hands.press("ctrl+u")
        self._diary.note("typed", "")
        self._wishes += 1
        address = f"{self._job.name}.{self._wishes}@mail.uk"
        for letter in address:
            await hands.press(letter)
            self._diary.note("typed", self._typed())
            await asyncio.sleep(self._luck.uniform(0, SLOWEST_KEY))
        if self._luck.random() < 0.7:
            await self._send(address)
        if isinstance(self._at.app.screen, FormScreen):
            await self._at.press("escape")

    async def _send(self, address: str) -> None:
        self._diary.note("sending", address)
        await self._at.press("ctrl+s")
        if isinstance(self._at.app.screen, Unknown):
            # An earlier one was cut short. Whether that was done is for the tenant's log to say.
            await self._at.press("l", "n", "ctrl+s")
        assert not isinstance(self._at.app.screen, Unknown)
        if isinstance(self._at.app.screen, OperationsScreen):
            self._diary.note("accepted", address)

    def _typed(self) -> str:
        leaf = Hands(self._at).form.form.node(FIELD)
        assert isinstance(leaf, Leaf)
        return leaf.text
