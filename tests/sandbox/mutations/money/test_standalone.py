"""Payments and details that a customer gives in a provider's form or on its page."""

from typing import Any

import pytest

from tests.sandbox.mutations.tenant import TODAY

from .refusals import Case, check
from .till import Till


def path(*fields: str) -> list[str | int]:
    return ["input", *fields]


def intent(till: Till, account_id: int = 2, **changes: Any) -> dict[str, Any]:
    return {
        "accountNumber": till.account(account_id),
        "ledgerNumber": till.ledger(account_id),
        "amount": 2500,
        "description": "Paid by telephone",
        "collectionMethod": "CARD",
        **changes,
    }


def stored(till: Till, token: str) -> dict[str, Any]:
    return till.row("SELECT * FROM standalone_payments WHERE vendor_reference = ?", token)


async def test_a_payment_is_opened(till: Till) -> None:
    answer = await till.send(
        "initiateStandalonePayment", intent(till), "payment { retrievalToken secretToken }"
    )
    tokens = answer["payment"]
    row = stored(till, tokens["retrievalToken"])
    assert row["secret"] == tokens["secretToken"]
    assert (row["purpose"], row["amount"], row["method"], row["status"]) == (
        "PAYMENT",
        2500,
        "CARD",
        "PENDING",
    )


async def test_a_page_is_opened_for_a_payment(till: Till) -> None:
    given = intent(till, returnUrlSuccess="https://example.org/thanks")
    answer = await till.send(
        "initiateHostedStandalonePayment", given, "payment { retrievalToken url }"
    )
    row = stored(till, answer["payment"]["retrievalToken"])
    assert row["url"] == answer["payment"]["url"]
    assert row["vendor_reference"] in row["url"]


OPENED = [
    Case("KT-CT-4178", {"accountNumber": "A-NONE"}, path("accountNumber")),
    Case("KT-CT-3822", {"ledgerNumber": "L-NONE"}, path("ledgerNumber")),
    Case("KT-CT-1605", {"amount": 0}, path("amount")),
    Case("KT-CT-1605", {"amount": -100}, path("amount")),
]


@pytest.mark.parametrize(
    "case", [*OPENED, Case("KT-CT-4177", {}, path("accountNumber"), as_customer=True)]
)
async def test_payments_that_are_not_opened(till: Till, case: Case) -> None:
    await check(till, "initiateStandalonePayment", intent(till, 1), case)


@pytest.mark.parametrize(
    "case",
    [
        *OPENED,
        Case("KT-CT-1128", {}, path("accountNumber"), as_customer=True),
        Case("KT-CT-3958", {"ledgerNumber": None}, path("ledgerNumber")),
    ],
)
async def test_pages_that_are_not_opened(till: Till, case: Case) -> None:
    await check(till, "initiateHostedStandalonePayment", intent(till, 1), case)


@pytest.mark.parametrize("page", ["Hosted", ""])
async def test_nothing_is_paid_into_a_ledger_that_takes_no_payments(till: Till, page: str) -> None:
    given = intent(till, 17)
    case = Case("KT-CT-3943", {}, path("ledgerNumber"))
    await check(till, f"initiate{page}StandalonePayment", given, case)
    wallet = till.ledger(6, "SOLAR%" if till.name == "energy" else "%STORAGE%")
    given = intent(till, 6, ledgerNumber=wallet)
    await check(till, f"initiate{page}StandalonePayment", given, case)


def details(till: Till, **changes: Any) -> dict[str, Any]:
    return {"accountNumber": till.account(1), "instructionType": "CARD", **changes}


async def test_a_form_is_opened_for_an_account(till: Till) -> None:
    given = details(till, ledgerNumber=till.ledger(1))
    mutation = "getEmbeddedSecretForNewPaymentInstruction"
    secret = (await till.send(mutation, given, "secretKey"))["secretKey"]
    row = till.row("SELECT * FROM standalone_payments WHERE secret = ?", secret)
    assert (row["purpose"], row["account_id"], row["method"]) == ("INSTRUCTION", 1, "CARD")


async def test_a_form_is_opened_for_somebody_without_an_account(till: Till) -> None:
    given = {"instructionType": "DIRECT_DEBIT"}
    mutation = "getEmbeddedSecretForNewPaymentInstructionWithoutAccount"
    secret = (await till.send(mutation, given, "secretKey"))["secretKey"]
    row = till.row("SELECT * FROM standalone_payments WHERE secret = ?", secret)
    assert (row["account_id"], row["method"]) == (None, "DIRECT_DEBIT")


