"""Changing billing e-mail and direct debit: accepted, refused, and seen afterwards."""

from typing import Any

import pytest

from .conftest import Tenant

EMAIL = """
    mutation ($input: UpdateAccountBillingEmailInput!) {
      updateAccountBillingEmail(input: $input) { account { number billingEmail } }
    }
"""
DIRECT_DEBIT = """
    mutation ($input: SetUpDirectDebitInstructionInput!) {
      setUpDirectDebitInstruction(input: $input) { paymentInstruction {
        id status accountHolder maskedIban sortCode owners { accountUser { id } }
      } }
    }
"""
ACCOUNT = """
    query ($number: String!) {
      account(accountNumber: $number) {
        billingEmail
        users { id }
        ledgers { number }
        directDebitInstructions(first: 1) { totalCount edges { node { id accountHolder } } }
      }
      defaultPaymentInstruction(accountNumber: $number) { id }
    }
"""
IBAN = "GB33BUKB20201555555555"


async def account(tenant: Tenant) -> dict[str, Any]:
    if tenant.token is None:
        await tenant.sign_in()
    number = await tenant.account_number()
    answer = await tenant.ask(ACCOUNT, number=number)
    return {**answer["account"], "number": number, "default": answer["defaultPaymentInstruction"]}


async def test_a_billing_email_changes(tenant: Tenant) -> None:
    before = await account(tenant)
    given = {"accountNumber": before["number"], "billingEmail": "new.bills@kraken.example"}
    changed = (await tenant.ask(EMAIL, input=given))["updateAccountBillingEmail"]["account"]
    assert changed == {"number": before["number"], "billingEmail": "new.bills@kraken.example"}
    assert (await account(tenant))["billingEmail"] == "new.bills@kraken.example"
    await tenant.ask(EMAIL, input={"accountNumber": before["number"], "billingEmail": None})
    assert (await account(tenant))["billingEmail"] == ""


@pytest.mark.parametrize("email", ["", "nobody", "a@b", "a b@c.de", "a@b..c"])
async def test_a_wrong_email_changes_nothing(tenant: Tenant, email: str) -> None:
    before = await account(tenant)
    given = {"accountNumber": before["number"], "billingEmail": email}
    error = await tenant.refusal(EMAIL, input=given)
    assert error["extensions"]["errorCode"] == "KT-CT-4122"
    (problem,) = error["extensions"]["validationErrors"]
    assert problem["inputPath"] == ["input", "billingEmail"]
    assert await account(tenant) == before
    refused = [row["outcome"] for row in (await tenant.log())["mutations"]]
    assert refused[-1] == "KT-CT-4122"


async def test_a_stranger_may_change_nothing(tenant: Tenant) -> None:
    number = (await account(tenant))["number"]
    tenant.token = None
    error = await tenant.refusal(EMAIL, input={"accountNumber": number, "billingEmail": "a@b.c"})
    assert error["extensions"]["errorCode"] == "KT-CT-1112"


def direct_debit(before: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {
        "accountNumber": before["number"],
        "ledgerNumber": before["ledgers"][0]["number"],
        "validFrom": "2026-11-20T00:00:00Z",
        "bankDetails": {"accountHolder": "Demo Person", "iban": IBAN},
        **changes,
    }


async def test_a_direct_debit_is_set_up_and_becomes_the_default(tenant: Tenant) -> None:
    before = await account(tenant)
    owner = {"ownerType": "ACCOUNT_USER", "ownerId": before["users"][0]["id"]}
    given = direct_debit(before, owners=[owner], useForAutomatedPayments=True)
    answer = await tenant.ask(DIRECT_DEBIT, input=given)
    made = answer["setUpDirectDebitInstruction"]["paymentInstruction"]
    assert made["maskedIban"] == "*" * 18 + IBAN[-4:]
    assert made["owners"] == [{"accountUser": {"id": owner["ownerId"]}}]
    after = await account(tenant)
    instructions = after["directDebitInstructions"]
    assert instructions["totalCount"] == before["directDebitInstructions"]["totalCount"] + 1
    assert instructions["edges"][0]["node"] == {"id": made["id"], "accountHolder": "Demo Person"}
    assert after["default"] == {"id": made["id"]}


async def test_an_account_number_with_a_sort_code_will_do(tenant: Tenant) -> None:
    before = await account(tenant)
    bank = {"accountHolder": "Demo", "accountNumber": "55779911", "branchCode": "20-00-00"}
    answer = await tenant.ask(DIRECT_DEBIT, input=direct_debit(before, bankDetails=bank))
    made = answer["setUpDirectDebitInstruction"]["paymentInstruction"]
    assert made["sortCode"] == "200000"


@pytest.mark.parametrize(
    ("bank", "fields"),
    [
        ({"accountHolder": "Demo"}, ["iban"]),
        ({"iban": IBAN}, ["accountHolder"]),
        ({"accountHolder": "Demo", "iban": "GB33BUKB20201555555556"}, ["iban"]),
        ({"accountHolder": "Demo", "iban": "GB33"}, ["iban"]),
        ({"accountHolder": "Demo", "iban": IBAN + "55"}, ["iban"]),
        ({"accountHolder": "", "iban": "nonsense"}, ["accountHolder", "iban"]),
        (
            {"accountHolder": "Demo", "accountNumber": "1", "branchCode": "1"},
            ["accountNumber", "branchCode"],
        ),
    ],
)
async def test_wrong_bank_details_are_refused_at_their_field(
    tenant: Tenant, bank: dict[str, str], fields: list[str]
) -> None:
    before = await account(tenant)
    error = await tenant.refusal(DIRECT_DEBIT, input=direct_debit(before, bankDetails=bank))
    assert error["extensions"]["errorCode"] == "KT-CT-3940"
    paths = [problem["inputPath"] for problem in error["extensions"]["validationErrors"]]
    assert paths == [["input", "bankDetails", field] for field in fields]
    assert await account(tenant) == before


@pytest.mark.parametrize(
    ("changes", "code", "path"),
    [
        ({"accountNumber": "A-NONE"}, "KT-CT-4178", ["input", "accountNumber"]),
        ({"ledgerNumber": None}, "KT-CT-3821", ["input", "ledgerNumber"]),
        ({"ledgerNumber": "L-NONE"}, "KT-CT-3940", ["input", "ledgerNumber"]),
        (
            {"owners": [{"ownerType": "ACCOUNT_USER", "ownerId": "999999"}]},
            "KT-CT-5415",
            ["input", "owners", 0, "ownerId"],
        ),
        (
            {"owners": [{"ownerType": "BUSINESS", "ownerId": "999999"}]},
            "KT-CT-11103",
            ["input", "owners", 0, "ownerId"],
        ),
    ],
)
async def test_a_wrong_place_or_owner_is_refused(
    tenant: Tenant, changes: dict[str, Any], code: str, path: list[Any]
) -> None:
    before = await account(tenant)
    error = await tenant.refusal(DIRECT_DEBIT, input=direct_debit(before, **changes))
    assert error["extensions"]["errorCode"] == code
    (problem,) = error["extensions"]["validationErrors"]
    assert problem["inputPath"] == path
    assert await account(tenant) == before
