"""Help beside a form: the field in focus, the operation, what went wrong, the keys."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from kraken_tui.forms.about import Passage
from kraken_tui.screens.form_dialog import FormDialog, written


class FormHelp(FormDialog[None]):
    """Show passages to read and scroll; the form behind stays as it is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape,f1,question_mark,enter",
            "dismiss(None)",
            "Close",
            key_display="esc",
            id="help.close",
        ),
    ]

    def __init__(self, passages: tuple[Passage, ...]) -> None:
        super().__init__("Help")
        self._passages = passages

    def compose_inside(self) -> ComposeResult:
        """Yield the passages."""
        yield Static(written(self._passages))
