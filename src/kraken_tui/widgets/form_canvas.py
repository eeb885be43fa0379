"""The picture of a form: its rows as lines, with a cursor on one of them."""

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from kraken_tui.forms.rows import Row
from kraken_tui.forms.values import Path
from kraken_tui.widgets.form_lines import FormColumns, FormLine, columns, lines
from kraken_tui.widgets.form_paint import paint

NO_INPUT = "This operation takes no input."


class FormCanvas(ScrollView, can_focus=False, can_focus_children=True, inherit_bindings=False):
    """Draw rows as lines; what they mean and what keys do is for the widget made from this."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "form-view--label",
        "form-view--group",
        "form-view--focused",
        "form-view--gone",
        "form-view--required",
        "form-view--done",
        "form-view--well",
        "form-view--focused-well",
        "form-view--value",
        "form-view--wrong",
        "form-view--hint",
        "form-view--mark",
        "form-view--aside",
        "form-view--error",
        "form-view--add",
        "form-view--bar",
    }

    DEFAULT_CSS = """
    FormCanvas {
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        .form-view--label { color: $text-muted; }
        .form-view--group { color: $foreground; text-style: bold; }
        .form-view--focused { color: $text-primary; text-style: bold; }
        .form-view--gone { text-style: strike; }
        .form-view--required { color: $text-warning; }
        .form-view--done { color: $text-disabled; }
        .form-view--well { background: $surface; }
        .form-view--focused-well { background: $panel; }
        .form-view--value { color: $foreground; }
        .form-view--wrong { color: $text-error; }
        .form-view--hint { color: $text-disabled; }
        .form-view--mark { color: $text-accent; text-style: italic; }
        .form-view--aside { color: $text-muted; }
        .form-view--error { color: $text-error; }
        .form-view--add { color: $text-secondary; }
        .form-view--bar { color: $primary; }
        FieldEditor, FieldEditor:focus { background: $panel; color: $foreground; }
        FieldEditor.-passive, FieldEditor.-passive:focus {
            background: transparent; color: $primary;
        }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: list[Row] = []
        self._lines: list[FormLine] = []
        self._places = FormColumns(1, 2)
        self._cursor = 0
        self._looks: dict[str, Style] = {}
        self._drawn: dict[int, tuple[Row, bool, Strip]] = {}
        self._width = 0

    @property
    def current(self) -> Row | None:
        """The row under the cursor."""
        return self._rows[self._cursor] if self._cursor < len(self._rows) else None

    def _lay_out(self) -> None:
        self._fit()
        size = Size(self._width, max(1, len(self._lines)))
        if size != self.virtual_size:
            # The height on the screen is given, so there is nothing to lay out but the scrollbar.
            self.set_reactive(FormCanvas.virtual_size, size)
            self._scroll_update(size)
        self.refresh()

    def _fit(self) -> None:
        self._width = self.scrollable_content_region.width
        self._places = columns(self._rows, self._width)
        self._lines = lines(self._rows, self._places)
        self._drawn.clear()

    def _place_of(self, path: Path) -> int:
        places = {row.path: at for at, row in reversed(list(enumerate(self._rows)))}
        while path and path not in places:
            path = path[:-1]
        return places.get(path, min(self._cursor, max(0, len(self._rows) - 1)))

    def _region(self, index: int) -> Region:
        mine = [at for at, line in enumerate(self._lines) if line.row == index]
        return Region(0, mine[0] if mine else 0, self.size.width, max(1, len(mine)))

    def _refresh_row(self, index: int) -> None:
        self.refresh(self._region(index).translate((0, -self.scroll_offset.y)))

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw lines; a form has no border, no padding and no tint that it would pay for."""
        if self._width != self.scrollable_content_region.width:
            self._fit()  # The news of another width comes only after the first painting in it.
        width, top = self.size.width, self.scroll_offset.y
        strips = [self._strip(y + top, width) for y in crop.line_range]
        background = self.background_colors[1]
        for each in self.get_line_filters():
            strips = [strip.apply_filter(each, background) for strip in strips]
        if crop.column_span == (0, width):
            return strips
        return [strip.crop(*crop.column_span) for strip in strips]

    def render_line(self, y: int) -> Strip:
        """Draw one line of what is in view."""
        return self._strip(y + self.scroll_offset.y, self.size.width)

    def _strip(self, at: int, width: int) -> Strip:
        if at < len(self._lines):
            return self._drawn_line(at, width)
        if not self._rows and at == 0:
            return Strip([Segment(f"  {NO_INPUT}", self._style("hint"))]).adjust_cell_length(width)
        return Strip.blank(width, self._style("base"))

    def _drawn_line(self, at: int, width: int) -> Strip:
        line = self._lines[at]
        row = self._rows[line.row]
        cursor = line.row == self._cursor and self.has_focus_within
        drawn = self._drawn.get(at)
        # A row that changed is another row, so the same row looks the same.
        if drawn is not None and drawn[0] is row and drawn[1] is cursor:
            return drawn[2]
        strip = paint(line, row, self._places, self._style, cursor=cursor)
        strip = strip.adjust_cell_length(width).apply_style(self._style("base"))
        self._drawn[at] = (row, cursor, strip)
        return strip

    def notify_style_update(self) -> None:
        """Take the colours anew when the theme changes."""
        self._looks.clear()
        self._drawn.clear()
        super().notify_style_update()

    def _style(self, part: str) -> Style:
        look = self._looks.get(part)
        if look is None and part == "base":
            look = self._looks[part] = self.rich_style
        elif look is None:
            full = self.get_component_rich_style(f"form-view--{part}")
            # What is written in a well keeps the well's background.
            well = part.endswith("well")
            look = full if well else full.without_color + Style(color=full.color)
            self._looks[part] = look
        return look
