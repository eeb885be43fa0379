"""Hands for the payments screen, and eyes for the database behind it."""

from collections.abc import Sequence
from typing import Any

from textual.widgets import Static

from kraken_tui.screens.payments import PaymentsScreen
from kraken_tui.screens.record_pane import RecordPane
from kraken_tui.widgets.tab_line import TabLine
from tests.ui.database import rows
from tests.ui.desk import Desk

MONEY = {"water": "£{:,.2f}", "energy": "€{:,.2f}"}


def money(tenant: str, minor: int) -> str:
    """Write an amount as the tenant's people do, without the app's help."""
    return MONEY[tenant].format(minor / 100)


def day(iso: str) -> str:
    """Write a day without the app's help; abbreviations of September differ by locale."""
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec"]
    year, month, number = iso[:10].split("-")
    return f"{int(number)} {months[int(month) - 1]} {year}"


def words(constant: str) -> str:
    """Write an enum's value in words."""
    return constant.replace("_", " ").capitalize()


def of_account(at: Desk, table: str, order: str = "id") -> list[dict[str, Any]]:
    """Read what a table holds of the account on the screen."""
    query = (
        f"SELECT t.*, l.number AS ledger, l.name AS ledger_name FROM {table} AS t"
        " JOIN accounts ON accounts.id = t.account_id LEFT JOIN ledgers AS l ON l.id = t.ledger_id"
        f" WHERE accounts.number = ? ORDER BY t.{order}"
    )
    return rows(at, query, at.session.account)


def screen(at: Desk) -> PaymentsScreen:
    """Give the payments screen, which is on top."""
    shown = at.app.screen
    assert isinstance(shown, PaymentsScreen)
    return shown


async def view(at: Desk, name: str) -> RecordPane[Any]:
    """Go to a view with the key for the next one; give its list."""
    while screen(at).current_view != name:
        await at.press("right_square_bracket")
    return pane(at)


def pane(at: Desk) -> RecordPane[Any]:
    """Give the list of the view that is seen."""
    shown = screen(at).view(screen(at).current_view)
    return shown if isinstance(shown, RecordPane) else shown.query_one(RecordPane)


def listed(of: RecordPane[Any]) -> list[Sequence[str]]:
    """Give the texts of every row."""
    source = of.table.source
    found = (source.row(index) for index in range(len(source)))
    return [cells for cells in found if isinstance(cells, Sequence)]


def count(at: Desk) -> str:
    """What the line below the list of the view says."""
    return str(pane(at).query_one("#count", Static).content)


async def load_all(at: Desk) -> None:
    """Move the cursor until every page is there."""
    paged = pane(at).paged
    assert paged is not None
    while not paged.complete:
        await at.press("pagedown")


async def click_tab(at: Desk, line: str, name: str) -> None:
    """Click a tab of a line of tabs."""
    tabs = at.app.screen.query_one(line, TabLine)
    start = 0
    for tab in tabs._tabs:
        if tab.name == name:
            await at.pilot.click(tabs, offset=(start + 1, 0))
            await at.settle()
            return
        start += len(tab.label)
    raise AssertionError(f"no tab {name}")
