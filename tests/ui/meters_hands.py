"""What somebody at the meters screen sees, and what the tenant's database holds."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from kraken_tui.screens.meters import MetersScreen
from kraken_tui.screens.record_pane import RecordPane
from kraken_tui.widgets.record_table import RecordTable
from tests.ui.desk import Desk

SEPTEMBER = 9
"""The one month that Englishmen shorten to four letters."""


def meters(at: Desk) -> MetersScreen:
    """The screen."""
    screen = at.app.screen
    assert isinstance(screen, MetersScreen)
    return screen


def pane(at: Desk) -> RecordPane[Any]:
    """The list in the view that is seen."""
    view = meters(at).view(meters(at).current_view)
    return view if isinstance(view, RecordPane) else view.query_one(RecordPane)


def table(at: Desk) -> RecordTable:
    """The table in the view that is seen."""
    return pane(at).table


def listed(shown: RecordTable) -> list[tuple[str, ...]]:
    """The texts of a table's rows."""
    found = [shown.source.row(index) for index in range(len(shown.source))]
    return [tuple(row) for row in found if isinstance(row, Sequence)]


def column(at: Desk, index: int) -> list[str]:
    """The texts of a column in the view that is seen."""
    return [row[index] for row in listed(table(at))]


async def choose(at: Desk, number: str) -> None:
    """Put the cursor on a supply, known by its number, by keys."""
    supplies = meters(at).supplies
    at.app.screen.set_focus(supplies.table)
    numbers = [row[2] for row in listed(supplies.table)]
    await at.press("home", *["down"] * numbers.index(number))


async def open_view(at: Desk, name: str) -> None:
    """Go to a view with the key for the next one."""
    while meters(at).current_view != name:
        await at.press("right_square_bracket")


def written(value: str | Decimal, unit: str) -> str:
    """Write a number as an English person does, without what does not count."""
    number = f"{Decimal(value):,f}"
    if "." in number:
        number = number.rstrip("0").rstrip(".")
    return f"{number} {unit}"


def day(text: object) -> str:
    """Write a day as an English person does, of a text that begins with one such as 2026-03-02."""
    found = date.fromisoformat(str(text)[:10])
    month = "Sept" if found.month == SEPTEMBER else f"{found:%b}"
    return f"{found.day} {month} {found.year}"


def words(code: object) -> str:
    """Write a code such as IN_USE as words."""
    return str(code).replace("_", " ").capitalize()


def visit(order: dict[str, Any]) -> str:
    """Write when somebody comes, as clocks in London show it."""
    starts, ends = (
        datetime.fromisoformat(order[name]).astimezone(ZoneInfo("Europe/London"))
        for name in ("scheduled_at", "scheduled_end_at")
    )
    return f"{day(starts.date())}, {starts:%H:%M} to {ends:%H:%M}"
