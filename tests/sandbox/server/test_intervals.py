"""What supply points, devices and registers answer: by any granularity, and adding up."""

from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest

from .conftest import StartTenant, Tenant

READINGS = """
    query R($id: String!, $market: String!, $type: ReadingTypes!, $by: TimeGranularities,
            $first: Int, $after: String, $last: Int) {
      supplyPoint(externalIdentifier: $id, marketName: $market) {
        readings(startAt: "2021-01-01T00:00:00Z", endAt: "2026-11-20T12:00:00Z",
                 readingType: $type, timeGranularity: $by) {
          importReadings(first: $first, after: $after, last: $last) {
            totalCount pageInfo { endCursor hasNextPage }
            edges { node { intervalStart intervalEnd value units quality } }
          }
        }
      }
    }
"""
METER = """
    query M($first: Int, $after: String, $last: Int, $before: String, $held: Boolean!) {
      property(id: "1") { activeWaterMeters {
        readings(first: $first, after: $after, last: $last, before: $before, excludeHeld: $held) {
          totalCount
          pageInfo { startCursor endCursor hasNextPage hasPreviousPage }
          edges { node { id isHeld } }
        }
      } }
    }
"""
SLOTS = """
    query S($property: ID!, $start: DateTime, $end: DateTime) {
      serviceOrderAppointmentSlots(propertyId: $property, jobName: "x", startAt: $start,
                                   endAt: $end) {
        availableTimeslots(first: 100) { edges { node { startAt endAt } } }
      }
    }
"""
POINTS = """
    query P($number: String!) { supplyPoints(accountNumber: $number, first: 2) { edges { node {
      externalIdentifier marketName
      devices(first: 1) { edges { node { deviceIdentifier
        registers(first: 3) { edges { node { registerIdentifier readings(
          startAt: "2021-01-01T00:00:00Z", endAt: "2026-11-20T12:00:00Z", readingType: INTERVAL
        ) { importReadings(first: 100) { edges { node { value } } } } } } }
      } } }
    } } } }
"""


def nodes(connection: dict[str, Any]) -> list[dict[str, Any]]:
    return [edge["node"] for edge in connection["edges"]]


@pytest.fixture
async def energy(start: StartTenant) -> Tenant:
    tenant = start("energy", accounts=2)
    await tenant.sign_in()
    return tenant


async def point(tenant: Tenant) -> dict[str, Any]:
    number = await tenant.account_number()
    return nodes((await tenant.ask(POINTS, number=number))["supplyPoints"])[0]


async def measured(tenant: Tenant, **asked: Any) -> dict[str, Any]:
    found = await point(tenant)
    given = {"id": found["externalIdentifier"], "market": found["marketName"], **asked}
    connection: dict[str, Any] = (await tenant.ask(READINGS, **given))["supplyPoint"]["readings"][
        "importReadings"
    ]
    return connection


def total(connection: dict[str, Any]) -> Decimal:
    return sum((Decimal(node["value"]) for node in nodes(connection)), Decimal())


async def test_hours_make_days_and_days_make_a_month(energy: Tenant) -> None:
    months = await measured(energy, type="INTERVAL", by="MONTH", first=100)
    days = await measured(energy, type="INTERVAL", by="DAY", first=100)
    assert months["totalCount"] == 36
    assert days["totalCount"] == 31
    assert total(days) == sum(Decimal(node["value"]) for node in nodes(months)[-1:])
    hours = await measured(energy, type="INTERVAL", by="HOUR", first=100)
    # In October the clocks go back, so one of its days has an hour more.
    assert hours["totalCount"] == 31 * 24 + 1


async def test_a_peak_is_the_load_of_the_busiest_hour(energy: Tenant) -> None:
    hours = nodes(await measured(energy, type="INTERVAL", by="HOUR", last=100))
    days = nodes(await measured(energy, type="PEAK", by="DAY", last=1))
    last = [hour for hour in hours if hour["intervalStart"] >= hours[-24]["intervalStart"]]
    busiest = max(last, key=lambda hour: Decimal(hour["value"]))
    assert days == [{**busiest, "units": "kW"}]


async def test_what_registers_show_rises_by_what_was_measured(energy: Tenant) -> None:
    counted = nodes(await measured(energy, type="ACCUMULATION", first=100))
    months = nodes(await measured(energy, type="INTERVAL", by="MONTH", first=100))
    rises = [
        Decimal(after["value"]) - Decimal(before["value"]) for before, after in pairwise(counted)
    ]
    assert rises == [Decimal(month["value"]) for month in months[1:]]


async def test_the_registers_of_a_device_share_all_of_it(energy: Tenant) -> None:
    (device,) = nodes((await point(energy))["devices"])
    registers = nodes(device["registers"])
    assert [each["registerIdentifier"] for each in registers] == ["P1", "P2", "P3"]
    shared = sum(total(each["readings"]["importReadings"]) for each in registers)
    months = nodes(await measured(energy, type="INTERVAL", by="MONTH", first=100))
    assert shared == sum(Decimal(month["value"]) for month in months[1:])


async def test_intervals_page_from_both_ends(energy: Tenant) -> None:
    first = await measured(energy, type="INTERVAL", by="MONTH", first=20)
    end = first["pageInfo"]["endCursor"]
    rest = await measured(energy, type="INTERVAL", by="MONTH", first=20, after=end)
    last = await measured(energy, type="INTERVAL", by="MONTH", last=16)
    assert first["pageInfo"]["hasNextPage"]
    assert nodes(rest) == nodes(last)


async def test_readings_of_a_meter_page_from_both_ends(water: Tenant) -> None:
    await water.sign_in()

    async def ask(**given: Any) -> dict[str, Any]:
        (meter,) = (await water.ask(METER, **{"held": False, **given}))["property"][
            "activeWaterMeters"
        ]
        found: dict[str, Any] = meter["readings"]
        return found

    whole = nodes(await ask(first=100))
    assert len(whole) == (await ask(first=1))["totalCount"] == 37
    head = await ask(first=20)
    tail = await ask(last=20)
    assert nodes(head) == whole[:20]
    assert nodes(tail) == whole[-20:]
    assert nodes(await ask(first=100, after=head["pageInfo"]["endCursor"])) == whole[20:]
    assert nodes(await ask(last=5, before=tail["pageInfo"]["startCursor"])) == whole[12:17]
    usable = await ask(first=100, held=True)
    assert usable["totalCount"] == len(nodes(usable)) == sum(not row["isHeld"] for row in whole)


async def test_free_times_are_to_come_and_within_what_was_asked(water: Tenant) -> None:
    await water.sign_in()
    free = (await water.ask(SLOTS, property="1"))["serviceOrderAppointmentSlots"]
    times = [node["startAt"] for node in nodes(free["availableTimeslots"])]
    assert times == sorted(times)
    assert times[0] > "2026-11-20T12:00:00"
    asked = {"start": "2026-11-24T00:00:00Z", "end": "2026-11-25T00:00:00Z"}
    some = (await water.ask(SLOTS, property="1", **asked))["serviceOrderAppointmentSlots"]
    days = {node["startAt"][:10] for node in nodes(some["availableTimeslots"])}
    assert days == {"2026-11-24"}


async def test_a_strangers_property_has_no_free_times(water: Tenant) -> None:
    await water.sign_in()
    free = await water.ask(SLOTS, property="999999")
    assert free["serviceOrderAppointmentSlots"] is None
