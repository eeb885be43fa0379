"""Lists are written to files: whole, safe to open, and never over another file unasked."""

import asyncio
import csv
import io
import json
import os
import stat
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Static

from kraken_tui.api.errors import NotSent
from kraken_tui.api.paging import Page, PagedList, PageRequest
from kraken_tui.screens.export import Export
from kraken_tui.screens.export_file import Gathered
from kraken_tui.screens.export_places import free_name
from kraken_tui.screens.export_reading import Source
from kraken_tui.screens.export_rows import cell, flatten
from kraken_tui.screens.transactions_pane import TransactionsPane
from kraken_tui.widgets.line_input import LineInput
from kraken_tui.widgets.notice import Notice
from tests.ui.desk import Open
from tests.ui.ledger_hands import of_ledger

TODAY = date(2026, 11, 22)
NAME = "A-1-statements-2026-11-22.csv"


class Kind(Enum):
    """A choice, as a record may hold one."""

    BILL = "bill"


@dataclass(frozen=True)
class Span:
    """A record within another."""

    first: date | None
    last: date | None


@dataclass(frozen=True)
class Statement:
    """A record with one value of every sort."""

    number: str
    total: int | None
    rate: Decimal | None = None
    issued: datetime | None = None
    span: Span | None = None
    held: bool = False
    kind: Kind = Kind.BILL
    tags: tuple[str, ...] = ()
    lines: tuple[Span, ...] = ()
    more: dict[str, object] = field(default_factory=dict)


FULL = Statement(
    number="S-1",
    total=-1250,
    rate=Decimal("12.5"),
    issued=datetime(2026, 3, 5, 13, 4, tzinfo=UTC),
    span=Span(date(2026, 1, 1), None),
    held=True,
    tags=("new", "paper"),
    lines=(Span(None, date(2026, 2, 1)),),
    more={"colour": "red"},
)
EMPTY = Statement(number="S-2", total=None)


class Pages:
    """A list of numbered statements, served page by page, that can stall or fail."""

    def __init__(self, count: int, *, fails_at: int | None = None, stalls_at: int | None = None):
        self.count, self.fails_at, self.stalls_at = count, fails_at, stalls_at
        self.waiting = asyncio.Event()

    async def fetch(self, request: PageRequest) -> Page[Statement]:
        backwards = request.last is not None
        size = request.last or request.first or 0
        start = int(request.after or 0)
        if backwards:
            end = self.count if request.before is None else int(request.before)
            start = max(0, end - size)
        else:
            end = min(self.count, start + size)
        if self.fails_at is not None and start >= self.fails_at:
            raise NotSent("The tenant cannot be reached.")
        if self.stalls_at is not None and start >= self.stalls_at:
            self.waiting.set()
            await asyncio.Event().wait()
        items = [Statement(f"S-{number}", number) for number in range(start, end)]
        return Page(items, str(start), str(end), end < self.count, start > 0, self.count)

    def listed(self) -> PagedList[Statement]:
        return PagedList(self.fetch, page_size=100, kept=3, key=lambda each: each.number)


class Clerk(App[None]):
    """An app with an export dialog, and what it answered."""

    said: str | None = None
    answered = False

    def take(self, said: str | None) -> None:
        self.said, self.answered = said, True


@dataclass
class Dialog:
    """An open dialog and the hands at its keys."""

    pilot: Pilot[None]
    folder: Path

    @property
    def app(self) -> Clerk:
        assert isinstance(self.pilot.app, Clerk)
        return self.pilot.app

    @property
    def notice(self) -> str:
        return self.app.screen.query_one(Notice).sentence

    @property
    def progress(self) -> str:
        return str(self.app.screen.query_one("#progress", Static).content)

    @property
    def format(self) -> str:
        return str(self.app.screen.query_one("#format", Static).content)

    @property
    def files(self) -> list[str]:
        return sorted(each.name for each in self.folder.iterdir())

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()

    async def name(self, text: str) -> None:
        self.app.screen.query_one(LineInput).value = text
        await self.pilot.pause()

    def rows(self, name: str = NAME) -> list[dict[str, str]]:
        text = (self.folder / name).read_bytes().decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text, newline="")))

    def objects(self, name: str) -> Any:
        return json.loads((self.folder / name).read_text("utf-8"))


