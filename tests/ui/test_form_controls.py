"""Controls beyond a line of text: masks, an editor of several lines, a calendar, all by keys."""

from collections.abc import AsyncIterator
from datetime import date, timedelta

import pytest
from textual.geometry import Offset

from kraken_tui.forms.values import Leaf
from kraken_tui.screens.form import FormScreen
from kraken_tui.screens.form_calendar import FormCalendar
from kraken_tui.screens.form_edit import FormEdit
from kraken_tui.widgets.form_area import FormArea
from kraken_tui.widgets.form_month import HEAD, Month
from kraken_tui.widgets.key_line import KeyLine
from tests.ui.desk import Desk, Open
from tests.ui.form_hands import Hands, path_of
from tests.ui.test_hostile_text import screen

IBAN = "ES9121000418450200051332"
CODE = "PF_1_E"


@pytest.fixture
async def at(desk: Open) -> AsyncIterator[Desk]:
    """Open the operations of a tenant at the smallest size."""
    async with desk(screen="operations", size=(80, 24)) as opened:
        yield opened


def text_in(at: Desk, field: str) -> str:
    leaf = Hands(at).form.form.node(path_of(field))
    assert isinstance(leaf, Leaf)
    return leaf.text


def keys(at: Desk) -> str:
    """Return the line of keys."""
    return str(at.app.screen.query_one(KeyLine).render())


def today(at: Desk) -> date:
    return at.session.now().date()


# -- masks -----------------------------------------------------------------------------------------


async def everywhere(at: Desk) -> str:
    """Return all that is shown or copied of the form in front: fields, help, preview, list."""
    found = [screen(at)]
    for key in ("f1", "f2", "ctrl+f"):
        await at.press(key)
        found.append(screen(at))
        for copy in ("j", "c") if key == "f2" else ():
            await at.press(copy)
            found.append(at.app.clipboard)
        await at.press("escape")
    return "\n".join(found)


async def test_a_password_is_masked_until_it_is_shown_and_never_copied(at: Desk) -> None:
    hands = Hands(at)
    await hands.open("updatePassword")
    await hands.put("input.newPassword", "open-sesame")
    assert "Show or mask" in keys(at)
    assert "open-sesame" not in await everywhere(at)
    await at.press("f3")
    assert "open-sesame" in screen(at)
    await at.press("f2", "c")
    assert "open-sesame" not in at.app.clipboard + screen(at)
    await at.press("escape", "f3")
    assert "open-sesame" not in screen(at)
    assert text_in(at, "input.newPassword") == "open-sesame"


async def test_an_account_at_a_bank_is_masked_by_choice_and_the_customers_never(at: Desk) -> None:
    hands = Hands(at)
    await hands.open("setUpDirectDebitInstruction")
    await hands.put("input.bankDetails.accountNumber", "12345678")
    assert "12345678" in await everywhere(at)
    await at.press("f3")
    assert "12345678" not in await everywhere(at)
    assert str(at.session.account) in screen(at)
    await at.press("f3")
    assert "12345678" in screen(at)
    await hands.put("input.accountNumber", str(at.session.account))
    assert "Show or mask" not in keys(at)


# -- several lines ---------------------------------------------------------------------------------


async def test_json_is_edited_over_several_lines_and_checked_with_every_key(at: Desk) -> None:
    hands = Hands(at)
    await hands.open("updateMetadata")
    await hands.put("input.value", '{"a":[1,2')
    assert "Editor" in keys(at)
    await at.press("f4")
    assert isinstance(at.app.screen, FormEdit)
    assert "line 1, column 10" in screen(at)
    await at.send("enter", *'"b"')
    await at.settle()
    assert "line 2, column 1" in screen(at)
    await at.press("f5")
    assert at.app.screen.query_one(FormArea).cursor_location == (1, 0)
    await at.send("ctrl+e", "backspace", "backspace", "backspace", *"]}")
    await at.press("f5", "escape")
    assert isinstance(at.app.screen, FormScreen)
    assert text_in(at, "input.value") == '{\n  "a": [\n    1,\n    2\n  ]\n}'
    assert not hands.error("input.value")
    screen(at)


async def test_leaving_the_editor_keeps_what_does_not_parse_and_says_so(at: Desk) -> None:
    hands = Hands(at)
    await hands.open("updateMetadata")
    await hands.put("input.value", "")
    await at.press("f4")
    await at.send("tab", *"{oops", "escape")
    await at.settle()
    assert text_in(at, "input.value") == "  {oops"
    assert "line 1, column 4" in hands.error("input.value")
    assert "line 1, column 4" in screen(at)


async def test_a_long_text_has_the_editor_and_a_number_has_not(at: Desk) -> None:
    hands = Hands(at)
    await hands.open("collectPayment")
    await hands.put("input.description", "one")
    await at.press("f4")
    await at.send("enter", *"two")
    await at.settle()
    assert "7 characters, 2 lines" in screen(at)
    # A crash would not take it.
    await at.session.changes.drafts.flush()
    (draft,) = at.session.changes.drafts.all()
    assert draft.on_disk.now["fields"]["input"]["fields"]["description"] == "one\ntwo"  # type: ignore[index]
    await at.press("f4")
    assert text_in(at, "input.description") == "one\ntwo"
    assert "one\N{SYMBOL FOR LINE FEED}two" in screen(at)
    await hands.put("input.amount", "1")
    await at.press("f4")
    assert isinstance(at.app.screen, FormScreen)


