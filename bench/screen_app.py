"""The control for opening: the least that showing another screen of text can be."""

from __future__ import annotations

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Static

LINE = "A line of text that stands in the place of a field"
TEXT = "\n".join(f"{number:2} {LINE}" for number in range(38))


class OtherScreen(Screen[None]):
    """Show lines of text."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "app.pop_screen", "Back")]

    def compose(self) -> ComposeResult:
        """Make the only widget."""
        yield Static(f"Opened.\n{TEXT}")


class ScreenApp(App[None]):
    """Show one word, and on enter a screen that is mounted already."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "push_screen('other')", "Open")]

    def __init__(self) -> None:
        super().__init__()
        self.install_screen(OtherScreen(), "other")

    def compose(self) -> ComposeResult:
        """Make the only widget."""
        yield Static("Ready.")


if __name__ == "__main__":
    ScreenApp().run()
