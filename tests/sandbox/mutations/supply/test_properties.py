"""Properties: added, described, and worked at."""

from typing import Any

import pytest

from tests.sandbox.mutations.tenant import TODAY

from .sandbox import Sandbox

ADD = """
    mutation ($input: AddPropertyInput!) { addProperty(input: $input) { property { ...Place } } }
"""
PLACE = """
    fragment Place on PropertyType {
      id address postcode splitAddress
      richAddress { streetAddress locality postalCode country structuredStreetAddress }
      occupancyPeriods { accountNumber effectiveTo }
    }
"""
PROPERTIES = "query ($number: String!) { properties(accountNumber: $number) { ...Place } }"
KIND = """
    mutation ($input: UpdatePropertyTypeInput!) { updatePropertyType(input: $input) { propertyId } }
"""
OCCUPANTS = """
    mutation ($input: UpdateNumberOfOccupantsInput!) {
      updateNumberOfOccupants(input: $input) { propertyId }
    }
"""
DETAILS = """
    query ($id: ID!) { property(id: $id) {
      freshWaterSupplyPoint { propertyType }
      occupancyPeriods { numberOfOccupants }
    } }
"""
ORDER = """
    mutation ($input: CreateServiceOrderInput!) {
      createServiceOrder(input: $input) { serviceOrder { ...Order } }
    }
"""
ORDER_FIELDS = """
    fragment Order on ServiceOrderType {
      id jobName status orderUuid isAppointmentRequired scheduledAt scheduledEndAt
      appointmentShouldAvoidSchoolRun isSharedSupply callerInformation notes metadata
    }
"""
ORDERS = """
    query ($id: ID!) { property(id: $id) {
      serviceOrders(first: 10) { edges { node { ...Order } } }
    } }
"""
MEASURED = """
    mutation ($input: SwitchAccountToMeasuredTariffInput!) {
      switchAccountToMeasuredTariff(input: $input) { account { ...Billed } }
    }
"""
BILLED = """
    fragment Billed on AccountType {
      number isMeasured potentialSwitchToMeasured { canSwitch }
      marketSupplyAgreements(first: 10, active: true) { edges { node { id product { code } } } }
    }
"""
ACCOUNT = "query ($number: String!) { account(accountNumber: $number) { ...Billed } }"
INSTALL = """
    mutation ($input: InstallMeterInputType!) { installMeter(input: $input) { meter { id } } }
"""
HOLDERS = """
    SELECT accounts.number AS account, property_id AS property, accounts.id AS id
    FROM accounts JOIN occupancy_periods ON account_id = accounts.id
    WHERE effective_to IS NULL AND status = 'ACTIVE' AND is_measured IS coalesce(?, is_measured)
    AND is_occupier ORDER BY accounts.id
"""
ADDRESS = {
    "streetAddress": "Calle Mayor 7",
    "locality": "Madrid",
    "postalCode": "28013",
    "structuredStreetAddress": {"number": 7},
}


def holder(sandbox: Sandbox, at: int = 0, *, measured: int | None = None) -> dict[str, Any]:
    return sandbox.rows(HOLDERS, measured)[at]


async def test_a_property_is_added_and_held_from_today(energy: Sandbox) -> None:
    number = holder(energy)["account"]
    made = (await energy.change(ADD + PLACE, input={"accountNumber": number, "address": ADDRESS}))[
        "property"
    ]
    seen = (await energy.ask(PROPERTIES + PLACE, number=number))["properties"]
    assert made in seen
    assert made["splitAddress"] == ["Calle Mayor 7", "Madrid"]
    assert made["richAddress"] == {**ADDRESS, "country": "ES"}
    assert made["occupancyPeriods"] == [{"accountNumber": number, "effectiveTo": None}]
    stored = energy.row("SELECT * FROM properties WHERE id = ?", made["id"])
    assert (stored["address"], stored["postcode"]) == ("Calle Mayor 7, Madrid, 28013", "28013")
    again = {"accountNumber": number, "address": ADDRESS}
    refused = await energy.refuse(ADD + PLACE, input=again)
    assert (refused.code, refused.paths) == ("KT-CT-6629", [["input", "address"]])


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"streetAddress": " ", "structuredStreetAddress": None}, "streetAddress"),
        ({"locality": None}, "locality"),
        ({"postalCode": "99999"}, "postalCode"),
        ({"postalCode": None}, "postalCode"),
        ({"country": "FR"}, "country"),
    ],
)
async def test_an_impossible_address_is_not_added(
    energy: Sandbox, changes: dict[str, Any], field: str
) -> None:
    address = {**ADDRESS, "streetAddress": "Otra 1", **changes}
    given = {"accountNumber": holder(energy)["account"], "address": address}
    refused = await energy.refuse(ADD + PLACE, input=given)
    assert (refused.code, refused.paths) == ("KT-CT-6629", [["input", "address", field]])


