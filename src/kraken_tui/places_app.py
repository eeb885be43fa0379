"""The places of the app: each opened profile's screens, and the way from one profile to another."""

from functools import partial
from typing import Any

from textual.app import App
from textual.screen import Screen

from kraken_tui.config.errors import ConfigError
from kraken_tui.profile_book import ProfileBook
from kraken_tui.screens.catalogue import SCREENS
from kraken_tui.screens.tabs import screen_in
from kraken_tui.screens.whereabouts import is_busy
from kraken_tui.screens.work_screen import WorkScreen
from kraken_tui.session import Session
from kraken_tui.workplace import Workplace, hand_over

NOWHERE = "/"
"""The mode between two profiles."""

CHANGED = (
    "{} was changed since it was opened. Close what is open there and switch to it once more: "
    "then it goes by the changes."
)


class PlacesApp(App[int]):
    """Keep every opened profile's screens in modes of their own, and show those of one."""

    def __init__(self, first: Workplace, form: str | None, book: ProfileBook | None) -> None:
        self._here = first
        self._first_form = form
        # Each screen is a mode of its own, the first one too.
        self.DEFAULT_MODE = first.mode  # type: ignore[misc]
        super().__init__()
        self.book = book
        self._places = {first.name: first}
        for name in SCREENS.keys() - {first.screen}:
            self._add_screen(first, name)
        # Before the app is mounted, because its first screen asks the tenant earlier than that.
        self.attend(first)

    def attend(self, place: Workplace) -> None:
        """Hear of what a session has to tell and to ask; for the app made from this."""
        raise NotImplementedError

    def wearable(self, theme: str) -> str:
        """Return a theme that there is; for the app made from this."""
        raise NotImplementedError

    @property
    def session(self) -> Session:
        """The session whose screens are shown."""
        return self._here.session

    @property
    def shown(self) -> str:
        """The name of the screen that is shown, or stands below what is."""
        return screen_in(self.current_mode)

    def get_default_screen(self) -> Screen[Any]:
        """Build the first screen, and only then make a mode of it.

        Textual reads all styles anew for a mode, and draws its first frame twice.
        """
        here = self._here
        self._add_screen(here, here.screen)
        build = partial(self._build, here, here.screen)
        if self._first_form is None:
            return build()
        from kraken_tui.screens.doorway import Doorway

        return self._unstyled(Doorway(here.session, self._first_form, build))

    def _add_screen(self, place: Workplace, name: str) -> None:
        self.add_mode(place.mode_of(name), partial(self._build, place, name))

    def _build(self, place: Workplace, name: str) -> WorkScreen:
        return self._unstyled(SCREENS[name](place.session))

    def _unstyled(self, screen: WorkScreen) -> WorkScreen:
        # It is styled as it is mounted. Textual would read every style anew, and do so twice.
        screen._css_update_count = self._css_update_count
        return screen

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
        place = Workplace(session, screen, self.wearable(session.profile.theme))
        session.private |= self.session.private
        self._places[place.name] = place
        for name in SCREENS:
            self._add_screen(place, name)
        self.attend(place)
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
