"""Every mutation that the tenant's schema offers, each a form away."""

from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from kraken_tui.api.errors import KrakenError
from kraken_tui.api.records import MutationHeading
from kraken_tui.forms import names
from kraken_tui.screens.work_screen import WorkScreen
from kraken_tui.session import Session

NAME_WIDTH = 34


class OperationsScreen(WorkScreen):
    """List the mutations; enter opens the form, ``/`` narrows the list."""

    NAME = "operations"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "filter", "Filter", key_display="/", id="list.filter"),
        Binding("r", "reload", "Reload", id="data.reload"),
        Binding("escape", "leave_filter", "Back", show=False, id="list.leave_filter"),
    ]

    DEFAULT_CSS = """
    OperationsScreen {
        OptionList { height: 1fr; border: none; padding: 0; background: $background; }
        Input {
            height: 1; border: none; padding: 0 1; background: $panel; display: none;
            &.-open { display: block; }
        }
    }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._headings: tuple[MutationHeading, ...] = ()
        self._shown: list[MutationHeading] = []

    def compose_content(self) -> ComposeResult:
        """Yield the filter, closed, and the list."""
        line = Input(placeholder="Narrow by name or by what it does")
        line.cursor_blink = False
        yield line
        yield OptionList(markup=False)

    def on_mount(self) -> None:
        """Read the schema."""
        self.query_one(OptionList).focus()
        self.action_reload()

    def action_reload(self) -> None:
        """Read the schema, from the cache where it is there."""
        self.say("Reading the tenant's mutations\N{HORIZONTAL ELLIPSIS}")
        self.run_worker(self._load(), group="load", exclusive=True)

    async def _load(self) -> None:
        try:
            schema = await self.session.schema()
        except KrakenError as error:
            self.say(f"{error.sentence} Press r to try again.", tone="bad")
            return
        self._headings = tuple(schema.mutations)
        self.say("")
        self._narrow()

    def _narrow(self) -> None:
        typed = self.query_one(Input).value.casefold().split()
        self._shown = [
            heading
            for heading in self._headings
            if all(word in f"{heading.name} {heading.summary}".casefold() for word in typed)
        ]
        choices = self.query_one(OptionList)
        choices.set_options([Option(_line(heading)) for heading in self._shown])
        choices.highlighted = 0 if self._shown else None
        if self._headings and not self._shown:
            self.say("No mutation fits the filter. Press esc to see all.")

    @on(Input.Changed)
    def filter_changed(self, _: Input.Changed) -> None:
        """Narrow as one types."""
        self.say("")
        self._narrow()

    @on(Input.Submitted)
    def filter_done(self, _: Input.Submitted) -> None:
        """Go to the list."""
        self.query_one(OptionList).focus()

    def action_filter(self) -> None:
        """Open the filter."""
        line = self.query_one(Input)
        line.add_class("-open")
        line.focus()

    def action_leave_filter(self) -> None:
        """Close the filter and show everything."""
        line = self.query_one(Input)
        line.value = ""
        line.remove_class("-open")
        self.query_one(OptionList).focus()

    @on(OptionList.OptionSelected)
    def open_operation(self, event: OptionList.OptionSelected) -> None:
        """Open the form, filled with the account."""
        account = self.session.account
        identifiers = {"accountNumber": account} if account else {}
        self.open_form(self._shown[event.option_index].name, identifiers)


def _line(heading: MutationHeading) -> Text:
    line = Text(names.label(heading.name).ljust(NAME_WIDTH), no_wrap=True, overflow="ellipsis")
    if heading.deprecated is not None:
        line.append("  deprecated", "bold")
    return line.append(f"  {heading.summary}", "dim")
