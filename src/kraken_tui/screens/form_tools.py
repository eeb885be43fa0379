"""What helps with filling in a form: help, preview, paste, a list of the fields."""

from datetime import date
from typing import TYPE_CHECKING, ClassVar, Literal

from textual import on
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from kraken_tui.forms.about import Passage, about_field, about_operation
from kraken_tui.forms.form import Form
from kraken_tui.forms.hints import is_dated
from kraken_tui.forms.pasting import named
from kraken_tui.forms.rows import Row
from kraken_tui.forms.scalars import takes_lines
from kraken_tui.screens.accepted import Accepted
from kraken_tui.session import Session
from kraken_tui.widgets.form_view import FormView
from kraken_tui.widgets.key_line import KeyLine
from kraken_tui.widgets.notice import Notice

if TYPE_CHECKING:
    from kraken_tui.screens.picker import Choice


class FormTools(ModalScreen[Accepted | None]):
    """Open the dialogs over a form; sending and leaving is for the screen made from this."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # Not before the field: what was typed just before must be in it when it is sent.
        Binding("ctrl+s", "send", "Send", id="form.send"),
        Binding("f6", "keep", "Keep for later", id="form.keep"),
        Binding("escape", "leave", "Back", id="form.leave"),
        Binding("f1,question_mark", "help", "Help", key_display="f1", id="form.help"),
        Binding("f2", "preview", "Preview", id="form.preview"),
        Binding("f3", "mask", "Show or mask", id="form.mask"),
        Binding("f4", "pick_day", "Calendar", id="form.calendar"),
        Binding("f4", "edit", "Editor", id="form.editor"),
        Binding("ctrl+f", "jump", "Find field", priority=True, id="form.jump"),
        Binding("ctrl+p", "app.command_palette", "More", show=False, id="form.more"),
    ]

    def __init__(self, session: Session, form: Form) -> None:
        super().__init__()
        self._session = session
        self._form = form
        self._fitting: frozenset[str] = frozenset()

    @property
    def view(self) -> FormView:
        """The fields."""
        return self.query_one(FormView)

    def say(self, sentence: str, *, tone: str = "quiet") -> None:
        """Show a sentence above the fields until something else is said."""
        self.query_one(Notice).say(sentence, tone=tone)

    @on(FormView.Focused)
    def fit_keys(self, event: FormView.Focused) -> None:
        """Offer the keys that mean something on the field in focus."""
        fitting = frozenset() if event.row is None else _fitting(self._form, event.row)
        if fitting != self._fitting:
            self._fitting = fitting
            self.query_one(KeyLine).refresh()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave out what does not fit the field in focus."""
        return action not in _FOR_SOME or action in self._fitting

    def action_mask(self) -> None:
        """Show what is masked of this kind of field, or mask it."""
        if (row := self.view.current) is not None:
            self._form.mask(row.path)
            self.view.reload()

    def action_pick_day(self) -> None:
        """Open the calendar on the field's day."""
        from kraken_tui.screens.form_calendar import FormCalendar

        if (row := self.view.current) is None:
            return
        form, path = self._form, row.path

        def take(day: date | None) -> None:
            if day is not None:
                form.take_day(path, day)
                self.view.reload(path)

        today = self._session.now().date()
        self.app.push_screen(FormCalendar(row.label, form.day(path), today=today), take)

    def action_edit(self) -> None:
        """Open the field's text in an editor of several lines."""
        from kraken_tui.screens.form_edit import FormEdit

        if (row := self.view.current) is None:
            return
        form, path, before = self._form, row.path, row.text

        def take(text: str | None) -> None:
            if text is not None and text != before:
                form.set_text(path, text)
                form.leave(path)
                self.view.reload(path)

        self.app.push_screen(FormEdit(form, path), take)

    def action_help(self) -> None:
        """Explain what went wrong, the field in focus, the operation and the keys."""
        from kraken_tui.screens.form_help import FormHelp

        self.app.push_screen(FormHelp(tuple(self._passages())))

    def _passages(self) -> list[Passage]:
        news = self.query_one(Notice)
        row = self.view.current
        passages = [about_field(self._form, row.path)] if row is not None else []
        if news.tone == "bad" and news.sentence:
            told = tuple(("", line) for line in news.sentence.split("\n"))
            passages.insert(0, Passage("What came back", told))
        return [*passages, *about_operation(self._form.record), self._keys()]

    def _keys(self) -> Passage:
        bindings = [
            active.binding
            for active in self.active_bindings.values()
            if active.node in (self, self.view)
        ]
        lines = ((self.app.get_key_display(each), each.description) for each in bindings)
        return Passage("Keys", tuple(dict.fromkeys(lines)))

    def action_preview(self) -> None:
        """Show what would be sent now."""
        from kraken_tui.screens.form_preview import FormPreview

        self._session.overheard.hear(self._form.preview())
        self.app.push_screen(FormPreview(self._form, self._session.profile), self._previewed)

    def _previewed(self, wish: Literal["paste"] | None) -> None:
        from kraken_tui.screens.form_paste import FormPaste

        if wish == "paste":
            self.app.push_screen(FormPaste(self._form), self._pasted)

    def _pasted(self, variables: dict[str, object] | None) -> None:
        if variables is None:
            return
        homeless = self._form.fill(variables)
        self.view.reload()
        if homeless:
            self.say(f"Filled in, except what has no field here: {named(homeless)}.", tone="bad")
        else:
            self.say("Filled in from JSON.", tone="good")

    def action_jump(self) -> None:
        """List the fields and go to the one chosen."""
        from kraken_tui.screens.form_jump import FormJump

        dialog = FormJump(self._form)

        def go(choice: "Choice | None") -> None:
            if choice is not None:
                self.view.reveal(dialog.fields[int(choice.id)].path)

        self.app.push_screen(dialog, go)


_FOR_SOME = frozenset({"mask", "pick_day", "edit"})
"""What keys do on some fields only."""


def _fitting(form: Form, row: Row) -> frozenset[str]:
    spec = form.node(row.path).spec
    fits = {
        "mask": spec.secret or spec.bank_detail,
        "pick_day": is_dated(spec),
        "edit": takes_lines(spec),
    }
    return frozenset(action for action, fit in fits.items() if fit and row.kind == "text")
