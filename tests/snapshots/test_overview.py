"""Pictures of the account overview."""

from kraken_tui.screens.actions import Actions
from kraken_tui.screens.object_screen import ObjectScreen
from kraken_tui.screens.whole_value import WholeValue
from tests.snapshots.conftest import Picture, everywhere, wide
from tests.snapshots.stage import DOWN, SLOW, Steps, asked, settled, until
from tests.ui.account_rows import go_to
from tests.ui.database import change, rows
from tests.ui.desk import ATTEMPTS, Desk

FIRST, LAST = "1900-01-01T00:00:00+00:00", "9999-12-31T23:59:59+00:00"


def account(row_id: int) -> Steps:
    """Open another account of the tenant."""

    async def open_account(at: Desk) -> None:
        await at.settle()
        query = "SELECT number, billing_name FROM accounts WHERE id = ?"
        (row,) = rows(at, query, row_id)
        at.session.choose(row["number"], holder=row["billing_name"])
        await at.press("r")

    return open_account


@everywhere
def test_loaded(picture: Picture) -> None:
    """Badges, then the account, ledgers, people, properties, agreements, billing and lists."""
    assert picture(settled)


@everywhere
def test_partial(picture: Picture) -> None:
    """What the tenant could not tell is said on top; under the cursor is a dash in its place."""

    async def break_a_field(at: Desk) -> None:
        await at.settle()
        change(at, "UPDATE accounts SET comms_delivery_preference = 'PIGEON'")
        await at.press("r")
        await go_to(at, "Billing", "Bills by")

    assert picture(break_a_field)


def test_in_trouble(picture: Picture) -> None:
    """A customer in hardship who needs care: red and amber badges, debts in red."""
    assert picture(account(5))


@wide
def test_debt_collection(picture: Picture) -> None:
    """Debt that is being collected and dunned: three red badges after the green status."""
    assert picture(account(8))


@wide
def test_business(picture: Picture) -> None:
    """A company with its number, several properties, and an agreement for each supply."""
    assert picture(account(4))


@wide
def test_withdrawn(picture: Picture) -> None:
    """An account that came to nothing: a red status, no agreements, an application."""
    assert picture(account(12))


@everywhere
def test_hostile(picture: Picture) -> None:
    """Markup, links and wide characters in names and addresses stand there as plain text."""
    assert picture(account(13))


@wide
def test_nothing(picture: Picture) -> None:
    """An account without ledgers, people, properties and most lists: what there is none of."""

    async def take_all_away(at: Desk) -> None:
        await at.settle()
        for table in ("ledgers", "account_users", "occupancy_periods", "agreements", "notes"):
            change(at, f"DELETE FROM {table} WHERE account_id = 1 AND id > 0")
        for table in ("events", "complaints", "reminders", "file_attachments", "campaigns"):
            change(at, f"DELETE FROM {table} WHERE account_id = 1")
        await at.press("r")

    assert picture(take_all_away)


@wide
def test_extremes(picture: Picture) -> None:
    """Enormous debts and the ends of the calendar keep to their columns."""

    async def exaggerate(at: Desk) -> None:
        await at.settle()
        change(at, "UPDATE ledgers SET balance = -2147483647 WHERE account_id = 1 AND is_main")
        change(at, "UPDATE accounts SET overdue_balance = 2147483647, created_at = ?", FIRST)
        change(at, "UPDATE accounts SET next_billing_date = '9999-12-31'")
        change(at, "UPDATE occupancy_periods SET effective_from = ?, effective_to = ?", FIRST, LAST)
        await at.press("r")

    assert picture(exaggerate)


@everywhere
def test_person(picture: Picture) -> None:
    """A person whole: name, contact, care, consents, preferences, access; esc leads back."""

    async def open_the_customer(at: Desk) -> None:
        await account(5)(at)
        await go_to(at, "Customer", "E-mail")
        await at.press("enter")
        await until(at, ObjectScreen)

    assert picture(open_the_customer)


@wide
def test_energy(picture: Picture) -> None:
    """An energy account in euros, with supply points in place of meters."""
    assert picture(settled, on="energy")


@everywhere
def test_loading(picture: Picture) -> None:
    """An account that was never seen is being asked for, and the screen says so."""
    assert picture(asked, fault=SLOW)


@wide
def test_loading_with_old_data(picture: Picture) -> None:
    """An account that was open before is drawn at once; the line on top says when it was seen."""
    assert picture(asked, seen=True, fault=SLOW)


@everywhere
def test_failed(picture: Picture) -> None:
    """A tenant that is down: what happened, and that r tries again."""
    assert picture(settled, fault=DOWN)


@wide
def test_failed_with_old_data(picture: Picture) -> None:
    """The tenant was lost while working: the account stays, with the failure above it."""

    async def lose_the_tenant(at: Desk) -> None:
        await at.settle()
        await at.control("fault", status=503, times=ATTEMPTS)
        await at.press("r")

    assert picture(lose_the_tenant)


@everywhere
def test_no_account(picture: Picture) -> None:
    """Nothing is open: the key that finds an account is named."""
    assert picture(settled, account=None)


@wide
def test_unknown_account(picture: Picture) -> None:
    """An account that the tenant does not have: what to do about it."""
    assert picture(settled, account="A-00000000")


@wide
def test_production_read_only(picture: Picture) -> None:
    """The line on top warns of production, and says that nothing can be changed."""
    assert picture(settled, environment="production", read_only=True)


@wide
def test_actions(picture: Picture) -> None:
    """The mutations that fit the account, those that fit best on top."""

    async def act_on_the_account(at: Desk) -> None:
        await at.settle()
        await at.press("a")
        await until(at, Actions)

    assert picture(act_on_the_account)


@wide
def test_whole_value(picture: Picture) -> None:
    """A value opened whole in a box of its own, the overview dimmed behind it."""

    async def open_the_status(at: Desk) -> None:
        await at.settle()
        await at.press("down", "enter")
        await until(at, WholeValue)

    assert picture(open_the_status)
