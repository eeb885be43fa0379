"""Hands for the ledgers screen, and eyes for the database behind it."""

from collections.abc import Sequence
from typing import Any

from kraken_tui.screens.ledgers import LedgersScreen
from kraken_tui.screens.record_pane import RecordPane
from kraken_tui.widgets.fact_view import FactView
from kraken_tui.widgets.tab_line import TabLine
from tests.ui.database import rows
from tests.ui.desk import Desk

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec")
UNKNOWN = "\N{EM DASH}"


def money(minor: int | None) -> str:
    """Write an amount in pounds without the app's help."""
    if minor is None:
        return UNKNOWN
    return f"{'-' if minor < 0 else ''}£{abs(minor) / 100:,.2f}"


def day(iso: str | None) -> str:
    """Write a day without the app's help."""
    if not iso:
        return UNKNOWN
    year, month, number = iso[:10].split("-")
    return f"{int(number)} {MONTHS[int(month) - 1]} {year}"


def of_ledger(at: Desk, table: str, where: str = "1", order: str = "id DESC") -> Any:
    """Read what a table holds of the ledger that is open."""
    query = f"SELECT t.* FROM {table} AS t JOIN ledgers ON ledgers.id = t.ledger_id"
    return rows(at, f"{query} WHERE number = ? AND {where} ORDER BY t.{order}", opened(at))


def ledgers(at: Desk) -> LedgersScreen:
    """Give the screen."""
    screen = at.app.screen
    assert isinstance(screen, LedgersScreen)
    return screen


def opened(at: Desk) -> str:
    """Tell the number of the ledger that is open."""
    found = ledgers(at).open_ledger
    assert found is not None
    return found.ledger.number


async def look_at(at: Desk, name: str) -> Any:
    """Go to a view with the key for the next one."""
    screen = ledgers(at)
    while screen.current_view != name:
        await at.press("right_square_bracket")
    return screen.view(name)


async def open_ledger(at: Desk, place: int) -> None:
    """Open another ledger by keys."""
    ledgers(at).pane.table.focus()
    await at.press("home", *["down"] * place, "enter")


def listed(pane: RecordPane[Any]) -> list[Sequence[str]]:
    """Give the texts of every row, all pages read."""
    source = pane.table.source
    found = [source.row(index) for index in range(len(source))]
    assert all(isinstance(cells, Sequence) for cells in found)
    return [cells for cells in found if isinstance(cells, Sequence)]


def facts(at: Desk, section: str) -> dict[str, str]:
    """Give what a section says, by label."""
    screen = at.app.screen
    view = screen.view(screen.current_view) if isinstance(screen, LedgersScreen) else screen
    found = view if isinstance(view, FactView) else view.query_one(FactView)
    for shown in found.sections:
        if shown.title == section:
            return {fact.label: fact.value for fact in shown.facts}
    return {}


async def point_at(at: Desk, section: str, label: str) -> None:
    """Move the cursor of the facts to one of them, by keys."""
    view = next(found for found in at.app.screen.query(FactView) if found.display)
    view.focus()
    await at.press("left", "home")
    places = [(shown.title, fact.label) for shown in view.sections for fact in shown.facts]
    assert (section, label) in places
    wanted = next(
        fact
        for shown in view.sections
        for fact in shown.facts
        if (shown.title, fact.label) == (section, label)
    )
    for column in range(2):
        for _ in range(len(places)):
            if view.current is wanted:
                return
            await at.press("down")
        if column == 0:
            await at.press("right", "home")
    assert view.current is wanted


async def click_view(at: Desk, title: str) -> None:
    """Click a view's name."""
    line = at.app.screen.query_one("#views", TabLine)
    x = str(line.render()).index(title)
    await at.pilot.click(line, offset=(x, 0))
    await at.settle()
