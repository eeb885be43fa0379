"""Single payments: collected by card or direct debit, scheduled, amended."""

from typing import Any

import pytest

from tests.sandbox.mutations.tenant import TODAY

from .refusals import Case, check
from .till import NOW, Till, in_days

PAYMENT = (
    "payment { id amount paymentDate status transactionType reference paymentInstruction { id } }"
)
PAYMENTS = """
    query ($number: String!, $ledger: String) {
      account(accountNumber: $number) {
        balance
        canModifyPayments { canAmendPayments }
        payments(first: 5, ledgerNumber: $ledger) { edges { node {
          id amount paymentDate status transactionType reference paymentInstruction { id }
        } } }
      }
    }
"""


def collection(till: Till, account_id: int = 1, **changes: Any) -> dict[str, Any]:
    return {
        "accountNumber": till.account(account_id),
        "ledgerNumber": till.ledger(account_id),
        "amount": 1234,
        "paymentDate": TODAY,
        "description": "Paid by telephone",
        "idempotencyKey": f"key of a payment of {account_id}",
        **changes,
    }


async def seen(till: Till, account_id: int) -> list[dict[str, Any]]:
    number, ledger = till.account(account_id), till.ledger(account_id)
    account = (await till.ask(PAYMENTS, number=number, ledger=ledger))["account"]
    return [edge["node"] for edge in account["payments"]["edges"]]


def stored(till: Till, payment_id: str) -> dict[str, Any]:
    return till.row("SELECT * FROM payments WHERE id = ?", payment_id)


async def test_a_direct_debit_of_today_waits_for_the_bank(till: Till) -> None:
    ledger = till.ledger(2)
    before = till.balance(ledger)
    given = collection(till, 2)
    payment = (await till.send("collectPayment", given, PAYMENT))["payment"]
    assert (payment["status"], payment["amount"], payment["paymentDate"]) == (
        "PENDING",
        "1234",
        TODAY,
    )
    assert payment in await seen(till, 2)
    row = stored(till, payment["id"])
    assert (row["description"], row["idempotency_key"]) == (
        "Paid by telephone",
        given["idempotencyKey"],
    )
    assert till.balance(ledger) == before


async def test_a_card_clears_at_once_and_reaches_the_ledger(till: Till) -> None:
    ledger = till.ledger(3)
    card = {"accountNumber": till.account(3), "instructionType": "CARD", "vendorReference": "pm_3"}
    await till.send("storePaymentInstruction", card, "paymentInstruction { id }")
    before = till.balance(ledger)
    given = collection(till, 3, collectionMethod="CARD")
    payment = (await till.send("collectPayment", given, PAYMENT))["payment"]
    assert (payment["status"], payment["transactionType"]) == ("CLEARED", "DEBIT_CARD")
    assert till.balance(ledger) == before + 1234
    posted = till.last_posting(ledger)
    assert (posted["kind"], posted["payment_id"], posted["balance_effect"]) == (
        "Payment",
        int(payment["id"]),
        1234,
    )
    query = """
        query ($number: String!, $ledger: String) { account(accountNumber: $number) {
          ledgers(ledgerNumber: $ledger) { balance transactions(first: 1) { edges { node {
            title postedDate
          } } } }
        } }
    """
    answer = await till.ask(query, number=till.account(3), ledger=ledger)
    (shown,) = answer["account"]["ledgers"]
    assert shown["balance"] == before + 1234
    assert shown["transactions"]["edges"][0]["node"] == {
        "title": "Paid by telephone",
        "postedDate": TODAY,
    }


async def test_without_an_instruction_a_payment_of_today_fails(till: Till) -> None:
    given = collection(till, 10, collectionMethod="BPAY")
    payment = (await till.send("collectPayment", given, PAYMENT))["payment"]
    assert (payment["status"], payment["paymentInstruction"]) == ("FAILED", None)
    assert stored(till, payment["id"])["status"] == "FAILED"


async def test_a_payment_of_a_later_day_is_scheduled_and_can_be_amended(till: Till) -> None:
    given = collection(till, 1, paymentDate=in_days(9))
    payment = (await till.send("collectPayment", given, PAYMENT))["payment"]
    assert payment["status"] == "SCHEDULED"
    amended = {
        "accountNumber": till.account(1),
        "paymentId": int(payment["id"]),
        "amount": 999,
        "paymentDate": in_days(3),
        "reason": "Asked for on the telephone",
    }
    after = (await till.send("amendPayment", amended, PAYMENT))["payment"]
    assert after == {**payment, "amount": "999", "paymentDate": in_days(3)}
    assert after in await seen(till, 1)
    row = stored(till, payment["id"])
    assert (row["amount"], row["payment_date"]) == (999, in_days(3))
    kept = till.row("SELECT * FROM payment_amendments WHERE payment_id = ?", payment["id"])
    assert kept == {
        "id": kept["id"],
        "payment_id": int(payment["id"]),
        "old_amount": 1234,
        "old_payment_date": in_days(9),
        "reason": "Asked for on the telephone",
        "amended_at": NOW,
    }


