"""Payments by keys and by mouse: open, follow, act, and what a provider's page is opened with."""

from collections.abc import Sequence
from typing import Any

import pytest
from textual.widgets import Static

from kraken_tui.screens.actions import Actions
from kraken_tui.screens.form import FormScreen
from kraken_tui.screens.form_confirm import FormConfirm
from kraken_tui.screens.ledgers import LedgersScreen
from kraken_tui.screens.object_screen import ObjectScreen
from kraken_tui.screens.payments import PaymentsScreen
from kraken_tui.screens.payments_links import LinkScreen
from kraken_tui.widgets.fact_view import FactView
from kraken_tui.widgets.form_view import FormView
from kraken_tui.widgets.qr import QrCode, half_blocks
from kraken_tui.widgets.record_table import RecordTable
from kraken_tui.widgets.tab_line import TabLine
from tests.ui.database import rows
from tests.ui.desk import Desk, Open
from tests.ui.payments_hands import click_tab, listed, of_account, pane, screen, view


async def open_form(at: Desk, action: str) -> FormView:
    """Open an action's form on what is under the cursor."""
    await at.press("a")
    await at.type(action)
    await at.press("enter")
    assert isinstance(at.app.screen, FormScreen)
    return at.app.screen.query_one(FormView)


def field(form: FormView, name: str) -> str:
    """Read what a field begins with."""
    return form.form.node(("input", name)).text  # type: ignore[union-attr]


async def fill(at: Desk, form: FormView, name: str, text: str) -> None:
    form.go_to(("input", name))
    await at.settle()
    await at.press("ctrl+u")
    await at.type(text)


async def send(at: Desk) -> None:
    await at.press("ctrl+s")
    if isinstance(at.app.screen, FormConfirm):
        await at.press("enter")


def offered(at: Desk) -> list[str]:
    """Name the actions that are offered, best first."""
    assert isinstance(at.app.screen, Actions)
    source = at.app.screen.query_one(RecordTable).source
    found = (source.row(index) for index in range(len(source)))
    return [str(cells[0]) for cells in found if isinstance(cells, Sequence)]


async def go_to(at: Desk, label: str) -> None:
    """Move the cursor to a fact."""
    facts = at.app.screen.query_one(FactView)
    for column in ("left", "right"):
        await at.press(column, "home")
        for _ in range(40):
            if facts.current is not None and facts.current.label == label:
                return
            await at.send("down")
    raise AssertionError(f"{label} is not there")


# -- opening and following -------------------------------------------------------------------------


async def test_a_record_opens_whole_and_esc_comes_back(desk: Open) -> None:
    async with desk(screen="payments") as at:
        for name in ("instructions", "preferences", "schedules", "payments", "forecast", "missed"):
            await view(at, name)
            await at.press("enter")
            assert isinstance(at.app.screen, ObjectScreen), name
            assert at.app.screen.query_one(FactView).sections
            await at.press("escape")
            assert screen(at).current_view == name


async def test_a_ledger_is_followed_and_esc_comes_back(desk: Open) -> None:
    async with desk(screen="payments") as at:
        await view(at, "schedules")
        await at.press("enter")
        await go_to(at, "Ledger")
        await at.press("enter")
        assert isinstance(at.app.screen, LedgersScreen)
        await at.press("escape")
        assert isinstance(at.app.screen, ObjectScreen)
        await at.press("escape")
        assert screen(at).current_view == "schedules"


async def test_the_mouse_alone_gets_everywhere(desk: Open) -> None:
    async with desk() as at:
        await click_tab(at, "#screens", "payments")
        await at.settle()
        assert isinstance(at.app.screen, PaymentsScreen)
        for name in ("links", "payments"):
            await click_tab(at, "#views", name)
            assert screen(at).current_view == name
        await click_tab(at, "#states TabLine", "FAILED")
        assert {cells[2] for cells in listed(pane(at))} == {"Failed"}
        assert at.app.screen.query_one("#states TabLine", TabLine).current == "FAILED"
        await at.pilot.click(pane(at).table, offset=(4, 1))
        await at.settle()
        assert isinstance(at.app.screen, ObjectScreen)
        assert at.facts("Payment")["State"] == "Failed"


async def test_lists_are_narrowed_and_sorted(desk: Open) -> None:
    async with desk(screen="payments", size=(120, 40)) as at:
        await view(at, "payments")
        everything = len(listed(pane(at)))
        await at.press("slash")
        await at.type("76.00")
        narrowed = listed(pane(at))
        assert 0 < len(narrowed) < everything
        assert {cells[1] for cells in narrowed} == {"£76.00"}
        await at.press("enter", "escape", "s")
        await at.type("amount")
        await at.press("enter")
        amounts = [float(cells[1].strip("£").replace(",", "")) for cells in listed(pane(at))]
        assert amounts == sorted(amounts)
        assert len(amounts) == everything


# -- acting ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tenant", "schedule"),
    [("water", "Update payment schedule"), ("energy", "Create account payment schedule")],
)
async def test_what_fits_an_object_best_is_offered_first(
    desk: Open, tenant: str, schedule: str
) -> None:
    best = {
        "instructions": "Invalidate payment instruction",
        "schedules": schedule,
        "payments": "Amend payment",
    }
    async with desk(tenant, screen="payments") as at:
        for name, action in best.items():
            await view(at, name)
            await at.press("a")
            assert action in offered(at)[:2], name
            await at.press("escape")


