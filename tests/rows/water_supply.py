"""Meters, moves and properties of the water tenant."""

from typing import Any

from .trial import Cases, Check, Trial, became, told, trial
from .world import TODAY, World, in_days

METER = "FROM water_meters ORDER BY id DESC"
READING = "SELECT value_cubic_metres, reading_date FROM readings ORDER BY id DESC"


def _meter(world: World, account: int) -> tuple[str, str, float]:
    """Return the meter, the property and the last reading of an account."""
    meter, place = world.row(
        "SELECT water_meters.id, water_meters.property_id FROM water_meters"
        " JOIN occupancy_periods USING (property_id) WHERE account_id = ?",
        account,
    )
    last = world.value(
        "SELECT value_cubic_metres + 0 FROM readings WHERE meter_id = ?"
        " AND is_held = 0 AND is_quarantined = 0 ORDER BY reading_date DESC, id DESC",
        meter,
    )
    return str(meter), str(place), last


def _higher(world: World, account: int) -> str:
    return f"{_meter(world, account)[2] + 12.5:.3f}"


def submit_reading(world: World, *, full: bool) -> Trial:
    """A reading is stored."""
    meter = _meter(world, 2)[0]
    given: dict[str, Any] = {
        "accountNumber": world.account(2),
        "meterId": meter,
        "readingDate": TODAY,
        "reading": _higher(world, 2),
    }
    if full:
        given |= {"source": "VISUAL", "ignoreHoldChecks": True, "notes": "Behind the shed"}
    stored = (
        "SELECT meter_id, value_cubic_metres, source, notes, is_held FROM readings"
        " WHERE reading_date = ? ORDER BY id DESC"
    )
    source, notes = given.get("source", "CUSTOMER"), given.get("notes", "")
    row = (int(meter), given["reading"], source, notes, 0)
    return trial(
        given,
        became(stored, TODAY, now=row),
        told("reading.id", "SELECT max(id) FROM readings"),
    )


def _details(*, full: bool) -> dict[str, Any]:
    details: dict[str, Any] = {
        "serialNumber": "ROW-0001",
        "make": "Diehl",
        "model": "Altair V4",
        "numberOfDigits": 6,
    }
    if full:
        details |= {"category": "LOGGER", "capabilityType": "AMI", "meterPointReference": "MPR9"}
    return details


def _fitted(place: int, opening: str, *, full: bool) -> tuple[Check, ...]:
    columns = "property_id, serial_number, category, capability_type, meter_point_reference"
    columns += ", status, installed_on"
    kinds = ("LOGGER", "AMI", "MPR9") if full else ("NORMAL", "DUMB", None)
    row = (place, "ROW-0001", *kinds, "IN_USE", TODAY)
    return (
        became(f"SELECT {columns} {METER}", now=row),
        became(READING, now=(opening, TODAY)),
        told("meter.id", f"SELECT id {METER}"),
    )


def install_meter(world: World, *, full: bool) -> Trial:
    """A property gets its first meter."""
    place = world.value("SELECT property_id FROM occupancy_periods WHERE account_id = 3")
    given: dict[str, Any] = {
        "accountNumber": world.account(3),
        "propertyId": str(place),
        "installedOn": TODAY,
        "meter": _details(full=full),
        "openingReading": "3.125",
    }
    if full:
        given["notes"] = "In the cellar"
    return trial(given, *_fitted(place, "3.125", full=full))


def exchange_meter(world: World, *, full: bool) -> Trial:
    """A meter is read for the last time, and another takes its place."""
    meter, place, _ = _meter(world, 2)
    given: dict[str, Any] = {
        "accountNumber": world.account(2),
        "propertyId": place,
        "oldMeterId": meter,
        "exchangedOn": TODAY,
        "finalReading": _higher(world, 2),
        "newMeter": _details(full=full),
        "openingReading": "0.5",
    }
    if full:
        given["notes"] = "In the cellar"
    old = "SELECT status, removed_on FROM water_meters WHERE id = ?"
    final = "SELECT value_cubic_metres FROM readings WHERE meter_id = ? AND reason = 'FINAL'"
    return trial(
        given,
        *_fitted(int(place), "0.500", full=full),
        became(old, meter, now=("REMOVED", TODAY)),
        became(final, meter, now=given["finalReading"]),
    )


DETAILS = (
    *("make", "serialNumber", "model", "numberOfDigits"),
    *("category", "capabilityType", "status"),
)


def modify_meter(world: World, *, full: bool) -> Trial:
    """What is recorded about a meter is corrected."""
    meter = _meter(world, 2)[0]
    given: dict[str, Any] = {"meterId": meter, "make": "Elster"}
    if full:
        given |= {"serialNumber": "ROW-0002", "model": "Sonata", "numberOfDigits": 7}
        given |= {"category": "CHECK", "capabilityType": "AMR", "status": "FAULTY"}
    columns = "make, serial_number, model, number_of_digits, category, capability_type, status"
    stored = f"SELECT {columns} FROM water_meters WHERE id = ?"
    present = dict(zip(DETAILS, world.row(stored, meter), strict=True))
    now = tuple((present | given)[name] for name in DETAILS)
    return trial(
        given,
        became(stored, meter, now=now),
        told("meter.make", "SELECT make FROM water_meters WHERE id = ?", meter),
        needed="make",
    )


def _empty_property(world: World) -> str:
    """Make a property that nobody lives at, and return its id."""
    world.write("DELETE FROM occupancy_periods WHERE account_id = 20")
    return world.text("SELECT max(id) FROM properties")


def _readings(meter: str, value: str, day: str = TODAY) -> list[dict[str, str]]:
    return [{"meterId": meter, "readingDate": day, "reading": value}]


