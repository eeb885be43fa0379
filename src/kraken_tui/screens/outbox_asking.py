"""Ask before what waits is sent, or thrown away."""

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from kraken_tui.config.profiles import Profile
from kraken_tui.screens.form_dialog import FormDialog


class Asking(FormDialog[bool]):
    """Answer yes or no to a sentence."""

    DEFAULT_CSS = """
    Asking {
        #box { max-width: 76; padding: 0 2; }
        #question { text-style: bold; }
        #more { color: $text-muted; }
    }
    """

    def __init__(self, title: str, question: str, more: str) -> None:
        super().__init__(title)
        self._question, self._more = question, more

    def compose_inside(self) -> ComposeResult:
        """Yield the question and what to know of it."""
        yield Static(Text(self._question), id="question")
        yield Static(Text(self._more), id="more")


class AskSend(Asking):
    """Ask whether to send what waits."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+s", "dismiss(True)", "Send", key_display="enter", id="outbox.go"),
        Binding("escape", "dismiss(False)", "Back", id="outbox.not_now"),
    ]

    def __init__(self, question: str, profile: Profile) -> None:
        where = f"To {profile.environment.upper()} {profile.name}."
        more = "Each is checked first against what changed since it was typed, and sent once."
        super().__init__("Outbox", question, f"{where} {more}")


class AskRemove(Asking):
    """Ask whether to throw something away."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "dismiss(True)", "Throw away", id="outbox.discard"),
        Binding("escape", "dismiss(False)", "Keep", id="outbox.keep"),
    ]

    def __init__(self, what: str) -> None:
        super().__init__("Outbox", f"Throw away: {what}?", "It was not sent, and is gone then.")
