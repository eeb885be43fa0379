"""A dialog to pick one of many: type to narrow, arrows to choose, enter to take."""

from collections.abc import Iterable
from typing import ClassVar, NamedTuple

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from kraken_tui.widgets.key_line import KeyLine
from kraken_tui.widgets.line_input import LineInput
from kraken_tui.widgets.record_columns import Column
from kraken_tui.widgets.record_source import FixedRows
from kraken_tui.widgets.record_table import RecordTable


class Choice(NamedTuple):
    """One thing to pick: what is given back, its name, and more about it, a text per column."""

    id: str
    name: str
    more: tuple[str, ...] = ()

    def distance(self, typed: str) -> int | None:
        """Tell how far what was typed is from this: 0 begins the name, ``None`` does not fit."""
        typed, name = " ".join(typed.casefold().split()), self.name.casefold()
        if typed in name:
            return 0 if name.startswith(typed) else 1
        words, text = typed.split(), " ".join((name, *self.more)).casefold()
        if not all(word in text for word in words):
            return None
        return 2 if all(word in name for word in words) else 3


def nearest(choices: Iterable[Choice], typed: str) -> list[Choice]:
    """Give the choices that fit, those whose name fits best first, else in their order."""
    measured = [(choice.distance(typed), choice) for choice in choices]
    fitting = [(distance, choice) for distance, choice in measured if distance is not None]
    return [choice for _, choice in sorted(fitting, key=lambda pair: pair[0])]


class Picker(ModalScreen[Choice | None]):
    """Show choices, and narrow them to those that hold every word typed."""

    TITLE_TEXT: ClassVar[str] = ""
    PLACEHOLDER: ClassVar[str] = "Type to narrow"
    COLUMNS: ClassVar[tuple[Column, ...]] = ()

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Close", id="picker.close"),
        # Before the input, which would take it without saying what it does.
        Binding("enter", "take", "Take", priority=True, id="picker.take"),
        Binding("down", "step(1)", "Down", show=False, id="picker.down"),
        Binding("up", "step(-1)", "Up", show=False, id="picker.up"),
        Binding("pagedown", "step(10)", "Page down", show=False, id="picker.page_down"),
        Binding("pageup", "step(-10)", "Page up", show=False, id="picker.page_up"),
    ]

    DEFAULT_CSS = """
    Picker {
        align: center top;
        #box {
            width: 90%; max-width: 100; height: auto; max-height: 90%; margin-top: 2;
            background: $surface; border: round $primary; border-title-color: $primary;
        }
        RecordTable { height: 14; background: $surface; scrollbar-background: $surface; }
        #status { height: auto; padding: 0 1; color: $text-muted; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._choices: tuple[Choice, ...] = ()
        self._shown: list[Choice] = []

    def compose(self) -> ComposeResult:
        """Stack what is typed above what there is."""
        box = Vertical(id="box")
        box.border_title = Text(self.TITLE_TEXT)
        with box:
            yield LineInput(placeholder=self.PLACEHOLDER)
            choices = RecordTable(self.COLUMNS, empty_text="Nothing fits.")
            choices.can_focus = False
            yield choices
            yield Static(id="status", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Fill the list."""
        self.narrow()

    def offer(self, choices: Iterable[Choice]) -> None:
        """Replace what there is to pick from."""
        self._choices = tuple(choices)
        self.narrow()

    def status(self, sentence: str) -> None:
        """Say something below the list."""
        self.query_one("#status", Static).update(sentence)

    @property
    def typed(self) -> str:
        """What was typed so far."""
        return self.query_one(LineInput).value

    def fitting(self) -> list[Choice]:
        """Give the choices to show for what was typed, nearest first."""
        return nearest(self._choices, self.typed)

    def narrow(self) -> None:
        """Show the choices that fit what was typed."""
        self._shown = self.fitting()
        rows = [(choice.name, *choice.more) for choice in self._shown]
        self.query_one(RecordTable).show(FixedRows(rows))

    @on(Input.Changed)
    def changed(self, _: Input.Changed) -> None:
        """Narrow as one types."""
        self.narrow()

    @on(RecordTable.Opened)
    def clicked(self, event: RecordTable.Opened) -> None:
        """Take what was clicked."""
        self.take(self._shown[event.index])

    def action_step(self, steps: int) -> None:
        """Move through the list while the input keeps the focus."""
        self.query_one(RecordTable).action_move(steps)

    def action_take(self) -> None:
        """Take the highlighted choice."""
        if (index := self.query_one(RecordTable).cursor) is not None:
            self.take(self._shown[index])

    def take(self, choice: Choice) -> None:
        """Give a choice back."""
        self.dismiss(choice)
