"""A text of several lines to edit, with everything in it to be seen."""

from textual import events
from textual.widgets import TextArea

from kraken_tui.widgets.form_text import from_terminal, typed, visible

INDENT = "  "


class FormArea(TextArea):
    """Edit a text of many lines; what a terminal would obey is shown by a stand-in."""

    DEFAULT_CSS = """
    FormArea, FormArea:focus {
        height: 12; border: none; padding: 0; background: $panel; background-tint: transparent;
    }
    """

    def __init__(self, text: str = "") -> None:
        super().__init__(visible(text, lines=True), soft_wrap=True, show_line_numbers=False)
        self.cursor_blink = False
        self.move_cursor(self.document.end)

    @property
    def typed(self) -> str:
        """The text as typed, control characters included."""
        return typed(self.text)

    def on_key(self, event: events.Key) -> None:
        """Indent with tab: there is nowhere else to go, and a tab is no good in JSON."""
        if event.key == "tab":
            event.stop()
            event.prevent_default()
            self.insert(INDENT)

    def on_paste(self, event: events.Paste) -> None:
        """Take what is pasted."""
        event.stop()
        event.prevent_default()
        pasted = visible(from_terminal(event.text), lines=True)
        self.replace(pasted, *self.selection, maintain_selection_offset=False)
