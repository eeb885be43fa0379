"""A line of tabs: which screens or views there are, which key leads there, which is open."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.text import Text
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget


class Tab(NamedTuple):
    """A screen's or a view's name and title, and the key of its own if it has one."""

    key: str
    name: str
    title: str

    @property
    def label(self) -> str:
        """Say the key and the title."""
        return f" {self.key} {self.title} " if self.key else f" {self.title} "


class TabLine(Widget):
    """Show the tabs; a click opens one."""

    DEFAULT_CSS = """
    TabLine { height: 1; padding: 0; background: $surface; color: $text-muted; }
    """

    class Chosen(Message):
        """A tab was clicked."""

        def __init__(self, line: "TabLine", name: str) -> None:
            super().__init__()
            self.line = line
            self.name = name

        @property
        def control(self) -> "TabLine":
            """The line that was clicked."""
            return self.line

    current: reactive[str] = reactive("")

    def __init__(self, tabs: Sequence[Tab], *, current: str, id: str | None = None) -> None:
        super().__init__(id=id)
        self._tabs = tabs
        self.set_reactive(TabLine.current, current)

    def render(self) -> Text:
        """Draw the open tab reversed, so that it shows without colour too."""
        line = Text()
        for tab in self._tabs:
            line.append(tab.label, "bold reverse" if tab.name == self.current else "")
        return line[self._cut :]

    @property
    def _cut(self) -> int:
        """Tell how many columns are left out on the left: the blank there, if one is too many."""
        needed = len("".join(tab.label for tab in self._tabs).rstrip())
        return int(needed > self.size.width)

    def on_click(self, event: events.Click) -> None:
        """Ask for what was clicked."""
        right = -self._cut
        for tab in self._tabs:
            right += len(tab.label)
            if event.x < right:
                self.post_message(self.Chosen(self, tab.name))
                return
