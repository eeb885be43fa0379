"""Lists to work with: narrowed, sorted, opened, copied and paged by keys and by mouse."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pytest
from textual.widget import Widget

from kraken_tui.api.errors import NotSent
from kraken_tui.api.paging import Page, PageRequest
from kraken_tui.memory import Ask
from kraken_tui.screens import catalogue
from kraken_tui.screens.deck import DeckScreen
from kraken_tui.screens.listing import Listing
from kraken_tui.screens.object_screen import ObjectScreen
from kraken_tui.screens.record_pane import RecordPane
from kraken_tui.screens.state import Loaded, State
from kraken_tui.widgets.fact_view import FactView
from kraken_tui.widgets.facts import Fact, Section, Subject
from kraken_tui.widgets.record_columns import Column
from kraken_tui.widgets.tab_line import Tab, TabLine
from tests.ui.desk import Desk, Open


@dataclass(frozen=True)
class Note:
    number: int
    text: str


NOTES = Listing[Note](
    name="notes",
    noun="notes",
    empty="No notes.",
    columns=(
        Column(key="number", title="Number", width=8, align="right"),
        Column(key="text", title="Text", width=20, flex=1),
    ),
    cells=lambda note: (str(note.number), note.text),
    key=lambda note: note.number,
    title=lambda note: f"Note {note.number}",
    sections=lambda note: (
        Section("Note", (Fact("Number", str(note.number)), Fact("Text", note.text))),
    ),
    subject=lambda note: Subject("note", f"note {note.number}", {"noteId": note.number}),
    order={"number": lambda note: note.number},
)
FEW = tuple(Note(number, f"[bold]kind {'xyz'[number % 3]}[/bold]") for number in range(12))
MANY = tuple(Note(number, f"kind {'xyz'[number % 3]}") for number in range(2_500))


class Pages:
    """Serve many notes page by page, and fail on order."""

    def __init__(self) -> None:
        self.asked: list[PageRequest] = []
        self.failing = False

    async def __call__(self, asked: PageRequest) -> Page[Note]:
        self.asked.append(asked)
        if self.failing:
            raise NotSent("Nothing is listening there.")
        if asked.last is not None:
            stop = int(asked.before or len(MANY))
            return _page(max(0, stop - asked.last), stop)
        start = int(asked.after or 0)
        return _page(start, start + (asked.first or 0))


def _page(start: int, stop: int) -> Page[Note]:
    items = MANY[start:stop]
    more = stop < len(MANY)
    return Page(items, str(start), str(start + len(items)), more, start > 0, len(MANY))


class NotesScreen(DeckScreen[Sequence[Note]]):
    NAME: ClassVar[str] = "notes"
    VIEWS: ClassVar[tuple[Tab, ...]] = (
        Tab("", "few", "Few"),
        Tab("", "many", "Many"),
        Tab("", "facts", "Facts"),
    )
    pages: Pages

    async def fetch(self, account: str, ask: Ask) -> Loaded[Sequence[Note]]:
        return Loaded(FEW)

    def compose_view(self, name: str) -> Widget:
        return FactView() if name == "facts" else RecordPane(NOTES, self.session, id=name)

    def show_view(self, name: str, state: State[Sequence[Note]]) -> None:
        view = self.view(name)
        if isinstance(view, FactView):
            link = Subject("account", "the account", {"accountNumber": "A-1"}, screen="overview")
            view.show((Section("Links", (Fact("Account", "A-1", subject=link),)),))
        elif isinstance(view, RecordPane) and isinstance(state, Loaded):
            if name == "few":
                view.show(state.data)
            else:
                view.page(self.pages)


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> Pages:
    """Put the notes in the place of the ledgers."""
    pages = NotesScreen.pages = Pages()
    monkeypatch.setitem(catalogue.SCREENS, "ledgers", NotesScreen)
    return pages


def pane(at: Desk) -> RecordPane[Note]:
    deck = at.app.screen
    assert isinstance(deck, NotesScreen)
    view = deck.view(deck.current_view)
    assert isinstance(view, RecordPane)
    return view


def shown(at: Desk) -> list[int]:
    source = pane(at).table.source
    rows = (source.row(index) for index in range(len(source)))
    return [int(row[0]) for row in rows if isinstance(row, tuple)]


def written(folder: Path) -> list[str]:
    (file,) = folder.glob("A-1A2B3C4D-notes-*.csv")
    return file.read_text("utf-8").splitlines()


async def test_typing_narrows_at_once_and_esc_shows_all_again(desk: Open, pages: Pages) -> None:
    async with desk(screen="ledgers") as at:
        assert at.text("#count") == "all 12 notes"
        await at.press("/")
        await at.type("kind z")
        assert shown(at) == [2, 5, 8, 11]
        assert at.text("#count") == '4 of 12 notes with "kind z"'
        await at.press("enter", "escape")
        assert len(shown(at)) == 12


async def test_nothing_that_fits_says_so(desk: Open, pages: Pages) -> None:
    async with desk(screen="ledgers") as at:
        await at.press("/")
        await at.type("nowhere")
        assert shown(at) == []
        assert pane(at).table.empty_text == "Nothing fits the filter."


async def test_sorting_again_turns_it_round(desk: Open, pages: Pages) -> None:
    async with desk(screen="ledgers") as at:
        for expected in (list(range(12)), list(reversed(range(12)))):
            await at.press("s")
            await at.type("number")
            await at.press("enter")
            assert shown(at) == expected
        assert at.text("#count") == "12 of 12 notes sorted by Number ↓"


async def test_the_cursor_stays_on_its_record_when_the_list_comes_anew(
    desk: Open, pages: Pages
) -> None:
    async with desk(screen="ledgers") as at:
        await at.press("down", "down", "down", "r")
        assert pane(at).current == FEW[3]


async def test_a_record_opens_whole_and_esc_returns_to_it(desk: Open, pages: Pages) -> None:
    async with desk(screen="ledgers") as at:
        await at.press("down", "enter")
        opened = at.app.screen
        assert isinstance(opened, ObjectScreen)
        assert at.facts("Note") == {"Number": "1", "Text": "[bold]kind y[/bold]"}
        subject = opened.subject()
        assert subject is not None and subject.identifiers == {"noteId": 1}
        await at.press("escape")
        assert pane(at).current == FEW[1]


async def test_copying_takes_the_record_whole(desk: Open, pages: Pages) -> None:
    async with desk(screen="ledgers") as at:
        await at.press("y")
        assert at.app.clipboard.splitlines() == [
            "Note 0",
            "Number              0",
            "Text                [bold]kind x[/bold]",
        ]


async def test_what_is_shown_is_exported(
    desk: Open, pages: Pages, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with desk(screen="ledgers") as at:
        await at.press("/")
        await at.type("kind y")
        await at.press("enter", "e", "enter")
        assert at.notice.startswith("Wrote 4 notes to ")
    assert [line.split(",")[0] for line in written(tmp_path)[1:]] == ["1", "4", "7", "10"]


async def test_a_long_list_is_exported_to_its_end(
    desk: Open, pages: Pages, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with desk(screen="ledgers") as at:
        await at.press("]", "e", "enter")
        assert at.notice.startswith("Wrote 2,500 notes to ")
        assert pane(at).current == MANY[0]
    assert len(written(tmp_path)) == 2_501


async def test_pages_come_as_the_cursor_nears_them(desk: Open, pages: Pages) -> None:
    async with desk(screen="ledgers") as at:
        await at.press("]")
        assert at.text("#many #count") == "100 of 2,500 notes loaded"
        await at.press("end")
        assert pane(at).current == MANY[-1]
        assert len(pages.asked) == 2


async def test_narrowing_a_long_list_reads_on_and_owns_up_to_what_it_has_not_read(
    desk: Open, pages: Pages
) -> None:
    async with desk(screen="ledgers") as at:
        await at.press("]", "/")
        await at.type("kind y")
        assert at.text("#many #count") == '667 of the first 2,000 notes (of 2,500) with "kind y"'
        await at.press("enter", "escape")
        assert at.text("#many #count") == "2,000 of 2,500 notes loaded"


async def test_a_page_that_fails_says_why_and_r_reads_it_anew(desk: Open, pages: Pages) -> None:
    pages.failing = True
    async with desk(screen="ledgers") as at:
        await at.press("]")
        assert pane(at).table.empty_text == "Nothing is listening there."
        assert at.text("#many #count").endswith("Press r to try again.")
        pages.failing = False
        await at.press("r")
        assert at.text("#many #count") == "100 of 2,500 notes loaded"


async def test_a_list_that_failed_is_not_asked_for_by_another_size(
    desk: Open, pages: Pages
) -> None:
    pages.failing = True
    async with desk(screen="ledgers") as at:
        await at.press("]")
        asked = len(pages.asked)
        pages.failing = False
        await at.pilot.resize_terminal(80, 24)
        await at.settle()
        assert len(pages.asked) == asked
        assert pane(at).table.empty_text == "Nothing is listening there."
        assert at.text("#many #count").endswith("Press r to try again.")


async def test_views_open_by_keys_and_by_mouse(desk: Open, pages: Pages) -> None:
    async with desk(screen="ledgers") as at:
        deck = at.app.screen
        assert isinstance(deck, NotesScreen)
        await at.press("[")
        assert deck.current_view == "facts"
        await at.press("]")
        assert deck.current_view == "few"
        await at.pilot.click(deck.query_one("#views", TabLine), offset=(8, 0))
        await at.settle()
        assert deck.current_view == "many"


async def test_a_link_is_followed_and_esc_comes_back(desk: Open, pages: Pages) -> None:
    async with desk(screen="ledgers") as at:
        await at.press("[", "enter")
        assert at.app.shown == "overview"
        assert at.session.focus == {"accountNumber": "A-1"}
        await at.press("escape")
        assert at.app.shown == "ledgers"
        await at.press("1", "escape")
        assert at.app.shown == "overview"
