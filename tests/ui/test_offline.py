"""Reading where there is no link: what was seen last, and how old it is."""

from pathlib import Path
from typing import Any

from kraken_tui.widgets.fact_view import FactView
from kraken_tui.widgets.frame_bar import FrameBar
from kraken_tui.widgets.record_source import Gap
from kraken_tui.widgets.record_table import RecordTable
from tests.ui.desk import AWAY, Desk, Open


async def lose_the_tenant(at: Desk) -> None:
    await at.control("fault", drop=True, times=AWAY)


def age(at: Desk) -> str:
    return at.app.screen.query_one(FrameBar).frame.age


def lines(at: Desk) -> list[tuple[str, ...]]:
    """What all tables on the screen list, from top to bottom."""
    found: list[tuple[str, ...]] = []
    for table in at.app.screen.query(RecordTable):
        rows = [table.source.row(index) for index in range(len(table.source))]
        found += [tuple(row) for row in rows if not isinstance(row, Gap)]
    return found


def files(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file()]


VIEWS = ("overview", "ledgers", "payments", "loyalty", "meters")


def told(at: Desk) -> tuple[Any, ...]:
    """What a person reads of the account, on any screen."""
    facts = [
        [(fact.label, fact.value) for section in view.sections for fact in section.facts]
        for view in at.app.screen.query(FactView)
    ]
    return at.session.holder, facts, lines(at)


async def test_every_screen_and_view_that_was_seen_is_read_without_a_link(desk: Open) -> None:
    read: dict[str, tuple[Any, ...]] = {}
    async with desk() as at:
        for key, name in enumerate(VIEWS, start=1):
            await at.press(str(key))
            read[name] = told(at)
            assert age(at) == ""
    async with desk(away=True) as at:
        for key, name in enumerate(VIEWS, start=1):
            await at.press(str(key))
            assert told(at) == read[name], name
            assert age(at).startswith("seen "), name
            assert "This is from " in at.notice
            assert at.notice.endswith(" today; r tries again.")
        await at.control("log")
