"""Meters that are installed, exchanged, corrected and read."""

from decimal import Decimal
from typing import Any

import pytest

from tests.sandbox.mutations.tenant import TODAY

from .sandbox import Sandbox

INSTALL = """
    mutation ($input: InstallMeterInputType!) {
      installMeter(input: $input) { meter { ...Meter } }
    }
"""
EXCHANGE = """
    mutation ($input: ExchangeMeterInputType!) {
      exchangeMeter(input: $input) { meter { ...Meter } }
    }
"""
MODIFY = """
    mutation ($input: ModifyMeterInput!) { modifyMeter(input: $input) { meter { ...Meter } } }
"""
SUBMIT = """
    mutation ($input: SubmitMeterReadingInputType!) {
      submitMeterReading(input: $input) { reading { id } }
    }
"""
FRAGMENT = """
    fragment Meter on WaterMeterType {
      id serialNumber make model numberOfDigits category capabilityType status isSmart
      meterPointReference linkedServices { id service activeFrom activeTo }
      readings(first: 3) { totalCount edges { node {
        readingDate valueCubicMetres reason notes isHeld
      } } }
    }
"""
METERS = """
    query ($id: ID!) { property(id: $id) { activeWaterMeters { ...Meter } } }
"""
DETAILS = {
    "serialNumber": "26X0000001",
    "make": "Itron",
    "model": "Cyble 5",
    "numberOfDigits": 5,
    "category": "CHECK",
    "capabilityType": "AMI",
    "meterPointReference": "MPR-1",
}
HELD = """
    SELECT accounts.number AS account, occupancy_periods.property_id AS property,
    water_meters.id AS meter, water_meters.number_of_digits AS digits
    FROM accounts JOIN occupancy_periods ON account_id = accounts.id
    LEFT JOIN water_meters
    ON water_meters.property_id = occupancy_periods.property_id AND water_meters.status = 'IN_USE'
    WHERE effective_to IS NULL AND is_measured IS ? AND accounts.status = 'ACTIVE'
    AND is_occupier AND (meter IS NULL) IS NOT ? ORDER BY accounts.id
"""
LAST = """
    SELECT * FROM readings WHERE meter_id = ? AND is_held = 0 AND is_quarantined = 0
    ORDER BY reading_date DESC, id DESC LIMIT 1
"""


def held(water: Sandbox, at: int = 0, *, measured: bool = True) -> dict[str, Any]:
    """Find an account with a property that has a meter, or has none."""
    return water.rows(HELD, int(measured), int(measured))[at]


