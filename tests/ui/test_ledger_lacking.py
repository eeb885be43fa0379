"""A tenant whose schema has no ledgers, or only transactions on them."""

import pytest

from kraken_tui.widgets.record_table import RecordTable
from tests.ui.desk import Open
from tests.ui.ledger_hands import facts, ledgers, listed, look_at

pytestmark = pytest.mark.thorough

NOTHING = "This tenant tells nothing of it."
BILLED = r"bills?|statements|invoices|annualStatements"
ASKED = r"repayments|repaymentRequests|refundRequests|creditTransferPermissionsData"


async def test_a_tenant_without_ledgers_says_so_and_nothing_breaks(desk: Open) -> None:
    async with desk(screen="ledgers", without="ledgers") as at:
        told = "This tenant tells nothing of ledgers."
        assert at.notice.startswith(told)
        for _ in ledgers(at).VIEWS:
            await at.press("right_square_bracket", "down", "enter", "a", "r")
            assert at.notice.startswith((told, "There is nothing under the cursor"))


async def test_a_tenant_without_bills_still_has_transactions(desk: Open) -> None:
    async with desk("energy", screen="ledgers", without=f"{BILLED}|{ASKED}") as at:
        assert len(listed(ledgers(at).pane)) == 3
        assert at.text("TransactionsPane #count") == "100 of 200 transactions loaded"
        for name in ("statements", "bills", "annual"):
            view = await look_at(at, name)
            assert view.query_one(RecordTable).empty_text.startswith(NOTHING)
        await look_at(at, "ledger")
        assert facts(at, "Ledger")["Takes payments"] == "yes"
        assert facts(at, "Credit from") == {}
        balances = await look_at(at, "balance")
        assert listed(balances.pane)
        requests = await look_at(at, "requests")
        assert listed(requests) == []
