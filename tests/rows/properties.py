"""Properties that are supplied with water, and work at them."""

from typing import Any

from .trial import Cases, Trial, became, told, trial
from .world import TODAY, World, in_days


def _held(world: World) -> dict[str, Any]:
    place = world.text("SELECT property_id FROM occupancy_periods WHERE account_id = 2")
    return {"accountNumber": world.account(2), "propertyId": place}


def update_occupants(world: World, *, full: bool) -> Trial:
    """So many people live at a property."""
    given = {**_held(world), "numberOfOccupants": 9}
    stored = "SELECT number_of_occupants FROM occupancy_periods WHERE account_id = 2"
    place = told("propertyId", "SELECT property_id FROM occupancy_periods WHERE account_id = 2")
    return trial(given, became(stored, now=9), place)


def update_property_type(world: World, *, full: bool) -> Trial:
    """A property is another kind of building, for its supply of water too."""
    given = {**_held(world), "propertyType": "BUNGALOW"}
    stored = "SELECT property_type FROM {} WHERE {} = ?"
    place = given["propertyId"]
    world.write("UPDATE properties SET property_type = 'FLAT' WHERE id = ?", place)
    world.write("UPDATE supply_points SET property_type = 'FLAT' WHERE property_id = ?", place)
    return trial(
        given,
        became(stored.format("properties", "id"), place, now="BUNGALOW"),
        became(stored.format("supply_points", "property_id"), place, now="BUNGALOW"),
        told(
            "propertyId",
            "SELECT id FROM properties WHERE property_type = 'BUNGALOW' AND id = ?",
            place,
        ),
    )


def switch_to_measured(world: World, *, full: bool) -> Trial:
    """An account with a meter is billed by it from now on."""
    world.write("UPDATE accounts SET is_measured = 0 WHERE id = 2")
    for kind in ("FRESH", "WASTE"):
        world.write(
            "UPDATE agreements SET product_id ="
            f" (SELECT id FROM products WHERE code = '{kind}-RATEABLE')"
            " WHERE account_id = 2 AND product_id ="
            f" (SELECT id FROM products WHERE code = '{kind}-MEASURED')"
        )
    product = (
        "SELECT code, agreements.valid_from FROM agreements JOIN products ON products.id ="
        " product_id WHERE account_id = 2 AND valid_to IS NULL ORDER BY agreements.id"
    )
    return trial(
        {"accountNumber": world.account(2)},
        became("SELECT is_measured FROM accounts WHERE id = 2", now=1),
        became(product, now=("FRESH-MEASURED", f"{TODAY}T12:00:00+00:00")),
        told("account.number", "SELECT number FROM accounts WHERE id = 2"),
    )


def create_service_order(world: World, *, full: bool) -> Trial:
    """Work at a property is ordered; with a time it is scheduled."""
    given: dict[str, Any] = {**_held(world), "jobName": "Find the leak"}
    starts, ends = f"{in_days(3)}T09:00:00+00:00", f"{in_days(3)}T11:00:00+00:00"
    if full:
        given |= {"isAppointmentRequired": True, "scheduledAt": starts, "scheduledEndAt": ends}
        given |= {"appointmentShouldAvoidSchoolRun": True, "isSharedSupply": True}
        given |= {"callerInformation": "Has a dog", "notes": "Ring twice"}
        given["metadata"] = '{"crew": 2}'
    columns = "job_name, status, scheduled_at, scheduled_end_at, json_extract(metadata, '$.crew')"
    columns += ", is_appointment_required, appointment_should_avoid_school_run, is_shared_supply"
    columns += ", caller_information, notes"
    row: tuple[object, ...] = ("PENDING", None, None, None, 0, 0, 0, None, None)
    if full:
        row = ("SCHEDULED", starts, ends, 2, 1, 1, 1, "Has a dog", "Ring twice")
    return trial(
        given,
        became(
            f"SELECT {columns} FROM service_orders ORDER BY id DESC", now=("Find the leak", *row)
        ),
        told("serviceOrder.id", "SELECT max(id) FROM service_orders"),
    )


CASES: Cases = {
    "createServiceOrder": create_service_order,
    "switchAccountToMeasuredTariff": switch_to_measured,
    "updateNumberOfOccupants": update_occupants,
    "updatePropertyType": update_property_type,
}
