"""A value opened whole: every line of it, to read, scroll and copy."""

from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from kraken_tui.widgets.key_line import KeyLine
from kraken_tui.widgets.private import marked


class WholeValue(ModalScreen[None]):
    """Show a value as plain text."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter", "dismiss(None)", "Close", key_display="esc", id="value.close"),
        Binding("y", "copy", "Copy", id="value.copy"),
    ]

    DEFAULT_CSS = """
    WholeValue {
        align: center middle;
        VerticalScroll {
            width: 80%; max-width: 100; height: auto; max-height: 80%; padding: 0 1;
            background: $surface; border: round $primary; border-title-color: $primary;
        }
        Static { width: 100%; height: auto; }
    }
    """

    def __init__(self, title: str, value: str, *, private: bool = False) -> None:
        super().__init__()
        self._title = title
        self._value = value
        self._private = private

    def compose(self) -> ComposeResult:
        """Yield the value in a box named after it."""
        box = VerticalScroll()
        box.border_title = Text(self._title)
        with box:
            yield Static(Text(self._value, style=marked(Style(), private=self._private)))
        yield KeyLine()

    def action_copy(self) -> None:
        """Copy the value and close."""
        self.app.copy_to_clipboard(self._value)
        self.dismiss(None)
