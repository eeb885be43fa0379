"""The account overview, through the real client to the sandbox."""

import json

import pytest

from kraken_tui.forms.values import Leaf
from kraken_tui.screens.data_screen import NO_ACCOUNT
from kraken_tui.screens.ledgers import LedgersScreen
from kraken_tui.screens.overview import OverviewScreen
from kraken_tui.widgets.fact_view import FactView
from kraken_tui.widgets.frame_bar import FrameBar
from tests.ui.account_rows import account_row, go_to
from tests.ui.database import change, rows
from tests.ui.desk import ATTEMPTS, Desk, Open
from tests.ui.form_hands import Hands, path_of


@pytest.mark.parametrize("tenant", ["water", "energy"])
async def test_the_account_is_on_the_screen(desk: Open, tenant: str) -> None:
    async with desk(tenant) as at:
        account = at.session.account
        assert account is not None
        assert at.facts("Account")["Account"].startswith(account)
        assert at.facts("Ledgers")
        assert at.facts("Property")
        assert at.app.screen.query_one(FrameBar).frame.link == "connected"
        assert "points" in at.app.screen.query_one(FrameBar).frame.points


async def test_an_account_that_does_not_exist_says_so(desk: Open) -> None:
    async with desk(account="A-00000000") as at:
        assert "account" in at.notice
        assert "Press ctrl+o" in at.notice
        assert at.app.screen.query_one(FactView).sections == ()


async def test_without_an_account_the_key_to_find_one_is_named(desk: Open) -> None:
    async with desk(account=None) as at:
        assert at.notice == NO_ACCOUNT


async def test_what_was_seen_is_drawn_before_the_tenant_answers(desk: Open) -> None:
    async with desk() as at:
        shown = at.facts("Account")
    async with desk(settle=False) as again:
        assert again.facts("Account") == shown
        assert again.app.screen.query_one(FrameBar).frame.age.startswith("seen ")
        await again.settle()
        assert again.app.screen.query_one(FrameBar).frame.age == ""


async def test_losing_the_tenant_keeps_the_account_and_r_continues(desk: Open) -> None:
    async with desk() as at:
        shown = at.facts("Account")
        await at.control("fault", status=503, times=ATTEMPTS)
        await at.press("r")
        assert at.facts("Account") == shown
        assert "r tries again" in at.notice
        assert at.app.screen.query_one(FrameBar).frame.link == "offline"
        await at.press("r")
        assert at.notice == ""
        assert at.app.screen.query_one(FrameBar).frame.link == "connected"


async def test_a_value_opens_whole_and_closes(desk: Open) -> None:
    async with desk() as at:
        await at.press("enter")
        assert type(at.app.screen).__name__ == "WholeValue"
        await at.press("escape")
        assert type(at.app.screen).__name__ == "OverviewScreen"


async def test_a_ledger_opens_on_the_ledgers_screen(desk: Open) -> None:
    async with desk() as at:
        view = at.app.screen.query_one(FactView)
        while view.current is None or not view.current.label.startswith("L-"):
            await at.press("down")
        number = view.current.label
        await at.press("enter")
        assert isinstance(at.app.screen, LedgersScreen)
        subject = at.app.screen.subject()
        assert subject is not None
        assert subject.identifiers["ledgerNumber"] == number


async def test_another_account_is_found_by_name_and_opened(desk: Open) -> None:
    async with desk() as at:
        first = at.session.account
        await at.press("ctrl+o")
        await at.press("down")
        await at.press("enter")
        assert at.session.account != first
        assert at.facts("Account")["Account"].startswith(str(at.session.account))


async def test_an_address_in_parts_is_changed_in_parts(desk: Open) -> None:
    street = {"house_number_1": "7", "street_name": "Mill Lane"}
    async with desk() as at:
        account = account_row(at)
        line = account["billing_address_line1"]
        assert await begun_with(at, "addressLine1", "address.locality") == [line, ""]
        await at.press("escape")
        statement = "UPDATE addresses SET structured_street_address = ? WHERE id = ?"
        change(at, statement, json.dumps(street), account["address_id"])
        await at.press("r")
        lines, kept = ("addressLine1", "postcode"), "address.structuredStreetAddress"
        assert await begun_with(at, *lines, kept) == ["", "", json.dumps(street)]
        await Hands(at).put("input.address.locality", "Tewkesbury")
        await at.press("ctrl+s")
        assert "Tewkesbury" in at.facts("Billing")["Address"]
        (address,) = rows(at, "SELECT * FROM addresses WHERE id = ?", account_row(at)["address_id"])
        assert json.loads(address["structured_street_address"]) == street


async def begun_with(at: Desk, *fields: str) -> list[str]:
    """Open the form that changes the address under the cursor, and read what it begins with."""
    await go_to(at, "Billing", "Address")
    screen = at.app.screen
    assert isinstance(screen, OverviewScreen)
    subject = screen.subject()
    assert subject is not None
    screen.open_form("updateAccountAddress", subject.identifiers)
    await at.settle()
    leaves = [Hands(at).form.form.node(path_of(f"input.{field}")) for field in fields]
    return [leaf.text for leaf in leaves if isinstance(leaf, Leaf)]
