"""Moving out, moving in, and being moved out."""

from typing import Any

import pytest

from .sandbox import TODAY, Sandbox

MOVE_OUT = """
    mutation ($input: MoveOutInput!) { moveOut(input: $input) { account { ...Moved } } }
"""
FORCE = """
    mutation ($input: ForceMoveInInput!) { forceMoveIn(input: $input) { account { ...Moved } } }
"""
MOVED = """
    fragment Moved on AccountType {
      number billingAddressLine1 billingAddressPostcode
      marketSupplyAgreements(first: 20) { edges { node { id validFrom validTo isActive } } }
      properties { id occupancyPeriods {
        accountNumber effectiveFrom effectiveTo numberOfOccupants
      } }
    }
"""
ACCOUNT = "query ($number: String!) { account(accountNumber: $number) { ...Moved } }"
MOVE_IN = """
    mutation ($input: MoveInCreateCustomerInput!) {
      moveInCreateCustomer(input: $input) { accountNumber }
    }
"""
NEWCOMER = """
    query ($number: String!) { account(accountNumber: $number) {
      status billingName billingEmail billingAddressPostcode isMeasured
      users { givenName familyName email mobile dateOfBirth hasSetPassword }
      ledgers { number balance }
      consents { code value }
      properties { id occupancyPeriods { accountNumber effectiveFrom numberOfOccupants } }
      marketSupplyAgreements(first: 5, active: true) { totalCount edges { node { validFrom } } }
    } }
"""
PROCESSES = """
    query ($number: String!) { lifecycleProcesses(accountNumber: $number) {
      leavePropertyProcesses(first: 5) { edges { node { status } } }
      occupyPropertyProcesses(first: 5) { edges { node {
        status occupyAt supplyPoints(first: 5) { totalCount }
      } } }
    } }
"""
METERS = """
    query ($postcode: String!) { propertyMeters(postcode: $postcode, first: 10) { edges { node {
      propertyId canMoveInOnline readingRequirement
    } } } }
"""
HOLDERS = """
    SELECT accounts.number AS account, occupancy_periods.property_id AS property, postcode,
    (SELECT id FROM water_meters WHERE water_meters.property_id = properties.id
     AND water_meters.status != 'REMOVED') AS meter
    FROM accounts JOIN occupancy_periods ON account_id = accounts.id
    JOIN properties ON properties.id = occupancy_periods.property_id
    WHERE effective_to IS NULL AND accounts.status = 'ACTIVE' AND account_type = 'DOMESTIC'
    AND is_measured ORDER BY accounts.id
"""
EMPTY = """
    SELECT id AS property FROM properties WHERE id NOT IN (
        SELECT property_id FROM occupancy_periods WHERE effective_to IS NULL
    ) ORDER BY id LIMIT 1
"""
EDGE = "T00:00:00+00:00"


def holder(water: Sandbox, at: int) -> dict[str, Any]:
    return water.sql(HOLDERS)[at]


def free(water: Sandbox) -> dict[str, Any]:
    """Let the last account that holds a metered property have left it some time ago."""
    place = water.sql(HOLDERS)[-1]
    statement = "UPDATE occupancy_periods SET effective_to = ? WHERE property_id = ?"
    water.execute(statement, "2026-10-01" + EDGE, place["property"])
    return place


def leaving(place: dict[str, Any], **changes: Any) -> dict[str, Any]:
    given = {"accountNumber": place["account"], "propertyId": str(place["property"])}
    return {**given, "moveOutDate": TODAY, **changes}


async def account(water: Sandbox, number: str) -> dict[str, Any]:
    answer = await water.ask(ACCOUNT + MOVED, number=number)
    found: dict[str, Any] = answer["account"]
    return found


def period(found: dict[str, Any], property_id: object, number: str) -> dict[str, Any]:
    place = next(one for one in found["properties"] if one["id"] == str(property_id))
    (one,) = [one for one in place["occupancyPeriods"] if one["accountNumber"] == number]
    return dict(one)


