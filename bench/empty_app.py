"""The control: the least that a Textual program can be."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static


class EmptyApp(App[None]):
    """Show one word."""

    def compose(self) -> ComposeResult:
        """Make the only widget."""
        yield Static("Ready.")


if __name__ == "__main__":
    EmptyApp().run()
