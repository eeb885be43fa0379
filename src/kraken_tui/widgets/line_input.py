"""A text input of one line: 24 lines are few, and a frame tells nothing that a colour does not."""

from textual.widgets import Input


class LineInput(Input):
    """Take a line of text; the cursor does not blink, so that an idle screen stays still."""

    DEFAULT_CSS = """
    LineInput, LineInput:focus { height: 1; border: none; padding: 0 1; background: $panel; }
    """

    def on_mount(self) -> None:
        """Stop the blinking."""
        self.cursor_blink = False
