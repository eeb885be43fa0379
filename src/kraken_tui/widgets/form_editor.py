"""The one live control of a form: a line of text over the focused field."""

from collections.abc import Iterable
from dataclasses import replace
from typing import ClassVar, Protocol, cast

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.widgets import Input

from kraken_tui.widgets.form_paint import BAR
from kraken_tui.widgets.form_text import from_terminal, typed, visible
from kraken_tui.widgets.private import PRIVATE


class _Keeper(Protocol):
    def type_ahead(self, character: str) -> None: ...


FORM_KEYS = frozenset({"enter", "ctrl+d", "ctrl+u"})
"""Keys that a line of text would take for itself, and that mean something to the whole form."""


def _without(keys: frozenset[str], bindings: Iterable[BindingType]) -> list[BindingType]:
    """Return `bindings` less some of their keys."""
    every = [each for each in bindings if isinstance(each, Binding)]
    kept = [(each, [key for key in each.key.split(",") if key not in keys]) for each in every]
    return [replace(each, key=",".join(left)) for each, left in kept if left]


class FieldEditor(Input, inherit_bindings=False):
    """Edit one field's text; when `passive`, only hold the focus and pass every key on.

    The focus never leaves this control while the cursor moves through the form, so a key that
    comes quickly after another cannot end up in the wrong field.
    """

    BINDINGS: ClassVar[list[BindingType]] = _without(FORM_KEYS, Input.BINDINGS)

    DEFAULT_CSS = """
    FieldEditor, FieldEditor:focus {
        position: absolute; width: 1; height: 1; padding: 0; border: none;
        background-tint: transparent;
    }
    """

    # The form gives the control its place and its width: no letter lays the screen out anew.
    value: reactive[str] = reactive("", init=False)
    virtual_size: reactive[Size] = reactive(Size(0, 0))

    def __init__(self) -> None:
        super().__init__(compact=True, select_on_focus=False)
        self.cursor_blink = False
        self.passive = True
        self.personal = False
        """Whether the text tells who a customer is."""

    @property
    def text(self) -> str:
        """The text as typed, control characters included."""
        return typed(self.value)

    def edit(self, text: str, *, placeholder: str, secret: bool, personal: bool = False) -> None:
        """Take over a field's text, with the cursor at its end."""
        self.passive, self.personal = False, personal
        self.password, self.placeholder = secret, placeholder
        with self.prevent(Input.Changed):
            self.value = visible(text)
        self.cursor_position = len(self.value)

    def rest(self) -> None:
        """Hold the focus for a field that has no text."""
        self.passive = True
        self.password, self.placeholder = False, ""
        with self.prevent(Input.Changed):
            self.value = ""
        self.refresh()

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Take printable keys only while there is a text to edit."""
        return not self.passive and super().check_consume_key(key, character)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave every key to the form while there is no text to edit."""
        return not self.passive and super().check_action(action, parameters)

    async def on_key(self, event: events.Key) -> None:
        """Run what a key is bound to at once, before the next key is read."""
        if event.is_printable and not self.passive:
            return
        bound = self.screen.active_bindings.get(event.key)
        ours = (self, self.parent, self.screen)
        if bound is not None and bound.enabled and bound.node in ours:
            if await self.app.run_action(bound.binding.action, bound.node):
                event.stop()
                event.prevent_default()
        elif self.passive:
            event.prevent_default()
            if event.is_printable and event.character and bound is None:
                event.stop()
                cast(_Keeper, self.parent).type_ahead(event.character)

    def on_paste(self, event: events.Paste) -> None:
        """Take all of what is pasted, line breaks too, but not the break at its end."""
        event.stop()
        event.prevent_default()
        if not self.passive:
            pasted = from_terminal(event.text).rstrip("\n")
            self.replace(visible(pasted), *sorted(self.selection))

    def render_line(self, y: int) -> Strip:
        """Draw the text, or just the bar that marks the cursor's row."""
        if self.passive:
            return Strip([Segment(BAR, self.rich_style)])
        line = super().render_line(y)
        return line.apply_style(PRIVATE) if self.personal and self.value else line
