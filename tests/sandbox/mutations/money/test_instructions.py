"""Payment instructions: set up, stored, made of stored details, invalidated."""

from typing import Any

import pytest

from .refusals import Case, check
from .till import NOW, Till

IBANS = {"water": "GB33BUKB20201555555555", "energy": "ES9121000418450200051332"}
FIELDS = "id status instructionType accountHolder maskedAccountIdentifier"
METHODS = f"""
    query ($number: String!) {{
      account(accountNumber: $number) {{
        paymentMethods(first: 20) {{ edges {{ node {{ {FIELDS} }} }} }}
        ledgers {{
          number
          paymentPreferences(first: 3) {{ edges {{ node {{ __typename }} }} }}
        }}
      }}
      defaultPaymentInstruction(accountNumber: $number) {{ id }}
    }}
"""


def path(*fields: str | int) -> list[str | int]:
    return ["input", *fields]


async def seen(till: Till, account_id: int) -> dict[str, Any]:
    answer = await till.ask(METHODS, number=till.account(account_id))
    account = answer["account"]
    methods = [edge["node"] for edge in account["paymentMethods"]["edges"]]
    return {**account, "methods": methods, "default": answer["defaultPaymentInstruction"]}


def stored(till: Till, instruction_id: str | int) -> dict[str, Any]:
    return till.row("SELECT * FROM payment_instructions WHERE id = ?", instruction_id)


def owners_of(till: Till, instruction_id: str) -> list[dict[str, Any]]:
    query = (
        "SELECT user_id, business_id FROM payment_instruction_owners"
        " WHERE payment_instruction_id = ?"
    )
    return till.rows(query, instruction_id)


def bank(till: Till, **changes: Any) -> dict[str, Any]:
    return {"accountHolder": "Demo Person", "iban": IBANS[till.name], **changes}


def debit(till: Till, account_id: int, **changes: Any) -> dict[str, Any]:
    return {
        "accountNumber": till.account(account_id),
        "ledgerNumber": till.ledger(account_id),
        "validFrom": NOW,
        "bankDetails": bank(till),
        **changes,
    }


async def test_a_direct_debit_is_set_up(till: Till) -> None:
    user = till.value("SELECT min(user_id) FROM account_users WHERE account_id = 4")
    owners = [{"ownerType": "ACCOUNT_USER", "ownerId": str(user)}]
    given = debit(till, 4, owners=owners, useForAutomatedPayments=True)
    answer = await till.send(
        "setUpDirectDebitInstruction", given, f"paymentInstruction {{ {FIELDS} }}"
    )
    made = answer["paymentInstruction"]
    after = await seen(till, 4)
    assert made in after["methods"]
    assert after["default"] == {"id": made["id"]}
    row = stored(till, made["id"])
    assert (row["valid_from"], row["is_default"], row["status"]) == (NOW, 1, "ACTIVE")
    assert owners_of(till, made["id"]) == [{"user_id": user, "business_id": None}]


@pytest.mark.parametrize(
    "case",
    [
        Case(
            "KT-CT-3940",
            {"owners": [{"ownerId": "1"}]},
            path("owners", 0, "ownerType"),
            only="water",
        ),
        Case(
            "KT-CT-3971",
            {"owners": [{"ownerType": "BUSINESS"}]},
            path("owners", 0, "ownerId"),
            only="energy",
        ),
        Case("KT-CT-3821", {"ledgerNumber": None}, path("ledgerNumber")),
        Case("KT-CT-3940", {"ledgerNumber": "L-NONE"}, path("ledgerNumber")),
        Case("KT-CT-3940", {"bankDetails": {"iban": "GB0"}}, None),
    ],
)
async def test_direct_debits_that_are_refused(till: Till, case: Case) -> None:
    if case.path is None:
        error = await till.refused("setUpDirectDebitInstruction", debit(till, 4, **case.changes))
        paths = [each["inputPath"] for each in error["extensions"]["validationErrors"]]
        assert paths == [path("bankDetails", "accountHolder"), path("bankDetails", "iban")]
    else:
        await check(till, "setUpDirectDebitInstruction", debit(till, 4), case)


def kept(till: Till, account_id: int, **changes: Any) -> dict[str, Any]:
    return {
        "accountNumber": till.account(account_id),
        "instructionType": "CARD",
        "vendorReference": f"pm_{account_id}",
        **changes,
    }


