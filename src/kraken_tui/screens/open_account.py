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
from kraken_tui.widgets.record_columns import Column

SHORTEST = 3
"""Fewer characters would match half of the customers and cost the allowance for nothing."""

PAUSE = 0.3
"""Seconds without a key before the tenant is asked, so that not every letter is a request."""


class OpenAccount(Picker):
    """Offer recent accounts and one's own at once, and the tenant's as one types."""

    TITLE_TEXT = "Open an account"
    PLACEHOLDER = "number, name, address, e-mail or meter serial"
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column(key="number", title="Account", width=10),
        Column(key="name", title="Name", width=16, flex=2),
        Column(key="address", title="Address", width=16, flex=3),
        Column(key="status", title="Status", width=9),
        Column(key="by", title="Found", width=10, from_width=100),
    )

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._near: list[Choice] = []
        self._found: list[Choice] = []

    def on_mount(self) -> None:
        """Show what is at hand, then what the tenant says is one's own."""
        self.run_worker(self._load_near(), group="near")

    async def _load_near(self) -> None:
        recents = await self._session.recent_accounts()
        self._near = [
            Choice(recent.number, recent.number, (recent.name, recent.address, "", "recent"))
            for recent in recents
        ]
        self.narrow()
        try:
            mine = search.parse_viewer((await self._session.ask("viewer", {})).data)
        except KrakenError as error:
            self.status(error.sentence)
            return
        known = {choice.id for choice in self._near}
        self._near += [_choice(match) for match in mine if match.number not in known]
        self.narrow()

    @on(Input.Changed)
    def look_further(self, _: Input.Changed) -> None:
        """Look further than what is at hand, after a pause."""
        self._found = []
        if len(self.typed.strip()) >= SHORTEST:
            search_for = partial(self._search, self.typed.strip())
            self._worker: Worker[None] = self.run_worker(search_for, group="search", exclusive=True)

    async def _search(self, typed: str) -> None:
        await asyncio.sleep(PAUSE)
        self.status("Searching\N{HORIZONTAL ELLIPSIS}")
        try:
            answer = await self._session.ask("search", search.variables(typed))
        except KrakenError as error:
            self.status(error.sentence)
            return
        self._found = [_choice(match) for match in search.parse(answer.data)]
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
        self._count()

    def _count(self) -> None:
        if self._shown:
            self.status(f"{len(self._shown)} shown")
        elif self.typed.strip().upper().startswith("A-"):
            self.status("Not seen before: enter opens this number.")
        else:
            self.status("No account found. Try its number, a name, an address or an e-mail.")


def _choice(match: search.Match) -> Choice:
    by = match.found_by if match.found_by == "yours" else f"by {match.found_by}"
    more = (match.name, match.address, words(match.status), by)
    return Choice(match.number, match.number, more)
