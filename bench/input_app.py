"""The control for typing: Textual's own one-line input, alone on the screen."""

from __future__ import annotations

import sys

from textual.app import App, ComposeResult
from textual.widgets import Input


class InputApp(App[None]):
    """Show one input of a given width, in one line as in a form, with a cursor that stands."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.width = width

    def compose(self) -> ComposeResult:
        """Make the only widget."""
        line = Input(placeholder="Ready.", compact=True)
        line.styles.width = self.width
        line.cursor_blink = False
        yield line


if __name__ == "__main__":
    InputApp(int(sys.argv[1])).run()