def _meter_at(world: World, place: str) -> tuple[str, str]:
    meter = world.text("SELECT id FROM water_meters WHERE property_id = ?", place)
    value = world.value(
        "SELECT value_cubic_metres + 3.5 FROM readings WHERE meter_id = ? ORDER BY id DESC", meter
    )
    return meter, f"{value:.3f}"


PERIOD = "SELECT effective_from, number_of_occupants, account_id FROM occupancy_periods"


PERSON = "SELECT email, title, mobile, date_of_birth, has_set_password FROM users"


def _stored_person(person: dict[str, Any]) -> tuple[object, ...]:
    mobile, born = person.get("mobile", ""), person.get("dateOfBirth")
    return (person["email"], person.get("title"), mobile, born, int("password" in person))


def move_in(world: World, *, full: bool) -> Trial:
    """Somebody new gets an account at an empty property."""
    place = _empty_property(world)
    home: dict[str, Any] = {"propertyId": place, "moveInDate": TODAY}
    person: dict[str, Any] = {
        "givenName": "Nell",
        "familyName": "Hartnell",
        "email": "nell@example.org",
    }
    given: dict[str, Any] = {"property": home, "customer": person, "acceptTermsAndConditions": True}
    checks: list[Check] = []
    if full:
        meter, value = _meter_at(world, place)
        home |= {"meterReadings": _readings(meter, value), "numberOfOccupants": 4}
        person |= {"title": "Ms", "mobile": "+447700900321", "dateOfBirth": "1990-05-17"}
        person["password"] = "correct horse"
        given["consents"] = [{"code": "RESEARCH", "value": "ACCEPTED"}]
        consent = "SELECT value FROM consents WHERE code = 'RESEARCH' ORDER BY id DESC"
        checks = [became(READING, now=(value, TODAY)), became(consent, now="ACCEPTED")]
    last = world.value("SELECT max(id) FROM accounts")
    query = f"{PERIOD} WHERE property_id = ?"
    start = f"{TODAY}T00:00:00+00:00"
    return trial(
        given,
        became(query, place, now=(start, home.get("numberOfOccupants"), last + 1)),
        became("SELECT billing_name FROM accounts ORDER BY id DESC", now="Nell Hartnell"),
        became(f"{PERSON} ORDER BY id DESC", now=_stored_person(person)),
        *checks,
        told("accountNumber", "SELECT number FROM accounts ORDER BY id DESC"),
    )


def move_out(world: World, *, full: bool) -> Trial:
    """An account leaves a property, perhaps for another one."""
    meter, place, _ = _meter(world, 2)
    given: dict[str, Any] = {
        "accountNumber": world.account(2),
        "propertyId": place,
        "moveOutDate": in_days(-1),
    }
    checks: list[Check] = []
    if full:
        following = _empty_property(world)
        there, value = _meter_at(world, following)
        given["meterReadings"] = _readings(meter, _higher(world, 2), in_days(-1))
        given["forwardingAddress"] = {
            "addressLine1": "Mill Lane 5",
            "addressLine2": "Old Town",
            "addressLine3": "Warwick",
            "postcode": "B1 1AA",
            "countryCode": "GB",
        }
        given["moveIn"] = {
            "propertyId": following,
            "moveInDate": TODAY,
            "meterReadings": _readings(there, value),
            "numberOfOccupants": 2,
        }
        lines = "SELECT billing_address_line1, billing_address_postcode FROM accounts WHERE id = 2"
        checks = [
            became(lines, now=("Mill Lane 5", "B1 1AA")),
            became(
                f"{PERIOD} WHERE property_id = ? ORDER BY id DESC",
                following,
                now=(f"{TODAY}T00:00:00+00:00", 2, 2),
            ),
            became(READING, now=(value, TODAY)),
        ]
    ended = "SELECT effective_to FROM occupancy_periods WHERE account_id = 2 AND property_id = ?"
    return trial(
        given,
        became(ended, place, now=f"{in_days(-1)}T00:00:00+00:00"),
        became("SELECT move_out_date FROM move_outs WHERE account_id = 2", now=in_days(-1)),
        *checks,
        told("account.number", "SELECT number FROM accounts WHERE id = 2"),
    )


def force_move_in(world: World, *, full: bool) -> Trial:
    """Somebody else takes the property over, with an account of their own."""
    meter, place, _ = _meter(world, 2)
    given: dict[str, Any] = {
        "accountNumber": world.account(2),
        "propertyId": place,
        "moveInDate": TODAY,
        "givenName": "Nell",
        "familyName": "Hartnell",
    }
    readings: list[Check] = []
    if full:
        given["meterReadings"] = _readings(meter, _higher(world, 2))
        readings = [became(READING, now=(_higher(world, 2), TODAY))]
    last = world.value("SELECT max(id) FROM accounts")
    start = f"{TODAY}T00:00:00+00:00"
    holder = f"{PERIOD} WHERE property_id = ? ORDER BY id DESC"
    ended = "SELECT effective_to FROM occupancy_periods WHERE account_id = 2 AND property_id = ?"
    return trial(
        given,
        became(holder, place, now=(start, None, last + 1)),
        became(ended, place, now=start),
        became("SELECT billing_name FROM accounts ORDER BY id DESC", now="Nell Hartnell"),
        *readings,
        told("account.number", "SELECT number FROM accounts WHERE id = 2"),
    )


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
    "exchangeMeter": exchange_meter,
    "forceMoveIn": force_move_in,
    "installMeter": install_meter,
    "modifyMeter": modify_meter,
    "moveInCreateCustomer": move_in,
    "moveOut": move_out,
    "submitMeterReading": submit_reading,
    "switchAccountToMeasuredTariff": switch_to_measured,
    "updateNumberOfOccupants": update_occupants,
    "updatePropertyType": update_property_type,
}
