"""A tenant whose schema has no loyalty, or only some of it."""

import pytest

from kraken_tui.screens.loyalty import LoyaltyScreen
from kraken_tui.screens.loyalty_words import (
    NO_PROGRAMME,
    NO_REFERRALS,
    NO_REWARDS,
    NO_VOUCHERS,
)
from kraken_tui.screens.record_pane import RecordPane
from tests.ui.desk import Open

pytestmark = pytest.mark.thorough

POINTS = r"loyalty\w*|eligibilityToJoinLoyaltyPointsProgram"
OTHERS = r"vouchers\w*|referrals|referralsCreated|activeReferralSchemes|rewards"
JOURNEYS = r"eligibleRewardJourneys"


async def test_a_tenant_without_any_of_it_says_so_everywhere(desk: Open) -> None:
    async with desk(screen="loyalty", without=f"{POINTS}|{OTHERS}|{JOURNEYS}") as at:
        assert at.notice == ""
        assert at.session.holder
        titles = {
            "Loyalty points": NO_PROGRAMME,
            "Vouchers": NO_VOUCHERS,
            "Rewards": NO_REWARDS,
            "Referrals": NO_REFERRALS,
        }
        assert {title: at.facts(title)[""] for title in titles} == titles
        screen = at.app.screen
        assert isinstance(screen, LoyaltyScreen)
        for view in LoyaltyScreen.VIEWS[1:]:
            await at.press("right_square_bracket", "down", "enter", "a", "r")
            pane = screen.view(view.name)
            assert isinstance(pane, RecordPane)
            assert pane.table.empty_text == LoyaltyScreen.LACKING[view.name][1]
            assert isinstance(at.app.screen, LoyaltyScreen)
            assert "under the cursor" in at.notice or at.notice == ""


async def test_a_tenant_without_points_still_has_the_rest(desk: Open) -> None:
    async with desk("energy", screen="loyalty", without=POINTS) as at:
        assert at.facts("Loyalty points")[""] == NO_PROGRAMME
        assert at.facts("Points of") == {}
        assert set(at.facts("Vouchers")) == {"To be used today", "To be used later"}
        assert at.facts("Rewards")
        assert at.facts("Referral scheme for households")
