"""Accounts that are opened for electricity, alone or with gas."""

import json
from typing import Any

import pytest

from tests.sandbox.mutations.tenant import NOON, TODAY

from .sandbox import Sandbox

CREATE = """
    mutation ($input: CreateEnergyAccountInput) { createEnergyAccount(input: $input) {
      accountNif accountNumber electricityAgreementNumber gasAgreementNumber token userId
      referralCreated
    } }
"""
ACCOUNT = """
    query ($number: String!) {
      account(accountNumber: $number) {
        status billingName billingEmail
        users { id givenName familyName email mobile accountUserMeta { nif } }
        ledgers { ledgerType balance }
        properties { address postcode
          electricitySupplyPoints { cups status supplierChangeInProgress
            atrTariffs { value } agreements { id product { code } } }
          gasSupplyPoints { cups agreements { id product { code } } }
        }
        applications(first: 1) { edges { node { status salesChannel } } }
      }
      lifecycleProcesses(accountNumber: $number, onlyActive: true) {
        joinSupplierProcesses(first: 5) { edges { node {
          status supplyPoints(first: 5) { totalCount }
        } } }
      }
    }
"""
VIEWER = "{ viewer { accounts { number } } }"
IBAN = "ES9121000418450200051332"
LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"


def cups(number: int) -> str:
    """Make a supply point code with the right check letters."""
    digits = f"{number:016d}"
    high, low = divmod(number % 529, 23)
    return f"ES{digits}{LETTERS[high]}{LETTERS[low]}0F"


def nif(number: int) -> str:
    """Make a tax number with the right check letter."""
    return f"{number:08d}{LETTERS[number % 23]}"


def electricity(number: int, **changes: Any) -> dict[str, Any]:
    return {"cups": cups(number), "productId": 1, "type": "2.0TD", **changes}


def contract(number: int, **changes: Any) -> dict[str, Any]:
    return {
        "givenName": "Clara",
        "firstFamilyName": "Campoamor",
        "secondFamilyName": "Rodríguez",
        "email": f"clara{number}@example.com",
        "mobile": "+34600111222",
        "nif": nif(number),
        "billingInfo": {"fullName": "C. Campoamor", "iban": IBAN},
        "propertyInfo": {
            "streetType": "Calle",
            "streetName": "Mayor",
            "streetNumber": "7",
            "floor": "2º",
            "door": "B",
            "city": "Madrid",
            "postcode": "28013",
        },
        "electricitySupplyPoint": electricity(number),
        **changes,
    }


