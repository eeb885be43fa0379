"""The app: frame, screens, themes and the keys that work everywhere."""

from asyncio import Future
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.events import Event, InputEvent, Paste
from textual.screen import Screen
from textual.theme import BUILTIN_THEMES, Theme

from kraken_tui.api.errors import KrakenError
from kraken_tui.garbage import IdleCollector
from kraken_tui.hangup import watch_for_hangup
from kraken_tui.places_app import PlacesApp
from kraken_tui.profile_book import ProfileBook
from kraken_tui.screens.work_screen import WorkScreen
from kraken_tui.session import Session
from kraken_tui.themes import USUAL, for_terminal, wardrobe
from kraken_tui.workplace import Workplace

if TYPE_CHECKING:
    from textual.filter import LineFilter

    from kraken_tui.api.asking import Wanted
    from kraken_tui.keys_in_order import KeysInOrder

A_MOMENT = 1.0
"""Seconds after the first frame at which the journal is looked into."""

GRACE = 5.0
"""Seconds for which answers are waited for when the terminal is gone."""

PRIVACY = "Cover who the customers are, or show it again (key f8)"


class KrakenApp(PlacesApp):
    """Show the screens of one profile's session, and what works on all of them."""

    TITLE = "kraken-tui"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Quit", priority=True, id="app.quit"),
        Binding("f8", "toggle_privacy", "Privacy", show=False, priority=True, id="privacy.toggle"),
    ]

    def __init__(
        self,
        session: Session,
        *,
        screen: str = "overview",
        form: str | None = None,
        book: ProfileBook | None = None,
    ) -> None:
        self._themes, self.passed_over = wardrobe(session.folders.config)
        # Before anything is styled: a theme that is chosen later has all styles read anew.
        theme = self.wearable(session.profile.theme)
        self.set_reactive(App.theme, theme)
        super().__init__(Workplace(session, screen, theme), form, book)
        self.animation_level = "none"
        self._garbage = IdleCollector()

    @property
    def available_themes(self) -> dict[str, Theme]:
        """The themes of Textual, of this program and of the person, by name."""
        return super().available_themes | self._themes

    def wearable(self, theme: str) -> str:
        """Return a theme that there is: the one that is asked for, else the usual one."""
        return theme if theme in {*BUILTIN_THEMES, *self._themes} else for_terminal(USUAL)

    def attend(self, place: Workplace) -> None:
        """Hear of what a session has to tell and to ask."""
        place.session.on_change = partial(self._changed, place)
        place.session.ask_person = partial(self._ask_person, place)
        place.session.on_news = partial(self.notify, severity="warning", timeout=20, markup=False)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Offer the screens, the search and what keys do in the palette too."""
        from kraken_tui.screens.palette import key_commands, profile_commands, screen_commands

        yield from key_commands(screen)
        yield from screen_commands(screen)
        yield SystemCommand("Privacy", PRIVACY, self.action_toggle_privacy)
        if self.book is not None:
            yield from profile_commands(self, self.book, self.session.profile.name)
        yield from super().get_system_commands(screen)

    def action_open_screen(self, name: str) -> None:
        """Show another screen in place of this one."""
        if isinstance(self.screen, WorkScreen):
            self._here.trail.clear()
            self.switch_mode(self._here.mode_of(name))

    async def action_follow(self, link: str) -> None:
        """Show the screen, and the view of it, that a link leads to; `return` leads back."""
        if not isinstance(self.screen, WorkScreen):
            return
        name, _, view = link.partition("/")
        if name != self.shown:
            self._here.trail.append(self.shown)
            await self.switch_mode(self._here.mode_of(name))
        # What was opened there would hide where the link leads.
        while len(self.screen_stack) > 1:
            await self.pop_screen()
        if isinstance(self.screen, WorkScreen):
            if view:
                await self.screen.open_view(view)
            self.screen.go_to_focus()

    def action_return(self) -> None:
        """Return to the screen whose link was followed."""
        if self._here.trail and isinstance(self.screen, WorkScreen):
            self.switch_mode(self._here.mode_of(self._here.trail.pop()))

    def action_open_account(self) -> None:
        """Ask for an account and open it."""
        if isinstance(self.screen, WorkScreen):
            work: Callable[[], Awaitable[None]] = partial(self._open_account, self.screen)
            # Of each profile one: another's is still open where that was left.
            self.run_worker(work, group=f"open/{self._here.name}", exclusive=True)

    async def _open_account(self, screen: WorkScreen) -> None:
        from kraken_tui.screens.open_account import OpenAccount

        chosen = await self.push_screen_wait(OpenAccount(screen.session), mode=screen.mode)
        if chosen is not None:
            screen.session.choose(chosen.id)
            screen.account_changed()

    def action_toggle_privacy(self) -> None:
        """Cover what tells who the customers are, for whoever looks on; or show it again."""
        private = not self.session.private
        for place in self._places.values():
            place.session.private = private
        for screen in self.screen_stack:
            # Forms have a frame of their own.
            if (refresh := getattr(screen, "refresh_frame", None)) is not None:
                refresh()
        # Every line is drawn anew from what is there, so the tenant is not asked again.
        self.refresh()

    def get_line_filters(self) -> "Sequence[LineFilter]":
        """Cover what is private before it is drawn, whichever widget draws it."""
        filters = super().get_line_filters()
        if not self.session.private:
            return filters
        from kraken_tui.screens.veil import Veil

        return (Veil(self.session.overheard.known), *filters)

    def action_toggle_help(self) -> None:
        """Show the keys of what has focus beside the screen, or put them away."""
        if self.screen.query("HelpPanel"):
            self.action_hide_help_panel()
        else:
            self.action_show_help_panel()

    async def _load_schema(self, session: Session) -> None:
        """Have the mutations ready before somebody asks for them."""
        with suppress(KrakenError):
            await session.schema()
            await session.plans.load()

    async def _ask_person(self, place: Workplace, wanted: "Wanted") -> str:
        """Ask where the answer is needed, which may be behind what is shown."""
        from kraken_tui.screens.question import Question

        if place is not self._here:
            self.notify(f"{place.name} waits for an answer: {wanted}", markup=False)
        mode = self.current_mode if place is self._here else place.mode
        return await self.push_screen_wait(Question(wanted), mode=mode)

    @cached_property
    def keys(self) -> "KeysInOrder":
        """What is typed, pasted and clicked, one after another."""
        from kraken_tui.keys_in_order import KeysInOrder

        return KeysInOrder(self, super().on_event)

    async def on_event(self, event: Event) -> None:
        """Put off collecting garbage while somebody works, and let no key overtake another."""
        if isinstance(event, InputEvent):
            self._garbage.put_off()
        if isinstance(event, InputEvent | Paste) and not event.is_forwarded:
            await self.keys.take(event)
        else:
            await super().on_event(event)

    def push_screen(self, *screen: Any, **options: Any) -> Any:
        """Open a screen, and know who waits for its answer."""
        opened = super().push_screen(*screen, **options)
        if isinstance(opened, Future):
            self.keys.expect_answer(opened)
        return opened

    def on_ready(self) -> None:
        """Leave when the terminal does; say which of the person's themes cannot be worn."""
        watch_for_hangup(partial(self.call_later, self._leave, grace=GRACE))
        # Sooner, where the tenant is asked; nothing of it is needed for the first frame.
        self.set_timer(A_MOMENT, partial(self._look_back, self._here))
        for sentence in self.passed_over:
            self.notify(sentence, severity="warning", timeout=20, markup=False)

    def _fatal_error(self) -> None:
        """Leave without printing a traceback; the command line says in a sentence what happened."""
        self._close_messages_no_wait()

    async def action_quit(self) -> None:
        """Leave; ask first where the answer to a change has not come yet."""
        places = self._places.values()
        waiting = [each for place in places for each in place.session.changes.under_way]
        if not waiting:
            await self._leave()
            return
        from kraken_tui.screens.leaving import Leaving

        if isinstance(self.screen, Leaving):
            self.screen.dismiss(True)
            return

        async def answered(leave: bool | None) -> None:
            if leave:
                await self._leave()

        self.push_screen(Leaving(waiting), answered)

    async def _leave(self, *, grace: float = 0.0) -> None:
        """Close the connections and leave; wait some seconds for answers where nobody can ask."""
        for place in self._places.values():
            await place.session.close(grace=grace)
        self.exit(0)

    def _look_back(self, place: Workplace) -> None:
        """Say, once, what was on its way when the program ended last."""
        if place.has_looked_back:
            return
        place.has_looked_back = True

        async def look() -> None:
            if news := await place.session.changes.look_back():
                place.session.on_news(news)

        self.run_worker(look(), group="journal")

    async def _tend_outbox(self, session: Session) -> None:
        from kraken_tui.screens.outbox_watch import tend

        await tend(self, session)

    def _changed(self, place: Workplace) -> None:
        """Keep the frame true, and have the schema of a tenant that can be asked."""
        session = place.session
        if session.link.word not in {"idle", "connecting"}:
            self._look_back(place)
        if session.link.word == "connected" and not place.knows_schema:
            place.knows_schema = True
            load: Callable[[], Awaitable[None]] = partial(self._load_schema, session)
            self.run_worker(load, group="schema")
        if session.link.word in {"connected", "offline"} and place.was_down != session.link.is_down:
            place.was_down = session.link.is_down
            tend: Callable[[], Awaitable[None]] = partial(self._tend_outbox, session)
            self.run_worker(tend, group="outbox")
        screen = self.screen
        if isinstance(screen, WorkScreen) and screen.session is session and screen.is_mounted:
            screen.refresh_frame()