async def test_a_key_is_good_once(till: Till) -> None:
    given = collection(till, 4, idempotencyKey="once")
    await till.send("collectPayment", given, PAYMENT)
    error = await till.refused("collectPayment", given)
    assert error["extensions"]["errorCode"] == "KT-CT-3932"
    (problem,) = error["extensions"]["validationErrors"]
    assert (problem["inputPath"], problem["code"]) == (["input", "idempotencyKey"], "KT-CT-9221")


async def test_several_mistakes_are_told_at_once(till: Till) -> None:
    given = collection(till, amount=0, paymentDate=in_days(-1))
    error = await till.refused("collectPayment", given)
    paths = [each["inputPath"][-1] for each in error["extensions"]["validationErrors"]]
    assert paths == ["amount", "paymentDate"]


@pytest.mark.parametrize(
    "case",
    [
        Case("KT-CT-4178", {"accountNumber": "A-NONE"}, ["input", "accountNumber"]),
        Case("KT-CT-4178", {}, ["input", "accountNumber"], as_customer=True),
        Case("KT-CT-3821", {"ledgerNumber": None}, ["input", "ledgerNumber"]),
        Case("KT-CT-3932", {"ledgerNumber": "L-NONE"}, ["input", "ledgerNumber"]),
        Case("KT-CT-3932", {"amount": 0}, ["input", "amount"]),
        Case("KT-CT-3932", {"amount": -1}, ["input", "amount"]),
        Case("KT-CT-3932", {"paymentDate": in_days(-1)}, ["input", "paymentDate"]),
        Case("KT-CT-3932", {"idempotencyKey": " "}, ["input", "idempotencyKey"]),
    ],
)
async def test_what_cannot_be_collected(till: Till, case: Case) -> None:
    await check(till, "collectPayment", collection(till, idempotencyKey="unused"), case)


async def test_a_wallet_and_a_void_account_take_no_payments(energy: Till) -> None:
    wallet = Case("KT-CT-3932", {"ledgerNumber": energy.ledger(1, "SOLAR%")}, path("ledgerNumber"))
    await check(energy, "collectPayment", collection(energy, idempotencyKey="a"), wallet)
    void = collection(energy, 17, idempotencyKey="b")
    await check(energy, "collectPayment", void, Case("KT-CT-3932", {}, path("accountNumber")))


def path(field: str) -> list[str | int]:
    return ["input", field]


def amendment(till: Till, account_id: int = 1, status: str = "SCHEDULED") -> dict[str, Any]:
    query = "SELECT max(id) FROM payments WHERE account_id = ? AND status = ?"
    return {
        "accountNumber": till.account(account_id),
        "paymentId": till.value(query, account_id, status),
        "amount": 100,
        "paymentDate": in_days(1),
    }


@pytest.mark.parametrize(
    "case",
    [
        Case("KT-CT-4178", {"accountNumber": "A-NONE"}, path("accountNumber")),
        Case("KT-CT-4123", {}, path("accountNumber"), as_customer=True),
        Case("KT-CT-3924", {"paymentId": 1}, path("paymentId")),
        Case("KT-CT-3924", {"paymentId": 99_999_999}, path("paymentId")),
        Case("KT-CT-1605", {"amount": 0}, path("amount")),
        Case("KT-CT-1605", {"amount": -5}, path("amount")),
        Case("KT-CT-1605", {"paymentDate": in_days(-1)}, path("paymentDate")),
    ],
)
async def test_what_cannot_be_amended(till: Till, case: Case) -> None:
    await check(till, "amendPayment", amendment(till, 6), case)


@pytest.mark.parametrize("status", ["CLEARED", "FAILED"])
async def test_a_payment_that_is_over_cannot_be_amended(till: Till, status: str) -> None:
    query = "SELECT max(account_id) FROM payments WHERE status = ? AND account_id < 10"
    given = amendment(till, till.value(query, status), status)
    await check(till, "amendPayment", given, Case("KT-CT-3924", {}, path("paymentId")))


async def test_a_void_account_cannot_amend_payments(till: Till) -> None:
    number = till.account(17)
    given = {"accountNumber": number, "paymentId": 1, "amount": 1, "paymentDate": TODAY}
    code = "KT-CT-3970" if till.name == "energy" else "KT-CT-4123"
    await check(till, "amendPayment", given, Case(code, {}, path("accountNumber")))
    account = (await till.ask(PAYMENTS, number=number))["account"]
    assert account["canModifyPayments"] == {"canAmendPayments": False}
