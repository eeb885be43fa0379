"""Whole tenants: what is in them, and that it adds up."""

import re
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kraken_tui.sandbox import store
from kraken_tui.sandbox.generate import generate, generate_in_steps
from kraken_tui.sandbox.operations import CONTRACTS
from kraken_tui.sandbox.passwords import matches

TODAY = date(2026, 3, 17)
TENANTS = ("water", "energy")
FIRST_ACCOUNT = {"water": "A-1A2B3C4D", "energy": "A-5E6F7A8B"}


def make(tenant: str, **options: int) -> sqlite3.Connection:
    connection = store.open()
    generate(connection, tenant=tenant, today=TODAY, **options)
    return connection


@pytest.fixture(scope="module", params=TENANTS)
def tenant(request: pytest.FixtureRequest) -> Iterator[sqlite3.Connection]:
    connection = make(request.param)
    yield connection
    connection.close()


def values(connection: sqlite3.Connection, query: str, *parameters: object) -> list[object]:
    return [row[0] for row in connection.execute(query, parameters)]


def dump(connection: sqlite3.Connection) -> list[str]:
    return list(connection.iterdump())


def test_every_ledger_is_the_sum_of_its_transactions(tenant: sqlite3.Connection) -> None:
    rows = tenant.execute(
        "SELECT balance, transaction_count, coalesce(sum(balance_effect), 0), count(seq),"
        " coalesce(max(seq), 0) FROM ledgers LEFT JOIN transactions ON ledger_id = ledgers.id"
        " GROUP BY ledgers.id"
    ).fetchall()

    assert len(rows) >= 40
    for balance, count, total, counted, last_seq in map(tuple, rows):
        assert (balance, count, last_seq) == (total, counted, counted)


def test_running_balances_follow_from_the_kinds(tenant: sqlite3.Connection) -> None:
    wrong = tenant.execute(
        "SELECT * FROM (SELECT balance_carried_forward, sum("
        " CASE WHEN kind IN ('Credit', 'Payment') THEN amount ELSE -amount END"
        ") OVER (PARTITION BY ledger_id ORDER BY seq) AS running FROM transactions)"
        " WHERE running <> balance_carried_forward"
    ).fetchall()

    assert wrong == []


def test_amounts_are_net_and_tax(tenant: sqlite3.Connection) -> None:
    count, wrong, untaxed = tenant.execute(
        "SELECT count(*), total(net_amount + coalesce(tax_amount, 0) <> amount OR amount <= 0"
        " OR gross_amount <> amount), total((tax_amount IS NULL) <> (kind IN"
        " ('Payment', 'Refund'))) FROM transactions"
    ).fetchone()

    assert count > 1000
    assert (wrong, untaxed) == (0, 0)


def test_dates_rise_with_seq_and_end_by_today(tenant: sqlite3.Connection) -> None:
    falls = tenant.execute(
        "SELECT count(*) FROM transactions AS a JOIN transactions AS b"
        " ON a.ledger_id = b.ledger_id AND b.seq = a.seq + 1 WHERE b.posted_date < a.posted_date"
    ).fetchone()[0]
    latest = tenant.execute("SELECT max(posted_date) FROM transactions").fetchone()[0]

    assert falls == 0
    assert "2026-02-20" < latest <= TODAY.isoformat()


def test_statements_chain_and_add_up(tenant: sqlite3.Connection) -> None:
    rows = tenant.execute(
        "SELECT statements.*, (SELECT sum(balance_effect) FROM transactions"
        " WHERE billing_document_identifier = statements.id) AS effect,"
        " lag(closing_balance) OVER (PARTITION BY ledger_id ORDER BY from_date) AS previous"
        " FROM statements"
    ).fetchall()

    assert len(rows) > 100
    for row in rows:
        assert row["opening_balance"] + row["effect"] == row["closing_balance"]
        assert row["previous"] in (None, row["opening_balance"])
        assert row["effect"] == (
            row["total_credits_gross"] + row["total_payments"] - row["total_charges_gross"]
        )
        assert row["from_date"] <= row["to_date"] < TODAY.isoformat()


