"""Find an account by number, name, address, e-mail or meter, and open it."""

import asyncio
from functools import partial
from typing import ClassVar

from textual import on
from textual.widgets import Input
from textual.worker import Worker

from kraken_tui.api.errors import KrakenError
from kraken_tui.domain import search
from kraken_tui.screens.picker import Choice, Picker, nearest
from kraken_tui.screens.words import words
from kraken_tui.session import Session
from kraken_tui.store.recents import Recent
from kraken_tui.widgets.record_columns import Column
from kraken_tui.widgets.record_table import RecordTable

SHORTEST = 3
"""Fewer characters would match half of the customers and cost the allowance for nothing."""

PAUSE = 0.3
"""Seconds without a key before the tenant is asked, so that not every letter is a request."""

ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"


class OpenAccount(Picker):
    """Offer recent accounts and one's own at once, and the tenant's as one types."""

    TITLE_TEXT = "Open an account"
    PLACEHOLDER = "number, name, address, e-mail or meter serial"
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column(key="number", title="Account", width=10),
        Column(key="name", title="Name", width=16, flex=2, private=True),
        Column(key="address", title="Address", width=16, flex=3, private=True),
        Column(key="status", title="Status", width=9),
        Column(key="by", title="Found", width=10, from_width=100),
    )

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._near: list[Choice] = []
        self._found: list[Choice] = []
        self._searching = False

    def on_mount(self) -> None:
        """Show what is at hand, then what the tenant says is one's own."""
        # The line below says why there is nothing, and that more may be found yet.
        self.query_one(RecordTable).empty_text = ""
        self.run_worker(self._load_near(), group="near")

    async def _load_near(self) -> None:
        recents = await self._session.memory.recent_accounts()
        self._near = [_recent(each) for each in recents]
        self.narrow()
        try:
            answer = await self._session.ask("viewer", {})
        except KrakenError as error:
            self.status(error.sentence)
            return
        mine = {match.number: match for match in search.parse_viewer(answer.data)}
        self._near = [_recent(each, mine.pop(each.number, None)) for each in recents]
        self._near += map(_choice, mine.values())
        self.narrow()

    @on(Input.Changed)
    def look_further(self, _: Input.Changed) -> None:
        """Look further than what is at hand, after a pause."""
        self._found = []
        self.workers.cancel_group(self, "search")
        self._searching = len(self.typed.strip()) >= SHORTEST
        if self._searching:
            search_for = partial(self._search, self.typed.strip())
            self._worker: Worker[None] = self.run_worker(search_for, group="search")

    async def _search(self, typed: str) -> None:
        await asyncio.sleep(PAUSE)
        try:
            answer = await self._session.ask("search", search.variables(typed))
        except KrakenError as error:
            self._searching = False
            self.narrow()
            self.status(error.sentence)
            return
        self._found = [_choice(match) for match in search.parse(answer.data)]
        self._searching = False
        self.narrow()

    def fitting(self) -> list[Choice]:
        """Give what is at hand and fits, then what the tenant found."""
        near = nearest(self._near, self.typed)
        known = {choice.id for choice in near}
        return near + [choice for choice in self._found if choice.id not in known]

    def action_take(self) -> None:
        """Take the highlighted account, or the number as typed if it looks like one."""
        typed = self.typed.strip().upper()
        if not self._shown and typed.startswith("A-"):
            self.dismiss(Choice(typed, typed))
        else:
            super().action_take()

    def narrow(self) -> None:
        """Show what fits, and say how many."""
        super().narrow()
        self.status(self._told())

    def _told(self) -> str:
        typed = self.typed.strip()
        shown = f"{len(self._shown)} shown" if self._shown else ""
        if self._searching:
            return f"{shown}, searching{ELLIPSIS}" if shown else f"Searching{ELLIPSIS}"
        if shown:
            return shown
        if typed.upper().startswith("A-"):
            return "Not seen before: enter opens this number."
        if len(typed) < SHORTEST:
            return f"The tenant is searched from {SHORTEST} characters on."
        return "No account found. Try a number, name, address, e-mail or meter serial."


def _recent(recent: Recent, match: search.Match | None = None) -> Choice:
    """Offer an account that was open before, with its status once the tenant tells it."""
    status = words(match.status) if match else ""
    return Choice(recent.number, recent.number, (recent.name, recent.address, status, "recent"))


def _choice(match: search.Match) -> Choice:
    by = match.found_by if match.found_by == "yours" else f"by {match.found_by}"
    more = (match.name, match.address, words(match.status), by)
    return Choice(match.number, match.number, more)