@asynccontextmanager
async def asking(source: Source, folder: Path, *, size: Any = (80, 24)) -> AsyncIterator[Dialog]:
    app = Clerk()
    async with app.run_test(size=size) as pilot:
        export = Export(
            source, name="A-1-statements", noun="statements", today=TODAY, folder=folder
        )
        app.push_screen(export, app.take)
        await pilot.pause()
        yield Dialog(pilot, folder)


async def test_a_list_is_written_with_raw_values(tmp_path: Path) -> None:
    async with asking([FULL, EMPTY], tmp_path) as dialog:
        assert dialog.progress == "2 statements"
        await dialog.press("enter")
        assert dialog.app.said == f"Wrote 2 statements to {tmp_path / NAME}."
        assert dialog.files == [NAME]
        full, empty = dialog.rows()
    assert full == {
        "number": "S-1",
        "total": "-1250",
        "rate": "12.5",
        "issued": "2026-03-05T13:04:00+00:00",
        "span.first": "2026-01-01",
        "span.last": "",
        "held": "true",
        "kind": "bill",
        "tags": "new; paper",
        "lines": '[{"first": null, "last": "2026-02-01"}]',
        "more.colour": "red",
    }
    assert {name: text for name, text in empty.items() if text} == {
        "number": "S-2",
        "held": "false",
        "kind": "bill",
    }


async def test_the_other_format_is_a_key_away(tmp_path: Path) -> None:
    async with asking([FULL, EMPTY], tmp_path) as dialog:
        assert dialog.format.startswith("CSV")
        await dialog.press("ctrl+t")
        assert dialog.format.startswith("JSON")
        await dialog.press("enter")
        name = NAME.replace("csv", "json")
        assert dialog.files == [name]
        full, empty = dialog.objects(name)
    assert full["total"] == -1250
    assert full["rate"] == 12.5
    assert full["tags"] == ["new", "paper"]
    assert full["lines"] == [{"first": None, "last": "2026-02-01"}]
    assert full["held"] is True
    assert empty["total"] is None


async def test_the_format_key_goes_back_and_forth(tmp_path: Path) -> None:
    async with asking([FULL], tmp_path) as dialog:
        line = dialog.app.screen.query_one(LineInput)
        await dialog.press("ctrl+t", "ctrl+t")
        assert line.value == NAME
        for typed, other in (
            ("x", "x.json"),
            ("x.json", "x.csv"),
            ("a.b.csv", "a.b.json"),
            ("deep/y.json", "deep/y.csv"),
        ):
            await dialog.name(typed)
            await dialog.press("ctrl+t")
            assert line.value == other


async def test_the_mouse_does_it_too(tmp_path: Path) -> None:
    async with asking([FULL], tmp_path) as dialog:
        await dialog.pilot.click("KeyLine", offset=(2, 0))
        await dialog.app.workers.wait_for_complete()
        await dialog.pilot.pause()
        assert dialog.files == [NAME]


async def test_only_its_owner_may_read_the_file(tmp_path: Path) -> None:
    async with asking([FULL], tmp_path) as dialog:
        await dialog.press("enter")
        assert stat.S_IMODE((tmp_path / NAME).stat().st_mode) == 0o600


