"""A mutation's form on the screen: rows drawn as lines, one live control where the cursor is."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import Binding, BindingType

from kraken_tui.api.errors import Problem
from kraken_tui.api.records import MutationRecord
from kraken_tui.forms.rows import Row
from kraken_tui.forms.values import Path
from kraken_tui.widgets.form_cursor import FormCursor

if TYPE_CHECKING:
    from kraken_tui.widgets.form_choice import ChoiceScreen

SHORT = 8
"""Up to so many choices are stepped through with left and right; more open the list."""


class FormView(FormCursor, can_focus=False, can_focus_children=True, inherit_bindings=False):
    """Fill in a form.

    | Key | What it does |
    | --- | --- |
    | up, down, tab, shift+tab, enter | move between fields |
    | left, right | change a choice; fold or open a group |
    | space | change a choice; fold or open a group; list long choices |
    | ctrl+u | unset the field |
    | ctrl+n | make it null or empty |
    | ctrl+d | remove the list item |
    | alt+up, alt+down | move the list item |
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "Previous field", show=False, id="form.up"),
        Binding("down", "move(1)", "Next field", show=False, id="form.down"),
        Binding("shift+tab", "around(-1)", "Previous field", show=False, id="form.previous"),
        Binding("tab", "around(1)", "Next field", id="form.next"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="form.page_up"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="form.page_down"),
        Binding("ctrl+home", "move(-1000000)", "First field", show=False, id="form.first"),
        Binding("ctrl+end", "move(1000000)", "Last field", show=False, id="form.last"),
        Binding("left", "step(-1)", "Previous choice, fold", show=False, id="form.left"),
        Binding("right", "step(1)", "Next choice, open", show=False, id="form.right"),
        Binding("enter", "enter", "Next, open, choose", show=False, id="form.enter"),
        Binding("space", "press", "Change, open", show=False, id="form.press"),
        Binding("ctrl+u", "unset", "Unset", id="form.unset"),
        Binding("ctrl+n", "mark", "Null or empty", id="form.mark"),
        Binding("ctrl+d", "remove", "Remove item", id="form.remove"),
        Binding("alt+up", "shift(-1)", "Move item up", show=False, id="form.shift_up"),
        Binding("alt+down", "shift(1)", "Move item down", show=False, id="form.shift_down"),
    ]

    def check(self) -> bool:
        """Check every field; show what is wrong and go to the first of it. True if all is well."""
        self._commit()
        sound = not self.form.check()
        self.reload(self.form.first_error())
        return sound

    def show_problems(self, problems: Sequence[Problem]) -> tuple[Problem, ...]:
        """Show the server's objections at their fields and go to the first.

        Return those that belong to no field.
        """
        left = self.form.place(problems)
        self.reload(self.form.first_error())
        return left

    def refit(self, record: MutationRecord) -> tuple[Path, ...]:
        """Show the same mutation by another schema, typed texts kept; return what has no place."""
        self._commit()
        form, homeless = self.form.rebuilt(record)
        self.show_form(form)
        return homeless

    # Changing

    def action_enter(self) -> None:
        """Open what opens, add where adding is offered, list choices; else go to the next field."""
        row = self.current
        if row is None or row.kind in ("text", "boolean"):
            self.action_move(1)
        else:
            self.action_press()

    def action_press(self) -> None:
        """Change a choice, list many, open or fold a group, add an item."""
        row = self.current
        if row is None:
            return
        if row.kind == "boolean":
            self._step(row, 1)
        elif row.kind == "enum":
            self._choose(row)
        elif row.kind == "add" or (row.kind == "list" and not row.text):
            self._add(row)
        else:
            self.form.expand(row.path)
            self.reload()

    def action_step(self, by: int) -> None:
        """Change a choice by one; open a group to the right, fold it to the left."""
        row = self.current
        if row is None:
            return
        if row.kind == "boolean" or (row.kind == "enum" and self._is_short(row)):
            self._step(row, by)
        elif row.kind == "enum" and by > 0:
            self._choose(row)
        elif row.kind in ("object", "list"):
            self.form.expand(row.path, by > 0)
            self.reload()

    def action_unset(self) -> None:
        """Unset the field: nothing is sent for it."""
        row = self.current
        if row is not None and row.kind != "add":
            self.form.set_mark(row.path, None)
            self._changed()

    def action_mark(self) -> None:
        """Make the field null, then empty, then unset again."""
        row = self.current
        if row is not None and row.kind != "add":
            self._commit()
            self.form.cycle_mark(row.path)
            self._changed()

    def action_remove(self) -> None:
        """Remove the list item that the cursor is on or in."""
        path = self._item_path()
        if path is not None:
            self.form.remove(path)
            self._changed(path[:-1])

    def action_shift(self, by: int) -> None:
        """Move the list item that the cursor is on or in."""
        path = self._item_path()
        row = self.current
        if path is not None and row is not None:
            self._commit()
            self._changed(self.form.move(path, by) + row.path[len(path) :])

    def type_ahead(self, character: str) -> None:
        """Take a letter typed where there is no text: it answers yes or no, or filters choices."""
        row = self.current
        if (dialog := self._open_choice) is not None:
            dialog.type_ahead(character)
        elif row is not None and row.kind == "enum":
            if any(character.upper() in each.upper() for each in self.form.choices(row.path)):
                self._choose(row, typed=character)
        elif row is not None and row.kind == "boolean" and character.lower() in "ytnf":
            self.form.set_text(row.path, "true" if character.lower() in "yt" else "false")
            self._changed()

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the row that was clicked, and press what can be pressed."""
        offset = event.get_content_offset(self)
        line = offset.y + self.scroll_offset.y if offset is not None else -1
        if 0 <= line < len(self._lines):
            self._go(self._lines[line].row)
            self.focus()
            if self.current is not None and self.current.kind != "text":
                self.action_press()

    def _step(self, row: Row, by: int) -> None:
        self.form.step(row.path, by)
        self._changed()

    def _is_short(self, row: Row) -> bool:
        return len(self.form.choices(row.path)) <= SHORT

    def _add(self, row: Row) -> None:
        self._changed(self.form.add(row.path))
        # The first field of a new item is where typing goes on, not the item's own row.
        if (added := self.current) is not None and added.kind == "object":
            self.action_move(1)

    def _choose(self, row: Row, *, typed: str = "") -> None:
        def take(chosen: str | None) -> None:
            if chosen is not None:
                self.form.set_text(row.path, chosen)
                self._changed()

        if self._open_choice is not None:
            return
        from kraken_tui.widgets.form_choice import ChoiceScreen

        values = self.form.node(row.path).spec.choices
        self._choice = ChoiceScreen(
            row.label, values, chosen=row.text, optional=not row.required, typed=typed
        )
        self.app.push_screen(self._choice, take)

    _choice: "ChoiceScreen | None" = None
    """The list of choices opened last."""

    @property
    def _open_choice(self) -> "ChoiceScreen | None":
        return self._choice if self._choice is self.app.screen else None

    def _item_path(self) -> Path | None:
        row = self.current
        path = row.path if row is not None and row.kind != "add" else ()
        while path and not isinstance(path[-1], int):
            path = path[:-1]
        return path or None
