"""Pictures of the ledgers and of what hangs on them."""

from kraken_tui.screens.bill_screen import BillScreen
from kraken_tui.screens.document_screen import DocumentScreen
from kraken_tui.screens.ledgers import LedgersScreen
from kraken_tui.screens.list_screen import ListScreen
from kraken_tui.screens.transaction_screen import TransactionScreen
from tests.snapshots.conftest import Picture, everywhere, wide
from tests.snapshots.stage import DOWN, SLOW, Steps, asked, changed, put, settled, until
from tests.ui.desk import ATTEMPTS, Desk

PAYMENT_REQUEST = (
    "INSERT INTO payment_requests (ledger_id, customer_amount, total_amount, payment_status,"
    " expected_payment_date) VALUES (1, 2500, 4000, 'PENDING', '2026-04-01')"
)


def at_view(name: str, *keys: str, ledger: int = 0) -> Steps:
    """Go to a view of a ledger and press keys there."""

    async def go(at: Desk) -> None:
        await at.settle()
        screen = at.app.screen
        assert isinstance(screen, LedgersScreen)
        if ledger:
            screen.pane.table.focus()
            await at.press(*["down"] * ledger, "enter")
        await screen.open_view(name)
        await at.settle()
        await at.press(*keys)
        await at.settle()

    return go


@everywhere
def test_loaded(picture: Picture) -> None:
    """Two ledgers, and the newest transactions of the first with a count below them."""
    assert picture(settled, screen="ledgers")


@everywhere
def test_empty(picture: Picture) -> None:
    """An account without ledgers: the list says so, and nothing is below it."""
    gone = "UPDATE ledgers SET account_id = 0 WHERE account_id = 1"
    assert picture(changed(gone), screen="ledgers")


@everywhere
def test_partial(picture: Picture) -> None:
    """One ledger's balance could not be read: the line of news says so, the rest is there."""
    broken = "UPDATE ledgers SET balance = 'lots' WHERE id = 2"
    assert picture(changed(broken), screen="ledgers")


@wide
def test_energy(picture: Picture) -> None:
    """Three ledgers in euros, among them stored solar credit, which is set apart."""
    assert picture(settled, on="energy", screen="ledgers")


@everywhere
def test_loading(picture: Picture) -> None:
    """The tenant is being asked for the ledgers."""
    assert picture(asked, screen="ledgers", fault=SLOW)


def test_no_account(picture: Picture) -> None:
    """Nothing is open: the key that finds an account is named."""
    assert picture(settled, screen="ledgers", account=None)


@everywhere
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
    """No transaction fits the filter: in place of rows stands what was looked for."""

    async def filter_a_day(at: Desk) -> None:
        await at.settle()
        await at.press("slash")
        await put(at, "1999-12-31")
        await at.press("enter")

    assert picture(filter_a_day, screen="ledgers")


def test_transaction(picture: Picture) -> None:
    """One transaction whole: what it is, what was used and, where there is room, its bill."""

    async def open_a_transaction(at: Desk) -> None:
        await at.settle()
        await at.press("down", "down", "enter")
        await until(at, TransactionScreen)

    assert picture(open_a_transaction, screen="ledgers")


def test_ledger(picture: Picture) -> None:
    """What the ledger takes and what may be asked back; with more room all that hangs on it."""
    assert picture(at_view("ledger"), screen="ledgers")


@wide
def test_solar_ledger(picture: Picture) -> None:
    """A solar wallet: what it stores, and the ledger that its credit may flow to."""
    assert picture(at_view("ledger", ledger=2), on="energy", screen="ledgers")


def test_statements(picture: Picture) -> None:
    """The ledger's statements, newest first, with sums and what is still to pay."""
    assert picture(at_view("statements"), screen="ledgers")


@wide
def test_no_invoices(picture: Picture) -> None:
    """A ledger that never has invoices says so without asking."""
    assert picture(at_view("invoices"), screen="ledgers")


def test_invoices(picture: Picture) -> None:
    """The invoices of the second ledger, which the mark and the cursor stand on."""
    assert picture(at_view("invoices", ledger=1), screen="ledgers")


def test_bills(picture: Picture) -> None:
    """The ledger's bills, newest first; the held one above the cursor in the colour of warnings."""
    assert picture(at_view("bills", "down"), screen="ledgers")


def test_bill(picture: Picture) -> None:
    """A bill whole: its period, its sums with their tax, and the link to its document."""

    async def open_a_bill(at: Desk) -> None:
        await at_view("bills")(at)
        await at.press("down", "enter")
        await until(at, BillScreen)

    assert picture(open_a_bill, screen="ledgers")


@wide
def test_statement(picture: Picture) -> None:
    """A statement whole, with its document, its debt and the way to its transactions."""

    async def open_a_statement(at: Desk) -> None:
        await at_view("statements")(at)
        await at.press("down", "enter")
        await until(at, DocumentScreen)

    assert picture(open_a_statement, screen="ledgers")


@wide
def test_annual_statements(picture: Picture) -> None:
    """The statements of years with the links to them."""
    assert picture(at_view("annual"), screen="ledgers")


def test_requests(picture: Picture) -> None:
    """A requested payment, requests for money back with how they ended, what was paid back."""

    async def look(at: Desk) -> None:
        await changed(PAYMENT_REQUEST)(at)
        await at_view("requests")(at)

    assert picture(look, screen="ledgers")


@wide
def test_partial_list(picture: Picture) -> None:
    """A bill's transactions, without what the line of news says could not be read."""

    async def list_them(at: Desk) -> None:
        await changed("UPDATE transactions SET balance_carried_forward = 'lots' WHERE id % 2")(at)
        await at_view("bills")(at)
        await at.press("down", "enter")
        await until(at, BillScreen)
        await at.press("right", "end", *["up"] * 5, "enter")
        await until(at, ListScreen)

    assert picture(list_them, screen="ledgers")


@everywhere
def test_balance(picture: Picture) -> None:
    """The balance as a line over the years, its extremes in words, above its newest steps."""
    assert picture(at_view("balance"), screen="ledgers")


@wide
def test_view_failed(picture: Picture) -> None:
    """The view of the ledger cannot be had: the ledgers stay, and the line of news says why."""

    async def look_in_vain(at: Desk) -> None:
        await at.settle()
        await at.control("fault", status=503, times=ATTEMPTS)
        await at.press("right_square_bracket")

    assert picture(look_in_vain, screen="ledgers")
