"""Who somebody is: proved by what they know, or by a code they were sent."""

from datetime import timedelta
from typing import Any

import pytest

from tests.sandbox.mutations.tenant import NOON

from .sandbox import Sandbox

VERIFY = "mutation ($input: VerifyIdentityInput!) { verifyIdentity(input: $input) { token } }"
FALLBACK = """
    mutation ($input: VerifyIdentityFallbackInput!) {
      verifyIdentityFallback(input: $input) { token }
    }
"""
START = """
    mutation ($input: StartCustomerVerificationInput!) {
      startCustomerVerification(input: $input) { verificationProcess { status type userNumber } }
    }
"""
CONFIRM = """
    mutation ($input: VerifyCustomerInput!) { verifyCustomer(input: $input) {
      user { id number email }
    } }
"""
CUSTOMERS = """
    SELECT accounts.number AS account, given_name, family_name, users.id AS user,
    users.number AS user_number, email, brand, mobile,
    billing_address_line1 AS line, billing_address_postcode AS postcode
    FROM account_users JOIN users ON users.id = user_id JOIN accounts ON accounts.id = account_id
    WHERE is_customer ORDER BY account_users.id
"""


def customer(sandbox: Sandbox, at: int = 0) -> dict[str, Any]:
    return sandbox.rows(CUSTOMERS)[at]


def identity(known: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {
        "accountNumber": known["account"],
        "postcode": known["postcode"],
        "fullName": f"{known['given_name']} {known['family_name']}",
        "firstLineOfAddress": known["line"],
        **changes,
    }


def check_token(sandbox: Sandbox, token: str, user: int, scope: str) -> None:
    key = sandbox.row("SELECT * FROM pre_signed_keys WHERE key = ?", token)
    assert (key["user_id"], key["scope"]) == (user, scope)
    assert key["expires_at"] == int((NOON + timedelta(hours=1)).timestamp())


async def test_an_identity_is_proved_without_signing_in(sandbox: Sandbox) -> None:
    sandbox.token = None
    known = customer(sandbox)
    token = (await sandbox.change(VERIFY, input=identity(known)))["token"]
    check_token(sandbox, token, known["user"], "UPDATE_BLACKHOLE_EMAIL")
    loose = identity(
        known,
        fullName=f"  {known['given_name'].upper()}  {known['family_name'].lower()} ",
        postcode=known["postcode"].replace(" ", "").lower(),
    )
    assert (await sandbox.change(VERIFY, input=loose))["token"] != token


@pytest.mark.parametrize(
    "changes",
    [
        {"accountNumber": "A-NONE"},
        {"postcode": "XX1 1XX"},
        {"fullName": "Nobody Here"},
        {"fullName": ""},
        {"firstLineOfAddress": "1 Wrong Road"},
    ],
)
async def test_a_wrong_detail_proves_nothing(sandbox: Sandbox, changes: dict[str, Any]) -> None:
    refused = await sandbox.refuse(VERIFY, input=identity(customer(sandbox), **changes))
    # Which of the details is wrong would help those who guess.
    assert (refused.code, refused.paths) == ("KT-CT-1145", [])


async def test_an_identity_is_proved_without_an_account_number(water: Sandbox) -> None:
    water.token = None
    known = customer(water, 3)
    given = {
        "familyName": known["family_name"],
        "addressLine1": known["line"],
        "postcode": known["postcode"],
    }
    token = (await water.change(FALLBACK, input=given))["token"]
    check_token(water, token, known["user"], "UPDATE_BLACKHOLE_EMAIL_NO_ACCOUNT_NUMBER")
    for field in given:
        refused = await water.refuse(FALLBACK, input={**given, field: "other"})
        assert (refused.code, refused.paths) == ("KT-CT-1145", [])


async def test_two_users_of_one_name_and_address_are_no_match(water: Sandbox) -> None:
    known, other = customer(water), customer(water, 1)
    assert known["account"] == other["account"]
    water.write(
        "UPDATE users SET family_name = ? WHERE id = ?", known["family_name"], other["user"]
    )
    given = {
        "familyName": known["family_name"],
        "addressLine1": known["line"],
        "postcode": known["postcode"],
    }
    assert (await water.refuse(FALLBACK, input=given)).code == "KT-CT-1145"


def asking(known: dict[str, Any], **changes: Any) -> dict[str, Any]:
    given = {"brandCode": known["brand"], "userNumber": known["user_number"]}
    return {**given, "verificationType": "EMAIL", **changes}


@pytest.mark.parametrize(("kind", "address"), [("EMAIL", "email"), ("SMS", "mobile")])
async def test_a_customer_is_verified_by_a_code(energy: Sandbox, kind: str, address: str) -> None:
    known = customer(energy, 2)
    given = asking(known, verificationType=kind)
    started = (await energy.change(START, input=given))["verificationProcess"]
    assert started == {"status": "PENDING", "type": kind, "userNumber": known["user_number"]}
    mail = (await energy.mails())[-1]
    assert mail["to"] == known[address]
    taken = {"verificationCode": mail["code"], "verificationType": kind}
    user = (await energy.change(CONFIRM, input=taken))["user"]
    assert user == {
        "id": str(known["user"]),
        "number": known["user_number"],
        "email": known["email"],
    }
    status = "SELECT verification_status FROM users WHERE id = ?"
    assert energy.value(status, known["user"]) == "VERIFIED"
    used = await energy.refuse(CONFIRM, input=taken)
    assert (used.code, used.paths) == ("KT-CT-4191", [["input", "verificationCode"]])


async def test_a_new_code_voids_the_old_one(energy: Sandbox) -> None:
    known = customer(energy, 3)
    await energy.change(START, input=asking(known))
    old = (await energy.mails())[-1]["code"]
    energy.write("UPDATE verifications SET code = 'OLD' WHERE code = ?", old)
    await energy.change(START, input=asking(known))
    new = (await energy.mails())[-1]["code"]
    for code, kind in (("OLD", "EMAIL"), (new, "SMS"), ("none", "EMAIL")):
        given = {"verificationCode": code, "verificationType": kind}
        assert (await energy.refuse(CONFIRM, input=given)).code == "KT-CT-4191"
    seconds = int(NOON.timestamp())
    energy.write("UPDATE verifications SET expires_at = ? WHERE code = ?", seconds, new)
    late = {"verificationCode": new, "verificationType": "EMAIL"}
    assert (await energy.refuse(CONFIRM, input=late)).code == "KT-CT-4191"


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"brandCode": "NONE"}, "KT-CT-1701", "brandCode"),
        ({"verificationType": "MANUAL"}, "KT-CT-4194", "verificationType"),
        ({"verificationType": "OTHER"}, "KT-CT-4194", "verificationType"),
        ({"userNumber": "U-NONE"}, "KT-CT-1111", "userNumber"),
    ],
)
async def test_no_code_is_sent(
    energy: Sandbox, changes: dict[str, Any], code: str, field: str
) -> None:
    sent = await energy.mails()
    refused = await energy.refuse(START, input=asking(customer(energy), **changes))
    assert (refused.code, refused.paths) == (code, [["input", field]])
    assert await energy.mails() == sent


async def test_customers_verify_nobody_else(energy: Sandbox) -> None:
    mine, other = customer(energy), customer(energy, 4)
    await energy.act_as_customer(mine["account"])
    assert (await energy.refuse(START, input=asking(other))).code == "KT-CT-1111"
    assert (await energy.change(START, input=asking(mine)))["verificationProcess"]