async def opened(energy: Sandbox, given: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Open an account without having signed in; return the payload and what is seen of it."""
    energy.token = None
    made = await energy.change(CREATE, input=given)
    await energy.sign_in()
    return made, await energy.ask(ACCOUNT, number=made["accountNumber"])


async def test_an_account_is_opened_for_electricity_and_gas(energy: Sandbox) -> None:
    powers = ["4.6", "4.6"]
    given = contract(
        1001,
        electricitySupplyPoint=electricity(1001, contractualMaxPower=powers, annualConsumption=2e3),
        gasSupplyPoint={"cups": cups(2001), "productId": 3},
        salesChannel="HIGH_STREET",
    )
    made, seen = await opened(energy, given)
    account = seen["account"]
    assert (account["status"], account["billingName"]) == ("PENDING", "C. Campoamor")
    assert account["users"] == [
        {
            "id": made["userId"],
            "givenName": "Clara",
            "familyName": "Campoamor Rodríguez",
            "email": "clara1001@example.com",
            "mobile": "+34600111222",
            "accountUserMeta": {"nif": nif(1001)},
        }
    ]
    assert made["accountNif"] == nif(1001)
    kinds = [ledger["ledgerType"] for ledger in account["ledgers"]]
    assert kinds == ["SPAIN_ELECTRICITY_LEDGER", "SPAIN_GAS_LEDGER"]
    (place,) = account["properties"]
    assert (place["address"], place["postcode"]) == ("Calle Mayor 7, 2º B, Madrid, 28013", "28013")
    assert place["electricitySupplyPoints"] == [
        {
            "cups": cups(1001),
            "status": "PENDING",
            "supplierChangeInProgress": True,
            "atrTariffs": [{"value": "2.0TD"}],
            "agreements": [
                {
                    "id": int(made["electricityAgreementNumber"]),
                    "product": {"code": "LUZ-CLARA-24H"},
                }
            ],
        }
    ]
    gas = {"id": int(made["gasAgreementNumber"]), "product": {"code": "GAS-CLARO-RL2"}}
    assert place["gasSupplyPoints"] == [{"cups": cups(2001), "agreements": [gas]}]
    (application,) = account["applications"]["edges"]
    assert application["node"] == {"status": "CURRENT", "salesChannel": "HIGH_STREET"}
    (process,) = seen["lifecycleProcesses"]["joinSupplierProcesses"]["edges"]
    assert process["node"] == {"status": "IN_PROGRESS", "supplyPoints": {"totalCount": 2}}
    agreement = energy.row(
        "SELECT * FROM agreements WHERE id = ?", made["electricityAgreementNumber"]
    )
    assert json.loads(agreement["contractual_max_power"]) == powers
    assert agreement["estimated_consumption"] == 2000
    iban = "SELECT iban FROM payment_instructions WHERE account_id = ?"
    assert energy.value(iban, agreement["account_id"]) == "*" * 20 + IBAN[-4:]


async def test_the_token_that_comes_back_is_the_customers(energy: Sandbox) -> None:
    made, _ = await opened(energy, contract(1002))
    assert (made["gasAgreementNumber"], made["referralCreated"]) == (None, False)
    energy.token = made["token"]
    viewer = (await energy.ask(VIEWER))["viewer"]
    assert viewer == {"accounts": [{"number": made["accountNumber"]}]}


async def test_a_customer_who_is_known_gets_another_account_but_no_token(energy: Sandbox) -> None:
    sql = """
        SELECT users.id, nif FROM users JOIN account_users ON user_id = users.id AND is_customer
        JOIN occupancy_periods USING (account_id) WHERE nif IS NOT NULL
        GROUP BY account_id HAVING count(DISTINCT property_id) = 1 ORDER BY users.id
    """
    known = energy.rows(sql)[0]
    made, seen = await opened(energy, contract(1003, nif=known["nif"]))
    assert (made["userId"], made["token"]) == (str(known["id"]), None)
    assert [user["id"] for user in seen["account"]["users"]] == [str(known["id"])]


async def test_a_friend_is_referred(energy: Sandbox) -> None:
    referral = energy.rows("SELECT * FROM referrals ORDER BY id")[0]
    made, _ = await opened(energy, contract(1004, referralCode=referral["code"]))
    assert made["referralCreated"] is True
    new = energy.rows("SELECT * FROM referrals ORDER BY id DESC")[0]
    assert (new["account_id"], new["referred_user_name"]) == (referral["account_id"], "Clara")
    assert (new["payment_status"], new["referred_user_join_date"]) == ("Pending", NOON.isoformat())


async def test_a_supply_point_that_was_left_is_taken_up_where_it_is(energy: Sandbox) -> None:
    point = energy.rows(
        "SELECT * FROM supply_points WHERE kind = 'ELECTRICITY' AND status = 'OFF_SUPPLY'"
    )[0]
    given = contract(1005, electricitySupplyPoint=electricity(0, cups=point["cups"]))
    made, seen = await opened(energy, given)
    (place,) = seen["account"]["properties"]
    numbers = [one["cups"] for one in place["electricitySupplyPoints"]]
    assert numbers == [point["cups"]]
    stored = energy.row("SELECT * FROM supply_points WHERE cups = ?", point["cups"])
    assert (stored["id"], stored["status"]) == (point["id"], "PENDING")
    ledger = energy.value(
        "SELECT account_id FROM agreements WHERE id = ?", made["electricityAgreementNumber"]
    )
    number = energy.value("SELECT number FROM accounts WHERE id = ?", ledger)
    assert number == made["accountNumber"]


def billing(**changes: Any) -> dict[str, Any]:
    return {"billingInfo": {"fullName": "C. Campoamor", **changes}}


def place(**changes: Any) -> dict[str, Any]:
    return {"propertyInfo": {**contract(1)["propertyInfo"], **changes}}


def point(**changes: Any) -> dict[str, Any]:
    return {"electricitySupplyPoint": electricity(1999, **changes)}


def gas(**changes: Any) -> dict[str, Any]:
    return {"gasSupplyPoint": {"cups": cups(2999), "productId": 3, **changes}}


POINT = "electricitySupplyPoint"


@pytest.mark.parametrize(
    ("changes", "code", "path"),
    [
        ({"givenName": " "}, "KT-ES-4117", ["givenName"]),
        ({"firstFamilyName": ""}, "KT-ES-4117", ["firstFamilyName"]),
        ({"email": "clara"}, "KT-ES-4117", ["email"]),
        ({"mobile": "none"}, "KT-ES-4117", ["mobile"]),
        ({"nif": "12345678A"}, "KT-ES-4117", ["nif"]),
        ({POINT: None}, "KT-ES-4117", [POINT]),
        (place(streetName=None), "KT-ES-4117", ["propertyInfo", "streetName"]),
        (place(city=" "), "KT-ES-4117", ["propertyInfo", "city"]),
        (place(postcode="280"), "KT-ES-4117", ["propertyInfo", "postcode"]),
        (billing(iban=IBAN[:-1] + "3"), "KT-ES-4117", ["billingInfo", "iban"]),
        (billing(email="@"), "KT-ES-4117", ["billingInfo", "email"]),
        (billing(nif="B1"), "KT-ES-4117", ["billingInfo", "nif"]),
        (billing(nif=nif(77)), "KT-ES-4123", ["billingInfo", "nif"]),
        (point(productId=999), "KT-CT-4910", [POINT, "productId"]),
        (point(productId=None), "KT-CT-4910", [POINT, "productId"]),
        (point(productId=3), "KT-CT-4911", [POINT, "productId"]),
        (gas(productId=1), "KT-ES-4121", ["gasSupplyPoint", "productId"]),
        (gas(type="2.0TD"), "KT-ES-4113", ["gasSupplyPoint", "type"]),
        (point(type="9.9XX"), "KT-ES-4113", [POINT, "type"]),
        (
            point(contractualMaxPower=["4.6", "15.1"]),
            "KT-ES-4113",
            [POINT, "contractualMaxPower", 1],
        ),
        (point(cups=cups(5).replace("ES", "ES1")), "KT-ES-4914", [POINT, "cups"]),
        (point(cups=None), "KT-ES-4914", [POINT, "cups"]),
        ({"affiliateSessionId": "nobody"}, "KT-ES-7701", ["affiliateSessionId"]),
        ({"referralCode": "nobody"}, "KT-ES-4122", ["referralCode"]),
    ],
)
async def test_an_account_is_not_opened(
    energy: Sandbox, changes: dict[str, Any], code: str, path: list[Any]
) -> None:
    refused = await energy.refuse(CREATE, input=contract(1999, **changes))
    assert (refused.code, refused.paths) == (code, [["input", *path]])


async def test_nothing_at_all_opens_no_account(energy: Sandbox) -> None:
    refused = await energy.refuse(CREATE, input=None)
    assert (refused.code, refused.paths) == ("KT-ES-4117", [["input"]])


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        ("status = 'ON_SUPPLY'", "KT-ES-4111"),
        ("supplier_change_in_progress = 1", "KT-ES-4917"),
    ],
)
async def test_a_supply_point_of_ours_is_not_contracted_again(
    energy: Sandbox, condition: str, code: str
) -> None:
    sql = f"SELECT cups FROM supply_points WHERE kind = 'ELECTRICITY' AND {condition} LIMIT 1"
    refused = await energy.refuse(CREATE, input=contract(1998, **point(cups=energy.value(sql))))
    assert (refused.code, refused.paths) == (code, [["input", POINT, "cups"]])


async def test_a_customer_of_several_properties_is_not_signed_up_here(energy: Sandbox) -> None:
    sql = """
        SELECT nif FROM users JOIN account_users ON user_id = users.id AND is_customer
        WHERE account_id = 1 LIMIT 1
    """
    refused = await energy.refuse(CREATE, input=contract(1997, nif=energy.value(sql)))
    assert (refused.code, refused.paths) == ("KT-ES-4102", [["input", "nif"]])


async def test_a_product_that_is_no_longer_offered_is_not_contracted(energy: Sandbox) -> None:
    ended = f"{TODAY}T00:00:00+00:00"
    energy.write("UPDATE products SET available_to = ? WHERE id = 4", ended)
    refused = await energy.refuse(CREATE, input=contract(1996, **point(productId=4)))
    assert (refused.code, refused.paths) == ("KT-CT-4911", [["input", POINT, "productId"]])
