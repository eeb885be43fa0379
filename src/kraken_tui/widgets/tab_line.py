"""The line of screens: which there are, which key leads there, which is open."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.text import Text
from textual import events
from textual.message import Message
from textual.widget import Widget


@dataclass(frozen=True, slots=True)
class Tab:
    """A screen's key, name and title."""

    key: str
    name: str
    title: str

    @property
    def label(self) -> str:
        """Say the key and the title."""
        return f" {self.key} {self.title} "


class TabLine(Widget):
    """Show the screens; a click opens one."""

    DEFAULT_CSS = """
    TabLine { height: 1; padding: 0; background: $surface; color: $text-muted; }
    """

    @dataclass
    class Chosen(Message):
        """A screen was clicked."""

        name: str

    def __init__(self, tabs: Sequence[Tab], *, current: str) -> None:
        super().__init__()
        self._tabs = tabs
        self._current = current

    def render(self) -> Text:
        """Draw the open screen's tab reversed, so that it shows without colour too."""
        line = Text()
        for tab in self._tabs:
            line.append(tab.label, "bold reverse" if tab.name == self._current else "")
        return line

    def on_click(self, event: events.Click) -> None:
        """Ask for the screen whose tab was clicked."""
        right = 0
        for tab in self._tabs:
            right += len(tab.label)
            if event.x < right:
                self.post_message(self.Chosen(tab.name))
                return
