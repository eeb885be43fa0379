"""What is billed beside statements: invoices, statements of years, what is to come, permissions."""

import sqlite3
from collections.abc import Iterator
from datetime import date

import pytest

from tests.sandbox.test_generate import TENANTS, TODAY, make


@pytest.fixture(scope="module", params=TENANTS)
def tenant(request: pytest.FixtureRequest) -> Iterator[sqlite3.Connection]:
    connection = make(request.param)
    yield connection
    connection.close()


def test_invoices_are_only_where_a_ledger_has_them(tenant: sqlite3.Connection) -> None:
    kinds = tenant.execute(
        "SELECT DISTINCT bill_type, supports_statements, supports_invoices FROM statements"
        " JOIN ledgers ON ledgers.id = ledger_id ORDER BY bill_type"
    ).fetchall()
    assert [tuple(row) for row in kinds] == [("INVOICE", 0, 1), ("STATEMENT", 1, 0)]


def test_years_are_whole_and_over(tenant: sqlite3.Connection) -> None:
    rows = tenant.execute("SELECT period_starts_at, period_ends_at FROM annual_statements")
    spans = {(row[0][:10], row[1][:10]) for row in rows}
    assert spans
    for first, last in spans:
        start, end = date.fromisoformat(first), date.fromisoformat(last)
        assert (start.month, start.day, end.year) == (1, 1, start.year + 1)
        assert end <= TODAY


def test_credit_flows_from_ledgers_that_store_it(tenant: sqlite3.Connection) -> None:
    rows = tenant.execute(
        "SELECT accepts_payments, source_ledger_id = target_ledger_id"
        " FROM credit_transfer_permissions JOIN ledgers ON ledgers.id = source_ledger_id"
    ).fetchall()
    assert rows
    assert {tuple(row) for row in rows} == {(0, 0)}


def test_a_refund_that_was_refused_moved_nothing(tenant: sqlite3.Connection) -> None:
    refused = tenant.execute(
        "SELECT repayments.amount, payments.amount AS paid, request_status,"
        " (SELECT count(*) FROM transactions WHERE kind = 'Refund'"
        "  AND transactions.id = repayments.id) AS posted"
        " FROM repayments JOIN payments ON payments.id = repayments.payment_id"
    ).fetchall()
    assert refused
    for row in refused:
        assert row["amount"] == row["paid"]
        assert (row["request_status"], row["posted"]) == ("REJECTED", 0)
