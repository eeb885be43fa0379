"""Choose one of many values: a list that gets shorter with every letter typed."""

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from kraken_tui.api.records import EnumValue
from kraken_tui.api.text import plain, shorten

UNSET = "not set"


class ChoiceScreen(ModalScreen[str | None]):
    """Offer the values of an enum; answers with the chosen one, "" for unset, None for no change.

    | Key | What it does |
    | --- | --- |
    | letters | keep the values that hold them |
    | up, down, pageup, pagedown | move |
    | enter | choose |
    | escape | leave it as it is |
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "walk('cursor_up')", "Up", show=False, id="choice.up"),
        Binding("down", "walk('cursor_down')", "Down", show=False, id="choice.down"),
        Binding("pageup", "walk('page_up')", "Page up", show=False, id="choice.page_up"),
        Binding("pagedown", "walk('page_down')", "Page down", show=False, id="choice.page_down"),
        Binding("escape", "dismiss(None)", "Leave as it is", id="choice.leave"),
    ]

    DEFAULT_CSS = """
    ChoiceScreen {
        align: center middle;
        Vertical {
            width: 64; max-width: 90%; height: auto; max-height: 80%;
            border: round $primary; background: $surface; padding: 0 1;
        }
        Input { border: none; height: 1; padding: 0; background: $surface; }
        Input:focus { border: none; background-tint: transparent; }
        OptionList {
            height: auto; max-height: 16; border: none; padding: 0; margin-top: 1;
            background: $surface; scrollbar-size-vertical: 1;
        }
        Static { color: $text-muted; }
    }
    """

    def __init__(
        self,
        title: str,
        values: Sequence[EnumValue],
        *,
        chosen: str = "",
        optional: bool = True,
        typed: str = "",
    ) -> None:
        super().__init__()
        self._title = title
        self._values = values
        self._chosen = chosen
        self._optional = optional
        self._typed = typed

    def compose(self) -> ComposeResult:
        """Lay out the filter, the list and a line on how many there are."""
        with Vertical() as box:
            box.border_title = Text(self._title)
            filter_line = Input(self._typed, placeholder="type to filter", select_on_focus=False)
            filter_line.cursor_blink = False
            yield filter_line
            yield OptionList(markup=False)
            yield Static(markup=False)

    def on_mount(self) -> None:
        """Show the list, on what is chosen now."""
        self.query_one(OptionList).can_focus = False
        self._show(self._typed)

    @on(Input.Changed)
    def _filter(self, event: Input.Changed) -> None:
        event.stop()
        self._show(event.value)

    @on(Input.Submitted)
    def _choose(self, event: Input.Submitted) -> None:
        event.stop()
        options = self.query_one(OptionList)
        if options.highlighted is not None:
            self._answer(options.get_option_at_index(options.highlighted))

    @on(OptionList.OptionSelected)
    def _take(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._answer(event.option)

    def type_ahead(self, character: str) -> None:
        """Take a letter that came before this was on the screen."""
        self._typed += character
        for line in self.query(Input):
            line.value = self._typed
            line.cursor_position = len(self._typed)

    def action_walk(self, step: str) -> None:
        """Move in the list while the focus stays in the filter."""
        getattr(self.query_one(OptionList), f"action_{step}")()

    def _answer(self, option: Option) -> None:
        self.dismiss("" if option.id == UNSET else option.id)

    def _show(self, wanted: str) -> None:
        kept = [each for each in self._values if _holds(each, wanted)]
        options = self.query_one(OptionList)
        options.clear_options()
        if self._optional and not wanted:
            options.add_option(Option(Text(UNSET, style="dim"), id=UNSET))
        options.add_options([Option(_prompt(each), id=each["name"]) for each in kept])
        names = [options.get_option_at_index(at).id for at in range(options.option_count)]
        if names:
            stay = self._chosen in names and not wanted
            options.highlighted = names.index(self._chosen) if stay else 0
        self.query_one(Static).update(f"{len(kept)} of {len(self._values)}")


def _holds(value: EnumValue, wanted: str) -> bool:
    name = value["name"].casefold().replace("_", " ")
    return all(part in name for part in wanted.casefold().replace("_", " ").split())


def _prompt(value: EnumValue) -> Text:
    words = shorten(plain(value["description"]), limit=60)
    note = f"  {words}" if words else ""
    return Text.assemble((value["name"], "strike" if value["deprecated"] else ""), (note, "dim"))
