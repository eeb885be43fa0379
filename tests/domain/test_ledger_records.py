"""What hangs on a ledger is read from documents that fit, whatever a tenant leaves out."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from graphql import parse as parse_document
from graphql import validate
from hypothesis import given
from hypothesis import strategies as st

from kraken_tui.api.adapt import prune
from kraken_tui.domain import balances, bills, documents, ledger_details, postings, repayments
from kraken_tui.domain import statements as billed
from tests.contracts import TENANTS, schema

DOCUMENTS = (
    *("ledgers", "transactions", "ledger_details", "statements", "invoices", "bills"),
    *("bill", "bill_transactions", "annual_statements", "repayment_requests", "balance_history"),
    *("statement_transactions", "invoice_transactions"),
)
LACKING_IN_WATER = {
    "ledger_details": {"account.spanishLedgers"},
    "invoices": {
        "account.ledgers.invoices.edges.node.earliestChargeAt",
        "account.ledgers.invoices.edges.node.latestChargeAt",
    },
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_water_contract_has_all_that_is_asked_for(name: str) -> None:
    lost = set(prune(documents.text(name), schema("water")).fell_away)
    assert lost == LACKING_IN_WATER.get(name, set())


@pytest.mark.parametrize("tenant", TENANTS)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_is_left_of_a_document_is_valid_at_any_tenant(name: str, tenant: str) -> None:
    left = prune(documents.text(name), schema(tenant)).text
    assert left is not None
    assert validate(schema(tenant), parse_document(left)) == []


FIELDS = st.sampled_from(
    [
        *("account", "ledgers", "number", "edges", "node", "transactions", "bills", "bill"),
        *("paymentAdequacy", "creditTransferPermissionsData", "fromSourceLedgers", "validFrom"),
        *("repaymentRequests", "refundRequests", "repayments", "payment", "instruction", "amount"),
        *("paymentRequests", "paymentRequest", "fundingSourceAmounts", "customerAmount"),
        *("attachments", "temporaryUrl", "totalCharges", "grossTotal", "documentDebtPosition"),
        *("postedDate", "balanceCarriedForward", "toDate", "closingBalance", "totalCount"),
        *("allocations", "fulfilment", "annulledBy", "heldStatus", "printedCopyRequests"),
        *("consumption", "quantity", "detail", "period", "start", "constituents", "grossAmount"),
        *("billingOptions", "maximumRefund", "provisionalTransactions", "debtLedger"),
    ]
)
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["L-1", "1e999999", "NaN", "9999-12-31", "1900-01-01T00:00:00", "²", "-"])
)
JSON = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(FIELDS, inner, max_size=6),
    max_leaves=25,
)


@given(st.dictionaries(FIELDS, JSON, max_size=6))
def test_no_shape_of_answer_breaks_a_parser(node: dict[str, Any]) -> None:
    for data in (node, {"account": node}, {"account": {"ledgers": [{**node, "number": "L-1"}]}}):
        balances.parse_history(data, "L-1")
        repayments.parse_repayments(data, "L-1")
        ledger_details.parse_details(data, "L-1")
        bills.parse_documents(data)
        bills.parse_one(data)
    bills.parse_bill(node)
    billed.parse_statement(node)
    billed.parse_invoice(node)
    postings.parse_transaction(node)


def texts(value: object) -> Iterator[str]:
    """Give every text within a model."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts(item)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from texts(getattr(value, name))


def test_hostile_text_comes_out_plain() -> None:
    bad = "\x1b[31mRed\x07 \u202egnirts\u2066 [bold red]bold[/]\nnext"
    node = {"id": bad, "billType": bad, "identifier": bad, "toAddress": bad, "number": bad}
    request = {"requestId": bad, "reasonCode": bad, "instruction": {"maskedAccountIdentifier": bad}}
    ledger = {"number": "L-1", "name": bad, "repaymentRequests": {"edges": [{"node": request}]}}
    data = {"account": {"ledgers": [ledger], "requestRefundEligibility": {"reason": bad}}}
    told = [
        *texts(bills.parse_bill(node)),
        *texts(billed.parse_statement(node)),
        *texts(repayments.parse_repayments(data, "L-1")),
        *texts(ledger_details.parse_details(data, "L-1")),
    ]
    assert sum("[bold red]bold[/]" in text for text in told) >= 8
    assert all(text.isprintable() for text in told)


