"""Sections of facts, drawn as lines in up to three columns, with a cursor over the facts."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from kraken_tui.widgets.blanks import join_blanks
from kraken_tui.widgets.cells import fit
from kraken_tui.widgets.fact_layout import LABEL_WIDTH, MOST_LINES, FactLine, lay_out
from kraken_tui.widgets.facts import Fact, Section
from kraken_tui.widgets.private import marked

COLUMNS_FROM = (100, 180)
"""The widths from which there is room for another column."""
GUTTER = 2
MARGIN = 1


class _Place(NamedTuple):
    """Where a fact stands: its column and its line."""

    column: int
    line: int


class FactView(ScrollView, can_focus=True):
    """Show sections of facts.

    | Key | What it does |
    | --- | --- |
    | up, down | move between facts |
    | left, right | move between columns |
    | pageup, pagedown, home, end | move further |
    | enter | open the fact |
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "Up", show=False, id="facts.up"),
        Binding("down", "move(1)", "Down", show=False, id="facts.down"),
        Binding("left", "aside(-1)", "Left", show=False, id="facts.left"),
        Binding("right", "aside(1)", "Right", show=False, id="facts.right"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="facts.page_up"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="facts.page_down"),
        Binding("home", "move(-1000000)", "First", show=False, id="facts.first"),
        Binding("end", "move(1000000)", "Last", show=False, id="facts.last"),
        Binding("enter", "open", "Open", id="facts.open"),
    ]

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "fact-view--title",
        "fact-view--label",
        "fact-view--value",
        "fact-view--good",
        "fact-view--warn",
        "fact-view--bad",
        "fact-view--quiet",
        "fact-view--changed",
        "fact-view--cursor",
    }

    DEFAULT_CSS = """
    FactView {
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
        scrollbar-background: $background;
        scrollbar-background-hover: $background;
        scrollbar-background-active: $background;
        .fact-view--title { color: $primary; text-style: bold; }
        .fact-view--label { color: $text-muted; }
        .fact-view--value { color: $foreground; }
        .fact-view--good { color: $text-success; }
        .fact-view--warn { color: $text-warning; }
        .fact-view--bad { color: $text-error; text-style: bold; }
        .fact-view--quiet { color: $text-muted; }
        .fact-view--changed { color: $text-success; text-style: bold; }
        .fact-view--cursor {
            background: $block-cursor-background; color: $block-cursor-foreground;
        }
    }
    """

    @dataclass
    class Opened(Message):
        """``enter`` was pressed on a fact."""

        view: "FactView"
        fact: Fact

        @property
        def control(self) -> "FactView":
            """The view that the fact stands in."""
            return self.view

    def __init__(self, *, placeholder: str = "", id: str | None = None) -> None:
        super().__init__(id=id)
        self._placeholder = placeholder
        self._sections: tuple[Section, ...] = ()
        self._columns: list[list[FactLine]] = [[]]
        self._count = 1
        self._arranged_for = 0
        """The width that the columns were made for."""
        self._cursor: _Place | None = None

    @property
    def sections(self) -> tuple[Section, ...]:
        """What is shown."""
        return self._sections

    @property
    def current(self) -> Fact | None:
        """The fact under the cursor."""
        return self._at(self._cursor) if self._cursor else None

    def show(self, sections: Iterable[Section], *, placeholder: str = "") -> None:
        """Show other sections, or a line in their place while there are none.

        The cursor stays where it was, as far as that is still there.
        """
        sections = tuple(sections)
        if sections != self._sections:
            self._sections, self._placeholder = sections, placeholder
            self._arranged_for = 0
            self._lay_out()
            self.refresh()
        elif placeholder != self._placeholder:
            self._placeholder = placeholder
            self.refresh(Region(0, 0, self.size.width, 1))

    def on_mount(self) -> None:
        """Keep the scrollbar's column from the start, so that nothing moves when it is needed."""
        self.show_vertical_scrollbar = True

    def on_resize(self, _: events.Resize) -> None:
        """Choose the number of columns anew."""
        self._lay_out()

    def _lay_out(self) -> None:
        if not self.size.width:
            return  # Wrapped to no width, facts are so long that a scrollbar would come and go.
        self._arrange()
        self._resize(Size(0, max(len(column) for column in self._columns)))

    def _arrange(self) -> None:
        """Spread the facts over columns that fit the present width, unless they are already."""
        if self._arranged_for == self.size.width:
            return
        self._arranged_for = self.size.width
        room = 1 + sum(self.size.width >= width for width in COLUMNS_FROM)
        self._count = max(1, min(room, len(self._sections)))
        self._columns = lay_out(self._sections, count=self._count, width=self._column_width)
        places = self._places()
        if self._cursor not in places:
            self._cursor = places[0] if places else None

    def _resize(self, size: Size) -> None:
        if self.styles.is_auto_height:
            self.virtual_size = size
            return
        # Nothing moves on the screen, so a layout would only paint the same once more.
        self.set_reactive(FactView.virtual_size, size)
        self.vertical_scrollbar.window_virtual_size = size.height
        self.scroll_to(y=min(self.scroll_y, self.max_scroll_y), animate=False, force=True)

    def _places(self, column: int | None = None) -> list[_Place]:
        wanted = range(len(self._columns)) if column is None else (column,)
        return [
            _Place(index, line)
            for index in wanted
            for line, content in enumerate(self._columns[index])
            if content.fact and content.part == 0
        ]

    def _at(self, place: _Place) -> Fact | None:
        return self._columns[place.column][place.line].fact

    def _go(self, place: _Place) -> None:
        if self._cursor is not None:
            self._refresh_fact(self._cursor)
        self._cursor = place
        self._refresh_fact(place)
        # The section's title stays in view above its first fact.
        top = max(0, place.line - 1)
        height = place.line + self._height(place) - top
        self.scroll_to_region(Region(0, top, self.size.width, height), animate=False)

    def _refresh_fact(self, place: _Place) -> None:
        top = place.line - self.scroll_offset.y
        self.refresh(Region(0, top, self.size.width, self._height(place)))

    def _height(self, place: _Place) -> int:
        """Count the lines of the fact that starts at a place."""
        below = self._columns[place.column][place.line + 1 : place.line + MOST_LINES]
        return 1 + sum(line.part > 0 for line in below)

    def action_move(self, steps: int) -> None:
        """Move the cursor within its column."""
        if self._cursor is None:
            return
        places = self._places(self._cursor.column)
        index = places.index(self._cursor) + steps
        self._go(places[max(0, min(index, len(places) - 1))])

    def action_page(self, pages: int) -> None:
        """Move the cursor by what fits on the screen."""
        self.action_move(pages * max(1, self.size.height - 2))

    def action_aside(self, steps: int) -> None:
        """Move the cursor to the nearest fact of the next column."""
        if self._cursor is None:
            return
        column = self._cursor.column + steps
        if not 0 <= column < len(self._columns):
            return
        line = self._cursor.line
        places = self._places(column)
        if places:
            self._go(min(places, key=lambda place: abs(place.line - line)))

    def action_open(self) -> None:
        """Open the fact under the cursor."""
        if (fact := self.current) is not None:
            self.post_message(self.Opened(self, fact))

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the fact that was clicked; a second click opens it."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        column = min(offset.x // (self._column_width + GUTTER), len(self._columns) - 1)
        line = offset.y + self.scroll_offset.y
        if line >= len(self._columns[column]):
            return
        place = _Place(column, line - self._columns[column][line].part)
        if place not in self._places(column):
            return
        if place == self._cursor:
            self.action_open()
        else:
            self._go(place)

    @property
    def _column_width(self) -> int:
        between = GUTTER * (self._count - 1)
        return max(1, (self.size.width - 2 * MARGIN - between) // self._count)

    def render_line(self, y: int) -> Strip:
        """Draw one line of all columns."""
        # The first frame is drawn before the view is told its size.
        self._arrange()
        line = y + self.scroll_offset.y
        if not self._sections and line == 0:
            return self._placeholder_line()
        plain = self.rich_style
        segments = [Segment(" " * MARGIN, plain)]
        for index, column in enumerate(self._columns):
            if index:
                segments.append(Segment(" " * GUTTER, plain))
            content = column[line] if line < len(column) else FactLine()
            current = self.has_focus and self._cursor == _Place(index, line - content.part)
            segments += self._segments(content, plain, current=current)
        strip = Strip(segments).extend_cell_length(self.size.width, plain)
        return Strip(join_blanks(strip), strip.cell_length)

    def _placeholder_line(self) -> Strip:
        shown = " " * (MARGIN + 1) + self._placeholder
        return Strip([Segment(fit(shown, self.size.width), self._style("quiet"))])

    def _segments(self, line: FactLine, plain: Style, *, current: bool) -> list[Segment]:
        width = self._column_width
        if line.fact is None:
            style = self._style("title") if line.title else plain
            return [Segment(fit(line.title, width), style)]
        label = "" if line.part else f" {line.fact.label}"
        label = fit(label, LABEL_WIDTH - 1) + " "
        value = fit(line.text, width - LABEL_WIDTH)
        if current and not line.fact.private:
            return [Segment(label + value, self._style("cursor"))]
        tone = "changed" if line.fact.was is not None else line.fact.tone or "value"
        looks = ("cursor", "cursor") if current else ("label", tone)
        before, behind = map(self._style, looks)
        behind = marked(behind, private=line.fact.private)
        return [Segment(label, before), Segment(value, behind)]

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"fact-view--{name}")