async def test_an_instruction_is_ended_and_shown_so(desk: Open) -> None:
    async with desk(screen="payments") as at:
        (before,) = of_account(at, "payment_instructions")
        assert before["status"] == "ACTIVE"
        form = await open_form(at, "invalidate payment")
        assert field(form, "id") == str(before["id"])
        assert field(form, "accountNumber") == at.session.account
        await send(at)
        (after,) = of_account(at, "payment_instructions")
        assert after["status"] == "FAILED"
        assert [cells[3] for cells in listed(await view(at, "instructions"))] == ["Failed"]
        assert "accepted" in at.notice
        shown = listed(await view(at, "preferences"))
        assert (shown[0][2], shown[0][4]) == ("By hand", "now")


async def test_a_scheduled_payment_is_amended_and_shown_so(desk: Open) -> None:
    async with desk(screen="payments") as at:
        await view(at, "payments")
        (scheduled,) = [row for row in of_account(at, "payments") if row["status"] == "SCHEDULED"]
        form = await open_form(at, "amend payment")
        assert field(form, "paymentId") == str(scheduled["id"])
        assert field(form, "amount") == str(scheduled["amount"])
        assert field(form, "paymentDate") == scheduled["payment_date"]
        await fill(at, form, "amount", "4321")
        await send(at)
        assert "accepted" in at.notice
        first = listed(pane(at))[0]
        assert (first[1], first[2]) == ("£43.21", "Scheduled")
        assert listed(await view(at, "forecast"))[0][2] == "£43.21"


# -- what a provider's page or form is opened with -------------------------------------------------


def latest(at: Desk) -> dict[str, Any]:
    return rows(at, "SELECT * FROM standalone_payments ORDER BY id DESC")[0]


@pytest.mark.parametrize("tenant", ["water", "energy"])
async def test_a_set_up_link_is_shown_as_a_code_and_copied(desk: Open, tenant: str) -> None:
    async with desk(tenant, screen="payments", size=(80, 24)) as at:
        await view(at, "links")
        assert listed(pane(at)) == []
        await open_form(at, "hosted url")
        await send(at)
        assert isinstance(at.app.screen, LinkScreen)
        url = latest(at)["url"]
        code = at.app.screen.query_one(QrCode)
        assert code.content == url
        assert code.words == ""
        assert code.lines == half_blocks(url)
        shown = at.look()
        assert all(any(line in seen for seen in shown) for line in code.lines)
        await at.press("y")
        assert at.app.clipboard == url
        await at.press("escape")
        (row,) = listed(await view(at, "links"))
        assert (row[3], row[4]) == ("link", url)
        await at.press("enter")
        assert isinstance(at.app.screen, LinkScreen)


async def test_a_link_is_shown_wherever_the_form_was_opened(desk: Open) -> None:
    async with desk(screen="operations", size=(80, 24)) as at:
        await at.press("slash")
        await at.type("hosted standalone")
        await at.press("enter", "enter")
        form = at.app.screen.query_one(FormView)
        (schedule, *_) = of_account(at, "payment_schedules")
        given = {"ledgerNumber": schedule["ledger"], "amount": "1500", "description": "June"}
        for name, text in {**given, "collectionMethod": "card"}.items():
            await fill(at, form, name, text)
        await at.press("enter")
        await send(at)
        assert isinstance(at.app.screen, LinkScreen)
        made = latest(at)
        assert (made["purpose"], made["amount"]) == ("PAYMENT", 1500)
        assert at.app.screen.query_one(QrCode).content == made["url"]
        told = str(at.app.screen.query_one("#link-words", Static).content)
        assert told.endswith(f"Retrieval token\n{made['vendor_reference']}")
        await at.press("y", "escape")
        assert at.app.clipboard == made["url"]
        assert made["url"] not in at.notice
        assert "accepted" in at.notice
        await at.press("3")
        (row,) = listed(await view(at, "links"))
        assert (row[3], row[4]) == ("link", made["url"])


async def test_a_secret_is_shown_and_copied_on_an_opened_object_too(desk: Open) -> None:
    async with desk(screen="payments") as at:
        await view(at, "preferences")
        await at.press("enter")
        await open_form(at, "embedded secret for new payment instruction")
        await send(at)
        assert isinstance(at.app.screen, LinkScreen)
        secret = latest(at)["secret"]
        assert at.app.screen.check_action("browse", ()) is False
        assert not at.app.screen.query_one(QrCode).display
        await at.press("y")
        assert at.app.clipboard == secret
        await at.press("escape")
        assert secret not in at.notice
        (row,) = listed(await view(at, "links"))
        assert (row[3], row[4]) == ("secret", "(hidden)")
        await at.press("enter")
        assert isinstance(at.app.screen, LinkScreen)
        assert secret in at.text("#link-words")


async def test_a_standalone_payment_is_completed_from_its_secret(desk: Open) -> None:
    async with desk("energy", screen="payments") as at:
        await view(at, "links")
        form = await open_form(at, "initiate standalone")
        await fill(at, form, "amount", "2500")
        await fill(at, form, "description", "June")
        await send(at)
        assert isinstance(at.app.screen, LinkScreen)
        await at.press("escape")
        form = await open_form(at, "complete standalone")
        made = latest(at)
        assert field(form, "retrievalToken") == made["vendor_reference"]
        assert field(form, "completionToken") == made["secret"]