async def test_a_page_is_opened_for_details(till: Till) -> None:
    given = details(till, ledgerNumber=till.ledger(1), returnUrlCancel="https://example.org/no")
    url = (await till.send("getHostedUrlForNewPaymentInstruction", given, "url"))["url"]
    row = till.row("SELECT * FROM standalone_payments WHERE url = ?", url)
    assert (row["purpose"], row["account_id"]) == ("INSTRUCTION", 1)


@pytest.mark.parametrize(
    ("mutation", "forbidden"),
    [
        ("getEmbeddedSecretForNewPaymentInstruction", "KT-CT-4177"),
        ("getHostedUrlForNewPaymentInstruction", "KT-CT-1128"),
    ],
)
async def test_forms_that_are_not_opened(till: Till, mutation: str, forbidden: str) -> None:
    for case in (
        Case("KT-CT-4178", {"accountNumber": "A-NONE"}, path("accountNumber")),
        Case("KT-CT-3822", {"ledgerNumber": "L-NONE"}, path("ledgerNumber")),
        Case(forbidden, {}, path("accountNumber"), as_customer=True),
    ):
        await check(till, mutation, details(till), case)


async def opened(till: Till, account_id: int, **changes: Any) -> dict[str, Any]:
    wanted = "payment { retrievalToken secretToken }"
    given = intent(till, account_id, **changes)
    tokens = (await till.send("initiateStandalonePayment", given, wanted))["payment"]
    return {
        "accountNumber": given["accountNumber"],
        "ledgerNumber": given["ledgerNumber"],
        "retrievalToken": tokens["retrievalToken"],
        "completionToken": tokens["secretToken"],
        "idempotencyKey": f"completing {tokens['retrievalToken']}",
    }


async def test_a_card_payment_is_completed(energy: Till) -> None:
    given = await opened(energy, 2)
    ledger = given["ledgerNumber"]
    before = energy.balance(ledger)
    answer = await energy.send("completeStandalonePayment", given, "payment { status }")
    assert answer["payment"] == {"status": "CLEARED"}
    row = stored(energy, given["retrievalToken"])
    assert row["status"] == "COMPLETED"
    assert energy.balance(ledger) == before + 2500
    assert energy.last_posting(ledger)["payment_id"] == row["payment_id"]
    query = """
        query ($number: String!) { account(accountNumber: $number) {
          payments(first: 3, status: CLEARED) { edges { node { id amount paymentDate } } }
        } }
    """
    account = (await energy.ask(query, number=energy.account(2)))["account"]
    shown = account["payments"]["edges"][0]["node"]
    assert shown == {"id": str(row["payment_id"]), "amount": "2500", "paymentDate": TODAY}
    again = Case("KT-CT-3975", {"idempotencyKey": "another"}, path("retrievalToken"))
    await check(energy, "completeStandalonePayment", given, again)


async def test_a_direct_debit_waits_for_the_bank(energy: Till) -> None:
    given = await opened(energy, 4, collectionMethod="DIRECT_DEBIT")
    before = energy.balance(given["ledgerNumber"])
    answer = await energy.send("completeStandalonePayment", given, "payment { status }")
    assert answer["payment"] == {"status": "PENDING"}
    assert energy.balance(given["ledgerNumber"]) == before
    payment = stored(energy, given["retrievalToken"])["payment_id"]
    status = energy.value("SELECT status FROM payments WHERE id = ?", payment)
    assert status == "PENDING"


async def test_a_key_of_another_payment_is_refused(energy: Till) -> None:
    first = await opened(energy, 4)
    await energy.send("completeStandalonePayment", first, "payment { status }")
    second = {**await opened(energy, 4), "idempotencyKey": first["idempotencyKey"]}
    error = await energy.refused("completeStandalonePayment", second)
    assert error["extensions"]["errorCode"] == "KT-CT-3975"
    (problem,) = error["extensions"]["validationErrors"]
    assert (problem["inputPath"], problem["code"]) == (path("idempotencyKey"), "KT-CT-9221")


async def test_payments_that_cannot_be_completed(energy: Till) -> None:
    given = await opened(energy, 1)
    for case in (
        Case("KT-CT-3823", {}, path("accountNumber"), as_customer=True),
        Case("KT-CT-3822", {"ledgerNumber": "L-NONE"}, path("ledgerNumber")),
        Case("KT-CT-3974", {"ledgerNumber": energy.ledger(1, "%GAS%")}, path("retrievalToken")),
        Case("KT-CT-3974", {"retrievalToken": "pi_nothing"}, path("retrievalToken")),
        Case("KT-CT-3975", {"completionToken": "wrong"}, path("completionToken")),
    ):
        await check(energy, "completeStandalonePayment", given, case)
