"""Pictures of the ledgers and their transactions."""

from kraken_tui.screens.whole_value import WholeValue
from tests.snapshots.conftest import Picture, wide
from tests.snapshots.stage import DOWN, SLOW, asked, put, settled, until
from tests.ui.desk import ATTEMPTS, Desk


def test_loaded(picture: Picture) -> None:
    """Two ledgers, and the newest transactions of the first with a count below them."""
    assert picture(settled, screen="ledgers")


@wide
def test_energy(picture: Picture) -> None:
    """Three ledgers in euros, among them stored solar credit."""
    assert picture(settled, on="energy", screen="ledgers")


def test_loading(picture: Picture) -> None:
    """The tenant is being asked for the ledgers."""
    assert picture(asked, screen="ledgers", fault=SLOW)


def test_no_account(picture: Picture) -> None:
    """Nothing is open: the key that finds an account is named."""
    assert picture(settled, screen="ledgers", account=None)


def test_failed(picture: Picture) -> None:
    """A tenant that is down: what happened, and that r tries again."""
    assert picture(settled, screen="ledgers", fault=DOWN)


@wide
def test_page_failed(picture: Picture) -> None:
    """The last page cannot be had: the rows that are there stay, the count line says why."""

    async def ask_for_the_end(at: Desk) -> None:
        await at.settle()
        await at.control("fault", status=503, times=ATTEMPTS)
        await at.press("end")

    assert picture(ask_for_the_end, screen="ledgers")


@wide
def test_end(picture: Picture) -> None:
    """The last row of all is under the cursor."""

    async def go_to_the_end(at: Desk) -> None:
        await at.settle()
        await at.press("end")

    assert picture(go_to_the_end, screen="ledgers")


@wide
def test_filter(picture: Picture) -> None:
    """The open filter says what it understands."""

    async def open_the_filter(at: Desk) -> None:
        await at.settle()
        await at.press("slash")

    assert picture(open_the_filter, screen="ledgers")


def test_filtered(picture: Picture) -> None:
    """Only payments are listed, and the count says so."""

    async def filter_payments(at: Desk) -> None:
        await at.settle()
        await at.press("slash")
        await put(at, "payments")
        await at.press("enter")

    assert picture(filter_payments, screen="ledgers")


@wide
def test_nothing_fits(picture: Picture) -> None:
    """No transaction fits the filter: the table and the count say so."""

    async def filter_a_day(at: Desk) -> None:
        await at.settle()
        await at.press("slash")
        await put(at, "1999-12-31")
        await at.press("enter")

    assert picture(filter_a_day, screen="ledgers")


@wide
def test_transaction(picture: Picture) -> None:
    """Everything about one transaction, a line for each fact."""

    async def open_a_transaction(at: Desk) -> None:
        await at.settle()
        await at.press("enter")
        await until(at, WholeValue)

    assert picture(open_a_transaction, screen="ledgers")
