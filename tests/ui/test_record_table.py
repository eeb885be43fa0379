"""The record table: what it draws, says and asks for, whatever the number of rows."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager

import pytest
from rich.cells import cell_len
from rich.console import RenderableType
from textual._compositor import CompositorUpdate
from textual.app import App, ComposeResult
from textual.events import MouseScrollDown
from textual.message import Message
from textual.pilot import Pilot
from textual.screen import Screen
from textual.strip import Strip

from kraken_tui.api.paging import Page, PagedList, PageRequest
from kraken_tui.widgets.record_columns import Column, lay_out
from kraken_tui.widgets.record_pages import PagedRows
from kraken_tui.widgets.record_source import FixedRows, RowSource
from kraken_tui.widgets.record_table import RecordTable

COLUMNS = (
    Column(key="posted", title="Posted", width=10),
    Column(key="title", title="What", width=12, flex=1),
    Column(key="note", title="Note", width=20, from_width=100),
    Column(key="amount", title="Amount", width=12, align="right"),
)


class Numbers(RowSource):
    """Rows of any number that cost nothing, each counted when asked for."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.asked: list[int] = []

    def __len__(self) -> int:
        return self.count

    def row(self, index: int) -> Sequence[str]:
        self.asked.append(index)
        return ("2026-01-31", f"Charge {index}", "note", f"{index}.00")


class Counting(RecordTable):
    """Count the lines that are drawn."""

    drawn: int = 0

    def render_line(self, y: int) -> Strip:
        self.drawn += 1
        return super().render_line(y)


