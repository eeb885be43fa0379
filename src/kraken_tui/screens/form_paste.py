"""Paste JSON to fill a form."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from kraken_tui.forms.form import Form
from kraken_tui.forms.pasting import read_pasted
from kraken_tui.forms.unreadable import Unreadable
from kraken_tui.screens.form_dialog import FormDialog
from kraken_tui.widgets.form_area import FormArea
from kraken_tui.widgets.notice import Notice


class FormPaste(FormDialog[dict[str, object] | None]):
    """Answer with the variables that were pasted, ``None`` for no change."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "fill", "Fill the form", id="paste.fill"),
        Binding("escape", "dismiss(None)", "Back", id="paste.leave"),
    ]

    DEFAULT_CSS = """
    FormPaste Static { color: $text-muted; }
    """

    def __init__(self, form: Form) -> None:
        super().__init__("Fill from JSON")
        self._form = form

    def compose_inside(self) -> ComposeResult:
        """Yield a line of advice and the text."""
        yield Notice()
        yield Static("Variables, a whole request, or the input alone.", markup=False)
        yield FormArea()

    def on_mount(self) -> None:
        """Be ready to be pasted into."""
        self.query_one(FormArea).focus()

    def action_fill(self) -> None:
        """Read the text; say what is wrong with it, or answer with it."""
        try:
            found = read_pasted(self._form, self.query_one(FormArea).typed)
        except Unreadable as problem:
            self.query_one(Notice).say(str(problem), tone="bad")
        else:
            self.dismiss(found)
