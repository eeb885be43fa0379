"""The profiles: which there are, which is open; switch, add, edit, remove."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import ClassVar, NamedTuple

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static
from textual.worker import Worker

from kraken_tui.config.errors import ConfigError
from kraken_tui.config.profiles import Profile, Profiles
from kraken_tui.config.secrets import told
from kraken_tui.profile_book import ProfileBook
from kraken_tui.store.errors import StoreError
from kraken_tui.widgets.frame_bar import Frame, FrameBar
from kraken_tui.widgets.key_line import KeyLine
from kraken_tui.widgets.notice import Notice
from kraken_tui.widgets.record_columns import Column
from kraken_tui.widgets.record_messages import Highlighted, Opened
from kraken_tui.widgets.record_source import FixedRows
from kraken_tui.widgets.record_table import RecordTable

LOOKS = {"production": "bad", "sandbox": "dim"}
FIXED = "These are the demo's profiles; a start without --demo has your own."


class Standing(NamedTuple):
    """How a profile that is open stands."""

    link: str
    """The word for the line to its tenant."""
    busy: bool
    """Whether something is open there that may hold what was typed."""


class ProfileList(ModalScreen[str | None]):
    """Answer with the name of the profile to switch to, None to stay.

    ``opened`` has what there is to know of each profile that is open, by name.
    """

    AUTO_FOCUS = "RecordTable"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Close", id="profiles.close"),
        Binding("a", "add", "Add", id="profiles.add"),
        Binding("e", "edit", "Edit", id="profiles.edit"),
        Binding("d", "remove", "Remove", id="profiles.remove"),
        Binding("u", "use", "Make default", id="profiles.use"),
    ]

    DEFAULT_CSS = """
    ProfileList {
        align: center top;
        #box {
            width: 94%; max-width: 110; height: auto; margin-top: 2;
            background: $surface; border: round $primary; border-title-color: $primary;
        }
        RecordTable { height: 11; background: $surface; scrollbar-background: $surface; }
        #about { height: 2; padding: 0 1; color: $text-muted; }
    }
    """

    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column(key="open", title="", width=1),
        Column(key="name", title="Profile", width=14, flex=2),
        Column(key="environment", title="Environment", width=11),
        Column(key="read_only", title="Changes", width=9),
        Column(key="account", title="Account", width=10),
        Column(key="endpoint", title="Endpoint", width=14, flex=3),
    )

    def __init__(self, book: ProfileBook, *, current: str, opened: Mapping[str, Standing]) -> None:
        super().__init__()
        self._book = book
        self._current = current
        self._opened = dict(opened)
        self._profiles = Profiles()
        self._removing = ""

    def compose(self) -> ComposeResult:
        """Stack the profiles, and how the frame of the one under the cursor will look."""
        box = Vertical(id="box")
        box.border_title = Text("Profiles")
        with box:
            yield Notice()
            yield RecordTable(self.COLUMNS, empty_text="There is no profile yet: a adds one.")
            yield FrameBar()
            yield Static(id="about", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Read the profiles; begin on the one that is worked with."""
        self._read(self._current)
        if self._book.fixed:
            self._say(FIXED)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the demo's profiles as they are."""
        return not (self._book.fixed is not None and action in {"add", "edit", "remove", "use"})

    @property
    def chosen(self) -> Profile | None:
        """The profile under the cursor."""
        index = self.query_one(RecordTable).cursor
        return None if index is None else tuple(self._profiles.mapping.values())[index]

    def _read(self, name: str | None) -> None:
        try:
            self._profiles = self._book.profiles()
        except ConfigError as error:
            self._say(error.sentence, tone="bad")
            return
        table = self.query_one(RecordTable)
        table.show(_Rows(self._profiles, current=self._current, opened=self._opened))
        names = list(self._profiles.mapping)
        if name in names:
            table.move_cursor(names.index(name))
        self._tell()

    @on(Highlighted)
    def _tell(self) -> None:
        """Show the look of the profile under the cursor, and how one signs in."""
        self._removing = ""
        frame, about = self.query_one(FrameBar), self.query_one("#about", Static)
        frame.display = (profile := self.chosen) is not None
        about.update("" if profile is None else self._about(profile))
        if profile is not None:
            frame.frame = Frame(
                profile=profile.name,
                environment=profile.environment,
                read_only=profile.read_only,
                account=profile.account or "",
                link=self._opened[profile.name].link if profile.name in self._opened else "idle",
            )

    def _about(self, profile: Profile) -> str:
        words = [f"Signs in by {profile.auth.method}, secret: {told(profile.auth.secret)}"]
        if profile.name == self._profiles.default:
            words.append("the default")
        if profile.name in self._opened:
            words.append("open")
        return f"{profile.endpoint}\n{'; '.join(words)}"

    def _say(self, sentence: str, *, tone: str = "quiet") -> None:
        self.query_one(Notice).say(sentence, tone=tone)

    # -- what the keys do ------------------------------------------------------------------------

    @on(Opened)
    def switch(self) -> None:
        """Go on with the profile under the cursor."""
        if (profile := self.chosen) is not None:
            self.dismiss(profile.name)

    def action_add(self) -> None:
        """Fill in a new profile."""
        self._fill_in(None)

    def action_edit(self) -> None:
        """Change the profile under the cursor."""
        if self.chosen is not None:
            self._fill_in(self.chosen)

    def _fill_in(self, profile: Profile | None) -> None:
        from kraken_tui.screens.profile_form import ProfileForm

        self.app.push_screen(ProfileForm(self._book, profile), self._saved)

    def _saved(self, profile: Profile | None) -> None:
        if profile is None:
            return
        self._read(profile.name)
        if profile.name == self._current:
            # Switching to it takes the changes.
            self.dismiss(profile.name)
        else:
            self._say(f"{profile.name} is saved. Press enter to work with it.", tone="good")

    def action_use(self) -> None:
        """Make the profile under the cursor the default."""
        if (profile := self.chosen) is not None:
            name = profile.name
            self._change(lambda found: found.using(name), f"{name} is the default now.")

    def action_remove(self) -> None:
        """Remove the profile under the cursor; ask first."""
        if (profile := self.chosen) is None:
            return
        name = profile.name
        if name == self._current:
            self._say("You work with this one: switch to another profile first.", tone="bad")
        elif name in self._opened and self._opened[name].busy:
            self._say(f"{name} has something open: go there and close it first.", tone="bad")
        elif self._removing != name:
            self._removing = name
            kept = "what was kept of its accounts on this machine goes too"
            self._say(f"Remove {name}? Press d again; {kept}.")
        else:
            self._removal: Worker[None] = self.run_worker(partial(self._remove, name))

    async def _remove(self, name: str) -> None:
        if self._opened.pop(name, None) is not None:
            await self.app.run_action(f"app.leave_profile({name!r})")
        try:
            self._book.forget(name)
        except StoreError as error:
            self._say(error.sentence, tone="bad")
            return
        self._change(lambda found: found.without(name), f"{name} is removed.")

    def _change(self, how: Callable[[Profiles], Profiles], news: str) -> None:
        try:
            self._book.change(how)
        except ConfigError as error:
            self._say(error.sentence, tone="bad")
            return
        here = self.chosen
        self._read(here.name if here is not None else None)
        self._say(news, tone="good")


class _Rows(FixedRows):
    """A line for each profile, in the look of its environment."""

    def __init__(self, profiles: Profiles, *, current: str, opened: Mapping[str, Standing]) -> None:
        self._profiles = tuple(profiles.mapping.values())
        super().__init__(
            [
                (
                    ">" if each.name == current else "\N{BULLET}" if each.name in opened else "",
                    f"{each.name} *" if each.name == profiles.default else each.name,
                    each.environment.upper(),
                    "read-only" if each.read_only else "may send",
                    each.account or "",
                    each.endpoint.removeprefix("https://"),
                )
                for each in self._profiles
            ]
        )

    def tag(self, index: int) -> str | None:
        """Colour production as the frame does."""
        return LOOKS.get(self._profiles[index].environment)