class TableApp(App[None]):
    """Show one table and keep the messages it sends."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, source: RowSource, *, columns: Sequence[Column] = COLUMNS) -> None:
        super().__init__()
        self.table = Counting(columns, source=source, empty_text="No transactions.")
        self.heard: list[Message] = []
        self.written = 0

    def compose(self) -> ComposeResult:
        yield self.table

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        """Count what a terminal would be sent: without one, the driver is not even asked."""
        if isinstance(renderable, CompositorUpdate):
            self.written += len(renderable.render_segments(self.console).encode())
        super()._display(screen, renderable)

    def on_record_table_highlighted(self, message: RecordTable.Highlighted) -> None:
        self.heard.append(message)

    def on_record_table_opened(self, message: RecordTable.Opened) -> None:
        self.heard.append(message)

    def on_record_table_wanted(self, message: RecordTable.Wanted) -> None:
        self.heard.append(message)

    def on_record_table_end_wanted(self, message: RecordTable.EndWanted) -> None:
        self.heard.append(message)

    def take(self, kind: type[Message]) -> list[tuple[int, ...]]:
        """Give the numbers in the messages of a kind, and forget all messages."""
        found = [vars(message) for message in self.heard if isinstance(message, kind)]
        self.heard.clear()
        names = ("index", "first", "last")
        return [tuple(values[name] for name in names if name in values) for values in found]


@asynccontextmanager
async def running(
    source: RowSource,
    *,
    size: tuple[int, int] = (80, 24),
    columns: Sequence[Column] = COLUMNS,
) -> AsyncIterator[tuple[TableApp, Pilot[None]]]:
    app = TableApp(source, columns=columns)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield app, pilot


def lines(app: TableApp) -> list[str]:
    """Read what is on the screen, as the terminal would get it."""
    strips = app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip) for strip in strips]


async def test_shows_a_header_the_first_rows_and_the_cursor() -> None:
    async with running(Numbers(1000)) as (app, _):
        shown = lines(app)
        assert shown[0].split() == ["Posted", "What", "Amount"]
        assert shown[1].split()[:4] == ["2026-01-31", "Charge", "0", "0.00"]
        assert shown[23].split()[2] == "22"
        assert (app.table.cursor, app.table.top, app.table.page) == (0, 0, 23)


@pytest.mark.parametrize("count", [100, 10_000, 1_000_000])
async def test_a_step_draws_two_lines_whatever_the_number_of_rows(count: int) -> None:
    async with running(Numbers(count)) as (app, pilot):
        app.table.drawn = 0
        await pilot.press("down")
        await pilot.pause()
        assert app.table.drawn == 2


@pytest.mark.parametrize("count", [100, 10_000, 1_000_000])
async def test_keys_cost_the_terminal_little_whatever_the_number_of_rows(count: int) -> None:
    async with running(Numbers(count), size=(120, 40)) as (app, pilot):
        for key, most in [("down", 480), ("pagedown", 9_900), ("end", 9_900)]:
            app.written = 0
            await pilot.press(key)
            await pilot.pause()
            assert 0 < app.written <= most, key


@pytest.mark.parametrize("count", [100, 10_000, 1_000_000])
async def test_only_rows_in_view_or_next_to_it_are_asked_for(count: int) -> None:
    source = Numbers(count)
    async with running(source) as (app, pilot):
        await pilot.press("end")
        await pilot.pause()
        page = app.table.page
        opened, ended = set(range(2 * page)), set(range(count - 2 * page - 1, count))
        assert set(source.asked) <= opened | ended
        assert len(source.asked) < 12 * page


async def test_keys_move_the_cursor_and_say_so() -> None:
    async with running(Numbers(1000)) as (app, pilot):
        app.take(RecordTable.Highlighted)
        for key, cursor, top in [
            ("down", 1, 0),
            ("pagedown", 24, 23),
            ("up", 23, 23),
            ("up", 22, 22),
            ("end", 999, 977),
            ("down", 999, 977),
            ("pageup", 976, 954),
            ("home", 0, 0),
        ]:
            await pilot.press(key)
            await pilot.pause()
            assert (app.table.cursor, app.table.top) == (cursor, top), key
        heard = app.take(RecordTable.Highlighted)
        assert heard == [(1,), (24,), (23,), (22,), (999,), (976,), (0,)]


async def test_a_held_key_never_leaves_the_rows() -> None:
    async with running(Numbers(3)) as (app, pilot):
        await pilot.press(*["down"] * 9)
        assert app.table.cursor == 2
        await pilot.press("pageup", "up")
        assert app.table.cursor == 0


async def test_enter_opens_the_row_under_the_cursor() -> None:
    async with running(Numbers(10)) as (app, pilot):
        await pilot.press("down", "enter")
        await pilot.pause()
        assert app.take(RecordTable.Opened) == [(1,)]


async def test_a_click_selects_and_a_second_one_opens() -> None:
    async with running(Numbers(10)) as (app, pilot):
        await pilot.click(RecordTable, offset=(5, 4))
        assert (app.table.cursor, app.take(RecordTable.Opened)) == (3, [])
        await pilot.click(RecordTable, offset=(5, 4))
        assert app.take(RecordTable.Opened) == [(3,)]
        await pilot.click(RecordTable, offset=(5, 0))
        await pilot.click(RecordTable, offset=(5, 20))
        assert (app.table.cursor, app.take(RecordTable.Opened)) == (3, [])


async def test_the_wheel_scrolls_and_the_next_key_comes_back_to_the_cursor() -> None:
    async with running(Numbers(1000)) as (app, pilot):
        for _ in range(10):
            await pilot._post_mouse_events([MouseScrollDown], RecordTable, offset=(5, 5))
        await pilot.pause()
        assert (app.table.cursor, app.table.top > 0) == (0, True)
        await pilot.press("down")
        assert (app.table.cursor, app.table.top) == (1, 1)


async def test_an_empty_table_says_what_is_missing() -> None:
    async with running(FixedRows()) as (app, pilot):
        assert lines(app)[1].strip() == "No transactions."
        assert (app.table.cursor, app.take(RecordTable.Highlighted)) == (None, [])
        await pilot.press("down", "up", "end", "pagedown", "enter")
        assert app.table.cursor is None
        app.table.busy = True
        await pilot.pause()
        assert lines(app)[1].strip() == "Loading…"


async def test_a_long_sentence_in_place_of_rows_takes_more_lines() -> None:
    told = "Nothing waits. Without a connection, a form for what a meter shows offers to keep it."
    async with running(FixedRows()) as (app, pilot):
        app.table.empty_text = told
        app.table.source_changed()
        await pilot.pause()
        assert [line.strip() for line in lines(app)[1:4]] == [told[:-9], "keep it.", ""]


async def test_a_wider_terminal_shows_more_columns() -> None:
    async with running(Numbers(100)) as (app, pilot):
        assert "Note" not in lines(app)[0]
        await pilot.press(*["down"] * 30)
        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        assert lines(app)[0].split() == ["Posted", "What", "Note", "Amount"]
        assert app.table.page == 39
        await pilot.resize_terminal(80, 10)
        await pilot.pause()
        assert app.table.top <= 30 < app.table.top + app.table.page
        assert all(cell_len(line) == 80 for line in lines(app))


async def test_columns_that_do_not_fit_scroll_sideways() -> None:
    async with running(Numbers(100), size=(30, 10)) as (app, pilot):
        assert "0.00" not in lines(app)[1]
        await pilot.press("right", "right")
        await pilot.pause()
        assert "0.00" in lines(app)[1]
        await pilot.press("left", "left")
        await pilot.pause()
        assert lines(app)[1].startswith(" 2026-01-31")


async def test_left_and_right_are_free_for_others_while_everything_fits() -> None:
    async with running(Numbers(100)) as (app, _):
        assert "left" not in app.active_bindings
        assert "up" in app.active_bindings


HOSTILE = [
    "\x1b[31mred\x1b]0;title\x07",
    "two\nlines\tand\x00nul",
    "bidi \u202etxt.exe",
    "[red]markup[/]",
    "日本語のとても長い名前がここにあります",
    "family 👨\u200d👩\u200d👧 heart ❤\ufe0f flag 🇬🇧",
    "e\u0301" * 20,
    "Z\u0334\u0335\u0336" * 400,
    "lone \ud800 surrogate",
    "x" * 100_000,
]


@pytest.mark.parametrize("text", HOSTILE)
async def test_no_text_breaks_the_line(text: str) -> None:
    async with running(FixedRows([(text, text, text, text), ("a", "b", "c", "d")])) as (app, _):
        line = lines(app)[1]
        assert cell_len(line) == 80
        assert not any(ord(character) < 32 or 127 <= ord(character) < 160 for character in line)
        assert not set(line) & {"\u202e", "\u200d", "\ud800"}
        line.encode()
        assert len(line) < 2000


async def test_a_row_is_one_segment() -> None:
    async with running(Numbers(100)) as (app, _):
        assert [len(list(app.table.render_line(y))) for y in range(24)] == [1] * 24


def test_spare_width_is_shared_by_flex() -> None:
    columns = [
        Column(key="a", title="A", width=5),
        Column(key="b", title="B", width=5, flex=1),
        Column(key="c", title="C", width=5, flex=2),
    ]
    layout = lay_out(columns, available=51, terminal=120)
    assert ([slot.width for slot in layout.slots], layout.width) == ([5, 15, 25], 51)
    narrow = lay_out(columns, available=10, terminal=120)
    assert ([slot.width for slot in narrow.slots], narrow.width) == ([5, 5, 5], 21)


class Server:
    """Answer pages of a list of numbers."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.requests: list[PageRequest] = []

    async def fetch(self, request: PageRequest) -> Page[int]:
        self.requests.append(request)
        await asyncio.sleep(0)
        if request.last is None:
            start = 0 if request.after is None else int(request.after) + 1
            stop = min(self.count, start + (request.first or 0))
        else:
            stop = self.count if request.before is None else int(request.before)
            start = max(0, stop - request.last)
        return Page(
            range(start, stop),
            str(start),
            str(stop - 1),
            stop < self.count,
            start > 0,
            self.count,
        )