async def test_an_account_moves_out_and_leaves_an_address(water: Sandbox) -> None:
    place = holder(water, 0)
    address = {"addressLine1": "4 New Street", "addressLine2": "Stoke", "postcode": "ST4 1AA"}
    reading = {"meterId": str(place["meter"]), "readingDate": TODAY, "reading": "99998.5"}
    given = leaving(place, forwardingAddress=address, meterReadings=[reading])
    moved = (await water.change(MOVE_OUT + MOVED, input=given))["account"]
    assert moved == await account(water, place["account"])
    assert period(moved, place["property"], place["account"])["effectiveTo"] == TODAY + EDGE
    assert moved["billingAddressLine1"] == "4 New Street"
    assert moved["billingAddressPostcode"] == "ST4 1AA"
    noted = water.row("SELECT * FROM move_outs WHERE property_id = ?", place["property"])
    assert (noted["move_out_date"], noted["new_property_id"]) == (TODAY, None)
    forwarded = water.row("SELECT * FROM addresses WHERE id = ?", noted["forwarding_address_id"])
    assert forwarded["street_address"] == "4 New Street, Stoke"
    ends = water.sql(
        "SELECT valid_to FROM agreements WHERE supply_point_id IN"
        " (SELECT id FROM supply_points WHERE property_id = ?)",
        place["property"],
    )
    assert {row["valid_to"] for row in ends} == {TODAY + EDGE}
    final = water.row("SELECT * FROM readings WHERE reason = 'FINAL'")
    assert (final["meter_id"], final["value_cubic_metres"]) == (place["meter"], "99998.500")
    assert final["is_held"] == 1
    again = await water.refuse(MOVE_OUT + MOVED, input=given)
    assert again.paths[0] == ["input", "propertyId"]


async def test_an_account_moves_on_to_the_next_property(water: Sandbox) -> None:
    place, vacant = holder(water, 1), free(water)
    following = {
        "propertyId": str(vacant["property"]),
        "moveInDate": "2026-12-01",
        "numberOfOccupants": 3,
    }
    given = leaving(place, moveOutDate="2026-11-30", moveIn=following)
    moved = (await water.change(MOVE_OUT + MOVED, input=given))["account"]
    assert moved == await account(water, place["account"])
    left = period(moved, place["property"], place["account"])
    entered = period(moved, vacant["property"], place["account"])
    assert left["effectiveTo"] == "2026-11-30" + EDGE
    assert (entered["effectiveFrom"], entered["effectiveTo"]) == ("2026-12-01" + EDGE, None)
    assert entered["numberOfOccupants"] == 3
    started = [edge["node"]["validFrom"] for edge in moved["marketSupplyAgreements"]["edges"]]
    assert started[:2] == ["2026-12-01" + EDGE] * 2
    answer = await water.ask(PROCESSES, number=place["account"])
    processes = answer["lifecycleProcesses"]
    (left_process,) = processes["leavePropertyProcesses"]["edges"]
    (entering,) = processes["occupyPropertyProcesses"]["edges"]
    assert left_process["node"] == {"status": "IN_PROGRESS"}
    assert entering["node"] == {
        "status": "IN_PROGRESS",
        "occupyAt": "2026-12-01" + EDGE,
        "supplyPoints": {"totalCount": 2},
    }
    stored = water.sql("SELECT kind FROM supplier_processes WHERE effective_at > ?", TODAY + "U")
    assert {row["kind"] for row in stored} == {"LEAVE_PROPERTY", "OCCUPY_PROPERTY"}


ADDRESS = {"addressLine1": " ", "postcode": ""}


@pytest.mark.parametrize(
    ("changes", "paths"),
    [
        ({"propertyId": "999999"}, [["propertyId"]]),
        ({"moveOutDate": "1990-01-01"}, [["moveOutDate"]]),
        ({"moveOutDate": "2027-11-20"}, [["moveOutDate"]]),
        (
            {"forwardingAddress": ADDRESS},
            [["forwardingAddress", "addressLine1"], ["forwardingAddress", "postcode"]],
        ),
        (
            {"meterReadings": [{"meterId": "0", "readingDate": TODAY, "reading": "1"}]},
            [["meterReadings", 0, "meterId"]],
        ),
        (
            {"moveIn": {"propertyId": "999999", "moveInDate": "2030-01-01"}},
            [["moveIn", "propertyId"], ["moveIn", "moveInDate"]],
        ),
    ],
)
async def test_an_account_does_not_move_out(
    water: Sandbox, changes: dict[str, Any], paths: list[list[Any]]
) -> None:
    refused = await water.refuse(MOVE_OUT + MOVED, input=leaving(holder(water, 3), **changes))
    assert refused.code == "KT-GB-6628"
    assert refused.paths == [["input", *path] for path in paths]


