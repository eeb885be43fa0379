"""Payments that bite: hostile texts, extremes, nulls, and tenants that tell less."""

import pytest

from kraken_tui.screens.object_screen import ObjectScreen
from kraken_tui.screens.payments import NOTHING_TOLD, PaymentsScreen
from kraken_tui.widgets.chart import Chart
from tests.ui.database import change, rows
from tests.ui.desk import Desk, Open
from tests.ui.payments_hands import listed, pane, screen, view
from tests.ui.test_hostile_text import screen as looked_at

pytestmark = pytest.mark.thorough

HOSTILE = "\x1b[31m[bold red]Robert[/] \u202eevil \x9b2J [link=https://example.com]x[/link]\x07"
PLAIN = "[bold red]Robert[/]"
LONG = "Long note. " * 910
VIEWS = [tab.name for tab in PaymentsScreen.VIEWS]


async def reloaded(at: Desk, *changes: tuple[str, tuple[object, ...]]) -> None:
    """Change the tenant's database behind the API's back, and load anew."""
    for query, values in changes:
        change(at, query, *values)
    await at.press("r")


async def test_hostile_text_is_only_text(desk: Open) -> None:
    async with desk(screen="payments", size=(120, 40)) as at:
        await reloaded(
            at,
            (
                "UPDATE payment_instructions SET account_holder = ?, vendor = ?,"
                " masked_account_identifier = ?, card_type = ? WHERE account_id = 1",
                (HOSTILE, LONG, f"****{HOSTILE}", HOSTILE),
            ),
            ("UPDATE ledgers SET name = ? WHERE account_id = 1", (HOSTILE,)),
            ("UPDATE payments SET reference = ? WHERE account_id = 1", (HOSTILE,)),
            (
                "UPDATE payment_schedules SET payment_holiday_reason = ?, is_payment_holiday = 1"
                " WHERE account_id = 1",
                (LONG,),
            ),
        )
        for name in VIEWS:
            await view(at, name)
            looked_at(at)
            if listed(pane(at)) and name != "links":
                await at.press("enter")
                assert isinstance(at.app.screen, ObjectScreen)
                looked_at(at)
                await at.press("escape")
        await view(at, "instructions")
        await at.press("a")
        looked_at(at)
        await at.press("escape")
        assert PLAIN in looked_at(at)
        assert listed(pane(at))[0][2].startswith(PLAIN)
        assert PLAIN in listed(await view(at, "preferences"))[0][1]
        assert PLAIN in listed(await view(at, "payments"))[0][5]


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_extremes_are_laid_out(desk: Open, size: tuple[int, int]) -> None:
    huge = 9_007_199_254_740_993
    async with desk(screen="payments", size=size) as at:
        await reloaded(
            at,
            (
                "UPDATE payments SET amount = ?, payment_date = '1900-01-01'"
                " WHERE account_id = 1 AND status = 'CLEARED'",
                (-huge,),
            ),
            (
                "UPDATE payments SET amount = ?, payment_date = '9999-12-31'"
                " WHERE account_id = 1 AND status = 'SCHEDULED'",
                (huge,),
            ),
            (
                "UPDATE payment_schedules SET payment_amount = -2147483648,"
                " valid_from = '1900-01-01', valid_to = '9999-12-31' WHERE account_id = 1",
                (),
            ),
            (
                "UPDATE payment_instructions SET valid_from = '9999-12-31T23:59:59+00:00'"
                " WHERE account_id = 1",
                (),
            ),
            (
                "UPDATE payment_preferences SET for_payments_after = '1900-01-01T00:00:00+00:00'"
                " WHERE ledger_id IN (SELECT id FROM ledgers WHERE account_id = 1)",
                (),
            ),
        )
        for name in VIEWS:
            await view(at, name)
            looked_at(at)
        rows = listed(await view(at, "payments"))
        assert (rows[0][0], rows[0][1]) == ("31 Dec 9999", f"£{huge // 100:,}.93")
        assert (rows[-1][0], rows[-1][1]) == ("1 Jan 1900", f"-£{huge // 100:,}.93")
        assert {cells[2] for cells in listed(await view(at, "schedules"))} == {"-£21,474,836.48"}
        assert at.notice == ""


async def test_what_nobody_knows_is_left_out(desk: Open) -> None:
    async with desk(screen="payments", size=(120, 40)) as at:
        await reloaded(
            at,
            (
                "UPDATE payment_instructions SET account_type = NULL, bank_code = NULL,"
                " masked_account_identifier = NULL, last_four_digits_of_account_number = NULL,"
                " masked_iban = NULL, vendor_reference = NULL WHERE account_id = 1",
                (),
            ),
            ("DELETE FROM payment_instruction_owners", ()),
            (
                "UPDATE payment_schedules SET payment_day = NULL, payment_frequency = NULL"
                " WHERE account_id = 1",
                (),
            ),
            (
                "UPDATE payments SET reason = NULL, transaction_type = NULL,"
                " payment_instruction_id = NULL WHERE account_id = 1",
                (),
            ),
        )
        for name in VIEWS:
            await view(at, name)
            looked_at(at)
        await view(at, "instructions")
        await at.press("enter")
        assert "Bank code" not in at.facts("Instruction")
        assert "Identifier" not in at.facts("Instruction")
        assert at.facts("Owners") == {}
        await at.press("escape")
        assert [cells[3] for cells in listed(await view(at, "schedules"))] == ["", ""]
        assert {cells[3] for cells in listed(await view(at, "payments"))} == {""}


async def test_an_account_with_nothing_to_show_says_so_in_every_view(desk: Open) -> None:
    async with desk(screen="payments", size=(120, 40)) as at:
        (found,) = rows(at, "SELECT number FROM accounts WHERE status = 'WITHDRAWN' LIMIT 1")
        at.session.choose(str(found["number"]))
        screen(at).account_changed()
        await at.settle()
        for name in VIEWS:
            await view(at, name)
            if name != "preferences":
                assert listed(pane(at)) == []
                assert pane(at).table.empty_text.startswith(("No", "None"))
        assert at.notice == ""


# -- tenants that tell less ------------------------------------------------------------------------


ALL = (
    "paymentMethods|directDebitInstructions|payments|paymentSchedules|paymentPlans"
    "|paymentForecast|paginatedPaymentForecast|paymentPreferences|paymentPreferenceAtTime"
    "|missedPayments|paymentsWithNonConcludedRePresentation|defaultPaymentInstruction"
)


async def test_a_tenant_without_payments_says_so_everywhere(desk: Open) -> None:
    async with desk(screen="payments", without=ALL) as at:
        assert at.notice == NOTHING_TOLD
        assert at.session.holder
        for name in VIEWS[:-1]:
            await view(at, name)
            await at.press("down", "enter")
            assert listed(pane(at)) == []
            assert pane(at).table.empty_text.startswith("This tenant ")
        assert not any(chart.display for chart in at.app.screen.query(Chart))


async def test_a_tenant_without_some_of_it_has_the_rest(desk: Open) -> None:
    async with desk(
        screen="payments", without="paymentPlans|paymentPlan|paginatedPaymentForecast"
    ) as at:
        assert at.notice == ""
        assert listed(await view(at, "schedules"))
        await view(at, "plans")
        assert pane(at).table.empty_text == "This tenant tells nothing of plans."
        assert listed(await view(at, "payments"))
        await view(at, "forecast")
        assert pane(at).table.empty_text == "This tenant has no forecast of payments."
