"""Every mutation that the tenant's schema offers, each a form away."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, Static

from kraken_tui.api.errors import KrakenError
from kraken_tui.api.records import MutationHeading
from kraken_tui.forms import names
from kraken_tui.screens.failures import with_key
from kraken_tui.screens.work_screen import WorkScreen
from kraken_tui.session import Session
from kraken_tui.widgets.line_input import LineInput
from kraken_tui.widgets.record_columns import Column
from kraken_tui.widgets.record_source import FixedRows
from kraken_tui.widgets.record_table import RecordTable

COLUMNS = (
    Column(key="name", title="Operation", width=26, flex=1),
    Column(key="summary", title="What it does", width=30, flex=2),
    Column(key="marks", title="", width=10, from_width=100),
)


class OperationsScreen(WorkScreen):
    """List the mutations; enter opens the form, ``/`` narrows the list."""

    NAME = "operations"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "filter", "Filter", key_display="/", id="list.filter"),
        Binding("r", "reload", "Reload", id="data.reload"),
        Binding("c", "compare", "Compare", id="operations.compare"),
        Binding("escape", "leave_filter", "Back", show=False, id="list.leave_filter"),
    ]

    DEFAULT_CSS = """
    OperationsScreen {
        LineInput { display: none; }
        #summary { height: 2; padding: 0 1; color: $text-muted; background: $surface; }
    }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._headings: tuple[MutationHeading, ...] = ()
        self._shown: list[MutationHeading] = []

    def compose_content(self) -> ComposeResult:
        """Yield the filter, closed, and the list."""
        yield LineInput(placeholder="Narrow by name or by what it does")
        yield RecordTable(COLUMNS, empty_text="")
        yield Static(id="summary", markup=False)

    def on_mount(self) -> None:
        """Read the schema."""
        self.query_one(RecordTable).focus()
        self.action_reload()

    def action_reload(self) -> None:
        """Read the schema, from the cache where it is there."""
        self.say("Reading the tenant's mutations\N{HORIZONTAL ELLIPSIS}")
        self.run_worker(self._load(), group="load", exclusive=True)

    async def _load(self) -> None:
        try:
            schema = await self.session.schema()
        except KrakenError as error:
            self.say(with_key(error), tone="bad")
            return
        self._headings = tuple(schema.mutations)
        self.say("")
        self._narrow()
        self.get_form_ready()

    def _narrow(self) -> None:
        typed = self.query_one(LineInput).value.casefold().split()
        self._shown = [
            heading
            for heading in self._headings
            if all(word in f"{heading.name} {heading.summary}".casefold() for word in typed)
        ]
        rows = [_cells(heading) for heading in self._shown]
        self.query_one(RecordTable).show(FixedRows(rows))
        if self._headings and not self._shown:
            self.query_one("#summary", Static).update("")
            self.say("No mutation fits the filter. Press esc to see all.")

    @on(Input.Changed)
    def filter_changed(self, _: Input.Changed) -> None:
        """Narrow as one types."""
        self.say("")
        self._narrow()

    @on(Input.Submitted)
    def filter_done(self, _: Input.Submitted) -> None:
        """Go to the list."""
        self.query_one(RecordTable).focus()

    def action_filter(self) -> None:
        """Open the filter."""
        self.query_one(LineInput).open()

    def action_leave_filter(self) -> None:
        """Close the filter and show everything."""
        line = self.query_one(LineInput)
        line.value = ""
        line.display = False
        self.query_one(RecordTable).focus()

    def action_compare(self) -> None:
        """Compare the schema with that of another profile."""
        from kraken_tui.screens import compare

        compare.begin(self)

    @on(RecordTable.Highlighted)
    def explain(self, event: RecordTable.Highlighted) -> None:
        """Say whole what the operation under the cursor does."""
        heading = self._shown[event.index]
        gone = f"  Deprecated: {heading.deprecated}" if heading.deprecated is not None else ""
        self.query_one("#summary", Static).update(f"{heading.summary}{gone}")

    @on(RecordTable.Opened)
    def open_operation(self, event: RecordTable.Opened) -> None:
        """Open the form, filled with the account."""
        account = self.session.account
        identifiers = {"accountNumber": account} if account else {}
        self.open_form(self._shown[event.index].name, identifiers)


def _cells(heading: MutationHeading) -> tuple[str, str, str]:
    mark = "" if heading.deprecated is None else "deprecated"
    return names.label(heading.name), heading.summary, mark