async def test_nobody_moves_on_to_where_somebody_lives(water: Sandbox) -> None:
    taken = {"propertyId": str(holder(water, 4)["property"]), "moveInDate": TODAY}
    given = leaving(holder(water, 3), moveIn={**taken, "numberOfOccupants": 0})
    refused = await water.refuse(MOVE_OUT + MOVED, input=given)
    assert refused.code == "KT-GB-6628"
    assert [path[2] for path in refused.paths] == ["propertyId", "numberOfOccupants"]


async def test_nobody_moves_into_what_they_leave_or_reads_it_in_the_future(water: Sandbox) -> None:
    place = holder(water, 3)
    same = {"propertyId": str(place["property"]), "moveInDate": TODAY}
    reading = {"meterId": str(place["meter"]), "readingDate": "2026-11-21", "reading": "-1"}
    given = leaving(place, moveIn=same, meterReadings=[reading])
    refused = await water.refuse(MOVE_OUT + MOVED, input=given)
    assert refused.paths == [
        ["input", "meterReadings", 0, "reading"],
        ["input", "meterReadings", 0, "readingDate"],
        ["input", "moveIn", "propertyId"],
    ]


async def test_a_property_of_others_is_not_left(water: Sandbox) -> None:
    mine, other = holder(water, 3), holder(water, 4)
    await water.act_as_customer(mine["account"])
    refused = await water.refuse(MOVE_OUT + MOVED, input=leaving(other))
    assert refused.code == "KT-CT-4178"
    water.token = None
    refused = await water.refuse(MOVE_OUT + MOVED, input=leaving(other))
    assert refused.code == "KT-CT-1112"


async def test_somebody_else_takes_a_property_over(water: Sandbox) -> None:
    place = holder(water, 2)
    reading = {"meterId": str(place["meter"]), "readingDate": TODAY, "reading": "3"}
    given = {
        "accountNumber": place["account"],
        "propertyId": str(place["property"]),
        "moveInDate": TODAY,
        "givenName": " Ada ",
        "familyName": "Byron",
        "meterReadings": [reading],
    }
    moved = (await water.change(FORCE + MOVED, input=given))["account"]
    assert moved == await account(water, place["account"])
    assert period(moved, place["property"], place["account"])["effectiveTo"] == TODAY + EDGE
    newcomer = water.row(
        "SELECT accounts.* FROM occupancy_periods JOIN accounts ON accounts.id = account_id"
        " WHERE property_id = ? AND effective_to IS NULL",
        place["property"],
    )
    assert newcomer["billing_name"] == "Ada Byron"
    seen = (await water.ask(NEWCOMER, number=newcomer["number"]))["account"]
    assert (seen["users"][0]["givenName"], seen["billingEmail"]) == ("Ada", "")
    taken = water.row("SELECT * FROM readings WHERE value_cubic_metres = '3.000'")
    assert (taken["reason"], taken["meter_id"]) == ("OPENING", place["meter"])


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"propertyId": "999999"}, "propertyId"),
        ({"moveInDate": "1990-01-01"}, "moveInDate"),
        ({"moveInDate": "2028-01-01"}, "moveInDate"),
        ({"givenName": " "}, "givenName"),
        ({"familyName": ""}, "familyName"),
    ],
)
async def test_nobody_takes_it_over(water: Sandbox, changes: dict[str, Any], path: str) -> None:
    place = leaving(holder(water, 3), moveInDate=TODAY, givenName="Ada", familyName="Byron")
    del place["moveOutDate"]
    refused = await water.refuse(FORCE + MOVED, input={**place, **changes})
    assert (refused.code, refused.paths) == ("KT-CT-1605", [["input", path]])


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
    users = water.sql("SELECT * FROM account_users WHERE account_id = ?", stored["id"])
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