async def test_the_proposed_name_is_free(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("mine")
    async with asking([FULL], tmp_path) as dialog:
        await dialog.press("enter")
        assert dialog.files == ["A-1-statements-2026-11-22-2.csv", NAME]
        assert (tmp_path / NAME).read_text() == "mine"


async def test_another_file_is_replaced_only_after_saying_so(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("mine")
    (tmp_path / "y.csv").write_text("yours")
    async with asking([FULL], tmp_path) as dialog:
        await dialog.name("x.csv")
        await dialog.press("enter")
        assert dialog.notice == "x.csv is there already. Press enter again to replace it."
        assert (tmp_path / "x.csv").read_text() == "mine"
        await dialog.name("y.csv")
        await dialog.press("enter")
        assert "y.csv is there already" in dialog.notice
        assert (tmp_path / "y.csv").read_text() == "yours"
        await dialog.press("enter")
        assert dialog.rows("y.csv")[0]["number"] == "S-1"
        assert (tmp_path / "x.csv").read_text() == "mine"


def test_a_file_that_appears_meanwhile_is_kept(tmp_path: Path) -> None:
    rows = Gathered()
    rows.add([FULL])
    (tmp_path / "x.csv").write_text("mine")
    with pytest.raises(FileExistsError):
        rows.write(tmp_path / "x.csv", replace=False)
    rows.close()
    assert (tmp_path / "x.csv").read_text() == "mine"
    assert len(list(tmp_path.iterdir())) == 1


async def test_pages_are_read_to_their_end_with_a_bar(tmp_path: Path) -> None:
    pages = Pages(1234)
    paged = pages.listed()
    await paged.load_more()
    async with asking(paged, tmp_path) as dialog:
        assert dialog.progress == "100 of 1,234 are at hand; the rest is read first."
        await dialog.press("enter")
        assert dialog.app.said == f"Wrote 1,234 statements to {tmp_path / NAME}."
        assert [row["number"] for row in dialog.rows()] == [f"S-{at}" for at in range(1234)]


async def test_a_list_whose_end_was_looked_at_is_written_whole_and_once(tmp_path: Path) -> None:
    paged = Pages(1234).listed()
    await paged.load_more()
    await paged.load_end()
    assert paged.gap is not None
    async with asking(paged, tmp_path) as dialog:
        await dialog.press("enter")
        assert [row["number"] for row in dialog.rows()] == [f"S-{at}" for at in range(1234)]


async def test_esc_stops_and_says_what_was_written(tmp_path: Path) -> None:
    pages = Pages(5000, stalls_at=300)
    async with asking(pages.listed(), tmp_path) as dialog:
        await dialog.pilot.press("enter")
        await pages.waiting.wait()
        await dialog.pilot.pause()
        assert dialog.progress.endswith(" 300 of 5,000")
        assert dialog.progress.startswith("█░")
        assert dialog.files == []
        await dialog.press("escape")
        assert dialog.app.said == f"Stopped: the first 300 statements are in {tmp_path / NAME}."
        assert len(dialog.rows()) == 300


async def test_a_failure_on_the_way_says_what_there_is(tmp_path: Path) -> None:
    async with asking(Pages(5000, fails_at=200).listed(), tmp_path) as dialog:
        await dialog.press("enter")
        assert dialog.notice == (
            f"The tenant cannot be reached. The first 200 statements are in {tmp_path / NAME}."
        )
        assert len(dialog.rows()) == 200
        assert not dialog.app.answered
        await dialog.press("escape")
        assert dialog.app.answered
        assert dialog.app.said is None


async def test_esc_before_writes_nothing(tmp_path: Path) -> None:
    async with asking([FULL], tmp_path) as dialog:
        await dialog.press("escape")
        assert dialog.app.answered
        assert (dialog.app.said, dialog.files) == (None, [])


@pytest.mark.parametrize("source", [[], Pages(0).listed()])
async def test_an_empty_list_makes_no_empty_file_of_it(source: Source, tmp_path: Path) -> None:
    if isinstance(source, PagedList):
        await source.load_more()
    async with asking(source, tmp_path) as dialog:
        await dialog.press("enter")
        assert dialog.notice == "There are no statements to write."
        assert dialog.files == []


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "is a folder; add a name."),
        ("nowhere/x.csv", "There is no folder"),
        ("x" * 300 + ".csv", "cannot be written: file name too long."),
        ("~nobody-of-this-name/x.csv", "There is no folder"),
        ("file/x.csv", "There is no folder"),
    ],
)
async def test_what_the_disk_refuses_is_a_sentence(
    typed: str, sentence: str, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    async with asking([FULL], tmp_path) as dialog:
        await dialog.name(typed)
        await dialog.press("enter")
        assert sentence in dialog.notice
        assert not dialog.app.answered
        assert dialog.files == ["file"]
        await dialog.name("good.csv")
        await dialog.press("enter")
        assert dialog.files == ["file", "good.csv"]


@pytest.fixture
def closed(tmp_path: Path) -> Iterator[Path]:
    """Give a folder that nobody may write to."""
    tmp_path.chmod(0o500)
    yield tmp_path
    tmp_path.chmod(0o700)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
async def test_a_closed_folder_is_a_sentence(closed: Path) -> None:
    async with asking([FULL], closed) as dialog:
        await dialog.press("enter")
        assert dialog.notice.endswith("cannot be written: permission denied.")


def test_a_full_disk_is_an_error_of_the_system() -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("This system has no disk that is always full.")
    rows = Gathered()
    rows._file.close()
    rows._file = full.open("w+", encoding="utf-8")
    with pytest.raises(OSError, match="No space left"):
        rows.add([FULL] * 10_000)
    rows.close()


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+44 20 7946 0000", "'+44 20 7946 0000"),
        ("-cmd", "'-cmd"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("  =1+1", "'  =1+1"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("-12.50", "-12.50"),
        ("-5", "-5"),
        ("-5-5", "'-5-5"),
        ('plain, with "quotes"\nand lines', 'plain, with "quotes"\nand lines'),
        (-1250, -1250),
        (-0.5, -0.5),
        (["=1", "b"], "'=1; b"),
        (["2026-01-01", None], "2026-01-01; "),
        ([], ""),
        (True, "true"),
        (None, None),
    ],
)
def test_no_text_becomes_a_formula(text: object, written: object) -> None:
    assert cell(text) == written


async def test_hostile_texts_stay_in_their_cells(tmp_path: Path) -> None:
    hostile = [
        '=HYPERLINK("http://x.example")',
        'a,"b"\r\nc',
        "[bold red]",
        "é, ü, 日本",
        "x" * 10_000,
    ]
    records = [Statement(text, at, more={"=1+1": "@x"}) for at, text in enumerate(hostile)]
    async with asking(records, tmp_path) as dialog:
        await dialog.press("enter")
        rows = dialog.rows()
    assert [row["number"] for row in rows] == ["'" + hostile[0], *hostile[1:]]
    assert {row["more.=1+1"] for row in rows} == {"'@x"}
    assert [row["total"] for row in rows] == ["0", "1", "2", "3", "4"]


@given(
    st.lists(
        st.builds(
            Statement,
            number=st.text(st.characters(codec="utf-8")),
            total=st.none() | st.integers(),
            rate=st.none() | st.decimals(allow_nan=False, allow_infinity=False, places=3),
            span=st.none() | st.builds(Span, first=st.none() | st.dates(), last=st.none()),
            tags=st.lists(st.text(st.characters(codec="utf-8"))).map(tuple),
        ),
        max_size=5,
    )
)
def test_json_gives_back_what_the_records_hold(
    tmp_path_factory: pytest.TempPathFactory, records: Sequence[Statement]
) -> None:
    path = tmp_path_factory.mktemp("any") / "x.json"
    rows = Gathered()
    rows.add(records)
    rows.write(path, replace=False)
    rows.close()
    found = json.loads(path.read_text("utf-8"))
    assert found == [flatten(record) for record in records]
    assert [each["number"] for each in found] == [record.number for record in records]
    assert [each["total"] for each in found] == [record.total for record in records]


def test_names_get_a_number_when_they_are_taken(tmp_path: Path) -> None:
    for expected in ("a.csv", "a-2.csv", "a-3.csv"):
        assert free_name(tmp_path, "a.csv") == expected
        (tmp_path / expected).touch()


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (200, 60)])
async def test_it_fits_into_any_terminal(size: tuple[int, int], tmp_path: Path) -> None:
    async with asking([FULL], tmp_path, size=size) as dialog:
        region = dialog.app.screen.query_one("Vertical").region
        assert region.right <= size[0]
        assert region.bottom <= size[1]


async def test_a_ledger_is_written_as_the_database_has_it(desk: Open, tmp_path: Path) -> None:
    async with desk(screen="ledgers", transactions=450) as at:
        paged = at.app.screen.query_one(TransactionsPane).paged
        assert paged is not None
        assert not paged.complete
        stored = of_ledger(at, "transactions", order="posted_date DESC, id DESC")
        export = Export(paged, name="A-1-t", noun="transactions", today=TODAY, folder=tmp_path)
        at.app.push_screen(export)
        await at.press("enter")
        file = tmp_path / "A-1-t-2026-11-22.csv"
        rows = list(csv.DictReader(io.StringIO(file.read_bytes().decode("utf-8-sig"), newline="")))
    assert len(rows) == len(stored) == 450
    assert {row["id"]: row["balance"] for row in rows} == {
        str(each["id"]): str(each["balance_carried_forward"]) for each in stored
    }
