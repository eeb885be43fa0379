"""Keys in a burst: what is typed ahead goes where it was meant to go."""

import asyncio

import pytest
from textual import events

from kraken_tui import keys_in_order
from kraken_tui.screens.form import FormScreen
from kraken_tui.screens.open_account import OpenAccount
from kraken_tui.widgets.form_view import FormView
from kraken_tui.widgets.line_input import LineInput
from kraken_tui.widgets.record_table import RecordTable
from tests.ui.desk import Desk, Open


def form(at: Desk) -> dict[str, str]:
    """What the form in front holds, by field."""
    assert isinstance(at.app.screen, FormScreen)
    return {str(row.path[-1]): row.text for row in at.app.screen.query_one(FormView).form.rows()}


async def test_letters_behind_a_filters_key_narrow(desk: Open) -> None:
    async with desk() as at:
        # The first key shows a screen that was not there before.
        await at.send("6", *"/1a2", "enter")
        await at.settle()
        assert at.app.shown == "operations"
        assert at.app.screen.query_one(LineInput).value == "1a2"
        assert isinstance(at.app.focused, RecordTable)


async def test_a_number_behind_the_key_for_accounts_opens_that_account(desk: Open) -> None:
    async with desk() as at:
        await at.send("ctrl+o", *"A-55667788", "enter", "2")
        await at.settle()
        assert (at.session.account, at.app.shown) == ("A-55667788", "ledgers")


async def test_digits_behind_the_key_for_accounts_lead_to_no_screen(desk: Open) -> None:
    async with desk() as at:
        await at.send("ctrl+o", *"345")
        assert isinstance(at.app.screen, OpenAccount)
        assert at.app.screen.typed == "345"
        await at.send("escape", "3")
        assert at.app.shown == "payments"


async def test_an_action_is_found_opened_and_filled_in_one_go(desk: Open) -> None:
    async with desk() as at:
        await at.send("a", *"billing email", "enter", "ctrl+u", *"a2@example.net")
        assert form(at)["billingEmail"] == "a2@example.net"


async def test_a_form_is_filled_in_one_go_and_looked_at(desk: Open) -> None:
    async with desk(screen="operations") as at:
        await at.send(*"/create", "enter", "down", "enter")
        one = form(at)
        await at.send(*"12", "tab", *"34", "f2", "escape", *"56", "f1", "escape", *"7")
        assert [text for name, text in form(at).items() if text != one[name]] == ["12", "34567"]


async def test_what_is_typed_while_a_form_is_sent_goes_nowhere(desk: Open) -> None:
    async with desk() as at:
        await at.press("a", *"billing email", "enter", "ctrl+u")
        await at.control("fault", code="KT-CT-4122", operation="updateAccountBillingEmail")
        await at.send(*"nobody@example.net", "ctrl+s", *"2x")
        await at.settle()
        assert "KT-CT-4122" in at.notice
        assert form(at)["billingEmail"] == "nobody@example.net"
        await at.send("ctrl+s", *"2x")
        await at.settle()
        assert len(at.app.screen_stack) == 1
        assert at.app.shown == "overview"
        assert at.facts("Billing")["E-mail"].startswith("nobody@example.net ")


async def test_the_palette_takes_what_is_typed_behind_its_key(desk: Open) -> None:
    async with desk() as at:
        await at.send("ctrl+p", *"ledgers", "enter")
        await at.settle()
        assert at.app.shown == "ledgers"


async def test_what_is_opened_and_left_at_once_is_left(desk: Open) -> None:
    async with desk(screen="ledgers") as at:
        table = at.app.focused
        await at.send("enter", "escape", "down", "s", "escape", "down")
        assert len(at.app.screen_stack) == 1
        assert isinstance(table, RecordTable) and table.cursor == 2


async def test_a_paste_and_a_click_keep_their_turn(desk: Open) -> None:
    async with desk() as at:
        driver = at.app._driver
        assert driver is not None
        click = events.MouseDown(None, 60, 30, 0, 0, 1, shift=False, meta=False, ctrl=False)
        for event in (
            events.Key("ctrl+o", None),
            events.Paste("a-1a"),
            click,
            events.Key("2", "2"),
        ):
            driver.send_message(event)
        await at.pilot.pause()
        await at.app.keys.rest()
        assert isinstance(at.app.screen, OpenAccount)
        assert at.app.screen.typed == "a-1a2"


async def test_keys_wait_for_nothing_that_takes_its_time(
    desk: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys_in_order, "PATIENCE", 5)
    async with desk() as at:
        at.app.run_worker(asyncio.Event().wait(), group="act")
        await at.send("5")
        # By now it is known to be slow, and the next ones are not held up by it again.
        monkeypatch.setattr(keys_in_order, "PATIENCE", 10**9)
        await at.send("6", *"/ab1")
        assert at.app.screen.query_one(LineInput).value == "ab1"


async def test_the_key_to_leave_waits_for_nothing(
    desk: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys_in_order, "PATIENCE", 10**9)
    async with desk() as at:
        left = asyncio.Event()
        monkeypatch.setattr(at.app, "exit", lambda _: left.set())
        at.app.run_worker(asyncio.Event().wait(), group="act")
        driver = at.app._driver
        assert driver is not None
        for key in ("down", "6", "ctrl+q"):
            driver.send_message(events.Key(key, None))
        await asyncio.wait_for(left.wait(), 30)
        assert at.app.shown == "overview"