async def test_what_an_embedded_form_made_is_stored(till: Till) -> None:
    asked = {"accountNumber": till.account(3), "instructionType": "CARD"}
    form = await till.send("getEmbeddedSecretForNewPaymentInstruction", asked, "secretKey")
    status = "SELECT status FROM standalone_payments WHERE secret = ? AND purpose = 'INSTRUCTION'"
    assert till.value(status, form["secretKey"]) == "PENDING"
    given = kept(
        till,
        3,
        vendorReference=form["secretKey"],
        ledgerNumber=till.ledger(3),
        validFrom="2026-12-01T09:00:00+01:00",
        useForAutomatedPayments=True,
    )
    wanted = f"paymentInstruction {{ {FIELDS} cardNumber cardPaymentNetwork validFrom }}"
    made = (await till.send("storePaymentInstruction", given, wanted))["paymentInstruction"]
    assert made["instructionType"] == "CARD"
    assert made["cardNumber"].startswith("**** **** **** ")
    assert made["validFrom"] == "2026-12-01T08:00:00+00:00"
    after = await seen(till, 3)
    assert {name: made[name] for name in FIELDS.split()} in after["methods"]
    assert after["default"] == {"id": made["id"]}
    assert stored(till, made["id"])["vendor_reference"] == form["secretKey"]
    assert till.value(status, form["secretKey"]) == "COMPLETED"


@pytest.mark.parametrize(
    "case",
    [
        Case("KT-CT-4178", {"accountNumber": "A-NONE"}, path("accountNumber")),
        Case("KT-CT-4177", {}, path("accountNumber"), as_customer=True),
        Case("KT-CT-4177", {"vendorReference": " "}, path("vendorReference")),
        Case("KT-CT-3822", {"ledgerNumber": "L-NONE"}, path("ledgerNumber")),
    ],
)
async def test_what_is_not_stored(till: Till, case: Case) -> None:
    await check(till, "storePaymentInstruction", kept(till, 6), case)


async def test_a_reference_is_stored_once(till: Till) -> None:
    reference = till.value("SELECT vendor_reference FROM payment_instructions WHERE id = 1")
    given = kept(till, 6, vendorReference=reference)
    case = Case("KT-CT-4177", {}, path("vendorReference"))
    await check(till, "storePaymentInstruction", given, case)


async def test_an_instruction_is_invalidated(till: Till) -> None:
    instruction = till.value("SELECT id FROM payment_instructions WHERE account_id = 2")
    given = {"accountNumber": till.account(2), "id": str(instruction)}
    answer = await till.send("invalidatePaymentInstruction", given, "instruction { id }")
    assert answer["instruction"] == {"id": instruction}
    row = stored(till, instruction)
    assert (row["status"], row["valid_to"], row["is_default"]) == ("FAILED", NOW, 0)
    after = await seen(till, 2)
    (shown,) = [each for each in after["methods"] if each["id"] == str(instruction)]
    assert shown["status"] == "FAILED"
    assert after["default"] is None
    latest = after["ledgers"][0]["paymentPreferences"]["edges"][0]["node"]
    assert latest == {"__typename": "UserManagedPayment"}
    ended = Case("KT-CT-3926", {}, path("id"))
    await check(till, "invalidatePaymentInstruction", given, ended)


@pytest.mark.parametrize(
    "case",
    [
        Case("KT-CT-3926", {"id": "999999"}, path("id")),
        Case("KT-CT-3926", {"id": "nonsense"}, path("id")),
        Case("KT-CT-3926", {"id": "2"}, path("id")),
        Case("KT-CT-3926", {}, path("accountNumber"), as_customer=True),
        Case("KT-CT-4178", {"accountNumber": "A-NONE"}, path("accountNumber")),
    ],
)
async def test_what_cannot_be_invalidated(till: Till, case: Case) -> None:
    given = {"accountNumber": till.account(1), "id": "1"}
    await check(till, "invalidatePaymentInstruction", given, case)


async def test_details_are_stored_and_used_once(energy: Till) -> None:
    given = debit(energy, 6)
    del given["validFrom"]
    answer = await energy.send(
        "storeDirectDebitPaymentMethodDetails", given, "storedPaymentMethodDetailsReference"
    )
    reference = answer["storedPaymentMethodDetailsReference"]
    query = "SELECT account_id, details FROM stored_payment_details WHERE reference = ?"
    row = energy.row(query, reference)
    assert row["account_id"] == 6
    assert IBANS["energy"] not in row["details"]
    user = energy.value("SELECT min(user_id) FROM account_users WHERE account_id = 6")
    use = {
        "accountNumber": energy.account(6),
        "ledgerNumber": energy.ledger(6),
        "storedPaymentMethodDetailsReference": reference,
        "validFrom": NOW,
        "owners": [{"ownerType": "ACCOUNT_USER", "ownerId": str(user)}],
    }
    mutation = "setUpDirectDebitInstructionFromStoredDetails"
    answer = await energy.send(mutation, use, f"paymentInstruction {{ {FIELDS} }}")
    made = answer["paymentInstruction"]
    assert made in (await seen(energy, 6))["methods"]
    assert stored(energy, made["id"])["masked_iban"] == "*" * 20 + "1332"
    assert owners_of(energy, made["id"]) == [{"user_id": user, "business_id": None}]
    used = Case("KT-CT-3948", {}, path("storedPaymentMethodDetailsReference"))
    await check(energy, mutation, use, used)


