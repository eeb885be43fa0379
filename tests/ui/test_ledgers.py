"""Ledgers and transactions: paging, filtering, and never claiming more than there is."""

from kraken_tui.domain.postings import Transaction
from kraken_tui.screens.transactions_pane import TransactionsPane
from kraken_tui.widgets.record_table import RecordTable
from tests.ui.desk import ATTEMPTS, Desk, Open


def table(at: Desk) -> RecordTable:
    return at.app.screen.query_one(TransactionsPane).table


def item(pane: TransactionsPane, index: int) -> Transaction:
    assert pane.paged is not None
    found = pane.paged.item(index)
    assert found is not None
    return found


async def test_the_first_page_is_loaded_and_counted(desk: Open) -> None:
    async with desk(screen="ledgers", transactions=1000) as at:
        assert at.text("TransactionsPane #count") == "100 of 1,000 transactions loaded"
        assert len(table(at).source) == 100


async def test_more_pages_load_as_the_cursor_nears_the_end(desk: Open) -> None:
    async with desk(screen="ledgers", transactions=1000) as at:
        await at.press(*["pagedown"] * 4)
        assert at.text("TransactionsPane #count").startswith(("200 of", "300 of"))


async def test_the_end_is_one_request_away(desk: Open) -> None:
    async with desk(screen="ledgers", transactions=100_000) as at:
        before = len((await at.control("log"))["requests"])
        await at.press("end")
        assert len((await at.control("log"))["requests"]) - before <= 2
        assert at.text("TransactionsPane #count") == "200 of 100,000 transactions loaded"
        assert table(at).cursor == len(table(at).source) - 1
        assert table(at).source.gap == 100


async def test_the_rows_are_the_ledgers_own_in_order(desk: Open) -> None:
    """Page through all of a ledger and compare balances: each row follows from the next."""
    async with desk(screen="ledgers", transactions=250) as at:
        await at.press(*["pagedown"] * 12)
        assert at.text("TransactionsPane #count") == "all 250 transactions"
        pane = at.app.screen.query_one(TransactionsPane)
        rows = [item(pane, index) for index in range(250)]
        days = [str(row.posted) for row in rows]
        assert days == sorted(days, reverse=True)
        assert len({row.id for row in rows}) == 250


async def test_a_filter_by_day_is_the_tenants_work(desk: Open) -> None:
    async with desk(screen="ledgers", transactions=1000) as at:
        pane = at.app.screen.query_one(TransactionsPane)
        day = item(pane, 50).posted
        await at.press("slash")
        await at.type(str(day))
        await at.press("enter")
        shown = [item(pane, n) for n in range(len(table(at).source))]
        assert shown
        assert {row.posted for row in shown} == {day}
        await at.press("escape")
        assert at.text("TransactionsPane #count") == "100 of 1,000 transactions loaded"


async def test_a_filter_by_kind_and_word_shows_only_what_fits(desk: Open) -> None:
    async with desk(screen="ledgers", transactions=1000) as at:
        await at.press("slash")
        await at.type("charges waste")
        await at.press("enter")
        pane = at.app.screen.query_one(TransactionsPane)
        found = [item(pane, n) for n in range(len(table(at).source))]
        assert {each.kind for each in found} == {"Charge"}
        assert {each.reason for each in found} == {"MEASURED_WASTE_WATER"}
        assert ' charges with "waste" loaded, more to come' in at.text("TransactionsPane #count")


async def test_a_filter_that_makes_no_sense_is_refused_in_words(desk: Open) -> None:
    async with desk(screen="ledgers") as at:
        await at.press("slash")
        await at.type("2025-02-31")
        await at.press("enter")
        assert at.text("TransactionsPane #count") == "'2025-02-31' is not in the calendar."


async def test_a_transaction_opens_whole(desk: Open) -> None:
    async with desk(screen="ledgers") as at:
        await at.press("enter")
        assert type(at.app.screen).__name__ == "TransactionScreen"


async def test_rows_that_fail_to_load_say_so_and_load_later(desk: Open) -> None:
    async with desk(screen="ledgers", transactions=1000) as at:
        await at.control("fault", status=503, times=ATTEMPTS)
        await at.press("end")
        assert "transactions loaded" not in at.text("TransactionsPane #count")
        await at.press("end")
        assert at.text("TransactionsPane #count") == "200 of 1,000 transactions loaded"
