"""The lines of records as they are seen: drawn, scrolled, and drawn anew where they changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from kraken_tui.widgets.record_columns import Column, lay_out
from kraken_tui.widgets.record_cursor import RecordCursor
from kraken_tui.widgets.record_lines import RecordLines
from kraken_tui.widgets.record_source import RowSource

HEADER = 1


class RecordCanvas(ScrollView, can_focus=False, inherit_bindings=False):
    """Draw the rows of a source that are in view, under a header that stays."""

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
    RecordCanvas {
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

    def __init__(
        self,
        columns: Iterable[Column],
        *,
        source: RowSource,
        empty_text: str,
        busy_text: str,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self.columns = tuple(columns)
        self.source = source
        self.empty_text = empty_text
        self.busy_text = busy_text
        self._place = RecordCursor()
        self._lines = RecordLines(self.get_component_rich_style)
        self._drawn: dict[int, Strip] = {}
        self._widths = (0, 0)

    def set_columns(self, columns: Iterable[Column]) -> None:
        """Have other columns from the next source on."""
        self.columns = tuple(columns)
        self._widths = (0, 0)

    # What is in view

    @property
    def top(self) -> int:
        """Tell the index of the first row in view."""
        return self.scroll_offset.y

    @property
    def page(self) -> int:
        """Tell how many rows fit into view."""
        return max(1, self.scrollable_content_region.height - HEADER)

    def scroll_to(self, x: float | None = None, y: float | None = None, **options: Any) -> None:
        """Scroll at once: nothing here is animated."""
        super().scroll_to(x, y, **{**options, "animate": False})

    def _show_cursor(self) -> None:
        if self._place.index < self.top:
            self.scroll_to(y=self._place.index, force=True)
        elif self._place.index >= self.top + self.page:
            self.scroll_to(y=self._place.index - self.page + 1, force=True)

    # Drawing

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
            return self._lines.row(self.source, index, cursor=index == self._place.index)
        if not len(self.source):
            return self._lines.message(self.busy_text if self.busy else self.empty_text, y - HEADER)
        return self._lines.blank()

    def notify_style_update(self) -> None:
        """Forget what was drawn in the old styles."""
        super().notify_style_update()
        self._lines.forget()

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

    # Room

    def _resize(self) -> None:
        self._share_width()
        size = Size(self._lines.layout.needed, HEADER + len(self.source))
        if size.width != self.virtual_size.width or self.styles.is_auto_height:
            self.virtual_size = size
        elif size != self.virtual_size:
            # Nothing moves on the screen, so a layout would only paint the same once more.
            self.set_reactive(RecordCanvas.virtual_size, size)
            self.vertical_scrollbar.window_virtual_size = size.height

    def _share_width(self) -> int:
        """Lay the columns out for the width there is, which a scrollbar may change at any time."""
        widths = self.scrollable_content_region.width, self.app.size.width
        if widths != self._widths:
            self._widths = widths
            self._lines.layout = lay_out(self.columns, available=widths[0], terminal=widths[1])
            self._lines.forget()
        return widths[0]