def rows_of(paged: PagedList[int]) -> PagedRows[int]:
    return PagedRows(paged, cells=cells_of, noun="transactions")


def cells_of(number: int) -> Sequence[str]:
    return ("2026-01-31", f"Charge {number}", "", f"{number}.00")


def charge(app: TableApp) -> str:
    """Read the number of the charge in the line under the cursor."""
    assert app.table.cursor is not None
    return lines(app)[1 + app.table.cursor - app.table.top].split()[2]


async def test_rows_that_are_not_here_are_drawn_quietly_and_wanted_once() -> None:
    server = Server(500)
    paged = PagedList(server.fetch, page_size=50, kept=2)
    for _ in range(10):
        await paged.load_more()
    async with running(rows_of(paged)) as (app, pilot):
        assert "Charge" not in lines(app)[1]
        assert lines(app)[1].strip(" ▁▂▃▄▅▆▇█") == "···"
        assert app.take(RecordTable.Wanted) == [(0, 45)]
        await pilot.press("down", "up")
        await pilot.pause()
        assert app.take(RecordTable.Wanted) == []
        await paged.load(0, 45)
        app.table.source_changed()
        await pilot.pause()
        assert "Charge 0 " in lines(app)[1]
        assert app.take(RecordTable.Wanted) == []


async def test_a_source_without_rows_yet_is_asked_for_the_first() -> None:
    paged = PagedList(Server(500).fetch)
    async with running(rows_of(paged)) as (app, pilot):
        assert app.take(RecordTable.Wanted) == [(0, 45)]
        await paged.load(0, 45)
        app.table.source_changed()
        await pilot.pause()
        assert "Charge 0 " in lines(app)[1]
        assert app.take(RecordTable.Highlighted) == [(0,)]


async def test_coming_near_the_end_of_what_is_known_asks_for_more() -> None:
    paged = PagedList(Server(500).fetch, page_size=100)
    await paged.load_more()
    async with running(rows_of(paged)) as (app, pilot):
        assert app.take(RecordTable.Wanted) == []
        await pilot.press("pagedown", "pagedown", "pagedown")
        await pilot.pause()
        first, last = app.take(RecordTable.Wanted)[-1]
        assert first <= app.table.top
        assert last >= 100
        await paged.load(first, last)
        app.table.source_changed()
        await pilot.pause()
        assert (len(app.table.source), app.table.cursor) == (200, 69)


