"""A try of the journal opened whole."""

import asyncio
from functools import partial
from typing import ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.worker import Worker

from kraken_tui.screens import activity_words
from kraken_tui.screens.activity_facts import TRY, whole
from kraken_tui.screens.activity_pages import JournalUnreadable
from kraken_tui.screens.activity_rows import subject
from kraken_tui.screens.object_screen import ObjectScreen
from kraken_tui.session import Session
from kraken_tui.store.errors import StoreError
from kraken_tui.store.history import History
from kraken_tui.store.journal import Entry
from kraken_tui.widgets.fact_view import FactView
from kraken_tui.widgets.facts import Fact

FORGOTTEN = "This change was forgotten meanwhile."


class Found(NamedTuple):
    """A try, and all tries of the same wish."""

    entry: Entry
    tries: tuple[Entry, ...]


async def read(history: History, entry: int) -> Found:
    """Read a try from the disk; raise ``JournalUnreadable``."""
    try:
        return await asyncio.to_thread(_read, history, entry)
    except StoreError as error:
        raise JournalUnreadable(error.sentence) from error


def _read(history: History, number: int) -> Found:
    entry = history.entry(number)
    if entry is None:
        raise JournalUnreadable(FORGOTTEN)
    return Found(entry, history.tries(entry.intent))


class EntryScreen(ObjectScreen):
    """Show a try; what becomes of it meanwhile is shown with ``r`` and on coming back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "reload", "Reload", id="data.reload"),
    ]

    def __init__(self, session: Session, history: History, found: Found) -> None:
        self._history = history
        self._found = found
        self._turn = 0
        """Counts the looks at the disk, for the last one to be shown."""
        entry = found.entry
        # It may be of another day, on which others were told.
        session.overheard.hear((entry.variables, entry.answer))
        title = activity_words.title(entry)
        sections = whole(entry, found.tries, session.formats)
        super().__init__(session, title=title, sections=sections, subject=subject(entry))

    def on_screen_resume(self) -> None:
        """Show what became of it since another screen was opened."""
        if self.is_mounted:
            self.action_reload()

    def account_changed(self) -> None:
        """Stay: what was tried is the same, whichever account is open."""
        self.refresh_frame()

    def open_whole(self, fact: Fact) -> None:
        """Open the account or the other try that a fact names, or show the fact whole."""
        found = fact.subject
        if found is None:
            super().open_whole(fact)
        elif found.kind == TRY:
            self.run_worker(self._open(found.identifiers["entry"]), group="open-entry")
        else:
            from kraken_tui.screens.activity_actions import go_to_account

            go_to_account(self, str(found.identifiers["accountNumber"]))

    async def _open(self, number: object) -> None:
        assert isinstance(number, int)
        try:
            found = await read(self._history, number)
        except JournalUnreadable as error:
            self.say(error.sentence, tone="bad")
            return
        self.app.push_screen(EntryScreen(self.session, self._history, found), mode=self.mode)

    def action_reload(self) -> None:
        """Read it anew."""
        self._turn += 1
        self._reading: Worker[None] = self.run_worker(self._load(self._turn), group="load")

    async def _load(self, turn: int) -> None:
        try:
            found = await read(self._history, self._found.entry.id)
        except JournalUnreadable as error:
            self.say(error.sentence, tone="bad")
            return
        if turn == self._turn:
            self._found = found
            sections = whole(found.entry, found.tries, self.session.formats)
            self.query_one(FactView).show(sections)

    def action_act(self) -> None:
        """Offer what can be done with it."""
        from kraken_tui.screens.activity_actions import act

        self.get_form_ready()
        work = partial(act, self, self._found.entry, noted=self._noted)
        self._acting = self.run_worker(work, group="act", exclusive=True)

    def _noted(self, news: str) -> None:
        self.say(news, tone="good")
        self.action_reload()
