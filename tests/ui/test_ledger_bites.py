"""Ledgers with data that bites: shown as plain text, laid out, never obeyed."""

import pytest

from tests.ui.database import change, rows
from tests.ui.desk import Desk, Open
from tests.ui.ledger_hands import ledgers, look_at
from tests.ui.test_hostile_text import screen

pytestmark = pytest.mark.thorough

BAD = "\x1b[31m\u202e[bold red]Robert[/]\x07 [link=https://example.com]T[/link]"
SEEN = "[bold red]Robert[/]"
MUCH = 2**31 - 1


async def spoil(at: Desk) -> None:
    """Put into every place of the account's main ledger what a screen could trip over."""
    (main,) = rows(
        at,
        "SELECT ledgers.id, account_id FROM ledgers JOIN accounts ON accounts.id = account_id"
        " WHERE accounts.number = ? AND is_main",
        at.session.account,
    )
    for statement in (
        "UPDATE ledgers SET name = :bad, balance = -:much, payments_outstanding = :much"
        " WHERE id = :ledger",
        "UPDATE transactions SET title = :bad, note = :long, gross_amount = :much,"
        " balance_carried_forward = (seq % 2 * 2 - 1) * :much WHERE ledger_id = :ledger",
        "UPDATE transactions SET posted_date = '9999-12-31' WHERE ledger_id = :ledger"
        " AND seq > 195",
        "UPDATE transactions SET posted_date = '1900-01-01' WHERE ledger_id = :ledger"
        " AND seq < 105",
        "UPDATE statements SET closing_balance = -:much, to_address = :long, pdf_url = :bad,"
        " held_reason = :bad, identifier = :bad || id, payment_due_date = '9999-12-31',"
        " from_date = '1900-01-01' WHERE ledger_id = :ledger",
        "UPDATE repayments SET reason_code = :long, request_id = :bad || id"
        " WHERE ledger_id = :ledger",
        "UPDATE provisional_transactions SET title = :bad WHERE account_id = :account",
        "UPDATE annual_statements SET pdf_url = :bad WHERE account_id = :account",
    ):
        ids = {"ledger": main["id"], "account": main["account_id"]}
        change(at, statement, bad=BAD, long=(SEEN + " ") * 500, much=MUCH, **ids)
    await at.press("r")


async def test_every_view_shows_it_as_it_is(desk: Open) -> None:
    for size in ((80, 24), (160, 50)):
        async with desk(screen="ledgers", size=size) as at:
            await spoil(at)
            for view in ledgers(at).VIEWS:
                await look_at(at, view.name)
                shown = screen(at)
                if view.name not in {"invoices", "annual"}:
                    assert SEEN in shown
                if view.name in {"ledger", "invoices"}:
                    continue
                await at.press("enter")
                screen(at)
                await at.press("end")
                screen(at)
                await at.press("escape")
                assert ledgers(at).current_view == view.name


async def test_a_ledger_without_anything_says_so_in_every_view(desk: Open) -> None:
    async with desk(screen="ledgers") as at:
        for name in ("statements", "annual_statements", "repayments", "transactions"):
            change(at, f"DELETE FROM {name}")
        change(at, "UPDATE ledgers SET transaction_count = 0")
        await at.press("r")
        told = {}
        for view in ledgers(at).VIEWS:
            await look_at(at, view.name)
            told[view.name] = screen(at)
        assert "No transactions." in told["transactions"]
        assert "This ledger has no statements." in told["statements"]
        assert "This ledger has no bills." in told["bills"]
        assert "no annual statements." in told["annual"]
        assert "Nothing was asked for on this ledger" in told["requests"]
        assert "Nothing was posted to this ledger." in told["balance"]
