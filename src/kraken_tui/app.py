"""The app: frame, screens, themes and the keys that work everywhere."""

from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from typing import Any, ClassVar

from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.events import Event, InputEvent
from textual.screen import Screen
from textual.theme import BUILTIN_THEMES, Theme

from kraken_tui.api.errors import KrakenError
from kraken_tui.garbage import IdleCollector
from kraken_tui.hangup import watch_for_hangup
from kraken_tui.screens.work_screen import WorkScreen
from kraken_tui.session import Session
from kraken_tui.themes import USUAL, for_terminal, wardrobe


class KrakenApp(App[int]):
    """Show one session's screens."""

    TITLE = "kraken-tui"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Quit", priority=True, id="app.quit"),
    ]

    def __init__(self, session: Session, *, screen: str = "overview") -> None:
        self._themes, self.passed_over = wardrobe(session.folders.config)
        is_there = session.profile.theme in {*BUILTIN_THEMES, *self._themes}
        # Before anything is styled: a theme that is chosen later has all styles read anew.
        self.set_reactive(App.theme, session.profile.theme if is_there else for_terminal(USUAL))
        # Each screen is a mode of its own, the first one too.
        self.DEFAULT_MODE = screen  # type: ignore[misc]
        super().__init__()
        self.session = session
        self.animation_level = "none"
        for name in SCREENS.keys() - {screen}:
            self._add_screen(name)
        # Before the app is mounted, because its first screen asks the tenant earlier than that.
        session.on_change = self._refresh_frame
        session.ask_person = self._ask_person
        self._garbage = IdleCollector()
        self._schema_asked = False
        self._trail: list[str] = []

    @property
    def available_themes(self) -> dict[str, Theme]:
        """The themes of Textual, of this program and of the person, by name."""
        return super().available_themes | self._themes

    def get_default_screen(self) -> Screen[Any]:
        """Build the first screen, and only then make a mode of it.

        Textual reads all styles anew for a mode, and draws its first frame twice.
        """
        self._add_screen(self.DEFAULT_MODE)
        return SCREENS[self.DEFAULT_MODE](self.session)

    def _add_screen(self, name: str) -> None:
        self.add_mode(name, partial(SCREENS[name], self.session))

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Offer the screens, the search and what keys do in the palette too."""
        from kraken_tui.screens.palette import key_commands, screen_commands

        yield from key_commands(screen)
        yield from screen_commands(screen)
        yield from super().get_system_commands(screen)

    def action_open_screen(self, name: str) -> None:
        """Show another screen in place of this one."""
        if isinstance(self.screen, WorkScreen):
            self._trail.clear()
            self.switch_mode(name)

    async def action_follow(self, link: str) -> None:
        """Show the screen, and the view of it, that a link leads to; `return` leads back."""
        if not isinstance(self.screen, WorkScreen):
            return
        name, _, view = link.partition("/")
        if name != self.current_mode:
            self._trail.append(self.current_mode)
            await self.switch_mode(name)
        # What was opened there would hide where the link leads.
        while len(self.screen_stack) > 1:
            await self.pop_screen()
        if isinstance(self.screen, WorkScreen):
            if view:
                await self.screen.open_view(view)
            self.screen.go_to_focus()

    def action_return(self) -> None:
        """Return to the screen whose link was followed."""
        if self._trail and isinstance(self.screen, WorkScreen):
            self.switch_mode(self._trail.pop())

    def action_open_account(self) -> None:
        """Ask for an account and open it."""
        self.run_worker(self._open_account(), group="open", exclusive=True)

    async def _open_account(self) -> None:
        from kraken_tui.screens.open_account import OpenAccount

        if not isinstance(self.screen, WorkScreen):
            return
        chosen = await self.push_screen_wait(OpenAccount(self.session))
        if chosen is not None:
            self.session.choose(chosen.id)
            self.screen.account_changed()

    def action_toggle_help(self) -> None:
        """Show the keys of what has focus beside the screen, or put them away."""
        if self.screen.query("HelpPanel"):
            self.action_hide_help_panel()
        else:
            self.action_show_help_panel()

    async def _load_schema(self) -> None:
        """Have the mutations ready before somebody asks for them."""
        with suppress(KrakenError):
            await self.session.schema()

    async def _ask_person(self, question: str) -> str:
        from kraken_tui.screens.question import Question

        return await self.push_screen_wait(Question(question))

    async def on_event(self, event: Event) -> None:
        """Put off collecting garbage while somebody works."""
        if isinstance(event, InputEvent):
            self._garbage.put_off()
        await super().on_event(event)

    def on_ready(self) -> None:
        """Leave when the terminal does; say which of the person's themes cannot be worn."""
        watch_for_hangup(partial(self.call_later, self.action_quit))
        for sentence in self.passed_over:
            self.notify(sentence, severity="warning", timeout=20, markup=False)

    def _fatal_error(self) -> None:
        """Leave without printing a traceback; the command line says in a sentence what happened."""
        self._close_messages_no_wait()

    async def action_quit(self) -> None:
        """Close the connections and leave."""
        await self.session.close()
        self.exit(0)

    def _refresh_frame(self) -> None:
        if self.session.link.word == "connected" and not self._schema_asked:
            self._schema_asked = True
            self.run_worker(self._load_schema(), group="schema")
        if isinstance(self.screen, WorkScreen) and self.screen.is_mounted:
            self.screen.refresh_frame()


def _overview(session: Session) -> Screen[None]:
    from kraken_tui.screens.overview import OverviewScreen

    return OverviewScreen(session)


def _ledgers(session: Session) -> Screen[None]:
    from kraken_tui.screens.ledgers import LedgersScreen

    return LedgersScreen(session)


def _payments(session: Session) -> Screen[None]:
    from kraken_tui.screens.payments import PaymentsScreen

    return PaymentsScreen(session)


def _loyalty(session: Session) -> Screen[None]:
    from kraken_tui.screens.loyalty import LoyaltyScreen

    return LoyaltyScreen(session)


def _meters(session: Session) -> Screen[None]:
    from kraken_tui.screens.meters import MetersScreen

    return MetersScreen(session)


def _operations(session: Session) -> Screen[None]:
    from kraken_tui.screens.operations import OperationsScreen

    return OperationsScreen(session)


SCREENS = {
    "overview": _overview,
    "ledgers": _ledgers,
    "payments": _payments,
    "loyalty": _loyalty,
    "meters": _meters,
    "operations": _operations,
}
"""How to build each screen; building imports it, so that only what is opened is paid for."""
