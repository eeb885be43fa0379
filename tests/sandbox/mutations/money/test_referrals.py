"""Referrals, claim codes, and bills on paper."""

from typing import Any

import pytest

from tests.sandbox.mutations.tenant import TODAY

from .refusals import Case, check
from .till import NOW, Till


def path(*fields: str) -> list[str | int]:
    return ["input", *fields]


def referral(till: Till, account_id: int, reference: str = "friend-00001") -> dict[str, Any]:
    return {"accountNumber": till.account(account_id), "reference": reference}


def email(till: Till, account_id: int) -> str:
    query = (
        "SELECT email FROM users JOIN account_users ON user_id = users.id"
        " WHERE account_id = ? AND is_customer ORDER BY account_users.id LIMIT 1"
    )
    return str(till.value(query, account_id))


@pytest.mark.parametrize(
    ("account_id", "reference"),
    [(2, "friend-00001"), (3, "https://share.kraken.example/friend-00005"), (4, "")],
)
async def test_a_customer_is_recommended_once(till: Till, account_id: int, reference: str) -> None:
    reference = reference or email(till, 1)
    referrer = 5 if "00005" in reference else 1
    made = "SELECT referrals_created FROM accounts WHERE id = ?"
    before = till.value(made, referrer)
    given = referral(till, account_id, reference)
    answer = await till.send("createReferral", given, "referredAccountRewardAmount")
    row = till.row("SELECT * FROM referrals WHERE referred_account_id = ?", account_id)
    assert answer == {"referredAccountRewardAmount": row["referred_user_payment_amount"]}
    assert (row["account_id"], row["payment_status"]) == (referrer, "Pending")
    assert till.value(made, referrer) == before + 1
    query = """
        query ($number: String!) { account(accountNumber: $number) {
          referralsCreated referrals(first: 1) { edges { node {
            code paymentStatus combinedPaymentAmount
          } } }
        } }
    """
    account = (await till.ask(query, number=till.account(referrer)))["account"]
    assert account["referralsCreated"] == before + 1
    assert account["referrals"]["edges"][0]["node"]["code"] == reference
    case = Case("KT-CT-6710", {}, path("accountNumber"))
    await check(till, "createReferral", given, case)


@pytest.mark.parametrize(
    "case",
    [
        Case("KT-CT-4178", {"accountNumber": "A-NONE"}, path("accountNumber")),
        Case("KT-CT-6723", {}, path("accountNumber"), as_customer=True),
        Case("KT-CT-6712", {"reference": "nobody@kraken.example"}, path("reference")),
        Case("KT-CT-6712", {"reference": "no-such-code"}, path("reference")),
        Case("KT-CT-6712", {"reference": ""}, path("reference")),
    ],
)
async def test_recommendations_that_lead_nowhere(till: Till, case: Case) -> None:
    await check(till, "createReferral", referral(till, 6), case)


async def test_nobody_recommends_themselves_or_another_brand(till: Till) -> None:
    case = Case("KT-CT-6711", {}, path("reference"))
    await check(till, "createReferral", referral(till, 1), case)
    till.write("UPDATE accounts SET brand = 'OTHER' WHERE id = 8")
    case = Case("KT-CT-6713", {}, path("reference"))
    await check(till, "createReferral", referral(till, 8), case)


def claim(till: Till, account_id: int = 6, code: str = "WELCOME25") -> dict[str, Any]:
    return {"accountNumber": till.account(account_id), "code": code}


async def test_a_claim_code_is_worth_its_reward_once(till: Till) -> None:
    ledger = till.ledger(6)
    before = till.balance(ledger)
    query = "query ($value: String!) { validateReferralCode(value: $value) { value isValid } }"
    valid = (await till.ask(query, value="WELCOME25"))["validateReferralCode"]
    assert valid == {"value": "WELCOME25", "isValid": True}
    answer = await till.send("redeemReferralClaimCode", claim(till), "success")
    assert answer == {"success": True}
    valid = (await till.ask(query, value="WELCOME25"))["validateReferralCode"]
    assert valid["isValid"] is False
    redeemed = "SELECT redeemed_by_account_id FROM claim_codes WHERE code = 'WELCOME25'"
    assert till.value(redeemed) == 6
    assert till.balance(ledger) == before + 2500
    assert till.last_posting(ledger)["kind"] == "Credit"
    query = """
        query ($number: String!) { account(accountNumber: $number) {
          rewards { code rewardAmount paymentStatus paymentDate }
        } }
    """
    account = (await till.ask(query, number=till.account(6)))["account"]
    assert account["rewards"] == [
        {
            "code": "WELCOME25",
            "rewardAmount": 2500,
            "paymentStatus": "Paid",
            "paymentDate": TODAY,
        }
    ]
    used = Case("KT-CT-6726", {}, path("code"))
    await check(till, "redeemReferralClaimCode", claim(till, 1), used)


@pytest.mark.parametrize(
    "case",
    [
        Case("KT-CT-4178", {"accountNumber": "A-NONE"}, path("accountNumber")),
        Case("KT-CT-6723", {}, path("accountNumber"), as_customer=True),
        Case("KT-CT-6724", {"code": "NONE"}, path("code")),
        Case("KT-CT-6727", {"code": "LAST-YEAR"}, path("code")),
    ],
)
async def test_codes_that_are_worth_nothing(till: Till, case: Case) -> None:
    await check(till, "redeemReferralClaimCode", claim(till, 1, "SPRING10"), case)


async def test_an_account_that_is_over_gets_no_reward(till: Till) -> None:
    given = claim(till, 12, "SPRING10")
    case = Case("KT-CT-6725", {}, path("accountNumber"))
    await check(till, "redeemReferralClaimCode", given, case)


def bill(till: Till, *, issued: bool = True) -> dict[str, Any]:
    state = "NOT NULL" if issued else "NULL"
    query = f"SELECT id, account_id FROM statements WHERE issued_date IS {state} ORDER BY id"
    row = till.rows(query)[0]
    number = till.account(row["account_id"])
    return {"accountNumber": number, "billingDocumentId": str(row["id"])}


async def test_a_bill_is_printed(till: Till) -> None:
    given = bill(till)
    assert await till.send("requestPrintedBill", given, "success") == {"success": True}
    row = till.row("SELECT statement_id, requested_on FROM printed_bill_requests")
    assert row == {"statement_id": int(given["billingDocumentId"]), "requested_on": TODAY}
    event = till.row("SELECT * FROM events WHERE kind = 'PRINT' ORDER BY id DESC LIMIT 1")
    assert event["event_type"] == "requested"
    assert (event["account_id"], event["occurred_at"]) == (1, NOW)
    query = """
        query ($number: String!) { account(accountNumber: $number) {
          events(first: 1) { edges { node { __typename } } }
        } }
    """
    account = (await till.ask(query, number=given["accountNumber"]))["account"]
    assert account["events"]["edges"] == [{"node": {"__typename": "PrintEventType"}}]


@pytest.mark.parametrize(
    "case",
    [
        Case("KT-CT-4178", {"accountNumber": "A-NONE"}, path("accountNumber")),
        Case("KT-CT-3824", {}, path("accountNumber"), as_customer=True),
        Case("KT-CT-3824", {"billingDocumentId": "999999"}, path("billingDocumentId")),
    ],
)
async def test_bills_that_are_not_printed(till: Till, case: Case) -> None:
    await check(till, "requestPrintedBill", bill(till), case)


async def test_a_bill_must_be_issued_to_be_printed(till: Till) -> None:
    case = Case("KT-CT-9705", {}, path("billingDocumentId"))
    await check(till, "requestPrintedBill", bill(till, issued=False), case)