def test_statements_hold_the_transactions_that_name_them(tenant: sqlite3.Connection) -> None:
    wrong = tenant.execute(
        "SELECT count(*) FROM transactions LEFT JOIN statements"
        " ON statements.id = billing_document_identifier"
        " WHERE has_statement <> (statements.id IS NOT NULL) OR statements.id IS NOT NULL AND ("
        " seq NOT BETWEEN first_seq AND last_seq OR statements.ledger_id <> transactions.ledger_id"
        " OR posted_date NOT BETWEEN from_date AND to_date)"
    ).fetchone()[0]

    assert wrong == 0


def test_reversals_cancel_what_they_take_back(tenant: sqlite3.Connection) -> None:
    pairs = tenant.execute(
        "SELECT back.balance_effect, taken.balance_effect, taken.is_reversed"
        " FROM transactions AS back JOIN transactions AS taken ON taken.id = back.reverses_id"
    ).fetchall()

    assert len(pairs) > 5
    assert {(back + taken, reversed_) for back, taken, reversed_ in pairs} == {(0, 1)}


def test_all_kinds_and_states_are_there(tenant: sqlite3.Connection) -> None:
    kinds = values(tenant, "SELECT DISTINCT kind FROM transactions WHERE ledger_id = 1")
    assert set(kinds) == {"Charge", "Credit", "Payment", "Refund"}
    for condition in ("is_held", "is_reversed", "NOT is_issued", "is_late_failed_payment"):
        query = f"SELECT count(*) FROM transactions WHERE {condition}"
        assert tenant.execute(query).fetchone()[0] > 0, condition
    states = values(tenant, "SELECT DISTINCT status FROM payments")
    assert {"SCHEDULED", "PENDING", "CLEARED", "FAILED", "PROMISED"} <= set(states)
    instructions = values(tenant, "SELECT DISTINCT status FROM payment_instructions")
    assert set(instructions) == {"ACTIVE", "PROVISIONAL", "FAILED"}


def test_accounts_are_of_every_kind(tenant: sqlite3.Connection) -> None:
    for condition in (
        "account_type = 'DOMESTIC'",
        "account_type = 'BUSINESS' AND business_id IS NOT NULL",
        "status = 'PENDING'",
        "status = 'WITHDRAWN'",
        "status = 'DORMANT'",
        "is_in_hardship",
        "has_active_dunning_process AND overdue_balance > 0",
        "has_active_debt_collection_proceeding",
        "portfolio_id IS NOT NULL",
        "comms_delivery_preference = 'POSTAL_MAIL'",
        "(SELECT balance FROM ledgers WHERE account_id = accounts.id AND is_main) > 20000",
        "(SELECT balance FROM ledgers WHERE account_id = accounts.id AND is_main) < -50000",
        "(SELECT sum(transaction_count) FROM ledgers WHERE account_id = accounts.id) = 0",
        "(SELECT count(*) FROM ledgers WHERE account_id = accounts.id) > 1",
        "(SELECT count(*) FROM occupancy_periods WHERE account_id = accounts.id) > 2",
        "(SELECT sum(is_customer) FROM account_users WHERE account_id = accounts.id) = 2",
    ):
        query = f"SELECT count(*) FROM accounts WHERE {condition}"
        assert tenant.execute(query).fetchone()[0] > 0, condition


def test_the_first_account_is_the_demos(tenant: sqlite3.Connection) -> None:
    number = store.read_meta(tenant, "tenant") or ""
    first = tenant.execute("SELECT * FROM accounts ORDER BY id LIMIT 1").fetchone()
    count = tenant.execute(
        "SELECT count(*) FROM transactions JOIN ledgers ON ledgers.id = ledger_id"
        " WHERE account_id = ? AND is_main",
        (first["id"],),
    ).fetchone()[0]
    places = values(
        tenant, "SELECT property_id FROM occupancy_periods WHERE account_id = ?", first["id"]
    )

    assert first["number"] == FIRST_ACCOUNT[number]
    assert (first["account_type"], first["status"], count) == ("DOMESTIC", "ACTIVE", 200)
    assert len(places) == 2