async def test_a_property_is_not_added_to_the_account_of_others(energy: Sandbox) -> None:
    mine, other = holder(energy), holder(energy, 5)
    await energy.act_as_customer(mine["account"])
    given = {"accountNumber": other["account"], "address": ADDRESS}
    refused = await energy.refuse(ADD + PLACE, input=given)
    assert (refused.code, refused.paths) == ("KT-CT-6623", [["input", "accountNumber"]])
    given["accountNumber"] = "A-NONE"
    assert (await energy.refuse(ADD + PLACE, input=given)).code == "KT-CT-4178"


async def test_the_kind_of_a_building_is_recorded(water: Sandbox) -> None:
    place = holder(water, 1)
    key = {"accountNumber": place["account"], "propertyId": str(place["property"])}
    changed = await water.change(KIND, input={**key, "propertyType": "BUNGALOW"})
    assert changed == {"propertyId": str(place["property"])}
    seen = (await water.ask(DETAILS, id=key["propertyId"]))["property"]
    assert seen["freshWaterSupplyPoint"] == {"propertyType": "BUNGALOW"}
    stored = "SELECT property_type FROM properties WHERE id = ?"
    assert water.value(stored, place["property"]) == "BUNGALOW"


async def test_how_many_live_somewhere_is_recorded(water: Sandbox) -> None:
    place = holder(water, 1)
    key = {"accountNumber": place["account"], "propertyId": str(place["property"])}
    changed = await water.change(OCCUPANTS, input={**key, "numberOfOccupants": 7})
    assert changed == {"propertyId": str(place["property"])}
    seen = (await water.ask(DETAILS, id=key["propertyId"]))["property"]
    assert seen["occupancyPeriods"] == [{"numberOfOccupants": 7}]
    stored = "SELECT number_of_occupants FROM occupancy_periods WHERE property_id = ?"
    assert water.value(stored, place["property"]) == 7


@pytest.mark.parametrize(
    ("document", "changes", "code", "field"),
    [
        (KIND, {"propertyType": "FLAT", "propertyId": "999999"}, "KT-GB-5418", "propertyId"),
        (KIND, {"propertyType": "FLAT", "accountNumber": "A-0"}, "KT-CT-4178", "accountNumber"),
        (OCCUPANTS, {"numberOfOccupants": 2, "propertyId": "x"}, "KT-CT-6628", "propertyId"),
        (OCCUPANTS, {"numberOfOccupants": 0}, "KT-CT-6628", "numberOfOccupants"),
        (OCCUPANTS, {"numberOfOccupants": 100}, "KT-CT-6628", "numberOfOccupants"),
    ],
)
async def test_a_property_is_not_described(
    water: Sandbox, document: str, changes: dict[str, Any], code: str, field: str
) -> None:
    place = holder(water, 2)
    key = {"accountNumber": place["account"], "propertyId": str(place["property"])}
    refused = await water.refuse(document, input={**key, **changes})
    assert (refused.code, refused.paths) == (code, [["input", field]])


def job(place: dict[str, Any], **changes: Any) -> dict[str, Any]:
    key = {"accountNumber": place["account"], "propertyId": str(place["property"])}
    return {**key, "jobName": "Fit a meter", **changes}


