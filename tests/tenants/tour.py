"""A tour of the app: every screen, every view of it, whatever opens there, and the dialogs."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from textual.screen import Screen
from textual.widget import Widget

from kraken_tui.screens.data_screen import LOADING, DataScreen
from kraken_tui.screens.deck import DeckScreen
from kraken_tui.screens.state import Failed, Loading, State
from kraken_tui.screens.tabs import TABS, screen_in
from kraken_tui.widgets.fact_view import FactView
from kraken_tui.widgets.notice import Notice
from kraken_tui.widgets.record_table import RecordTable
from tests.ui.desk import Desk

EXPLAINED = {"The tenant knows of no account with that number. Press ctrl+o to find another."}
"""Why a screen may stay empty."""

UNWELCOME = ("Traceback", "Something went wrong", "could not be understood", LOADING)


def drawn(screen: Screen[Any]) -> str:
    """Read what a screen shows, and what of its facts is out of sight, a line per line."""
    strips = screen._compositor.render_strips()
    lines = ["".join(part.text for part in strip).rstrip() for strip in strips]
    for view in filter(_is_seen, screen.query(FactView)):
        for section in view.sections:
            lines.append(f"[{section.title}]")
            lines += [f"{fact.label}: {fact.shown}" for fact in section.facts]
    return "\n".join(lines)


def _is_seen(widget: Widget) -> bool:
    return all(each.display for each in widget.ancestors_with_self if isinstance(each, Widget))


@dataclass
class Tour:
    """Go everywhere; keep what was seen, and what was wrong with it, by place."""

    at: Desk
    seen: dict[str, str] = field(default_factory=dict)
    wrong: dict[str, list[str]] = field(default_factory=dict)
    notices: dict[str, str] = field(default_factory=dict)
    """What the line of news said, where it said anything."""

    async def everywhere(self, *, deep: bool = False) -> None:
        """Open every screen; ``deep`` opens what is under the cursor there, too."""
        for tab in TABS:
            await self.at.press(tab.key)
            if isinstance(self.at.app.screen, DeckScreen):
                await self._views(tab.name, deep)
            else:
                await self._look(tab.name)
                if deep:
                    await self._facts(tab.name)
        await self.at.press("1")
        await self._dialog("accounts", "ctrl+o")

    async def _views(self, name: str, deep: bool) -> None:
        deck = self.at.app.screen
        assert isinstance(deck, DeckScreen)
        for view in deck.VIEWS:
            # Enter may have led to another view.
            await deck.open_view(view.name)
            await self.at.settle()
            place = f"{name}/{view.name}"
            await self._look(place)
            if deep:
                await self._dialog(f"{place} enter", "enter")
                await deck.open_view(view.name)
                await self._dialog(f"{place} a", "a")

    async def _facts(self, name: str) -> None:
        """Open a fact of every kind."""
        views = self.at.app.screen.query(FactView)
        kinds = set[str]()
        for view in views:
            for place in view._places():
                fact = view._at(place)
                subject = fact.subject if fact is not None else None
                kind = subject.kind if subject is not None else ""
                if kind in kinds:
                    continue
                kinds.add(kind)
                view._go(place)
                await self._dialog(f"{name} enter {kind}", "enter")
                await self._dialog(f"{name} a {kind}", "a")

    async def _dialog(self, place: str, key: str) -> None:
        """Open what a key opens, look at it, and come back."""
        before, mode = self.at.app.screen, self.at.app.current_mode
        await self.at.press(key)
        if self.at.app.screen is before:
            return
        await self._look(place)
        if self.at.app.current_mode != mode:
            await self.at.press(next(tab.key for tab in TABS if tab.name == screen_in(mode)))
        for _ in range(3):
            if self.at.app.screen is before:
                return
            await self.at.press("escape")
        self.wrong.setdefault(place, []).append("there is no way back")

    async def _look(self, place: str) -> None:
        screen = self.at.app.screen
        self.seen[place] = drawn(screen)
        wrong = list(_wrong(screen, self.seen[place]))
        if wrong:
            self.wrong[place] = wrong
        for notice in screen.query(Notice):
            if notice.sentence:
                self.notices[place] = f"{notice.tone}: {notice.sentence}"

    def told(self) -> str:
        """Write down what was wrong, with what was shown there."""
        return "\n\n".join(
            f"{place}: {'; '.join(wrong)}\n{self.seen.get(place, '')}"
            for place, wrong in self.wrong.items()
        )


def _wrong(screen: Screen[Any], shown: str) -> Iterator[str]:
    if isinstance(screen, DataScreen):
        yield from _wrong_state(screen.state)
    yield from (f"says {word!r}" for word in UNWELCOME if word in shown)
    yield from ("still reading" for table in screen.query(RecordTable) if table.busy)


def _wrong_state(state: State[object]) -> Iterator[str]:
    match state:
        case Loading():
            yield "still loading"
        case Failed(sentence=sentence) if sentence not in EXPLAINED:
            yield f"failed: {sentence}"
