"""Finding an account by whatever the caller can say."""

import pytest

from kraken_tui.screens.open_account import OpenAccount
from kraken_tui.widgets.fact_view import FactView
from kraken_tui.widgets.record_table import RecordTable
from tests.ui.desk import Desk, Open


async def found(at: Desk, typed: str) -> list[str]:
    """Type into the dialog and give the accounts that it offers."""
    await at.press("ctrl+o")
    await at.type(typed)
    table = at.app.screen.query_one(RecordTable)
    rows = [table.source.row(index) for index in range(len(table.source))]
    offered = [row[0] for row in rows if isinstance(row, tuple)]
    await at.press("escape")
    return offered


@pytest.mark.parametrize("tenant", ["water", "energy"])
async def test_an_account_is_found_by_all_that_is_known_of_it(desk: Open, tenant: str) -> None:
    async with desk(tenant) as at:
        account = str(at.session.account)
        billing = at.facts("Billing")
        street = billing["Address"].split(",")[0]
        for typed in (account, billing["Name"], billing["E-mail"], street):
            assert account in await found(at, typed), typed


async def test_a_meters_serial_number_finds_its_account(desk: Open) -> None:
    async with desk() as at:
        serial = at.facts("Property")["Water meter"].split()[0]
        assert await found(at, serial) == [at.session.account]


async def test_own_accounts_are_offered_before_anything_is_typed(desk: Open) -> None:
    async with desk() as at:
        assert len(await found(at, "")) >= 30


async def test_what_nobody_has_is_said_to_be_nowhere(desk: Open) -> None:
    async with desk() as at:
        await at.press("ctrl+o")
        await at.type("zzzzzz")
        assert "No account found" in at.text("#status")


async def test_a_number_that_was_never_seen_can_be_opened(desk: Open) -> None:
    async with desk(account=None) as at:
        await at.press("ctrl+o")
        assert isinstance(at.app.screen, OpenAccount)
        await at.type("a-1a2b3c4d")
        await at.press("enter")
        assert at.facts("Account")["Account"].startswith("A-1A2B3C4D")


async def test_leaving_the_dialog_changes_nothing(desk: Open) -> None:
    async with desk() as at:
        before = at.facts("Account")
        await at.press("ctrl+o", "down", "down", "escape")
        assert at.facts("Account") == before
        assert at.app.screen.query_one(FactView).has_focus
