"""A table of records over a source that is asked for the rows in view only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from kraken_tui.widgets.record_columns import Column, lay_out
from kraken_tui.widgets.record_lines import RecordLines
from kraken_tui.widgets.record_source import FixedRows, Gap, RowSource
from kraken_tui.widgets.record_window import RecordWindow

HEADER = 1
SIDESTEP = 8


class RecordTable(ScrollView, can_focus=True, inherit_bindings=False):
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

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "record-table--header",
        "record-table--row",
        "record-table--cursor",
        "record-table--placeholder",
        "record-table--gap",
        "record-table--mark",
        "record-table--dim",
        "record-table--good",
        "record-table--warn",
        "record-table--bad",
    }

    DEFAULT_CSS = """
    RecordTable {
        height: 1fr;
        background: $background;
        color: $foreground;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
        scrollbar-background: $background;
        scrollbar-background-hover: $background;
        scrollbar-background-active: $background;
        scrollbar-size-horizontal: 1;
        .record-table--header { color: $text-primary; text-style: bold; }
        .record-table--cursor {
            background: $block-cursor-blurred-background;
            color: $block-cursor-blurred-foreground;
            text-style: $block-cursor-blurred-text-style;
        }
        .record-table--placeholder { color: $text-muted; }
        .record-table--gap { color: $text-warning; text-style: italic; }
        .record-table--mark { color: $text-accent; text-style: bold; }
        .record-table--dim { color: $text-muted; }
        .record-table--good { color: $text-success; }
        .record-table--warn { color: $text-warning; }
        .record-table--bad { color: $text-error; }
        &:focus .record-table--cursor {
            background: $block-cursor-background;
            color: $block-cursor-foreground;
            text-style: $block-cursor-text-style;
        }
    }
    """

    ALLOW_SELECT = False

    busy: reactive[bool] = reactive(False, repaint=False)
    """Rows are on their way: an empty table says so."""

    @dataclass
    class Highlighted(Message):
        """The cursor came to a row."""

        table: RecordTable
        index: int

        @property
        def control(self) -> RecordTable:
            """The table whose cursor moved."""
            return self.table

        def can_replace(self, message: Message) -> bool:
            """Let the last of many moves stand for all of them."""
            return isinstance(message, RecordTable.Highlighted)

    @dataclass
    class Opened(Message):
        """Enter was pressed on a row, or the row under the cursor was clicked."""

        table: RecordTable
        index: int

        @property
        def control(self) -> RecordTable:
            """The table that the row stands in."""
            return self.table

    @dataclass
    class Wanted(Message):
        """Rows in view or close to it are not here yet; last may lie beyond the last row."""

        table: RecordTable
        first: int
        last: int

        @property
        def control(self) -> RecordTable:
            """The table that misses the rows."""
            return self.table

    @dataclass
    class EndWanted(Message):
        """The end was asked for, and more rows may follow than are known.

        As soon as the end is known, `source_changed` puts the cursor there.
        """

        table: RecordTable

        @property
        def control(self) -> RecordTable:
            """The table that is to show its end."""
            return self.table

    def __init__(
        self,
        columns: Iterable[Column],
        *,
        source: RowSource | None = None,
        empty_text: str = "Nothing here.",
        busy_text: str = "Loading\N{HORIZONTAL ELLIPSIS}",
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self.columns = tuple(columns)
        self.source: RowSource = FixedRows() if source is None else source
        self.empty_text = empty_text
        self.busy_text = busy_text
        self._lines = RecordLines(self.get_component_rich_style)
        self._drawn: dict[int, Strip] = {}
        self._widths = (0, 0)
        self._cursor = 0
        self._upwards = False
        self._to_end = False
        self._window = RecordWindow()

    # What others ask and say

    @property
    def cursor(self) -> int | None:
        """Tell the index of the row under the cursor, None while there are no rows."""
        return self._cursor if len(self.source) else None

    @property
    def top(self) -> int:
        """Tell the index of the first row in view."""
        return self.scroll_offset.y

    @property
    def page(self) -> int:
        """Tell how many rows fit into view."""
        return max(1, self.scrollable_content_region.height - HEADER)

    def show(self, source: RowSource) -> None:
        """Show another source from its first row."""
        self.source = source
        self._cursor, self._to_end, self._upwards = 0, False, False
        self._window = RecordWindow()
        self.scroll_to(0, 0)
        self.source_changed()

    def set_columns(self, columns: Iterable[Column]) -> None:
        """Have other columns from the next source on."""
        self.columns = tuple(columns)
        self._widths = (0, 0)

    def source_changed(self) -> None:
        """Draw what the source has now, with the cursor on the record that it was on.

        Rows that came into a gap push the cursor on if it came from below.
        """
        if not self.is_attached:
            return
        before, count = self._cursor, self._window.count
        screen_line = self._cursor - self.top
        carried = partial(self._window.carried, source=self.source, upwards=self._upwards)
        top, self._cursor = carried(self.top), carried(self._cursor)
        if 0 <= screen_line < self.page:
            top = self._cursor - screen_line
        if self._to_end and not self.source.more:
            self._cursor, self._to_end = max(0, len(self.source) - 1), False
        self._window.look(self.source)
        self._lines.forget()
        self._resize()
        self.scroll_to(y=top, force=True)
        self._show_cursor()
        self._repaint()
        if len(self.source) and (before != self._cursor or not count):
            self.post_message(self.Highlighted(self, self._cursor))
        self._ask()

    def refresh_rows(self, first: int, last: int) -> None:
        """Draw the rows from first to last anew."""
        self._lines.forget_rows(first, last)
        self._window.ask_again()
        for index in range(max(first, self.top), min(last, self.top + self.page - 1) + 1):
            self.refresh_line(HEADER + index)

    def move_cursor(self, index: int) -> None:
        """Put the cursor on a row, or on the nearest there is, and bring it into view."""
        self._to_end = False
        index = max(0, min(index, len(self.source) - 1))
        if index != self._cursor and len(self.source):
            before, self._cursor = self._cursor, index
            self._upwards = index < before
            self._refresh_row(before)
            self._refresh_row(index)
            self.post_message(self.Highlighted(self, index))
        self._show_cursor()

    # Keys and mouse

    def action_move(self, steps: int) -> None:
        """Move the cursor by some rows."""
        self.move_cursor(self._cursor + steps)

    def action_page(self, pages: int) -> None:
        """Move cursor and view by what fits into view."""
        steps = pages * self.page
        self.scroll_to(y=self.top + steps)
        self.move_cursor(self._cursor + steps)

    def action_first(self) -> None:
        """Move the cursor to the first row."""
        self.move_cursor(0)

    def action_last(self) -> None:
        """Move the cursor to the last row, or ask for the end if that is not known."""
        if self.source.more:
            self._to_end = True
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
        if isinstance(self.source.row(self._cursor), Gap | None):
            self._window.ask_again()
            self._ask()
        else:
            self.post_message(self.Opened(self, self._cursor))

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

    # Drawing

    def on_mount(self) -> None:
        """Draw the source that the table was made with."""
        # Known before the first layout, it saves laying out and painting everything once more.
        self.show_vertical_scrollbar = True
        self.source_changed()

    def render_line(self, y: int) -> Strip:
        """Draw one line of the view."""
        strip = self._drawn[y] = self._view_line(y)
        return strip

    def _view_line(self, y: int) -> Strip:
        width, x = self._share_width(), self.scroll_offset.x
        strip = self._line(y)
        return strip if strip.cell_length == width else strip.crop(x, x + width)

    def _line(self, y: int) -> Strip:
        if y < HEADER:
            return self._lines.header()
        index = self.top + y - HEADER
        if index < len(self.source):
            return self._lines.row(self.source, index, cursor=index == self._cursor)
        if y == HEADER and not len(self.source):
            return self._lines.message(self.busy_text if self.busy else self.empty_text)
        return self._lines.blank()

    def notify_style_update(self) -> None:
        """Forget what was drawn in the old styles."""
        super().notify_style_update()
        self._lines.forget()

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

    def scroll_to(self, x: float | None = None, y: float | None = None, **options: Any) -> None:
        """Scroll at once: nothing here is animated."""
        super().scroll_to(x, y, **{**options, "animate": False})

    def watch_busy(self) -> None:
        """Say so if there is nothing else to be seen."""
        self._repaint()

    def _repaint(self) -> None:
        """Refresh the lines that look different now: a page that came is often out of view."""
        for y in range(self.size.height):
            if self._drawn.get(y) != self._view_line(y):
                self.refresh(Region(0, y, self.size.width, 1))

    def _refresh_row(self, index: int) -> None:
        if self.top <= index < self.top + self.page:
            self.refresh_line(HEADER + index)

    def _show_cursor(self) -> None:
        if self._cursor < self.top:
            self.scroll_to(y=self._cursor, force=True)
        elif self._cursor >= self.top + self.page:
            self.scroll_to(y=self._cursor - self.page + 1, force=True)

    def _resize(self) -> None:
        self._share_width()
        size = Size(self._lines.layout.needed, HEADER + len(self.source))
        if size.width != self.virtual_size.width or self.styles.is_auto_height:
            self.virtual_size = size
        elif size != self.virtual_size:
            # Nothing moves on the screen, so a layout would only paint the same once more.
            self.set_reactive(RecordTable.virtual_size, size)
            self.vertical_scrollbar.window_virtual_size = size.height

    def _share_width(self) -> int:
        """Lay the columns out for the width there is, which a scrollbar may change at any time."""
        widths = self.scrollable_content_region.width, self.app.size.width
        if widths != self._widths:
            self._widths = widths
            self._lines.layout = lay_out(self.columns, available=widths[0], terminal=widths[1])
            self._lines.forget()
        return widths[0]

    def _ask(self) -> None:
        if self.size and (wanted := self._window.wanted(self.source, top=self.top, page=self.page)):
            self.post_message(self.Wanted(self, *wanted))
