"""Add or change a profile: fill in, try, save."""

import asyncio
import time
from collections.abc import Mapping
from functools import partial
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static
from textual.worker import Worker

from kraken_tui.api.asking import Wanted
from kraken_tui.api.errors import KrakenError
from kraken_tui.config.endpoints import EndpointError, guess_environment
from kraken_tui.config.errors import ConfigError
from kraken_tui.config.profiles import Profile
from kraken_tui.config.profiles_build import build_profile, settings_of
from kraken_tui.config.profiles_parse import Wrong
from kraken_tui.forms.profile_fields import problem, profile_form, typed
from kraken_tui.profile_book import ProfileBook
from kraken_tui.screens.finishing import FinishingScreen
from kraken_tui.screens.question import Question
from kraken_tui.trial import try_out
from kraken_tui.widgets.form_banner import FormBanner
from kraken_tui.widgets.form_view import FormView
from kraken_tui.widgets.frame_bar import Frame, FrameBar
from kraken_tui.widgets.key_line import KeyLine
from kraken_tui.widgets.notice import Notice


class ProfileFields(FormView):
    """The fields of a profile, of which none can be null and none is a list."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave out what only a tenant's mutations know."""
        return action not in {"mark", "remove", "shift"}


class ProfileForm(FinishingScreen[Profile | None]):
    """Answer with the profile that was saved, None if none was."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # Not before the field: what was typed just before must be in it when it is saved.
        Binding("ctrl+s", "save", "Save", id="profile.save"),
        Binding("f2", "try", "Try", id="profile.try"),
        Binding("escape", "leave", "Back", id="profile.leave"),
    ]

    DEFAULT_CSS = """
    ProfileForm {
        background: $background;
        #title { height: auto; padding: 0 1; background: $panel; color: $foreground; }
        FormView { height: 1fr; }
        #meaning { height: 1; padding: 0 1; color: $text-muted; }
        #help { height: 2; padding: 0 1; background: $surface; color: $text-muted; }
    }
    """

    TITLE_TEXT: ClassVar[str] = "A new profile: only the address and the way to sign in are needed."

    def __init__(self, book: ProfileBook, profile: Profile | None) -> None:
        super().__init__()
        self._book = book
        self._profile = profile
        self._form = profile_form(None if profile is None else settings_of(profile))
        self._before = self._form.snapshot()
        self._failed: object = None
        """What was typed when a trial of it failed."""
        self._given_up: object = None
        """What was typed when leaving would have lost it."""

    def compose(self) -> ComposeResult:
        """Stack the look of the profile, what went wrong, the fields and what they mean."""
        yield FrameBar()
        yield Static(Text(self._title()), id="title")
        yield FormBanner()
        yield ProfileFields(self._form)
        yield Static(id="meaning", markup=False)
        yield Static(id="help", markup=False)
        yield KeyLine()

    def _title(self) -> str:
        return self.TITLE_TEXT if self._profile is None else f"Change {self._profile.name}"

    def on_mount(self) -> None:
        """Be ready to be typed into."""
        self.query_one(FormView).focus()
        self.tell()

    @on(FormView.Focused)
    def explain(self, event: FormView.Focused) -> None:
        """Explain the field in focus."""
        self.query_one("#help", Static).update(event.row.description if event.row else "")
        self.tell()

    @on(FormView.Changed)
    def tell(self) -> None:
        """Show what the profile would be, and how the frame would look."""
        settings = typed(self._form)
        shown = self.query_one(FrameBar)
        shown.display = "endpoint" in settings
        shown.frame = Frame(
            profile=self._called(settings),
            environment=_environment(settings),
            read_only=bool(settings.get("read_only")),
            private=bool(settings.get("privacy")),
            account=str(settings.get("account", "")),
        )
        self.query_one("#meaning", Static).update(self._meaning())

    def _meaning(self) -> str:
        try:
            profile = self._read(name="new")
        except Wrong:
            return ""
        return f"Counts as {profile.environment}. Signs in at {profile.auth_endpoint}"

    def _called(self, settings: Mapping[str, object]) -> str:
        return str(settings.get("name", "")) if self._profile is None else self._profile.name

    def _read(self, *, name: str = "") -> Profile:
        """Return the profile; raise Wrong."""
        settings = typed(self._form)
        name = name or self._called(settings)
        settings.pop("name", None)
        return build_profile(name, settings)

    def _checked(self) -> Profile | None:
        """Return the profile, or show what is wrong with it."""
        view = self.query_one(FormView)
        if not view.check():
            self._say("See the marked fields.", tone="bad")
            return None
        try:
            profile = self._read()
            if self._is_taken(profile.name):
                raise Wrong(f'there is a profile "{profile.name}" already; take another name')
        except Wrong as wrong:
            view.show_problems((problem(wrong),))
            self._say("Correct the marked field.", tone="bad")
            return None
        return profile

    def _is_taken(self, name: str) -> bool:
        try:
            return self._profile is None and name in self._book.profiles().mapping
        except ConfigError:
            return False  # Saving says what is wrong with the file.

    def _say(self, sentence: str, *, tone: str = "quiet") -> None:
        self.query_one(Notice).say(sentence, tone=tone)

    # -- trying and saving -----------------------------------------------------------------------

    def action_try(self) -> None:
        """Sign in with what is in the form, and open the account."""
        if (profile := self._checked()) is not None:
            self._start(profile, save=False)

    def action_save(self) -> None:
        """Save, after a trial; one that failed only if this is asked for once more."""
        if (profile := self._checked()) is None:
            return
        if self._failed == self._form.snapshot():
            self._keep(profile)
        else:
            self._start(profile, save=True)

    def _start(self, profile: Profile, *, save: bool) -> None:
        self._say(f"Signing in at {profile.auth_endpoint}\N{HORIZONTAL ELLIPSIS}")
        work = partial(self._try, profile, save=save)
        self._trial: Worker[None] = self.run_worker(work, group="try", exclusive=True)

    async def _try(self, profile: Profile, *, save: bool) -> None:
        snapshot = self._form.snapshot()
        try:
            seconds = await self._sign_in(profile)
        except KrakenError as error:
            self._failed = snapshot
            why = f"{error.sentence} {error.hint}".strip()
            self._say(f"{why} ctrl+s saves it all the same.", tone="bad")
            return
        if save:
            self._keep(profile)
        else:
            opens = f", account {profile.account} opens" if profile.account else ""
            self._say(f"Signed in in {seconds * 1000:.0f} ms{opens}.", tone="good")

    async def _sign_in(self, profile: Profile) -> float:
        """Return how many seconds it took, without those of a person who was asked."""
        asked = 0.0

        async def ask(wanted: Wanted) -> str:
            nonlocal asked
            if wanted.kept:
                return ""  # It is what is kept that is tried.
            began = time.monotonic()
            answer = await self.app.push_screen_wait(Question(wanted))
            asked += time.monotonic() - began
            return answer

        client = await asyncio.to_thread(self._book.connect(profile), ask)
        try:
            return await try_out(client, profile.account) - asked
        finally:
            await client.aclose()

    def _keep(self, profile: Profile) -> None:
        try:
            self._book.change(lambda profiles: profiles.adding(profile))
        except ConfigError as error:
            self._say(error.sentence, tone="bad")
        else:
            self.finish(profile)

    def action_leave(self) -> None:
        """Go back; ask first where something typed would be lost."""
        now = self._form.snapshot()
        if now in (self._before, self._given_up):
            self.dismiss(None)
        else:
            self._given_up = now
            self._say("What you typed is not saved. Press esc again to drop it, ctrl+s to save.")


def _environment(settings: Mapping[str, object]) -> str:
    """Tell as what a profile would count; what cannot be told counts as production."""
    try:
        guessed = guess_environment(str(settings.get("endpoint", "")))
    except EndpointError:
        guessed = "production"
    return str(settings.get("environment", guessed))
