"""Moving out, and being moved out."""

from typing import Any

import pytest

from tests.sandbox.mutations.tenant import TODAY

from .places import EDGE, NEWCOMER, free, holder, period
from .sandbox import Sandbox

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
PROCESSES = """
    query ($number: String!) { lifecycleProcesses(accountNumber: $number) {
      leavePropertyProcesses(first: 5) { edges { node { status } } }
      occupyPropertyProcesses(first: 5) { edges { node {
        status occupyAt supplyPoints(first: 5) { totalCount }
      } } }
    } }
"""


def leaving(place: dict[str, Any], **changes: Any) -> dict[str, Any]:
    given = {"accountNumber": place["account"], "propertyId": str(place["property"])}
    return {**given, "moveOutDate": TODAY, **changes}


async def account(water: Sandbox, number: str) -> dict[str, Any]:
    answer = await water.ask(ACCOUNT + MOVED, number=number)
    found: dict[str, Any] = answer["account"]
    return found


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
    ends = water.rows(
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
    stored = water.rows("SELECT kind FROM supplier_processes WHERE effective_at > ?", TODAY + "U")
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