def test_the_demo_user_gets_in_and_sees_every_account(tenant: sqlite3.Connection) -> None:
    user = tenant.execute("SELECT * FROM users WHERE email = 'demo@kraken.example'").fetchone()
    seen = values(tenant, "SELECT account_id FROM account_users WHERE user_id = ?", user["id"])

    assert matches("demo-password", user["password_hash"])
    assert not matches("demo-passwort", user["password_hash"])
    assert user["live_secret_key"] == f"sk_demo_{store.read_meta(tenant, 'tenant')}"
    assert sorted(map(str, seen)) == sorted(map(str, values(tenant, "SELECT id FROM accounts")))


def test_loyalty_points_run_along(tenant: sqlite3.Connection) -> None:
    rows = tenant.execute(
        "SELECT *, lag(balance_carried_forward, 1, 0) OVER (PARTITION BY user_id ORDER BY seq)"
        " AS previous FROM loyalty_point_ledger_entries"
    ).fetchall()

    assert {row["ledger_type"] for row in rows} == {"CREDIT", "DEBIT"}
    for row in rows:
        change = row["value"] if row["ledger_type"] == "CREDIT" else -row["value"]
        assert row["balance_brought_forward"] == row["previous"]
        assert row["balance_carried_forward"] == row["previous"] + change >= 0


def test_what_points_at_a_row_finds_it(tenant: sqlite3.Connection) -> None:
    assert tenant.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.parametrize(
    ("column", "enum"),
    [
        ("accounts.status", "AccountStatus"),
        ("accounts.account_type", "AccountTypeChoices"),
        ("accounts.comms_delivery_preference", "CommsDeliveryPreference"),
        ("accounts.document_accessibility", "DocumentAccessibilityChoices"),
        ("accounts.billing_period_length", "AccountBillingOptionsPeriodLength"),
        ("applications.status", "AccountApplicationStatus"),
        ("businesses.business_type", "BusinessTypeOptions"),
        ("consents.value", "ConsentValue"),
        ("contribution_agreements.interval", "Interval"),
        ("hardship_agreements.hardship_type", "HardshipAgreementHardshipType"),
        ("payment_instructions.status", "PaymentInstructionStatus"),
        ("payment_schedules.payment_frequency", "PaymentFrequencyOptions"),
        ("payment_schedules.reason", "PaymentScheduleReasonOptions"),
        ("payment_schedules.schedule_type", "ScheduleType"),
        ("payment_schedules.trigger", "ScheduleTrigger"),
        ("payments.reason", "PaymentReasonOptions"),
        ("payments.status", "AccountPaymentStatusOptions"),
        ("payments.transaction_type", "AccountPaymentTransactionTypeChoices"),
        ("referrals.payment_status", "ReferralStatusChoices"),
        ("repayments.request_status", "RepaymentRequestStatus"),
        ("repayments.status", "AccountRepaymentStatusOptions"),
        ("repayments.method", "RepaymentMethod"),
        ("statements.bill_type", "BillTypeEnum"),
        ("statements.reversals_after_close", "StatementReversalsAfterClose"),
        ("transactions.filter_type", "TransactionTypeFilter"),
        ("transactions.payment_transaction_type", "AccountPaymentTransactionTypeChoices"),
        ("user_comms_preferences.email_format", "EmailFormats"),
        ("water_meters.category", "WaterMeterCategory"),
        ("water_meters.status", "WaterMeterStatus"),
        ("water_meters.capability_type", "WaterMeterCapabilityType"),
        ("linked_services.service", "LinkedServiceService"),
        ("supply_points.wholesaler_code", "FreshWaterSupplyPointWholesalerCode"),
        ("properties.property_type", "FreshWaterSupplyPointPropertyType"),
        ("properties.water_hardness", "PropertyDetailWaterHardness"),
        ("measurements.quality", "ReadingQualityType"),
    ],
)
def test_enum_columns_hold_what_the_contract_knows(
    tenant: sqlite3.Connection, column: str, enum: str
) -> None:
    name = store.read_meta(tenant, "tenant")
    contract = CONTRACTS / f"{name}.graphql"
    found = re.search(rf"^enum {enum} {{(.*?)^}}", contract.read_text("utf-8"), re.M | re.S)
    if found is None:
        pytest.skip("The other tenant's enum.")
    table, _, field = column.partition(".")

    used = values(tenant, f"SELECT DISTINCT {field} FROM {table} WHERE {field} IS NOT NULL")
    assert set(used) <= set(found[1].split())


