"""Pictures of how an account pays."""

import pytest

from kraken_tui.domain.payments_links import HandedOut
from kraken_tui.screens.actions import Actions
from kraken_tui.screens.object_screen import ObjectScreen
from kraken_tui.screens.payments import PaymentsScreen
from kraken_tui.screens.payments_links import LinkScreen
from tests.snapshots.conftest import Picture, everywhere, wide
from tests.snapshots.stage import DOWN, MOMENT, SLOW, Steps, asked, settled, until
from tests.ui.database import change, rows
from tests.ui.desk import Desk
from tests.ui.payments_hands import pane

narrow = pytest.mark.parametrize("size", [pytest.param((80, 24), id="80x24")], indirect=True)
VIEWS = [view.name for view in PaymentsScreen.VIEWS]
FAULTY = "UPDATE payment_schedules SET payment_amount = 'lots' WHERE id = 2"
HARDSHIP = "status = 'ACTIVE' AND is_in_hardship"


def at_view(name: str, *keys: str) -> Steps:
    """Go to a view and press keys there."""

    async def go(at: Desk) -> None:
        await at.settle()
        await at.press(*["right_square_bracket"] * VIEWS.index(name), *keys)

    return go


def changed(statement: str, name: str) -> Steps:
    """Change the tenant's database, load anew and go to a view."""

    async def act(at: Desk) -> None:
        await at.settle()
        change(at, statement)
        await at.press("r")
        await at_view(name)(at)

    return act


def of_another(condition: str, name: str = "instructions", *keys: str) -> Steps:
    """Open the first account that fits, then go to a view and press keys there."""

    async def go(at: Desk) -> None:
        await at.settle()
        query = f"SELECT number, billing_name FROM accounts WHERE {condition} ORDER BY id"
        found = rows(at, query)[0]
        at.session.choose(found["number"], holder=found["billing_name"])
        await at.press("r")
        await at_view(name, *keys)(at)

    return go


def linked(value: str, *, is_link: bool) -> Steps:
    """Show a link or a secret as it is shown when a mutation answered with it."""

    async def show(at: Desk) -> None:
        await at.settle()
        handed_out = HandedOut(
            purpose="Initiate hosted standalone payment" if is_link else "Initiate payment",
            name="url" if is_link else "secretToken",
            value=value,
            is_link=is_link,
            beside=(("retrievalToken", "pi_d9c2a95f0f8e4c1ab02d7e51"),),
            account="A-1A2B3C4D",
            at=MOMENT,
        )
        at.app.push_screen(LinkScreen(handed_out))
        await until(at, LinkScreen)

    return show


# -- the screen as a whole -------------------------------------------------------------------------


@everywhere
def test_loaded(picture: Picture) -> None:
    """Eight views, the first of which lists the account's one direct debit, masked."""
    assert picture(settled, screen="payments")


@everywhere
def test_loading(picture: Picture) -> None:
    """The tenant is being asked; that is said where the rows will stand."""
    assert picture(asked, screen="payments", fault=SLOW)


@everywhere
def test_empty(picture: Picture) -> None:
    """An account without any instruction says so."""
    assert picture(of_another("status = 'WITHDRAWN'"), screen="payments")


@everywhere
def test_partial(picture: Picture) -> None:
    """One of two schedules could not be read: the news says why, and the other one is there."""
    assert picture(changed(FAULTY, "schedules"), screen="payments")


@everywhere
def test_failed(picture: Picture) -> None:
    """A tenant that is down: what happened, and that r tries again."""
    assert picture(settled, screen="payments", fault=DOWN)


@narrow
def test_energy(picture: Picture) -> None:
    """An instruction of the energy tenant, named by the end of its account number."""
    assert picture(settled, on="energy", screen="payments")


# -- its views -------------------------------------------------------------------------------------


@narrow
def test_preferences(picture: Picture) -> None:
    """What each ledger is paid by now, and quietly what it was paid by before."""
    assert picture(at_view("preferences"), screen="payments")


@wide
def test_schedules(picture: Picture) -> None:
    """The schedule that is active with its next day, and quietly the one that it replaced."""
    assert picture(at_view("schedules"), screen="payments")


