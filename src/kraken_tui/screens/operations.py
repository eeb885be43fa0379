"""Every mutation that the tenant's schema offers, each a form away."""

from collections.abc import Callable, Coroutine
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, Static
from textual.worker import Worker

from kraken_tui.api.errors import KrakenError
from kraken_tui.api.records import MutationHeading
from kraken_tui.api.schema_cache import SchemaIndex
from kraken_tui.formats import Formats
from kraken_tui.forms import names
from kraken_tui.forms.documented import Deprecation, deprecation, in_words
from kraken_tui.screens.failures import with_key
from kraken_tui.screens.tenant_schema import ASKING, load_anew, source_line
from kraken_tui.screens.work_screen import WorkScreen
from kraken_tui.session import Session
from kraken_tui.widgets.line_input import LineInput
from kraken_tui.widgets.notice import Notice
from kraken_tui.widgets.record_columns import Column
from kraken_tui.widgets.record_source import FixedRows
from kraken_tui.widgets.record_table import RecordTable

COLUMNS = (
    Column(key="name", title="Operation", width=26, flex=1),
    Column(key="summary", title="What it does", width=30, flex=2),
    Column(key="marks", title="Deprecated", width=18, from_width=100),
)

READING = "Reading the tenant's mutations\N{HORIZONTAL ELLIPSIS}"


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
        #source { height: 1; padding: 0 1; color: $text-muted; }
    }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._headings: tuple[MutationHeading, ...] = ()
        self._hash = ""
        self._shown: list[MutationHeading] = []

    def compose_content(self) -> ComposeResult:
        """Yield the filter, closed, and the list."""
        yield LineInput(placeholder="Narrow by name or by what it does")
        yield RecordTable(COLUMNS, empty_text="")
        yield Static(id="summary", markup=False)
        yield Static(id="source", markup=False)

    def on_mount(self) -> None:
        """Read the schema."""
        self.query_one(RecordTable).focus()
        self._read(READING, self._load)

    def on_screen_resume(self) -> None:
        """Read the schema again, which may have changed meanwhile."""
        if self.is_mounted and self._headings:
            self._read("", self._load)

    def action_reload(self) -> None:
        """Ask the tenant for its schema."""
        self._read(ASKING, self._load_anew)

    def _read(self, news: str, work: Callable[[], Coroutine[None, None, None]]) -> None:
        if news:
            self.say(news)
        self._reading: Worker[None] = self.run_worker(work, group="load", exclusive=True)

    async def _load(self) -> None:
        try:
            schema = await self.session.schema()
        except KrakenError as error:
            self.say(with_key(error), tone="bad")
            return
        # What a form was answered with is said on coming back from it, and stays.
        if self.query_one(Notice).sentence == READING:
            self.say("")
        self._show(schema)
        self.get_form_ready()

    async def _load_anew(self) -> None:
        try:
            await load_anew(self.session, self.query_one(Notice))
        except KrakenError as error:
            self.say(with_key(error), tone="bad")
            if self.session.fitting.origin is None:
                return
        self._show(await self.session.schema())

    def _show(self, schema: SchemaIndex) -> None:
        """List the mutations, unless just these are listed already."""
        self.query_one("#source", Static).update(source_line(self.session, len(schema.mutations)))
        if self._hash != schema.hash:
            self._hash, self._headings = schema.hash, tuple(schema.mutations)
            self._narrow()

    def _narrow(self) -> None:
        typed = self.query_one(LineInput).value.casefold().split()
        self._shown = [
            heading
            for heading in self._headings
            if all(word in f"{heading.name} {heading.summary}".casefold() for word in typed)
        ]
        rows = [_cells(heading, self.session.formats) for heading in self._shown]
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
        gone = "" if heading.deprecated is None else in_words(deprecation(heading.deprecated))
        self.query_one("#summary", Static).update(f"{heading.summary}  {gone}".strip())

    @on(RecordTable.Opened)
    def open_operation(self, event: RecordTable.Opened) -> None:
        """Open the form, filled with the account."""
        self.open_form(self._shown[event.index].name, self.of_account())


def _cells(heading: MutationHeading, formats: Formats) -> tuple[str, str, str]:
    reason = heading.deprecated
    mark = "" if reason is None else _mark(deprecation(reason), formats)
    return names.label(heading.name), heading.summary, mark


def _mark(gone: Deprecation, formats: Formats) -> str:
    """Say when an operation goes, else since when that is so, as far as it is known."""
    if gone.removal is not None:
        return f"goes {formats.day(gone.removal)}"
    return f"since {formats.day(gone.since)}" if gone.since is not None else "yes"