@pytest.mark.parametrize("name", TENANTS)
def test_the_seed_decides(name: str) -> None:
    assert dump(make(name, accounts=25)) == dump(make(name, accounts=25))
    assert dump(make(name, accounts=25)) != dump(make(name, accounts=25, seed=2))


@pytest.mark.parametrize("name", TENANTS)
def test_steps_make_the_same_rows_first_account_first(name: str) -> None:
    connection = store.open()
    steps = generate_in_steps(connection, tenant=name, accounts=25, today=TODAY)

    next(steps)
    assert values(connection, "SELECT number FROM accounts") == [FIRST_ACCOUNT[name]]
    assert values(connection, "SELECT transaction_count FROM ledgers WHERE is_main") == [200]
    assert not connection.in_transaction
    assert len(list(steps)) == 1
    assert dump(connection) == dump(make(name, accounts=25))


@pytest.mark.parametrize("name", TENANTS)
@pytest.mark.parametrize("accounts", [1, 2, 3, 19, 120])
def test_any_number_of_accounts(name: str, accounts: int) -> None:
    connection = make(name, accounts=accounts, transactions=1)

    assert len(values(connection, "SELECT number FROM accounts")) == accounts
    assert len(set(values(connection, "SELECT number FROM ledgers"))) >= accounts


@pytest.mark.parametrize("day", [date(2024, 2, 29), date(2025, 1, 1), date(2025, 12, 31)])
@pytest.mark.parametrize("name", TENANTS)
def test_any_day_will_do(name: str, day: date) -> None:
    connection = store.open()
    generate(connection, tenant=name, accounts=20, today=day)

    latest = connection.execute("SELECT max(posted_date) FROM transactions").fetchone()[0]
    assert latest <= day.isoformat()


def test_unknown_tenants_and_senseless_numbers_are_refused() -> None:
    connection = store.open()
    with pytest.raises(ValueError, match="telecom"):
        generate(connection, tenant="telecom", today=TODAY)
    with pytest.raises(ValueError, match="at least one account"):
        generate(connection, tenant="water", accounts=0, today=TODAY)
    with pytest.raises(ValueError, match="at least one account"):
        generate(connection, tenant="water", transactions=-1, today=TODAY)
    assert store.is_empty(connection)


def test_a_file_keeps_the_tenant_and_can_be_cleared(tmp_path: Path) -> None:
    path = tmp_path / "sandbox.db"
    connection = store.open(path)
    generate(connection, tenant="water", accounts=2, today=TODAY)
    connection.close()

    again = store.open(path)
    assert not store.is_empty(again)
    store.clear(again)
    assert store.is_empty(again)
    generate(again, tenant="energy", accounts=2, today=TODAY)
    assert store.read_meta(again, "tenant") == "energy"
    again.close()


def test_one_account_has_texts_that_try_everything(tenant: sqlite3.Connection) -> None:
    (row,) = tenant.execute("SELECT * FROM accounts WHERE billing_name LIKE '[bold%'").fetchall()
    query = "SELECT body FROM notes WHERE account_id = ?"
    notes = [str(note) for note in values(tenant, query, row["id"])]
    everything = "".join(notes) + row["billing_sub_name"] + row["billing_address_line1"]

    assert row["id"] > 30
    assert max(map(len, notes)) == 10_000
    assert {"\x1b", "\u202e", "\x9b"} <= set(everything)
