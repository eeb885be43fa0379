"""Posting to a generated tenant: balances and points go on adding up."""

import sqlite3
from datetime import UTC, date, datetime

import pytest

from kraken_tui.sandbox import store
from kraken_tui.sandbox.generate import generate
from kraken_tui.sandbox.points import points_balance, post_points
from kraken_tui.sandbox.posting import Entry, post_transaction, reverse_transaction

NOW = datetime(2026, 3, 17, 12, 30, tzinfo=UTC)


@pytest.fixture
def water() -> sqlite3.Connection:
    connection = store.open()
    generate(connection, tenant="water", accounts=3, today=date(2026, 3, 17))
    return connection


def ledger(connection: sqlite3.Connection) -> tuple[int, int]:
    row = connection.execute("SELECT balance, transaction_count FROM ledgers WHERE id = 1")
    return tuple(row.fetchone())


def transaction(connection: sqlite3.Connection, transaction_id: int) -> sqlite3.Row:
    row: sqlite3.Row = connection.execute(
        "SELECT * FROM transactions WHERE id = ?", (transaction_id,)
    ).fetchone()
    return row


@pytest.mark.parametrize(
    ("kind", "effect", "tax", "gross"),
    [
        ("Charge", -1200, 200, 1200),
        ("Refund", -1200, None, None),
        ("Credit", 1200, 200, 1200),
        ("Payment", 1200, None, None),
    ],
)
def test_each_kind_moves_the_balance_its_way(
    water: sqlite3.Connection, kind: str, effect: int, tax: int | None, gross: int | None
) -> None:
    balance, count = ledger(water)
    entry = Entry(kind=kind, amount=1200, tax=0 if tax is None else tax, title="Posted")

    posted = transaction(water, post_transaction(water, ledger_id=1, entry=entry, at=NOW))

    assert ledger(water) == (balance + effect, count + 1)
    assert posted["balance_carried_forward"] == balance + effect
    assert (posted["tax_amount"], posted["gross_amount"]) == (tax, gross)
    assert (posted["seq"], posted["posted_date"]) == (count + 1, "2026-03-17")


def test_a_clock_that_lags_does_not_break_the_order(water: sqlite3.Connection) -> None:
    entry = Entry(kind="Payment", amount=1, title="Early")
    earlier = datetime(2020, 1, 1, tzinfo=UTC)

    posted = transaction(water, post_transaction(water, ledger_id=1, entry=entry, at=earlier))

    assert posted["posted_date"] == "2026-03-14"
    assert posted["created_at"] == "2020-01-01T00:00:00+00:00"


def test_a_reversal_puts_the_balance_back_once(water: sqlite3.Connection) -> None:
    before, count = ledger(water)
    entry = Entry(kind="Payment", amount=4200, title="Card payment")
    posted = post_transaction(water, ledger_id=1, entry=entry, at=NOW)

    back = reverse_transaction(water, transaction_id=posted, title="Payment reversed", at=NOW)

    assert ledger(water) == (before, count + 2)
    assert transaction(water, posted)["is_reversed"] == 1
    assert (transaction(water, back)["kind"], transaction(water, back)["reverses_id"]) == (
        "Charge",
        posted,
    )
    with pytest.raises(LookupError):
        reverse_transaction(water, transaction_id=posted, title="Again", at=NOW)


def test_an_unknown_ledger_is_refused(water: sqlite3.Connection) -> None:
    with pytest.raises(LookupError, match="999"):
        post_transaction(
            water, ledger_id=999, entry=Entry(kind="Charge", amount=1, title="x"), at=NOW
        )


def test_points_are_given_and_taken(water: sqlite3.Connection) -> None:
    before = points_balance(water, user_id=1)
    for points, reason in ((70, "QUIZ"), (-20, "TRANSFERRED")):
        post_points(water, user_id=1, account_id=1, points=points, reason_code=reason, at=NOW)

    last = water.execute(
        "SELECT ledger_type, value, balance_brought_forward FROM loyalty_point_ledger_entries"
        " WHERE user_id = 1 ORDER BY seq DESC LIMIT 1"
    ).fetchone()
    assert points_balance(water, user_id=1) == before + 50
    assert tuple(last) == ("DEBIT", 20, before + 70)
    assert points_balance(water, user_id=10**6) == 0