def installation(place: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {
        "accountNumber": place["account"],
        "propertyId": str(place["property"]),
        "installedOn": TODAY,
        "meter": {**DETAILS, "serialNumber": f"26X{place['property']:07d}"},
        "openingReading": "0.125",
        **changes,
    }


def exchange(water: Sandbox, place: dict[str, Any], **changes: Any) -> dict[str, Any]:
    last = water.row(LAST, place["meter"])
    given = installation(place, newMeter={**DETAILS, "serialNumber": f"27Y{place['meter']:07d}"})
    del given["meter"], given["installedOn"]
    final = f"{Decimal(last['value_cubic_metres']) + 1:.3f}"
    return {
        **given,
        "oldMeterId": str(place["meter"]),
        "exchangedOn": TODAY,
        "finalReading": final,
        **changes,
    }


async def active_meters(water: Sandbox, property_id: int) -> list[dict[str, Any]]:
    answer = await water.ask(METERS + FRAGMENT, id=str(property_id))
    meters: list[dict[str, Any]] = answer["property"]["activeWaterMeters"]
    return meters


async def test_a_first_meter_is_installed_and_read(water: Sandbox) -> None:
    place = held(water, measured=False)
    given = installation(place, notes="Under the sink")
    made = (await water.change(INSTALL + FRAGMENT, input=given))["meter"]
    assert await active_meters(water, place["property"]) == [made]
    assert {name: made[name] for name in DETAILS} == given["meter"]
    assert (made["status"], made["isSmart"]) == ("IN_USE", True)
    (opening,) = water.rows("SELECT * FROM readings WHERE meter_id = ?", made["id"])
    assert (opening["value_cubic_metres"], opening["reading_date"]) == ("0.125", TODAY)
    assert opening["notes"] == "Under the sink"
    stored = water.row("SELECT * FROM water_meters WHERE id = ?", made["id"])
    assert (stored["property_id"], stored["installed_on"]) == (place["property"], TODAY)
    services = water.rows("SELECT * FROM linked_services WHERE meter_id = ?", made["id"])
    assert {row["service"] for row in services} == {"FRESH", "WASTE"}
    unmeasured = """
        SELECT active_to FROM linked_services JOIN supply_points ON supply_points.id =
        supply_point_id WHERE property_id = ? AND meter_id IS NULL
    """
    ends = {row["active_to"] for row in water.rows(unmeasured, place["property"])}
    assert ends == {f"{TODAY}T00:00:00+00:00"}


@pytest.mark.parametrize(
    ("changes", "code", "path"),
    [
        ({"meter": {**DETAILS, "serialNumber": " "}}, "11001", ["meter", "serialNumber"]),
        ({"meter": {**DETAILS, "make": ""}}, "11001", ["meter", "make"]),
        ({"meter": {**DETAILS, "model": "\t"}}, "11001", ["meter", "model"]),
        ({"meter": {**DETAILS, "numberOfDigits": 0}}, "11001", ["meter", "numberOfDigits"]),
        ({"openingReading": "-1"}, "11001", ["openingReading"]),
        ({"openingReading": "100000"}, "11001", ["openingReading"]),
        ({"openingReading": "1.2345"}, "11001", ["openingReading"]),
        ({"propertyId": "999999"}, "11003", ["propertyId"]),
        ({"installedOn": "2026-11-21"}, "11003", ["installedOn"]),
        ({"installedOn": "1990-01-01"}, "11003", ["installedOn"]),
    ],
)
async def test_a_meter_is_not_installed(
    water: Sandbox, changes: dict[str, Any], code: str, path: list[str]
) -> None:
    given = installation(held(water, 1, measured=False), **changes)
    refused = await water.refuse(INSTALL + FRAGMENT, input=given)
    assert refused.code == f"KT-GB-{code}"
    assert refused.paths == [["input", *path]]


async def test_no_second_meter_is_installed(water: Sandbox) -> None:
    place = held(water, 2)
    refused = await water.refuse(INSTALL + FRAGMENT, input=installation(place))
    assert (refused.code, refused.paths) == ("KT-GB-11003", [["input", "propertyId"]])


async def test_a_serial_number_is_used_once(water: Sandbox) -> None:
    place = held(water, 2)
    used = water.value("SELECT serial_number FROM water_meters WHERE id = ?", place["meter"])
    given = installation(
        held(water, 1, measured=False), meter={**DETAILS, "serialNumber": used.lower()}
    )
    refused = await water.refuse(INSTALL + FRAGMENT, input=given)
    assert refused.code == "KT-GB-11001"
    assert refused.paths == [["input", "meter", "serialNumber"]]


async def test_a_meter_is_exchanged(water: Sandbox) -> None:
    place = held(water)
    given = exchange(water, place, notes="Leaked")
    made = (await water.change(EXCHANGE + FRAGMENT, input=given))["meter"]
    assert await active_meters(water, place["property"]) == [made]
    assert made["serialNumber"] == given["newMeter"]["serialNumber"]
    assert made["readings"]["edges"][0]["node"] == {
        "readingDate": TODAY,
        "valueCubicMetres": "0.125",
        "reason": "OPENING",
        "notes": "Leaked",
        "isHeld": False,
    }
    old = water.row("SELECT * FROM water_meters WHERE id = ?", place["meter"])
    assert (old["status"], old["removed_on"]) == ("REMOVED", TODAY)
    last = water.row(LAST, place["meter"])
    assert (last["value_cubic_metres"], last["reason"]) == (given["finalReading"], "FINAL")
    through_old = water.rows(
        "SELECT active_to FROM linked_services WHERE meter_id = ?", place["meter"]
    )
    assert {row["active_to"] for row in through_old} == {f"{TODAY}T00:00:00+00:00"}
    again = await water.refuse(EXCHANGE + FRAGMENT, input=given | {"newMeter": DETAILS})
    assert (again.code, again.paths) == ("KT-GB-11002", [["input", "oldMeterId"]])


@pytest.mark.parametrize(
    ("changes", "code", "path"),
    [
        ({"newMeter": {**DETAILS, "serialNumber": ""}}, "11001", ["newMeter", "serialNumber"]),
        ({"newMeter": {**DETAILS, "numberOfDigits": 10}}, "11001", ["newMeter", "numberOfDigits"]),
        ({"openingReading": "-0.5"}, "11001", ["openingReading"]),
        ({"propertyId": "999999"}, "11002", ["propertyId"]),
        ({"oldMeterId": "999999"}, "11002", ["oldMeterId"]),
        ({"finalReading": "0"}, "11002", ["finalReading"]),
        ({"finalReading": "99999999"}, "11002", ["finalReading"]),
        ({"exchangedOn": "2026-11-21"}, "11002", ["exchangedOn"]),
        ({"exchangedOn": "2001-01-01"}, "11002", ["exchangedOn"]),
    ],
)
async def test_a_meter_is_not_exchanged(
    water: Sandbox, changes: dict[str, Any], code: str, path: list[str]
) -> None:
    given = exchange(water, held(water, 2), **changes)
    refused = await water.refuse(EXCHANGE + FRAGMENT, input=given)
    assert refused.code == f"KT-GB-{code}"
    assert refused.paths == [["input", *path]]


async def test_a_meter_is_corrected_where_it_is_wrong(water: Sandbox) -> None:
    place = held(water, 3)
    (before,) = await active_meters(water, place["property"])
    given = {"meterId": before["id"], "make": "Sensus", "capabilityType": "DUMB", "model": None}
    changed = (await water.change(MODIFY + FRAGMENT, input=given))["meter"]
    assert changed == {
        **before,
        "make": "Sensus",
        "capabilityType": "DUMB",
        "isSmart": False,
    }
    assert await active_meters(water, place["property"]) == [changed]
    stored = water.row("SELECT * FROM water_meters WHERE id = ?", before["id"])
    assert (stored["make"], stored["is_smart"], stored["model"]) == ("Sensus", 0, before["model"])


async def test_a_meter_is_taken_out_of_use_for_good(water: Sandbox) -> None:
    place = held(water, 4)
    given = {"meterId": str(place["meter"]), "status": "FAULTY"}
    assert (await water.change(MODIFY + FRAGMENT, input=given))["meter"]["status"] == "FAULTY"
    removed = {**given, "status": "REMOVED"}
    assert (await water.change(MODIFY + FRAGMENT, input=removed))["meter"]["status"] == "REMOVED"
    assert await active_meters(water, place["property"]) == []
    refused = await water.refuse(MODIFY + FRAGMENT, input=given)
    assert (refused.code, refused.paths) == ("KT-GB-11005", [["input", "meterId"]])


@pytest.mark.parametrize(
    ("changes", "code", "paths"),
    [
        ({"meterId": "999999", "make": "A"}, "11006", [["input", "meterId"]]),
        ({}, "11005", []),
        ({"make": None}, "11005", []),
        ({"serialNumber": "  "}, "11001", [["input", "serialNumber"]]),
        ({"numberOfDigits": 99}, "11001", [["input", "numberOfDigits"]]),
        ({"make": "", "model": ""}, "11001", [["input", "make"], ["input", "model"]]),
    ],
)
async def test_a_meter_is_not_corrected(
    water: Sandbox, changes: dict[str, Any], code: str, paths: list[list[str]]
) -> None:
    given = {"meterId": str(held(water, 3)["meter"]), **changes}
    refused = await water.refuse(MODIFY + FRAGMENT, input=given)
    assert (refused.code, refused.paths) == (f"KT-GB-{code}", paths)


async def test_a_register_is_not_made_shorter_than_what_it_shows(water: Sandbox) -> None:
    place = held(water, 3)
    long = {"meter_id": place["meter"], "value": "12345.000"}
    water.write(
        "INSERT INTO readings (meter_id, reading_date, value_cubic_metres, source)"
        " VALUES (?, '2026-11-20', ?, 'VISUAL')",
        *long.values(),
    )
    given = {"meterId": str(place["meter"]), "numberOfDigits": 4}
    refused = await water.refuse(MODIFY + FRAGMENT, input=given)
    assert (refused.code, refused.paths) == ("KT-GB-11001", [["input", "numberOfDigits"]])


async def test_a_customer_reaches_no_meter_of_others(water: Sandbox) -> None:
    mine, other = held(water, 2), held(water, 3)
    await water.act_as_customer(mine["account"])
    unseen = await water.refuse(
        MODIFY + FRAGMENT, input={"meterId": str(other["meter"]), "make": "A"}
    )
    assert unseen.code == "KT-GB-11006"
    reading = {"meterId": str(other["meter"]), "readingDate": TODAY, "reading": "1"}
    given = {**reading, "accountNumber": other["account"]}
    refused = await water.refuse(SUBMIT, input=given)
    assert (refused.code, refused.paths) == ("KT-CT-6424", [["input", "accountNumber"]])
    refused = await water.refuse(EXCHANGE + FRAGMENT, input=exchange(water, other))
    assert (refused.code, refused.paths) == ("KT-CT-4178", [["input", "accountNumber"]])
    refused = await water.refuse(INSTALL + FRAGMENT, input=installation(other))
    assert (refused.code, refused.paths) == ("KT-CT-4178", [["input", "accountNumber"]])
