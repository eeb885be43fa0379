"""Customers that nobody has an e-mail address of yet."""

from typing import Any

import pytest

from .office import Office

REGISTER, UPDATE = "registerEmail", "updateBlackholeEmail"
USER = """
    blackholeEmailAccountUser {
      userId userNumber email familyName fullName hasDateOfBirth hasMobileNumber hasSetPassword
      accounts { number isBusinessAccount address accountUserNames { number } }
    }
"""
REAL = "real@example.com"
INVALID = "KT-GB-5413"


@pytest.fixture
def account(water: Office) -> dict[str, Any]:
    """An account whose holder has a placeholder for an address."""
    found = water.account("comms_delivery_preference = 'POSTAL_MAIL'")
    holder = water.customer(found)["id"]
    query = "UPDATE users SET email = 'blackhole+7@kraken.example' WHERE id = ?"
    water.write(query, holder)
    return found


def registering(water: Office, account: dict[str, Any], **changes: str) -> dict[str, str]:
    """Make an input that says who somebody is, in their own spelling."""
    name = water.customer(account)["family_name"].upper()
    postcode = account["billing_address_postcode"].lower().replace(" ", "")
    usual = {"accountNumber": account["number"], "familyName": name, "postcode": postcode}
    return {**usual, "email": REAL, **changes}


async def test_some_customers_start_without_an_address(water: Office) -> None:
    found = water.rows("SELECT email FROM users WHERE email LIKE 'blackhole+%@kraken.example'")
    assert found


async def test_who_registers_gets_an_address_and_a_link(
    water: Office, account: dict[str, Any]
) -> None:
    user = water.customer(account)
    given = registering(water, account)
    told = (await water.change(REGISTER, USER, input=given))["blackholeEmailAccountUser"]
    assert (told["userId"], told["email"]) == (str(user["id"]), REAL)
    assert told["fullName"] == f"{user['given_name']} {user['family_name']}"
    (own,) = told["accounts"]
    assert (own["number"], own["isBusinessAccount"]) == (account["number"], False)
    assert own["accountUserNames"][0] == {"number": user["number"]}
    assert own["address"].endswith(account["billing_address_postcode"])
    assert water.customer(account)["email"] == REAL
    mail = (await water.mails())[-1]
    assert (mail["to"], mail["userId"]) == (REAL, str(user["id"]))
    again = await water.refuse(REGISTER, input=given)
    assert again == ("KT-GB-5412", [["input", "email"]])


async def test_staff_give_a_customer_an_address(water: Office, account: dict[str, Any]) -> None:
    user = water.customer(account)
    given = {"accountNumber": account["number"], "accountUserId": user["number"], "email": REAL}
    selection = f"{USER} blackholeEmailAccount {{ number isPortfolioLeadAccount }}"
    told = await water.change(UPDATE, selection, input=given)
    assert told["blackholeEmailAccountUser"]["email"] == REAL
    lead = {"number": account["number"], "isPortfolioLeadAccount": False}
    assert told["blackholeEmailAccount"] == lead
    assert water.customer(account)["email"] == REAL


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"accountNumber": "A-NONE"}, "KT-CT-10006", "accountNumber"),
        ({"familyName": "Nobody"}, INVALID, "familyName"),
        ({"postcode": "ZZ1 1ZZ"}, INVALID, "postcode"),
        ({"email": "nobody"}, INVALID, "email"),
        ({"email": "blackhole+1@kraken.example"}, INVALID, "email"),
        ({"email": "demo@kraken.example"}, INVALID, "email"),
    ],
)
async def test_who_registers_must_be_a_customer(
    water: Office, account: dict[str, Any], changes: dict[str, str], code: str, field: str
) -> None:
    given = registering(water, account, **changes)
    assert await water.refuse(REGISTER, input=given) == (code, [["input", field]])


async def test_an_address_is_given_to_an_own_user(water: Office, account: dict[str, Any]) -> None:
    stranger = water.stranger(account)
    given = {"accountNumber": account["number"], "accountUserId": str(stranger), "email": REAL}
    said = await water.refuse(UPDATE, input=given)
    assert said == (INVALID, [["input", "accountUserId"]])
    await water.act_as(stranger)
    said = await water.refuse(UPDATE, input=given)
    assert said == ("KT-CT-4178", [["input", "accountNumber"]])


async def test_who_may_not_sign_in_gets_no_link(water: Office, account: dict[str, Any]) -> None:
    user = water.customer(account)
    water.write("UPDATE users SET is_active = 0 WHERE id = ?", user["id"])
    given = {"accountNumber": account["number"], "accountUserId": str(user["id"]), "email": REAL}
    assert await water.refuse(UPDATE, input=given) == ("KT-CT-1133", [["input", "email"]])
    water.write("UPDATE users SET is_active = 1 WHERE id = ?", user["id"])
