"""Pictures of points, cards, vouchers, rewards and referrals."""

from kraken_tui.screens.actions import Actions
from kraken_tui.screens.object_screen import ObjectScreen
from tests.snapshots.conftest import Picture, everywhere, wide
from tests.snapshots.stage import DOWN, SLOW, asked, changed, settled, until, view_after
from tests.ui.database import change, rows
from tests.ui.desk import Desk

PAID = """
    UPDATE vouchers SET payment_id = (SELECT max(id) FROM payments WHERE account_id = 1),
    charge_transaction_id = (SELECT max(t.id) FROM transactions AS t JOIN ledgers AS l
        ON l.id = ledger_id WHERE kind = 'Charge' AND l.account_id = 1) WHERE id = 2
"""
USED = """
    UPDATE voucher_redemptions SET credit_transaction_id = (SELECT max(t.id) FROM transactions AS t
        JOIN ledgers AS l ON l.id = ledger_id WHERE kind = 'Credit' AND l.account_id = 1)
    WHERE voucher_id = 2 AND amount = 3000
"""


async def other_account(at: Desk) -> None:
    """Open an account that has nothing of it."""
    await at.settle()
    (found,) = rows(at, "SELECT number, billing_name FROM accounts WHERE id = 4")
    at.session.choose(found["number"], holder=found["billing_name"])
    await at.press("r")


@everywhere
def test_loaded(picture: Picture) -> None:
    """The balance, each person's points and cards, vouchers, rewards; referrals if they fit."""
    assert picture(settled, screen="loyalty")


@everywhere
def test_loading(picture: Picture) -> None:
    """The tenant is being asked; that is said where the summary will stand."""
    assert picture(asked, screen="loyalty", fault=SLOW)


@everywhere
def test_empty(picture: Picture) -> None:
    """An account that may be enrolled: no points or cards, and nothing in the sections below."""
    assert picture(other_account, screen="loyalty")


@everywhere
def test_partial(picture: Picture) -> None:
    """The balance could not be read: the line of news says that and why, the rest is there."""
    broken = "UPDATE accounts SET loyalty_points_user_id = 999999 WHERE id = 1"
    assert picture(changed(broken), screen="loyalty")


@everywhere
def test_failed(picture: Picture) -> None:
    """A tenant that is down: what happened, and that r tries again."""
    assert picture(settled, screen="loyalty", fault=DOWN)


@everywhere
def test_points(picture: Picture) -> None:
    """The points ledger, newest first: whose points, how many came or went, what is left."""
    assert picture(view_after(1), screen="loyalty")


@wide
def test_no_points(picture: Picture) -> None:
    """The points ledger of an account where nobody has collected any says so."""
    assert picture(
        changed("DELETE FROM loyalty_point_ledger_entries", "right_square_bracket"),
        screen="loyalty",
    )


def test_cards(picture: Picture) -> None:
    """Two cards and whose they are; the expired one is drawn quietly."""
    assert picture(view_after(2), screen="loyalty")


def test_vouchers(picture: Picture) -> None:
    """Vouchers with their value and what is left; those used up or refunded are drawn quietly."""
    assert picture(view_after(3), screen="loyalty")


@wide
def test_vouchers_failed(picture: Picture) -> None:
    """The vouchers cannot be read: why stands in their place, below in red that r tries again."""

    async def lose_the_vouchers(at: Desk) -> None:
        await at.settle()
        await at.control("fault", **DOWN, operation="LoyaltyVouchers")
        await at.press(*["right_square_bracket"] * 3)

    assert picture(lose_the_vouchers, screen="loyalty")


def test_rewards(picture: Picture) -> None:
    """Rewards by code, with status, day of payment and amount."""
    assert picture(view_after(4), screen="loyalty")


def test_referrals(picture: Picture) -> None:
    """Whom the account referred, and what either side gets for it."""
    assert picture(view_after(5), screen="loyalty")


def test_voucher(picture: Picture) -> None:
    """A voucher whole: value, what is left, how it was paid and what each use gave."""

    async def open_one(at: Desk) -> None:
        await at.settle()
        for statement in (PAID, USED):
            change(at, statement)
        await view_after(3, "down", "down", "enter")(at)
        await until(at, ObjectScreen)

    assert picture(open_one, screen="loyalty")


@wide
def test_actions(picture: Picture) -> None:
    """What can be done with points: exchanging, moving and enrolling are on top."""

    async def act(at: Desk) -> None:
        await at.settle()
        await at.press("a")
        await until(at, Actions)

    assert picture(act, screen="loyalty")


@wide
def test_energy(picture: Picture) -> None:
    """The same of an energy account, in euros."""
    assert picture(settled, on="energy", screen="loyalty")