@pytest.mark.parametrize(
    "case",
    [
        Case("KT-CT-3821", {"ledgerNumber": None}, path("ledgerNumber")),
        Case("KT-CT-3940", {"ledgerNumber": "L-NONE"}, path("ledgerNumber")),
        Case(
            "KT-CT-3940",
            {"bankDetails": {"accountHolder": "Demo", "iban": "ES00"}},
            path("bankDetails", "iban"),
        ),
    ],
)
async def test_details_that_are_not_stored(energy: Till, case: Case) -> None:
    given = debit(energy, 6)
    del given["validFrom"]
    await check(energy, "storeDirectDebitPaymentMethodDetails", given, case)


def business(till: Till) -> dict[str, Any]:
    return till.row(
        "SELECT id AS account_id, business_id FROM accounts WHERE business_id IS NOT NULL"
        " AND status = 'ACTIVE' ORDER BY id LIMIT 1"
    )


async def test_a_business_gets_a_direct_debit(energy: Till) -> None:
    found = business(energy)
    given = {
        "businessId": str(found["business_id"]),
        "bankDetails": bank(energy),
        "validFrom": NOW,
    }
    mutation = "setUpDirectDebitInstructionForBusiness"
    answer = await energy.send(mutation, given, f"paymentInstruction {{ {FIELDS} }}")
    made = answer["paymentInstruction"]
    assert made in (await seen(energy, found["account_id"]))["methods"]
    assert stored(energy, made["id"])["account_id"] == found["account_id"]
    owner = {"user_id": None, "business_id": found["business_id"]}
    assert owners_of(energy, made["id"]) == [owner]


@pytest.mark.parametrize(
    "case",
    [
        Case("KT-CT-11107", {"businessId": "99999"}, path("businessId")),
        Case("KT-CT-11107", {}, path("businessId"), as_customer=True),
        Case(
            "KT-CT-3940",
            {"bankDetails": {"accountHolder": "", "iban": IBANS["energy"]}},
            path("bankDetails", "accountHolder"),
        ),
    ],
)
async def test_businesses_that_get_none(energy: Till, case: Case) -> None:
    number = str(business(energy)["business_id"])
    given = {"businessId": number, "bankDetails": bank(energy), "validFrom": NOW}
    await check(energy, "setUpDirectDebitInstructionForBusiness", given, case)


@pytest.mark.parametrize(
    "case",
    [
        Case("KT-CT-4123", {}, path("accountNumber"), as_customer=True),
        Case("KT-CT-3822", {"ledgerNumber": "L-NONE"}, path("ledgerNumber")),
        Case(
            "KT-CT-3948",
            {"storedPaymentMethodDetailsReference": "SPD-nothing"},
            path("storedPaymentMethodDetailsReference"),
        ),
        Case("KT-CT-3971", {"owners": [{}]}, path("owners", 0, "ownerId")),
        Case(
            "KT-CT-5415",
            {"owners": [{"ownerType": "ACCOUNT_USER", "ownerId": "99999"}]},
            path("owners", 0, "ownerId"),
        ),
        Case(
            "KT-CT-11103",
            {"owners": [{"ownerType": "BUSINESS", "ownerId": "99999"}]},
            path("owners", 0, "ownerId"),
        ),
    ],
)
async def test_stored_details_that_cannot_be_used(energy: Till, case: Case) -> None:
    energy.write(
        "INSERT OR IGNORE INTO stored_payment_details (reference, account_id, details, created_at)"
        " VALUES ('SPD-1', 1, '{}', ?)",
        NOW,
    )
    given = {
        "accountNumber": energy.account(1),
        "ledgerNumber": energy.ledger(1),
        "storedPaymentMethodDetailsReference": "SPD-1",
        "validFrom": NOW,
    }
    await check(energy, "setUpDirectDebitInstructionFromStoredDetails", given, case)