async def test_pasted_line_breaks_are_those_that_were_copied(at: Desk) -> None:
    """Many terminals make carriage returns of them."""
    hands = Hands(at)
    await hands.open("collectPayment")
    await hands.put("input.description", "")
    await hands.paste("one\r\ntwo\rthree\r")
    assert text_in(at, "input.description") == "one\ntwo\nthree"
    await at.press("f4", "enter")
    await hands.paste("four\rfive")
    await at.press("escape")
    assert text_in(at, "input.description") == "one\ntwo\nthree\nfour\nfive"


async def test_what_may_be_a_text_or_json_is_laid_out_only_as_json(at: Desk) -> None:
    hands = Hands(at)
    await hands.open("updateAccountAddress")
    await hands.put("input.address.structuredStreetAddress", "Mill Lane")
    await at.press("f4")
    assert "9 characters, 1 line" in screen(at)
    await at.press("f5")
    assert "This is no JSON: line 1, column 1" in screen(at)
    await at.press("escape")
    assert text_in(at, "input.address.structuredStreetAddress") == "Mill Lane"
    assert not hands.error("input.address.structuredStreetAddress")


# -- days ------------------------------------------------------------------------------------------


async def test_a_short_date_is_spelled_out_beside_it_while_it_is_typed(at: Desk) -> None:
    hands = Hands(at)
    await hands.open("collectPayment")
    await hands.put("input.paymentDate", "+3")
    soon = today(at) + timedelta(days=3)
    assert f"{soon:%a %d %b %Y}" not in screen(at)
    await hands.press("d")
    assert f"{soon:%a %d %b %Y}" in screen(at)


async def test_a_day_is_picked_from_a_month(at: Desk) -> None:
    hands = Hands(at)
    await hands.open("collectPayment")
    await hands.put("input.paymentDate", "2026-01-31")
    assert "Calendar" in keys(at)
    await at.press("f4")
    assert isinstance(at.app.screen, FormCalendar)
    assert "January 2026" in screen(at)
    await at.press("pagedown")
    assert "February 2026" in screen(at)
    await at.press("down", "right", "left", "left", "up", "enter")
    assert text_in(at, "input.paymentDate") == "2026-02-27"
    assert "Fri 27 Feb 2026" in screen(at)
    await at.press("f4", "pageup", "escape")
    assert text_in(at, "input.paymentDate") == "2026-02-27"
    await at.press("f4", "t", "enter")
    assert text_in(at, "input.paymentDate") == today(at).isoformat()


async def test_a_day_is_picked_by_a_click(at: Desk) -> None:
    hands = Hands(at)
    await hands.open("collectPayment")
    await hands.put("input.paymentDate", "2026-02-10")
    await at.press("f4")
    # The first of February 2026 is a Sunday, so the first Monday is the second week's.
    await at.pilot.click(Month, offset=Offset(1, HEAD + 1))
    await at.settle()
    assert text_in(at, "input.paymentDate") == "2026-02-02"


async def test_a_moment_keeps_its_time_of_day(at: Desk) -> None:
    hands = Hands(at)
    await hands.open("createServiceOrder")
    await hands.put("input.scheduledAt", "2026-03-01 09:30")
    await at.press("f4", "right", "enter")
    assert text_in(at, "input.scheduledAt") == "2026-03-02 09:30"


async def test_a_time_is_taken_where_it_is_shown(desk: Open) -> None:
    async with desk(screen="operations", timezone="Pacific/Auckland") as at:
        hands = Hands(at)
        await hands.open("createServiceOrder")
        await hands.put("input.propertyId", "1")
        await hands.put("input.jobName", "Look for a leak")
        await hands.put("input.scheduledAt", "2026-06-01 09:30")
        sent = hands.form.form.variables()["input"]
    assert isinstance(sent, dict)
    assert sent["scheduledAt"] == "2026-06-01T09:30:00+12:00"


@pytest.mark.parametrize(("edge", "key"), [("0001-01-01", "pageup"), ("9999-12-31", "pagedown")])
async def test_the_calendar_ends_where_days_end(at: Desk, edge: str, key: str) -> None:
    hands = Hands(at)
    await hands.open("collectPayment")
    await hands.put("input.paymentDate", edge)
    arrow = "up" if key == "pageup" else "down"
    await at.press("f4", key, arrow, "enter")
    assert text_in(at, "input.paymentDate") == edge


# -- updates ---------------------------------------------------------------------------------------


async def test_an_update_of_an_address_begins_with_it_and_sends_it_whole(at: Desk) -> None:
    account = str(at.session.account)
    held = {"streetAddress": "7 Mill Lane", "locality": "Gloucester", "postalCode": "GL1 1AA"}
    context = {"accountNumber": account, "billingAddress": {**held, "country": None}}
    at.app.screen.open_form("updateAccountBillingAddress", context)  # type: ignore[attr-defined]
    await at.settle()
    await at.press("ctrl+s")
    assert "Nothing differs" in at.notice
    await Hands(at).put("input.billingAddress.postalCode", "GL2 2BB")
    await at.press("f2")
    assert "GL1 1AA \N{RIGHTWARDS ARROW} GL2 2BB" in screen(at)
    await at.press("escape", "ctrl+s")
    log = await at.control("log")
    sent = log["mutations"][-1]["variables"]["input"]
    assert sent == {
        "accountNumber": account,
        "billingAddress": {**held, "postalCode": "GL2 2BB"},
    }
