"""The cursor of a form: which row has the live control, and how it moves from row to row."""

from typing import Self

from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import Input

from kraken_tui.forms.form import Form
from kraken_tui.forms.names import is_identifier
from kraken_tui.forms.rows import Row
from kraken_tui.forms.values import Path
from kraken_tui.widgets.form_canvas import FormCanvas
from kraken_tui.widgets.form_editor import FieldEditor
from kraken_tui.widgets.form_paint import MARKS, aside_width


class FormCursor(FormCanvas, can_focus=False, can_focus_children=True, inherit_bindings=False):
    """Move through a form, keep what is typed, and check each field as it is left."""

    class Changed(Message, namespace="form_view"):
        """Something in the form was changed by hand."""

        def __init__(self, view: "FormCursor") -> None:
            super().__init__()
            self.view = view

        @property
        def control(self) -> "FormCursor":
            """The view that shows the form."""
            return self.view

    class Focused(Message, namespace="form_view"):
        """The cursor came to a row, or the row under it changed; None: there are no rows."""

        def __init__(self, view: "FormCursor", row: Row | None) -> None:
            super().__init__()
            self.view = view
            self.row = row

        @property
        def control(self) -> "FormCursor":
            """The view that shows the form."""
            return self.view

    def __init__(self, form: Form, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.form = form
        self._editor = FieldEditor()

    def compose(self) -> ComposeResult:
        """Mount the one live control."""
        yield self._editor

    def on_mount(self) -> None:
        """Show the form."""
        self.show_form(self.form)

    def _start(self) -> int:
        """Find the first field that must be filled, else the first that names no object."""
        wanting = (at for at, row in enumerate(self._rows) if row.required and not row.is_set)
        telling = (at for at, row in enumerate(self._rows) if not is_identifier(str(row.path[-1])))
        return next(wanting, next(telling, 0))

    @property
    def is_container(self) -> bool:
        """Lines are drawn here, and one child stands above them."""
        return True

    def focus(self, scroll_visible: bool = True) -> Self:
        """Give the focus to the field under the cursor."""
        self._editor.focus(scroll_visible)
        return self

    def show_form(self, form: Form) -> None:
        """Show a form, the cursor where there is something to do."""
        self.form = form
        self._rows = form.rows()
        self._cursor = self._start()
        self._lay_out()
        self._settle()

    def reload(self, path: Path | None = None) -> None:
        """Draw the form anew after it changed elsewhere; go to `path`, or stay on the same row."""
        here = self.current
        self._rows = self.form.rows()
        self._cursor = self._place_of(path if path is not None else here.path if here else ())
        self._lay_out()
        self._settle()

    def go_to(self, path: Path) -> None:
        """Move the cursor to the row at `path`, if it is in view."""
        self._go(self._place_of(path))

    def reveal(self, path: Path) -> None:
        """Open every group around `path` and move the cursor there."""
        self._leave()
        for depth in range(1, len(path)):
            self.form.expand(path[:depth], True)
        self.reload(path)

    # Moving

    def action_move(self, rows: int) -> None:
        """Move the cursor by so many rows, as far as there are any."""
        self._go(max(0, min(self._cursor + rows, len(self._rows) - 1)))

    def action_around(self, rows: int) -> None:
        """Move the cursor by so many rows, from the end on to the start again."""
        if self._rows:
            self._go((self._cursor + rows) % len(self._rows))

    def action_page(self, pages: int) -> None:
        """Move the cursor by what fits on the screen."""
        self.action_move(pages * max(1, self.size.height - 2))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Keep what is typed, letter by letter."""
        event.stop()
        self._commit()

    # Keeping the picture right

    def _changed(self, path: Path | None = None) -> None:
        self.reload(path)
        self.post_message(self.Changed(self))

    def _commit(self) -> None:
        row = self.current
        if row is None or row.kind != "text" or self._editor.passive:
            return
        if self._editor.text == row.text:
            return
        self.form.set_text(row.path, self._editor.text)
        self._redraw(self._cursor)
        self.post_message(self.Changed(self))

    def _redraw(self, index: int) -> None:
        old = self._rows[index]
        new = self._rows[index] = self.form.row(old)
        if old.error != new.error:
            self._lay_out()
        if aside_width(old) != aside_width(new) or old.error != new.error:
            self._place_editor()
        if (old.is_set, old.echo, old.prefilled) != (new.is_set, new.echo, new.prefilled):
            self._refresh_row(index)

    def _go(self, index: int) -> None:
        if not self._rows:
            return
        self._leave()
        self._refresh_row(self._cursor)
        self._cursor = index
        self._refresh_row(index)
        self._settle()

    def _leave(self) -> None:
        self._commit()
        row = self.current
        if row is not None and row.kind != "add":
            self.form.leave(row.path)
            self._redraw(self._cursor)

    def _settle(self) -> None:
        row = self.current
        if row is None or row.kind != "text":
            self._editor.rest()
        else:
            placeholder = MARKS[row.mark] if row.mark else row.hint
            self._editor.edit(
                row.text, placeholder=placeholder, secret=row.secret, personal=row.personal
            )
        self._editor.set_class(self._editor.passive, "-passive")
        self._place_editor()
        self._scroll_to_cursor()
        self.post_message(self.Focused(self, row))

    def _scroll_to_cursor(self) -> None:
        if self._rows:
            self.scroll_to_region(self._region(self._cursor), animate=False, force=True)

    def _place_editor(self) -> None:
        row, styles = self.current, self._editor.styles
        line = self._region(self._cursor).y
        if row is None or self._editor.passive:
            styles.offset, styles.width = (0, line), 1
        else:
            styles.offset = (self._places.value, line)
            styles.width = max(1, self._places.width - aside_width(row))

    def on_resize(self) -> None:
        """Fit the columns and the errors to the new width."""
        self._lay_out()
        self._place_editor()
        self._scroll_to_cursor()

    def on_descendant_focus(self) -> None:
        """Show where the cursor is."""
        self._refresh_row(self._cursor)

    def on_descendant_blur(self) -> None:
        """Check the field that is left."""
        self._leave()
        self._refresh_row(self._cursor)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Let the live control move with the lines."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self._refresh_scroll()
