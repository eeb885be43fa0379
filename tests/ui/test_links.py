"""Links from object to object: each leads somewhere, there and back."""

from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from kraken_tui.commands.connecting import connector
from kraken_tui.commands.demo import demo_profile
from kraken_tui.config.paths import Folders
from kraken_tui.screens.catalogue import SCREENS
from kraken_tui.screens.deck import DeckScreen
from kraken_tui.screens.ledgers import LedgersScreen
from kraken_tui.screens.loyalty import LoyaltyScreen
from kraken_tui.screens.object_screen import ObjectScreen
from kraken_tui.screens.payments import PaymentsScreen
from kraken_tui.screens.payments_made import PaymentsView
from kraken_tui.session import Session
from kraken_tui.widgets.destinations import Destination
from kraken_tui.widgets.facts import Subject
from tests.ui.database import change, rows
from tests.ui.desk import Open
from tests.ui.ledger_hands import look_at, point_at


@pytest.mark.parametrize("destination", filter(None, get_args(Destination)))
def test_whatever_a_fact_may_lead_to_is_there(destination: str, tmp_path: Path) -> None:
    profile = demo_profile("water")
    session = Session(profile=profile, connect=connector(profile), folders=Folders.within(tmp_path))
    name, _, view = destination.partition("/")
    screen = SCREENS[name](session)
    if view:
        assert isinstance(screen, DeckScreen)
        assert view in [tab.name for tab in screen.VIEWS]


def test_a_fact_can_lead_nowhere_else() -> None:
    assert get_type_hints(Subject)["screen"] == Destination


async def test_a_link_leads_to_the_very_record_and_esc_comes_back(desk: Open) -> None:
    async with desk(screen="ledgers") as at:
        wanted = rows(at, "SELECT id FROM payments WHERE account_id = 1 ORDER BY payment_date")[-3]
        change(at, "UPDATE repayments SET payment_id = ? WHERE account_id = 1", wanted["id"])
        await look_at(at, "requests")
        await at.press("enter")
        await point_at(at, "Payment wanted back", "Amount")
        await at.press("enter")
        assert isinstance(at.app.screen, PaymentsScreen)
        assert at.app.screen.current_view == "payments"
        view = at.app.screen.view("payments")
        assert isinstance(view, PaymentsView)
        assert view.pane.current is not None
        assert view.pane.current.id == str(wanted["id"])
        await at.press("escape")
        assert isinstance(at.app.screen, ObjectScreen)
        await at.press("escape")
        assert isinstance(at.app.screen, LedgersScreen)


async def test_a_link_is_not_hidden_by_what_was_opened_where_it_leads(desk: Open) -> None:
    async with desk(screen="loyalty") as at:
        await at.press(*["right_square_bracket"] * 3, "enter")
        assert isinstance(at.app.screen, ObjectScreen)
        await at.press("1")
        await point_at(at, "Records", "Referrals")
        await at.press("enter")
        assert isinstance(at.app.screen, LoyaltyScreen)
        assert at.app.screen.current_view == "referrals"
        await at.press("escape")
        assert at.app.shown == "overview"
