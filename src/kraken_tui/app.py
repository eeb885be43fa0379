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
from kraken_tui.config.errors import ConfigError
from kraken_tui.garbage import IdleCollector
from kraken_tui.hangup import watch_for_hangup
from kraken_tui.profile_book import ProfileBook
from kraken_tui.screens.catalogue import SCREENS
from kraken_tui.screens.tabs import screen_in
from kraken_tui.screens.whereabouts import is_busy
from kraken_tui.screens.work_screen import WorkScreen
from kraken_tui.session import Session
from kraken_tui.themes import USUAL, for_terminal, wardrobe
from kraken_tui.workplace import Workplace, hand_over

if TYPE_CHECKING:
    from textual.filter import LineFilter

    from kraken_tui.api.asking import Wanted
    from kraken_tui.keys_in_order import KeysInOrder

A_MOMENT = 1.0
"""Seconds after the first frame at which the journal is looked into."""

GRACE = 5.0
"""Seconds for which answers are waited for when the terminal is gone."""

NOWHERE = "/"
"""The mode between two profiles."""

PRIVACY = "Cover who the customers are, or show it again (key f8)"

CHANGED = (
    "{} was changed since it was opened. Close what is open there and switch to it once more: "
    "then it goes by the changes."
)


class KrakenApp(App[int]):
    """Show the screens of one profile's session, and keep those of others that were opened."""

    TITLE = "kraken-tui"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Quit", priority=True, id="app.quit"),
        Binding("f8", "toggle_privacy", "Privacy", show=False, priority=True, id="privacy.toggle"),
    ]

    def __init__(
        self, session: Session, *, screen: str = "overview", book: ProfileBook | None = None
    ) -> None:
        self._themes, self.passed_over = wardrobe(session.folders.config)
        # Before anything is styled: a theme that is chosen later has all styles read anew.
        theme = self._wearable(session.profile.theme)
        self.set_reactive(App.theme, theme)
        self._here = Workplace(session, screen, theme)
        # Each screen is a mode of its own, the first one too.
        self.DEFAULT_MODE = self._here.mode  # type: ignore[misc]
        super().__init__()
        self.book = book
        self._places = {self._here.name: self._here}
        self.animation_level = "none"
        for name in SCREENS.keys() - {screen}:
            self._add_screen(self._here, name)
        # Before the app is mounted, because its first screen asks the tenant earlier than that.
        self._attend(self._here)
        self._garbage = IdleCollector()

    @property
    def session(self) -> Session:
        """The session whose screens are shown."""
        return self._here.session

    @property
    def shown(self) -> str:
        """The name of the screen that is shown, or stands below what is."""
        return screen_in(self.current_mode)

    @property
    def available_themes(self) -> dict[str, Theme]:
        """The themes of Textual, of this program and of the person, by name."""
        return super().available_themes | self._themes

    def _wearable(self, theme: str) -> str:
        return theme if theme in {*BUILTIN_THEMES, *self._themes} else for_terminal(USUAL)

    def get_default_screen(self) -> Screen[Any]:
        """Build the first screen, and only then make a mode of it.

        Textual reads all styles anew for a mode, and draws its first frame twice.
        """
        self._add_screen(self._here, self._here.screen)
        return self._build(self._here, self._here.screen)

    def _add_screen(self, place: Workplace, name: str) -> None:
        self.add_mode(place.mode_of(name), partial(self._build, place, name))

    def _build(self, place: Workplace, name: str) -> Screen[Any]:
        screen = SCREENS[name](place.session)
        # It is styled as it is mounted. Textual would read every style anew, and do so twice.
        screen._css_update_count = self._css_update_count
        return screen

    def _attend(self, place: Workplace) -> None:
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

    # -- profiles ------------------------------------------------------------------------------

    def action_open_profiles(self) -> None:
        """List the profiles: to switch to another one, or to change them."""
        if self.book is not None:
            from kraken_tui.screens.profiles import ProfileList, Standing

            opened = {
                name: Standing(place.session.link.word, is_busy(self, name))
                for name, place in self._places.items()
            }
            dialog = ProfileList(self.book, current=self._here.name, opened=opened)
            self.push_screen(dialog, self._profile_chosen)

    async def _profile_chosen(self, name: str | None) -> None:
        if name is not None:
            await self.action_switch_profile(name)

    async def action_switch_profile(self, name: str) -> None:
        """Go on with another profile where it was left, or begin with it."""
        assert self.book is not None
        try:
            profile = self.book.adjust(self.book.profiles().get(name))
        except ConfigError as error:
            self.notify(error.sentence, severity="error", markup=False)
            return
        place = self._places.get(name)
        if place is None:
            place = self._begin(self.book.open_session(profile))
        elif place.session.profile != profile:
            if is_busy(self, name):
                self.notify(CHANGED.format(name), severity="warning", timeout=10, markup=False)
            else:
                await self.action_leave_profile(name)
                session = self.book.open_session(profile)
                hand_over(place.session, session)
                place = self._begin(session)
        await self._go_to(place)

    def _begin(self, session: Session) -> Workplace:
        """Get a place ready for a session, on the screen that is shown of another one."""
        screen = self.shown if self.shown in SCREENS else self._here.screen
        place = Workplace(session, screen, self._wearable(session.profile.theme))
        session.private |= self.session.private
        self._places[place.name] = place
        for name in SCREENS:
            self._add_screen(place, name)
        self._attend(place)
        return place

    async def _go_to(self, place: Workplace) -> None:
        self._note_place()
        self._here = place
        self.theme = place.theme
        await self.switch_mode(place.mode)

    def _note_place(self) -> None:
        if self.shown in SCREENS:
            self._here.leave(self.current_mode, theme=self.theme)

    async def action_leave_profile(self, name: str) -> None:
        """Take the screens of a profile apart and close its connections, if it was opened."""
        from kraken_tui.screens.form_keeping import discard

        if (place := self._places.pop(name, None)) is None:
            return
        if place is self._here:
            self._note_place()
            # What is shown cannot be taken apart.
            if NOWHERE not in self._modes:
                self.add_mode(NOWHERE, Screen)
            await self.switch_mode(NOWHERE)
        for screen in SCREENS:
            await self.remove_mode(place.mode_of(screen))
        await discard(self, place.session)
        await place.session.close()

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
