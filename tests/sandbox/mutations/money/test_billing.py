"""Documents of bills: their links expire, and what is left to pay adds up to the debt."""

from datetime import datetime, timedelta
from typing import Any

from .till import Till

BILLS = """
    query ($number: String!) { account(accountNumber: $number) {
      ledgers { number balance statements(first: 100) { edges { node {
        id pdfUrl firstIssuedAt totalCharges { grossTotal } totalCredits { grossTotal }
        documentDebtPosition { expectedAmount remainingAmount }
      } } } }
      bills(first: 100, includeHeldStatements: true) { edges { node {
        id issuedDate attachments(first: 5) { edges { node {
          filename temporaryUrl temporaryUrlExpiresAt
        } } }
      } } }
    } }
"""


def nodes(connection: dict[str, Any]) -> list[dict[str, Any]]:
    return [edge["node"] for edge in connection["edges"]]


async def test_what_is_left_to_pay_is_the_newest_of_the_debt(till: Till) -> None:
    account = till.value(
        "SELECT accounts.number FROM ledgers JOIN accounts ON accounts.id = account_id"
        " WHERE ledgers.supports_statements ORDER BY balance LIMIT 1"
    )
    found = (await till.ask(BILLS, number=account))["account"]
    ledger = next(ledger for ledger in found["ledgers"] if nodes(ledger["statements"]))
    positions = [
        statement["documentDebtPosition"]
        for statement in nodes(ledger["statements"])
        if statement["documentDebtPosition"]
    ]
    assert ledger["balance"] < 0
    remaining = [position["remainingAmount"] for position in positions]
    assert 0 < sum(remaining) <= -ledger["balance"]
    assert all(
        0 <= position["remainingAmount"] <= position["expectedAmount"] for position in positions
    )
    # Payments count towards the oldest bills first: once one is paid, so are all before it.
    paid = remaining.index(0) if 0 in remaining else len(remaining)
    assert not any(remaining[paid:])


async def test_links_are_made_when_asked_for_and_expire(till: Till) -> None:
    account = till.value("SELECT number FROM accounts WHERE id = 1")
    found = nodes((await till.ask(BILLS, number=account))["account"]["bills"])
    assert any(bill["issuedDate"] is None for bill in found)
    for bill in found:
        files = nodes(bill["attachments"])
        assert len(files) == (bill["issuedDate"] is not None)
        for file in files:
            expires = datetime.fromisoformat(file["temporaryUrlExpiresAt"])
            assert expires - till.clock() == timedelta(hours=1)
            assert "signature=" in file["temporaryUrl"]
