"""The first start: set a tenant up, or look around in the demo."""

from typing import ClassVar, Literal

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Static

from kraken_tui.config.profiles import Profile
from kraken_tui.profile_book import ProfileBook
from kraken_tui.widgets.key_line import KeyLine
from kraken_tui.widgets.notice import Notice

Outcome = Profile | Literal["demo"] | None

WORDS = """\
There is no profile yet. A profile says which tenant to work with, and how to sign in there.

It takes
  \N{BULLET} the address of the tenant's API, https://api.../v1/graphql/
  \N{BULLET} a way to sign in: an API key, e-mail and password, or a token
  \N{BULLET} where that secret is: in a variable, a password manager, the
    keyring, or nowhere, and then you are asked. No file holds it.

A test call tells whether it works before anything is saved.
"""


class Setup(Screen[Outcome]):
    """Answer with the profile that was set up, "demo" to look around first, None to leave.

    ``no_demo`` says why the demo cannot be opened; it is empty where it can.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "set_up", "Set up a tenant", id="setup.begin"),
        Binding("d", "demo", "Look around first", id="setup.demo"),
        Binding("escape", "dismiss(None)", "Leave", id="setup.leave"),
    ]

    DEFAULT_CSS = """
    Setup {
        align: center middle;
        #box {
            width: 94%; max-width: 92; height: auto; padding: 1 2;
            background: $surface; border: round $primary; border-title-color: $primary;
        }
        Static { width: 100%; height: auto; }
    }
    """

    def __init__(self, book: ProfileBook, *, no_demo: str = "") -> None:
        super().__init__()
        self._book = book
        self._no_demo = no_demo

    def compose(self) -> ComposeResult:
        """Say what is needed, and what can be done without."""
        box = Vertical(id="box")
        box.border_title = Text("kraken-tui")
        with box:
            yield Notice()
            yield Static(Text(WORDS))
            yield Static(self._ways())
        yield KeyLine()

    def _ways(self) -> Text:
        text = Text()
        for key, words in (
            ("enter", "set up a tenant"),
            ("d", "look around first, in a demo that needs no network"),
            ("esc", "leave"),
        ):
            text.append(f"{key:>5}", "bold").append(f"  {words}\n")
        text.rstrip()
        return text

    def action_set_up(self) -> None:
        """Fill in the first profile."""
        from kraken_tui.screens.profile_form import ProfileForm

        self.app.push_screen(ProfileForm(self._book, None), self._done)

    def _done(self, profile: Profile | None) -> None:
        if profile is not None:
            self.dismiss(profile)

    def action_demo(self) -> None:
        """Leave for the demo, if it is there."""
        if self._no_demo:
            self.query_one(Notice).say(self._no_demo, tone="bad")
        else:
            self.dismiss("demo")
