"""A list whose filter is a line that is read as a whole, and worked out where the list comes from.

Other lists are narrowed here, as one types, to what of them is at hand.
"""

from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input, Static

from kraken_tui.domain.periods import FilterError
from kraken_tui.screens.listing import Listing
from kraken_tui.screens.record_pane import RecordPane
from kraken_tui.session import Session
from kraken_tui.widgets.line_input import LineInput
from kraken_tui.widgets.record_table import RecordTable

R = TypeVar("R")
W = TypeVar("W")

HELP = "enter filters, esc shows everything"


class FilteredPane(RecordPane[R], Generic[R, W]):
    """Let a person type what is wanted, say meanwhile what is not understood, and list it.

    ``everything`` is what is wanted without a filter. Subclasses say how the line may look, read
    it, and list what is ``wanted``.
    """

    EXAMPLES: ClassVar[str]

    def __init__(
        self, listing: Listing[R], session: Session, everything: W, *, id: str | None = None
    ) -> None:
        super().__init__(listing, session, id=id)
        self._everything = everything
        self.wanted = everything

    def compose(self) -> ComposeResult:
        """Stack the filter, closed, the table and the count."""
        yield LineInput(placeholder=self.EXAMPLES)
        yield RecordTable(self.listing.columns, empty_text="", id="rows")
        yield Static(id="count", markup=False)

    def read_line(self, line: str) -> W:
        """Read a typed line; raise ``FilterError``."""
        raise NotImplementedError

    def list_wanted(self) -> None:
        """List what is wanted, from its beginning."""
        raise NotImplementedError

    def action_filter(self) -> None:
        """Open the filter."""
        self.query_one(LineInput).open()
        self._count(HELP)

    def action_leave_filter(self) -> None:
        """Close the filter and show everything, in its own order."""
        super().action_leave_filter()
        self._want(self._everything)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave esc to the screen while everything is shown."""
        if action == "leave_filter" and self.wanted != self._everything:
            return True
        return super().check_action(action, parameters)

    @on(Input.Changed)
    def typed(self, event: Input.Changed) -> None:
        """Say while typing what is not understood."""
        # The list's own filter would run as well: it narrows to words as one types.
        event.stop().prevent_default()
        if not self.query_one(LineInput).display:
            return
        try:
            self.read_line(event.value)
        except FilterError as error:
            self._count(str(error), bad=True)
        else:
            self._count(HELP)

    @on(Input.Submitted)
    def typed_all(self, event: Input.Submitted) -> None:
        """Show what fits the typed line."""
        event.stop().prevent_default()
        try:
            wanted = self.read_line(event.value)
        except FilterError as error:
            self._count(str(error), bad=True)
            return
        self.table.focus()
        self._want(wanted)

    def _want(self, wanted: W) -> None:
        if wanted != self.wanted:
            self.wanted = wanted
            self.refresh_bindings()
            self.list_wanted()
        else:
            self._tell_extent()
