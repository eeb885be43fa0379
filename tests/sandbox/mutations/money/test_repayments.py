"""Credit asked back, and the request withdrawn."""

from typing import Any

import pytest

from .refusals import Case, check
from .till import Till

REQUEST = "repaymentRequest { requestId status }"
SEEN = """
    query ($number: String!, $ledger: String) {
      account(accountNumber: $number) {
        repayments(first: 1) { edges { node { amount status paymentDate } } }
        ledgers(ledgerNumber: $ledger) {
          balance
          repaymentRequests(first: 1) { edges { node {
            amount method reasonCode requestId status instruction { id }
          } } }
        }
      }
    }
"""


def path(*fields: str) -> list[str | int]:
    return ["input", *fields]


def request(till: Till, account_id: int = 6, **changes: Any) -> dict[str, Any]:
    return {
        "accountNumber": till.account(account_id),
        "ledgerNumber": till.ledger(account_id),
        "amountInMinorUnit": 500,
        "idempotencyKey": "a key that nobody used",
        **changes,
    }


async def seen(till: Till, account_id: int) -> tuple[dict[str, Any], dict[str, Any]]:
    answer = await till.ask(SEEN, number=till.account(account_id), ledger=till.ledger(account_id))
    (ledger,) = answer["account"]["ledgers"]
    (repayment,) = answer["account"]["repayments"]["edges"]
    (asked,) = ledger["repaymentRequests"]["edges"]
    return repayment["node"], asked["node"]


async def test_credit_is_asked_back_and_the_request_withdrawn(till: Till) -> None:
    reference = till.row("SELECT id, vendor_reference FROM payment_instructions WHERE account_id=6")
    before = till.balance(till.ledger(6))
    given = request(
        till,
        idempotencyKey="once",
        method="CHEQUE",
        reason="MOVING_OUT",
        instructionReference=reference["vendor_reference"],
    )
    made = (await till.send("submitRepaymentRequest", given, REQUEST))["repaymentRequest"]
    assert made["status"] == "REQUESTED"
    repayment, asked = await seen(till, 6)
    assert repayment == {"amount": "500", "status": "REQUESTED", "paymentDate": "2026-11-27"}
    assert asked == {
        "amount": 500,
        "method": "CHEQUE",
        "reasonCode": "MOVING_OUT",
        "requestId": made["requestId"],
        "status": "REQUESTED",
        "instruction": {"id": str(reference["id"])},
    }
    row = till.row("SELECT * FROM repayments WHERE request_id = ?", made["requestId"])
    assert (row["amount"], row["idempotency_key"], row["account_id"]) == (500, "once", 6)
    assert till.balance(till.ledger(6)) == before
    again = Case("KT-CT-3928", {}, path("idempotencyKey"))
    await check(till, "submitRepaymentRequest", given, again)

    withdrawn = await till.send("cancelRepaymentRequest", {"requestId": made["requestId"]}, REQUEST)
    assert withdrawn["repaymentRequest"] == {**made, "status": "CANCELLED"}
    _, asked = await seen(till, 6)
    assert asked["status"] == "CANCELLED"
    state = "SELECT request_status FROM repayments WHERE request_id = ?"
    assert till.value(state, made["requestId"]) == "CANCELLED"
    over = Case("KT-CT-3931", {}, path("requestId"))
    await check(till, "cancelRepaymentRequest", {"requestId": made["requestId"]}, over)


async def test_the_same_credit_is_not_given_twice(till: Till) -> None:
    asked = till.value(
        "SELECT sum(amount) FROM repayments WHERE account_id = 6 AND request_status = 'REQUESTED'"
    )
    left = till.balance(till.ledger(6)) - asked
    too_much = request(till, amountInMinorUnit=left + 1)
    case = Case("KT-CT-3927", {}, path("amountInMinorUnit"))
    await check(till, "submitRepaymentRequest", too_much, case)
    by_id = str(till.value("SELECT id FROM payment_instructions WHERE account_id = 6"))
    given = request(
        till, amountInMinorUnit=left, idempotencyKey="all of it", instructionReference=by_id
    )
    await till.send("submitRepaymentRequest", given, REQUEST)
    await check(till, "submitRepaymentRequest", request(till, amountInMinorUnit=1), case)


@pytest.mark.parametrize(
    "case",
    [
        Case("KT-CT-4178", {"accountNumber": "A-NONE"}, path("accountNumber")),
        Case("KT-CT-1132", {}, path("accountNumber"), as_customer=True),
        Case("KT-CT-1132", {"ledgerNumber": "L-NONE"}, path("ledgerNumber")),
        Case("KT-CT-3821", {"ledgerNumber": None}, path("ledgerNumber")),
        Case("KT-CT-3927", {"amountInMinorUnit": 0}, path("amountInMinorUnit")),
        Case("KT-CT-3927", {"amountInMinorUnit": -1}, path("amountInMinorUnit")),
        Case("KT-CT-3927", {"amountInMinorUnit": 10**8}, path("amountInMinorUnit")),
        Case(
            "KT-CT-3926",
            {"instructionReference": "nothing"},
            path("instructionReference"),
            only="energy",
        ),
        Case(
            "KT-CT-1132",
            {"instructionReference": "nothing"},
            path("instructionReference"),
            only="water",
        ),
    ],
)
async def test_what_is_not_given_back(till: Till, case: Case) -> None:
    await check(till, "submitRepaymentRequest", request(till), case)


async def test_a_debt_has_nothing_to_give_back(till: Till) -> None:
    case = Case("KT-CT-3927", {}, path("amountInMinorUnit"))
    await check(till, "submitRepaymentRequest", request(till, 8), case)


@pytest.mark.parametrize(
    "case",
    [
        Case("KT-CT-3930", {"requestId": "RR-NONE"}, path("requestId")),
        Case("KT-CT-4231", {}, path("requestId"), as_customer=True),
    ],
)
async def test_requests_that_cannot_be_withdrawn(till: Till, case: Case) -> None:
    await check(till, "cancelRepaymentRequest", {"requestId": "RR-00006A"}, case)


async def test_a_repayment_that_was_made_cannot_be_withdrawn(till: Till) -> None:
    paid = till.value("SELECT request_id FROM repayments WHERE status = 'PAID' LIMIT 1")
    case = Case("KT-CT-3931", {}, path("requestId"))
    await check(till, "cancelRepaymentRequest", {"requestId": paid}, case)