@everywhere
def test_payments(picture: Picture) -> None:
    """Payments under a line of their states: one to come is marked, one that failed is red."""
    assert picture(at_view("payments", "down"), screen="payments")


@narrow
def test_payments_of_a_state(picture: Picture) -> None:
    """Only failed payments are listed, and the line of states says so."""
    assert picture(at_view("payments", *["greater_than_sign"] * 2), screen="payments")


@wide
def test_payments_failed(picture: Picture) -> None:
    """The payments cannot be read: their place says why, the line below that r tries again."""

    async def lose_the_payments(at: Desk) -> None:
        await at.settle()
        await at.control("fault", **DOWN, operation="PaymentsMade")
        await at_view("payments")(at)

    assert picture(lose_the_payments, screen="payments")


@everywhere
def test_forecast(picture: Picture) -> None:
    """A ledger's payments of the next twelve months as bars, and one by one below."""
    assert picture(at_view("forecast"), screen="payments")


@wide
def test_forecast_of_two_kinds(picture: Picture) -> None:
    """Direct debits and the slips of a plan side by side."""
    assert picture(of_another(HARDSHIP, "forecast"), on="energy", screen="payments")


@narrow
def test_no_forecast(picture: Picture) -> None:
    """An account that is to pay nothing: chart and list say so."""
    assert picture(of_another("status = 'WITHDRAWN'", "forecast"), screen="payments")


@narrow
def test_plans(picture: Picture) -> None:
    """A plan with its state, its next payment and what it comes to."""
    assert picture(of_another(HARDSHIP, "plans"), screen="payments")


@narrow
def test_missed(picture: Picture) -> None:
    """A payment that failed, how long it is overdue, and that it is to be retried."""
    assert picture(at_view("missed"), screen="payments")


@narrow
def test_no_links(picture: Picture) -> None:
    """No link was made yet: which key leads to what makes one."""
    assert picture(at_view("links"), screen="payments")


# -- one of them -----------------------------------------------------------------------------------


def opened(steps: Steps) -> Steps:
    """Open the record under the cursor."""

    async def open_it(at: Desk) -> None:
        await steps(at)
        pane(at).table.focus()
        await at.press("enter")
        await until(at, ObjectScreen)

    return open_it


@narrow
def test_instruction(picture: Picture) -> None:
    """An instruction whole: its identifiers masked, its owner, and the ledger paid by it."""
    assert picture(opened(at_view("instructions")), screen="payments")


@narrow
def test_schedule(picture: Picture) -> None:
    """A schedule whole: its terms and its next days; what was missed begins below."""
    assert picture(opened(at_view("schedules")), screen="payments")


@narrow
def test_plan(picture: Picture) -> None:
    """A plan whole with all its payments; those due already are drawn quietly."""
    assert picture(opened(of_another(HARDSHIP, "plans")), screen="payments")


@narrow
def test_payment(picture: Picture) -> None:
    """A payment to come, whole: it can be amended and cancelled; and what it is paid by."""
    assert picture(opened(at_view("payments")), screen="payments")


@wide
def test_actions(picture: Picture) -> None:
    """What can be done with a payment, amending it on top."""

    async def act(at: Desk) -> None:
        await at_view("payments")(at)
        await at.press("a")
        await until(at, Actions)

    assert picture(act, screen="payments")


@everywhere
def test_link(picture: Picture) -> None:
    """A link as a code to scan, beside the link itself and its retrieval token."""
    url = "https://pay.kraken.example/payments/pi_d9c2a95f0f8e4c1ab02d7e51"
    assert picture(linked(url, is_link=True), screen="payments")


LONG = "https://pay.kraken.example/payments/" + "pi_d9c2a95f0f8e4c1ab02d7e51/" * 17


@narrow
def test_long_link(picture: Picture) -> None:
    """A link of 500 letters, whole, and how large a terminal its code would need."""
    assert picture(linked(LONG, is_link=True), screen="payments")


@wide
def test_secret(picture: Picture) -> None:
    """The secret of an embedded form: no code, for nothing is to be scanned, and no browser."""
    secret = "pi_d9c2a95f0f8e4c1ab02d7e51_secret_5b0c1f2ad3e94b7c8d6e"
    assert picture(linked(secret, is_link=False), screen="payments")