async def test_a_job_is_ordered_with_all_that_was_said(water: Sandbox) -> None:
    said = {
        "isAppointmentRequired": True,
        "scheduledAt": "2026-12-01T09:00:00+00:00",
        "scheduledEndAt": "2026-12-01T12:00:00+00:00",
        "appointmentShouldAvoidSchoolRun": True,
        "isSharedSupply": True,
        "callerInformation": "The neighbour",
        "notes": "Ring twice",
        "metadata": '{"key": [1, 2]}',
    }
    place = holder(water, 3)
    made = (await water.change(ORDER + ORDER_FIELDS, input=job(place, **said)))["serviceOrder"]
    assert {name: made[name] for name in said} == said
    assert made["status"] == "SCHEDULED"
    answer = await water.ask(ORDERS + ORDER_FIELDS, id=str(place["property"]))
    assert answer["property"]["serviceOrders"]["edges"][0] == {"node": made}
    stored = water.row("SELECT * FROM service_orders WHERE id = ?", made["id"])
    assert (stored["account_id"], stored["order_uuid"]) == (place["id"], made["orderUuid"])


async def test_a_job_without_a_time_waits(water: Sandbox) -> None:
    made = await water.change(ORDER + ORDER_FIELDS, input=job(holder(water, 3)))
    assert made["serviceOrder"]["status"] == "PENDING"
    assert made["serviceOrder"]["metadata"] is None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"jobName": " "}, "jobName"),
        ({"propertyId": "999999"}, "propertyId"),
        ({"isAppointmentRequired": True}, "scheduledAt"),
        ({"scheduledAt": "2026-11-19T09:00:00+00:00"}, "scheduledAt"),
        ({"scheduledEndAt": "2026-12-01T09:00:00+00:00"}, "scheduledEndAt"),
    ],
)
async def test_a_job_is_not_ordered(water: Sandbox, changes: dict[str, Any], field: str) -> None:
    refused = await water.refuse(ORDER + ORDER_FIELDS, input=job(holder(water, 3), **changes))
    assert (refused.code, refused.paths) == ("KT-CT-1605", [["input", field]])


async def test_an_account_is_billed_by_its_new_meter(water: Sandbox) -> None:
    place = holder(water, measured=0)
    key = {"accountNumber": place["account"]}
    refused = await water.refuse(MEASURED + BILLED, input=key)
    assert (refused.code, refused.paths) == ("KT-CT-1605", [["input", "accountNumber"]])
    await install(water, place)
    before = (await water.ask(ACCOUNT + BILLED, number=place["account"]))["account"]
    assert before["potentialSwitchToMeasured"] == {"canSwitch": True}
    switched = (await water.change(MEASURED + BILLED, input=key))["account"]
    assert switched == (await water.ask(ACCOUNT + BILLED, number=place["account"]))["account"]
    assert switched["isMeasured"] is True
    assert switched["potentialSwitchToMeasured"] == {"canSwitch": False}
    codes = {
        edge["node"]["product"]["code"] for edge in switched["marketSupplyAgreements"]["edges"]
    }
    assert codes == {"FRESH-MEASURED", "WASTE-MEASURED"}
    ended = """
        SELECT valid_to FROM agreements JOIN products ON products.id = product_id
        WHERE account_id = ? AND products.is_measured = 0
    """
    ends = {row["valid_to"] for row in water.rows(ended, place["id"])}
    assert ends == {f"{TODAY}T12:00:00+00:00"}
    assert (await water.refuse(MEASURED + BILLED, input=key)).code == "KT-CT-1605"


async def install(water: Sandbox, place: dict[str, Any]) -> None:
    meter = {"serialNumber": "26S1", "make": "Arad", "model": "Sonata", "numberOfDigits": 6}
    given = {
        "accountNumber": place["account"],
        "propertyId": str(place["property"]),
        "installedOn": TODAY,
        "meter": meter,
        "openingReading": "0",
    }
    await water.change(INSTALL, input=given)
