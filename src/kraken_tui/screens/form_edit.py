"""Edit a field's text of several lines; JSON is checked with every key and laid out on request."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static, TextArea

from kraken_tui.forms.form import Form
from kraken_tui.forms.json_text import NoJson, laid_out
from kraken_tui.forms.scalars import is_json
from kraken_tui.forms.unreadable import Unreadable
from kraken_tui.forms.values import Leaf, Path
from kraken_tui.screens.form_dialog import FormDialog
from kraken_tui.widgets.form_area import FormArea


class FormEdit(FormDialog[str]):
    """Answer with the text as it is when this is left; the form has it with every key."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f4", "done", "Back", key_display="esc", id="edit.done"),
        Binding("f5", "lay_out", "Lay out JSON", id="edit.lay_out"),
    ]

    DEFAULT_CSS = """
    FormEdit #state { height: 2; margin-top: 1; color: $text-muted; }
    FormEdit #state.-bad { color: $text-error; }
    """

    def __init__(self, form: Form, path: Path) -> None:
        leaf = form.node(path)
        assert isinstance(leaf, Leaf)
        super().__init__(leaf.spec.label)
        self._form = form
        self._path = path
        self._text = leaf.text
        self._json = is_json(leaf.spec)

    def compose_inside(self) -> ComposeResult:
        """Yield the text and what there is to say of it."""
        yield FormArea(self._text)
        yield Static(id="state", markup=False)

    def on_mount(self) -> None:
        """Be ready to be typed into."""
        self.query_one(FormArea).focus()
        self.check()

    @on(TextArea.Changed)
    def pass_on(self) -> None:
        """Put the text into the form, which keeps it, whatever happens to the program."""
        text = self.query_one(FormArea).typed
        if text != self._text:
            self._text = text
            self._form.set_text(self._path, text)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Lay out nothing but JSON."""
        return action != "lay_out" or self._json

    @on(TextArea.Changed)
    def check(self) -> None:
        """Say what is wrong with the text, and where."""
        text = self.query_one(FormArea).typed
        wrong = self._form.objection(self._path, text) if text else ""
        self._say(wrong or _size(text), bad=bool(wrong))

    def _say(self, sentence: str, *, bad: bool) -> None:
        state = self.query_one("#state", Static)
        state.set_class(bad, "-bad")
        state.update(sentence)

    def action_done(self) -> None:
        """Go back to the form with the text."""
        self.dismiss(self.query_one(FormArea).typed)

    def action_lay_out(self) -> None:
        """Write one entry a line, or go to where the text breaks off being JSON."""
        area = self.query_one(FormArea)
        try:
            text = laid_out(area.typed)
        except Unreadable as problem:
            self._say(str(problem), bad=True)
            if isinstance(problem, NoJson):
                area.move_cursor((problem.line - 1, problem.column - 1))
        else:
            area.replace(text, (0, 0), area.document.end)


def _size(text: str) -> str:
    lines = text.count("\n") + 1
    return f"{len(text)} characters, {lines} line{'s' if lines > 1 else ''}" if text else "Empty"
