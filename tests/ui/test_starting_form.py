"""A start that leads to a form at once."""

import pytest

from kraken_tui.screens.doorway import Doorway
from kraken_tui.screens.form import FormScreen
from kraken_tui.screens.operations import OperationsScreen
from kraken_tui.screens.overview import OverviewScreen
from kraken_tui.screens.work_screen import WorkScreen
from tests.ui.desk import Desk, Open
from tests.ui.form_hands import Hands

NAME = "submitMeterReading"
NOBODY_ELSES = "accountReminders"
"""What no other test has its tenant do without, so that this tenant's schema is kept by none."""


async def visited(desk: Open) -> None:
    """Have the tenant's schema kept on the disk."""
    async with desk(screen="operations"):
        pass


def opened(at: Desk) -> FormScreen:
    assert isinstance(at.app.screen, FormScreen)
    return at.app.screen


def notified(at: Desk) -> str:
    (told,) = at.app._notifications
    return told.message


async def test_the_form_is_there_first_and_the_screen_when_it_is_left(desk: Open) -> None:
    await visited(desk)
    async with desk(screen="operations", form=NAME) as at:
        assert isinstance(at.app.screen_stack[0], Doorway)
        assert opened(at)._form.record["name"] == NAME
        assert "A-" in opened(at)._form.rows()[0].text
        await at.press("escape")
        assert isinstance(at.app.screen, OperationsScreen)
        assert len(at.app.screen_stack) == 1
        assert any("mutations: the tenant's own schema" in line for line in at.look())
        await at.press("2", "6")
        assert isinstance(at.app.screen, OperationsScreen)


async def test_what_was_accepted_is_said_on_the_screen_that_comes_after(desk: Open) -> None:
    await visited(desk)
    async with desk(form="updateAccountBillingEmail") as at:
        hands = Hands(at)
        await hands.put("input.billingEmail", "new@example.com")
        await hands.send()
        assert isinstance(at.app.screen, OverviewScreen)
        assert at.notice.startswith("Update account billing email: accepted.")
        assert "new@example.com" in "\n".join(at.look())


async def test_a_tenant_that_must_be_asked_first_shows_the_list_meanwhile(desk: Open) -> None:
    async with desk(screen="operations", form=NAME, without=NOBODY_ELSES, settle=False) as at:
        assert not isinstance(at.app.screen, FormScreen)
        await at.settle()
        assert isinstance(at.app.screen_stack[0], OperationsScreen)
        assert opened(at)._form.record["name"] == NAME


@pytest.mark.parametrize("screen", ["operations", "ledgers"])
@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("submitMeterReadings", 'no mutation "submitMeterReadings". Did you mean "submitMeter'),
        ("document:overview", 'no mutation "document:overview". Screen 6 lists'),
    ],
)
async def test_a_mutation_that_there_is_not_is_told_of_and_leads_to_the_screen(
    desk: Open, screen: str, wrong: str, told: str
) -> None:
    await visited(desk)
    async with desk(screen=screen, form=wrong) as at:
        assert isinstance(at.app.screen, WorkScreen)
        assert at.app.screen.tab == screen
        assert told in notified(at)


async def test_a_tenant_that_is_out_of_reach_is_told_of(desk: Open) -> None:
    async with desk(screen="operations", form=NAME, without=NOBODY_ELSES, away=True) as at:
        assert isinstance(at.app.screen, OperationsScreen)
        assert at.notice.endswith("Press r to try again.")
        assert notified(at)
