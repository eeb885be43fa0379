"""Forget what was done long ago."""

import asyncio
from datetime import datetime, timedelta
from functools import partial
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static
from textual.worker import Worker

from kraken_tui.session import Session
from kraken_tui.store.errors import StoreError
from kraken_tui.store.history import History
from kraken_tui.widgets.key_line import KeyLine
from kraken_tui.widgets.line_input import LineInput
from kraken_tui.widgets.notice import Notice

USUAL_DAYS = "90"
LONGEST = 36_500
STAYS = "What is on its way, to settle or in the outbox stays."
NO_NUMBER = "Type a whole number of days, such as 90."


class ForgetOld(ModalScreen[str | None]):
    """Answer with a sentence about what was forgotten, None if nothing was."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Keep all", id="forget.leave"),
        # Before the input, which would take it without saying what it does.
        Binding("enter", "forget", "Forget", priority=True, id="forget.forget"),
    ]

    DEFAULT_CSS = """
    ForgetOld {
        align: center middle;
        Vertical {
            width: 70%; min-width: 60; max-width: 80; height: auto; padding: 0 1;
            background: $surface; border: round $warning; border-title-color: $warning;
        }
        LineInput { margin: 1 0; }
        #count { height: 1; text-style: bold; }
        #stays { height: auto; color: $text-muted; }
    }
    """

    def __init__(self, session: Session, history: History) -> None:
        super().__init__()
        self._session = session
        self._history = history
        self._counted: tuple[datetime, int] | None = None
        """Before when, and how many that are."""
        self._asked = False

    def compose(self) -> ComposeResult:
        """Stack the news, the line for the days, and what would be forgotten."""
        box = Vertical()
        box.border_title = Text("Forget changes older than so many days")
        with box:
            yield Notice()
            yield LineInput(value=USUAL_DAYS)
            yield Static(id="count", markup=False)
            yield Static(f"They are gone for good, from the file as well. {STAYS}", id="stays")
        yield KeyLine()

    @on(Input.Changed)
    def count(self, event: Input.Changed) -> None:
        """Count what would be forgotten."""
        self._counted, self._asked = None, False
        days = _days(event.value)
        self._say("" if days or not event.value else NO_NUMBER)
        self.query_one("#count", Static).update("")
        if days:
            before = self._session.now() - timedelta(days=days)
            work = partial(self._count, before)
            self._counting: Worker[None] = self.run_worker(work, group="count", exclusive=True)

    async def _count(self, before: datetime) -> None:
        name = self._session.profile.name
        try:
            found = await asyncio.to_thread(self._history.old, name, before=before)
        except StoreError as error:
            self._say(error.sentence)
            return
        self._counted = (before, found)
        day = self._session.formats.day(before)
        what = "No change is" if not found else "1 change is" if found == 1 else f"{found:,} are"
        self.query_one("#count", Static).update(f"{what} from before {day}.")

    async def action_forget(self) -> None:
        """Forget, once it was confirmed."""
        if self._counted is None:
            self._say(NO_NUMBER)
            return
        before, found = self._counted
        if not found:
            self._say("There is nothing to forget.", tone="quiet")
        elif not self._asked:
            self._asked = True
            self._say(f"Press enter again to forget {_many(found)} for good.")
        else:
            await self._forget(before)

    async def _forget(self, before: datetime) -> None:
        name = self._session.profile.name
        try:
            gone = await asyncio.to_thread(self._history.forget, name, before=before)
        except StoreError as error:
            self._say(error.sentence)
            return
        day = self._session.formats.day(before)
        self.dismiss(f"Forgot {_many(gone)} from before {day}.")

    def _say(self, sentence: str, *, tone: str = "bad") -> None:
        self.query_one(Notice).say(sentence, tone=tone)


def _days(typed: str) -> int | None:
    text = typed.strip()
    days = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
    return days if 0 < days <= LONGEST else None


def _many(count: int) -> str:
    return "1 change" if count == 1 else f"{count:,} changes"
