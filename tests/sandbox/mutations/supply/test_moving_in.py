"""New customers who move in."""

from typing import Any

import pytest

from tests.sandbox.mutations.tenant import TODAY

from .places import EDGE, NEWCOMER, free, holder, period
from .sandbox import Sandbox

MOVE_IN = """
    mutation ($input: MoveInCreateCustomerInput!) {
      moveInCreateCustomer(input: $input) { accountNumber }
    }
"""
METERS = """
    query ($postcode: String!) { propertyMeters(postcode: $postcode, first: 10) { edges { node {
      propertyId canMoveInOnline readingRequirement
    } } } }
"""
EMPTY = """
    SELECT id AS property FROM properties WHERE id NOT IN (
        SELECT property_id FROM occupancy_periods WHERE effective_to IS NULL
    ) ORDER BY id LIMIT 1
"""


def newcomer(vacant: dict[str, Any], **changes: Any) -> dict[str, Any]:
    customer = {
        "title": "Dr",
        "givenName": "Grace",
        "familyName": "Hopper",
        "email": "grace@example.com",
        "mobile": "+447700900999",
        "dateOfBirth": "1980-12-09",
        "password": "compile-me",
    }
    place = {"propertyId": str(vacant["property"]), "moveInDate": TODAY, "numberOfOccupants": 2}
    return {
        "property": {**place, **changes.pop("property", {})},
        "customer": {**customer, **changes.pop("customer", {})},
        "consents": [{"code": "MARKETING", "value": "ACCEPTED"}],
        "acceptTermsAndConditions": True,
        **changes,
    }


async def can_move_in(water: Sandbox, place: dict[str, Any]) -> bool:
    edges = (await water.ask(METERS, postcode=place["postcode"]))["propertyMeters"]["edges"]
    found = [edge["node"] for edge in edges if edge["node"]["propertyId"] == str(place["property"])]
    return bool(found[0]["canMoveInOnline"])


async def test_a_new_customer_moves_in_without_signing_in(water: Sandbox) -> None:
    vacant = free(water)
    assert await can_move_in(water, vacant)
    water.token = None
    reading = {"meterId": str(vacant["meter"]), "readingDate": TODAY, "reading": "12"}
    given = newcomer(vacant, property={"meterReadings": [reading]})
    number = (await water.change(MOVE_IN, input=given))["accountNumber"]
    await water.sign_in()
    seen = (await water.ask(NEWCOMER, number=number))["account"]
    (ledger,) = seen.pop("ledgers")
    assert ledger["balance"] == 0
    assert seen == {
        "status": "ACTIVE",
        "billingName": "Grace Hopper",
        "billingEmail": "grace@example.com",
        "billingAddressPostcode": vacant["postcode"],
        "isMeasured": True,
        "users": [
            {
                "givenName": "Grace",
                "familyName": "Hopper",
                "email": "grace@example.com",
                "mobile": "+447700900999",
                "dateOfBirth": "1980-12-09",
                "hasSetPassword": True,
            }
        ],
        "consents": [{"code": "MARKETING", "value": "ACCEPTED"}],
        "properties": seen["properties"],
        "marketSupplyAgreements": {
            "totalCount": 2,
            "edges": [{"node": {"validFrom": TODAY + EDGE}}] * 2,
        },
    }
    entered = period(seen, vacant["property"], number)
    assert (entered["effectiveFrom"], entered["numberOfOccupants"]) == (TODAY + EDGE, 2)
    assert not await can_move_in(water, vacant)
    stored = water.row("SELECT * FROM accounts WHERE number = ?", number)
    users = water.rows("SELECT * FROM account_users WHERE account_id = ?", stored["id"])
    assert [row["is_customer"] for row in users] == [1]
    taken = water.row("SELECT * FROM readings WHERE value_cubic_metres = '12.000'")
    assert taken["meter_id"] == vacant["meter"]


async def test_a_newcomer_signs_in_with_their_password(water: Sandbox) -> None:
    sign_in = """
        mutation ($input: ObtainJSONWebTokenInput!) { obtainKrakenToken(input: $input) { token } }
    """
    vacant = free(water)
    customer = {"email": "new.here@example.com", "password": "let-me-in"}
    number = (await water.change(MOVE_IN, input=newcomer(vacant, customer=customer)))[
        "accountNumber"
    ]
    water.token = (await water.change(sign_in, input=customer))["token"]
    answer = await water.ask("{ viewer { email accounts { number } } }")
    assert answer["viewer"] == {"email": customer["email"], "accounts": [{"number": number}]}


CONSENT = {"code": "NONE", "value": "ACCEPTED"}
OPENING = {"meterId": "999999", "readingDate": TODAY, "reading": "1"}


@pytest.mark.parametrize(
    ("changes", "code", "path"),
    [
        ({"customer": {"givenName": " "}}, "KT-GB-5416", ["customer", "givenName"]),
        ({"customer": {"familyName": ""}}, "KT-GB-5416", ["customer", "familyName"]),
        ({"customer": {"mobile": "none"}}, "KT-GB-5416", ["customer", "mobile"]),
        ({"customer": {"dateOfBirth": "2030-01-01"}}, "KT-GB-5416", ["customer", "dateOfBirth"]),
        ({"consents": [CONSENT]}, "KT-GB-5416", ["consents", 0, "code"]),
        ({"acceptTermsAndConditions": False}, "KT-GB-5416", ["acceptTermsAndConditions"]),
        ({"property": {"numberOfOccupants": 0}}, "KT-GB-5416", ["property", "numberOfOccupants"]),
        (
            {"property": {"meterReadings": [OPENING]}},
            "KT-GB-5416",
            ["property", "meterReadings", 0, "meterId"],
        ),
        ({"customer": {"password": "short"}}, "KT-CT-5450", ["customer", "password"]),
        ({"customer": {"password": "123456789"}}, "KT-CT-5450", ["customer", "password"]),
        ({"customer": {"email": "DEMO@kraken.example"}}, "KT-CT-4111", ["customer", "email"]),
        ({"customer": {"email": "nobody"}}, "KT-CT-4111", ["customer", "email"]),
        ({"property": {"propertyId": "999999"}}, "KT-GB-6633", ["property", "propertyId"]),
        ({"property": {"moveInDate": "2029-01-01"}}, "KT-GB-6633", ["property", "moveInDate"]),
    ],
)
async def test_nobody_moves_in(
    water: Sandbox, changes: dict[str, Any], code: str, path: list[Any]
) -> None:
    base = {"email": "someone@example.com", **changes.get("customer", {})}
    vacant = water.row(EMPTY)
    given = newcomer(vacant, **{**changes, "customer": base})
    refused = await water.refuse(MOVE_IN, input=given)
    assert (refused.code, refused.paths) == (code, [["input", *path]])


async def test_nobody_moves_in_where_somebody_lives(water: Sandbox) -> None:
    given = newcomer(holder(water, 3), customer={"email": "someone@example.com"})
    refused = await water.refuse(MOVE_IN, input=given)
    path = ["input", "property", "propertyId"]
    assert (refused.code, refused.paths) == ("KT-GB-6633", [path])