def test_a_ledger_that_was_not_asked_for_is_not_taken_for_the_one_that_was() -> None:
    other = {"number": "L-2", "repaymentRequests": {"edges": [{"node": {"requestId": "RR-1"}}]}}
    assert repayments.parse_repayments({"account": {"ledgers": [other]}}, "L-1").records == ()
    assert ledger_details.parse_details({"account": {"ledgers": [other]}}, "L-1") is None


def test_what_was_not_told_is_counted() -> None:
    requests = {"totalCount": 250, "edges": [{"node": {"requestId": "RR-1"}}]}
    data = {"account": {"ledgers": [{"number": "L-1", "repaymentRequests": requests}]}}
    found = repayments.parse_repayments(data, "L-1")
    assert found.untold == ("1 of 250 repayment requests are shown.",)


def history(*posted: tuple[str, int], closed: tuple[tuple[str, int], ...], total: int) -> Any:
    """Write an answer: transactions newest first, bills newest first."""
    nodes = [{"postedDate": day, "balanceCarriedForward": sum_} for day, sum_ in posted]
    transactions = {"totalCount": total, "edges": [{"node": node} for node in nodes]}
    ended = [{"node": {"toDate": day, "closingBalance": sum_}} for day, sum_ in closed]
    account = {"ledgers": [{"number": "L-1", "transactions": transactions}]}
    return {"account": {**account, "bills": {"edges": ended}}}


def test_balances_are_exact_where_transactions_are_known_and_go_back_by_bills() -> None:
    found = balances.parse_history(
        history(
            ("2026-03-05", 30),
            ("2026-03-05", 10),
            ("2026-02-20", -5),
            closed=(("2026-02-28", -5), ("2026-01-31", 99), ("2025-12-31", 7)),
            total=300,
        ),
        "L-1",
    )
    assert [(str(point.day), point.amount) for point in found.balances] == [
        ("2025-12-31", 7),
        ("2026-01-31", 99),
        ("2026-02-20", -5),
        ("2026-03-05", 30),
    ]
    assert found.exact_from == date(2026, 2, 20)
    assert not found.whole


@pytest.mark.parametrize(
    ("node", "total"),
    [
        ({"grossAmount": 1200}, 1200),
        ({"grossAmount": "123456789012345678"}, 123456789012345678),
        ({"formerAmount": "-5"}, -5),
        ({"totalCharges": {"grossTotal": 900}, "totalCredits": {"grossTotal": 150}}, 750),
        ({"totalCharges": {"grossTotal": 900}, "totalCredits": None}, 900),
        ({"totalCredits": {"grossTotal": 150}}, None),
        ({"grossAmount": "9" * 5000}, None),
        ({}, None),
    ],
)
def test_what_a_bill_asks_for(node: dict[str, Any], total: int | None) -> None:
    assert bills.parse_bill(node).total == total


def test_a_document_told_twice_is_one() -> None:
    file = {"filename": "a.pdf", "temporaryUrl": "https://x/1"}
    expiring = {**file, "temporaryUrlExpiresAt": "2026-03-05T12:00:00+00:00"}
    found = {"edges": [{"node": file}]}, {"edges": [{"node": expiring}, {"node": None}]}
    bill = {"attachments": found[0], "representations": found[1]}
    (document,) = bills.parse_documents({"account": {"bill": bill}})
    assert (document.name, document.expires) == ("a.pdf", datetime(2026, 3, 5, 12, tzinfo=UTC))
