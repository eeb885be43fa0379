"""A table of records over a source that is asked for the rows in view only."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, TypeAlias

from textual import events
from textual.binding import Binding, BindingType

from kraken_tui.widgets import record_messages
from kraken_tui.widgets.record_canvas import HEADER, RecordCanvas
from kraken_tui.widgets.record_columns import Column
from kraken_tui.widgets.record_cursor import RecordCursor
from kraken_tui.widgets.record_source import FixedRows, Gap, RowSource
from kraken_tui.widgets.record_window import RecordWindow

SIDESTEP = 8


class RecordTable(RecordCanvas, can_focus=True, inherit_bindings=False):
    """Show records, one a line, under a header that stays, with a cursor over whole rows.

    | Key | What it does |
    | --- | --- |
    | up, down | move the cursor |
    | pageup, pagedown | move it by a screen |
    | home, end | move it to the first, the last row |
    | left, right | scroll sideways, if the columns do not fit |
    | enter | open the row |
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "Up", show=False, id="table.up"),
        Binding("down", "move(1)", "Down", show=False, id="table.down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="table.page_up"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="table.page_down"),
        Binding("home,ctrl+home", "first", "First", show=False, id="table.first"),
        Binding("end,ctrl+end", "last", "Last", show=False, id="table.last"),
        Binding("left", "sideways(-1)", "Left", show=False, id="table.left"),
        Binding("right", "sideways(1)", "Right", show=False, id="table.right"),
        Binding("enter", "open", "Open", id="table.open"),
    ]

    Highlighted: TypeAlias = record_messages.Highlighted
    Opened: TypeAlias = record_messages.Opened
    Wanted: TypeAlias = record_messages.Wanted
    EndWanted: TypeAlias = record_messages.EndWanted

    def __init__(
        self,
        columns: Iterable[Column],
        *,
        source: RowSource | None = None,
        empty_text: str = "Nothing here.",
        busy_text: str = "Loading\N{HORIZONTAL ELLIPSIS}",
        id: str | None = None,
    ) -> None:
        rows = FixedRows() if source is None else source
        super().__init__(columns, source=rows, empty_text=empty_text, busy_text=busy_text, id=id)
        self._window = RecordWindow()

    # What others ask and say

    @property
    def cursor(self) -> int | None:
        """Tell the index of the row under the cursor, None while there are no rows."""
        return self._place.index if len(self.source) else None

    def show(self, source: RowSource) -> None:
        """Show another source from its first row."""
        self.source = source
        self._place, self._window = RecordCursor(), RecordWindow()
        self.scroll_to(0, 0)
        self.source_changed()

    def source_changed(self) -> None:
        """Draw what the source has now, with the cursor on the record that it was on.

        Rows that came into a gap push the cursor on if it came from below.
        """
        if not self.is_attached:
            return
        before, count = self._place.index, self._window.count
        top = self._follow()
        self._place.reach_end(self.source)
        self._window.look(self.source)
        self._lines.forget()
        self._resize()
        self.scroll_to(y=top, force=True)
        self._show_cursor()
        self._repaint()
        if len(self.source) and (before != self._place.index or not count):
            self.post_message(self.Highlighted(self, self._place.index))
        self._ask()

    def _follow(self) -> int:
        """Keep the cursor on its record; give the row to begin with, so that it keeps its line."""
        line = self._place.index - self.top
        top = self._window.carried(self.top, self.source, upwards=self._place.upwards)
        self._place.follow(self.source, self._window)
        return self._place.index - line if 0 <= line < self.page else top

    def refresh_rows(self, first: int, last: int) -> None:
        """Draw the rows from first to last anew."""
        self._lines.forget_rows(first, last)
        self._window.ask_again()
        for index in range(max(first, self.top), min(last, self.top + self.page - 1) + 1):
            self.refresh_line(HEADER + index)

    def move_cursor(self, index: int) -> None:
        """Put the cursor on a row, or on the nearest there is, and bring it into view."""
        before = self._place.move(index, self.source)
        if before is not None:
            self._refresh_row(before)
            self._refresh_row(self._place.index)
            self.post_message(self.Highlighted(self, self._place.index))
        self._show_cursor()

    # Keys and mouse

    def action_move(self, steps: int) -> None:
        """Move the cursor by some rows."""
        self.move_cursor(self._place.index + steps)

    def action_page(self, pages: int) -> None:
        """Move cursor and view by what fits into view."""
        steps = pages * self.page
        self.scroll_to(y=self.top + steps)
        self.move_cursor(self._place.index + steps)

    def action_first(self) -> None:
        """Move the cursor to the first row."""
        self.move_cursor(0)

    def action_last(self) -> None:
        """Move the cursor to the last row, or ask for the end if that is not known."""
        if self.source.more:
            self._place.to_end = True
            self.post_message(self.EndWanted(self))
        else:
            self.move_cursor(len(self.source) - 1)

    def action_sideways(self, steps: int) -> None:
        """Scroll sideways."""
        self.scroll_to(x=self.scroll_offset.x + steps * SIDESTEP)

    def action_open(self) -> None:
        """Open the row under the cursor; on rows that are not here, ask for them again."""
        if self.cursor is None:
            return
        if isinstance(self.source.row(self._place.index), Gap | None):
            self._window.ask_again()
            self._ask()
        else:
            self.post_message(self.Opened(self, self._place.index))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave left and right to others while everything fits."""
        return action != "sideways" or self.max_scroll_x > 0

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the row that was clicked; open the row that has it already."""
        offset = event.get_content_offset(self)
        if offset is None or offset.y < HEADER:
            return
        index = self.top + offset.y - HEADER
        if index == self.cursor:
            self.action_open()
        elif index < len(self.source):
            self.move_cursor(index)

    # Asking for rows

    def on_mount(self) -> None:
        """Draw the source that the table was made with."""
        # Known before the first layout, it saves laying out and painting everything once more.
        self.show_vertical_scrollbar = True
        self.source_changed()

    def on_resize(self) -> None:
        """Share the new width among the columns and keep the cursor in view."""
        self._resize()
        self._show_cursor()
        self._ask()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Ask for the rows that came into view."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self._ask()

    def _ask(self) -> None:
        if self.size and (wanted := self._window.wanted(self.source, top=self.top, page=self.page)):
            self.post_message(self.Wanted(self, *wanted))
