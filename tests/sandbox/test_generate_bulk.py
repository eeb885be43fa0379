"""A ledger of any length: exact counts, bounded balances, and pages by index alone."""

import sqlite3
import time
from datetime import date

import pytest

from kraken_tui.sandbox import store
from kraken_tui.sandbox.generate import generate

TODAY = date(2026, 3, 17)
LONG = 120_000
PAGE = "SELECT * FROM transactions WHERE ledger_id = 1 AND {} ORDER BY seq DESC LIMIT 100"


@pytest.fixture(scope="module", params=["water", "energy"])
def long_ledger(request: pytest.FixtureRequest) -> sqlite3.Connection:
    connection = store.open()
    generate(connection, tenant=request.param, accounts=2, transactions=LONG, today=TODAY)
    return connection


def ledger(connection: sqlite3.Connection) -> sqlite3.Row:
    row: sqlite3.Row = connection.execute("SELECT * FROM ledgers WHERE id = 1").fetchone()
    return row


@pytest.mark.parametrize("count", [0, 1, 2, 39, 40, 41, 479, 481, 520, 5000])
@pytest.mark.parametrize("tenant", ["water", "energy"])
def test_the_first_ledger_gets_exactly_so_many(tenant: str, count: int) -> None:
    connection = store.open()
    generate(connection, tenant=tenant, accounts=1, transactions=count, today=TODAY)

    counted, total, first, last, falls = connection.execute(
        "SELECT count(*), coalesce(sum(balance_effect), 0), min(seq), max(seq),"
        " total(posted_date < (SELECT b.posted_date FROM transactions AS b WHERE b.ledger_id = 1"
        " AND b.seq = transactions.seq - 1)) FROM transactions WHERE ledger_id = 1"
    ).fetchone()
    assert counted == ledger(connection)["transaction_count"] == count
    assert total == ledger(connection)["balance"]
    assert (first, last) == ((1, count) if count else (None, None))
    assert falls == 0


def test_a_long_ledger_adds_up_and_stays_in_bounds(long_ledger: sqlite3.Connection) -> None:
    total, lowest, highest, oldest = long_ledger.execute(
        "SELECT sum(balance_effect), min(balance_carried_forward), max(balance_carried_forward),"
        " min(posted_date) FROM transactions WHERE ledger_id = 1"
    ).fetchone()

    assert total == ledger(long_ledger)["balance"]
    assert -50_000 < lowest < highest < 100_000
    assert "2016" < oldest < "2017"


def test_every_row_of_a_long_ledger_follows_from_the_one_before(
    long_ledger: sqlite3.Connection,
) -> None:
    broken = long_ledger.execute(
        "SELECT count(*) FROM transactions AS a JOIN transactions AS b"
        " ON b.ledger_id = a.ledger_id AND b.seq = a.seq + 1 WHERE a.ledger_id = 1 AND ("
        " b.balance_carried_forward <> a.balance_carried_forward + b.balance_effect"
        " OR b.posted_date < a.posted_date OR b.id <> a.id + 1)"
    ).fetchone()[0]
    loose = long_ledger.execute(
        "SELECT count(*) FROM transactions AS back JOIN transactions AS taken"
        " ON taken.id = back.reverses_id WHERE back.ledger_id = 1"
        " AND (NOT taken.is_reversed OR taken.balance_effect + back.balance_effect <> 0)"
    ).fetchone()[0]

    assert (broken, loose) == (0, 0)


def test_a_long_ledger_has_a_statement_a_month(long_ledger: sqlite3.Connection) -> None:
    statements, covered = long_ledger.execute(
        "SELECT count(*), sum(last_seq - first_seq + 1) FROM statements WHERE ledger_id = 1"
    ).fetchone()
    billed = long_ledger.execute(
        "SELECT count(*) FROM transactions WHERE ledger_id = 1 AND has_statement"
    ).fetchone()[0]

    assert 110 < statements < 125
    assert covered == billed > 0.98 * LONG


@pytest.mark.parametrize(
    ("condition", "index"),
    [
        ("seq <= 60000", "transactions_by_seq"),
        ("seq > 60000", "transactions_by_seq"),
        ("kind = 'Refund' AND seq <= 60000", "transactions_by_kind"),
        ("is_issued = 0", "transactions_unissued"),
    ],
)
def test_pages_are_seeks_on_an_index(
    long_ledger: sqlite3.Connection, condition: str, index: str
) -> None:
    plan = long_ledger.execute(f"EXPLAIN QUERY PLAN {PAGE.format(condition)}").fetchall()
    steps = [str(row["detail"]) for row in plan]

    assert len(steps) == 1
    assert steps[0].startswith("SEARCH")
    assert index in steps[0]


def test_a_range_of_dates_is_a_range_of_the_index(long_ledger: sqlite3.Connection) -> None:
    plan = long_ledger.execute(
        "EXPLAIN QUERY PLAN SELECT * FROM transactions WHERE ledger_id = 1"
        " AND posted_date >= '2020-01-01' AND posted_date < '2020-02-01'"
        " ORDER BY posted_date DESC, seq DESC LIMIT 100"
    ).fetchall()

    assert len(plan) == 1
    assert "transactions_by_posted_date" in plan[0]["detail"]
    assert "posted_date>? AND posted_date<?" in plan[0]["detail"]


@pytest.mark.parametrize("top", [LONG, LONG // 2, 100])
def test_first_middle_and_last_page_cost_the_same(
    long_ledger: sqlite3.Connection, top: int
) -> None:
    def fetch() -> float:
        start = time.perf_counter()
        rows = long_ledger.execute(PAGE.format("seq <= ?"), (top,)).fetchall()
        assert [row["seq"] for row in rows] == list(range(top, top - 100, -1))
        return time.perf_counter() - start

    assert min(fetch() for _ in range(5)) < 0.02