async def test_a_page_that_comes_out_of_view_draws_no_row() -> None:
    paged = PagedList(Server(500).fetch, page_size=100)
    await paged.load_more()
    async with running(rows_of(paged), size=(120, 40)) as (app, pilot):
        await paged.load_more()
        app.table.drawn = app.written = 0
        app.table.busy = True
        app.table.source_changed()
        app.table.busy = False
        await pilot.pause()
        assert (app.table.drawn, len(app.table.source)) == (0, 200)
        assert app.written < 2_000
        await pilot.press("end", "up")
        await pilot.pause()
        assert app.table.max_scroll_y == 200 - app.table.page


async def test_the_end_is_asked_for_and_then_gone_to() -> None:
    server = Server(1_000_000)
    paged = PagedList(server.fetch, page_size=100)
    await paged.load_more()
    async with running(rows_of(paged)) as (app, pilot):
        await pilot.press("end")
        await pilot.pause()
        assert len(app.take(RecordTable.EndWanted)) == 1
        await paged.load_end()
        app.table.source_changed()
        await pilot.pause()
        assert (app.table.cursor, charge(app), len(server.requests)) == (200, "999999", 2)


@pytest.mark.parametrize("upwards", [False, True])
async def test_rows_that_come_into_the_gap_leave_the_cursor_on_its_record(upwards: bool) -> None:
    paged = PagedList(Server(1000).fetch, page_size=20)
    await paged.load_more()
    await paged.load_end()
    async with running(rows_of(paged)) as (app, pilot):
        app.table.move_cursor(26 if upwards else 18)
        await pilot.pause()
        before = charge(app)
        line = app.table.cursor or 0
        line -= app.table.top
        await paged.load(*((20, 40) if upwards else (10, 20)))
        app.table.source_changed()
        await pilot.pause()
        assert (len(paged), charge(app)) == (61, before)
        assert (app.table.cursor or 0) - app.table.top == line


async def test_the_gap_is_a_line_of_its_own_that_opens_nothing() -> None:
    paged = PagedList(Server(1000).fetch, page_size=20)
    await paged.load_more()
    await paged.load_end()
    async with running(rows_of(paged), size=(80, 50)) as (app, pilot):
        assert "960 more transactions" in lines(app)[21]
        assert app.take(RecordTable.Wanted) == [(0, 97)]
        app.table.move_cursor(20)
        await pilot.press("enter")
        await pilot.pause()
        assert [type(message) for message in app.heard] == [
            RecordTable.Highlighted,
            RecordTable.Wanted,
        ]


async def test_walking_up_through_the_gap_reads_every_record_once() -> None:
    paged = PagedList(Server(50).fetch, page_size=8, kept=5)
    await paged.load_more()
    await paged.load_end()
    async with running(rows_of(paged), size=(80, 12)) as (app, pilot):
        found = await walk_up(app, pilot, paged)
        assert [number for number in found if number != "more"] == [
            str(number) for number in range(49, -1, -1)
        ]


async def walk_up(app: TableApp, pilot: Pilot[None], paged: PagedList[int]) -> list[str]:
    """Go row by row, loading whatever is wanted, and read each record on the way."""
    app.table.move_cursor(len(paged) - 1)
    found: list[str] = []
    while len(found) < 100:
        await pilot.pause()
        while wanted := app.take(RecordTable.Wanted):
            await paged.load(*wanted[-1])
            app.table.source_changed()
            await pilot.pause()
        found.append(charge(app))
        if app.table.cursor == 0:
            break
        app.table.action_move(-1)
    return found


class Tagged(FixedRows):
    """Rows of which every other is reversed."""

    def tag(self, index: int) -> str | None:
        return "dim" if index % 2 else None


async def test_a_tag_gives_a_row_its_look() -> None:
    rows = [("a", "b", "c", "d")] * 6
    async with running(Tagged(rows)) as (app, _):
        styles = [next(iter(app.table.render_line(y))).style for y in range(2, 6)]
        assert styles[0] == styles[2] != styles[1] == styles[3]


async def test_changed_rows_alone_are_drawn_anew() -> None:
    rows = [["a", "b", "c", str(number)] for number in range(10)]
    async with running(FixedRows(rows)) as (app, pilot):
        rows[4][3] = "changed"
        app.table.drawn = 0
        app.table.refresh_rows(4, 4)
        await pilot.pause()
        assert (app.table.drawn, "changed" in lines(app)[5]) == (1, True)


@pytest.mark.parametrize("change", [lambda rows: rows.clear(), lambda rows: rows.__delitem__(0)])
async def test_a_shorter_source_leaves_the_cursor_on_a_row(
    change: Callable[[list[tuple[str, ...]]], None],
) -> None:
    rows: list[tuple[str, ...]] = [("a", "b", "c", "d")] * 5
    async with running(FixedRows(rows)) as (app, pilot):
        await pilot.press("end")
        change(rows)
        app.table.source_changed()
        await pilot.pause()
        assert app.table.cursor == (len(rows) - 1 if rows else None)
