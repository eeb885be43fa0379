"""What the tenant's database holds of the account on the screen, read behind the API's back."""

from typing import Any

from kraken_tui.widgets.fact_view import FactView
from kraken_tui.widgets.facts import Fact
from tests.ui.database import rows
from tests.ui.desk import Desk


def account_row(at: Desk) -> dict[str, Any]:
    """Read the account on the screen."""
    (row,) = rows(at, "SELECT * FROM accounts WHERE number = ?", at.session.account)
    return row


def of_account(at: Desk, table: str, order: str = "id") -> list[dict[str, Any]]:
    """Read what a table holds of the account on the screen."""
    query = f"SELECT * FROM {table} WHERE account_id = ? ORDER BY {order}"
    return rows(at, query, account_row(at)["id"])


def facts(at: Desk, section: str) -> list[Fact]:
    """Give the facts of every section whose title starts so."""
    shown = at.app.screen.query_one(FactView).sections
    return [fact for each in shown if each.title.startswith(section) for fact in each.facts]


async def go_to(at: Desk, section: str, label: str) -> None:
    """Move the cursor to a fact by keys."""
    view = at.app.screen.query_one(FactView)
    wanted = next(fact for fact in facts(at, section) if fact.label == label)
    for index in range(view._count):
        ahead = [view._at(place) for place in view._places(index)]
        if wanted in ahead:
            across = ["left"] * view._count + ["right"] * index
            # In one burst, as a key that is held down sends them.
            await at.send(*across, "home", *["down"] * ahead.index(wanted))
            assert view.current is wanted
            return
    raise AssertionError(f"No key leads to {section} {label}.")
