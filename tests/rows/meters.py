"""Water meters: read, fitted, exchanged, corrected."""

from typing import Any

from .meters_in_use import READING, higher_reading, meter_of
from .trial import Cases, Check, Trial, became, told, trial
from .world import TODAY, World

METER = "FROM water_meters ORDER BY id DESC"


def submit_reading(world: World, *, full: bool) -> Trial:
    """A reading is stored."""
    meter = meter_of(world, 2)[0]
    given: dict[str, Any] = {
        "accountNumber": world.account(2),
        "meterId": meter,
        "readingDate": TODAY,
        "reading": higher_reading(world, 2),
    }
    if full:
        # Less than the last one: held, but only because that is asked for.
        given |= {"reading": "1.250", "ignoreHoldChecks": True}
        given |= {"source": "VISUAL", "notes": "Behind the shed"}
    stored = (
        "SELECT meter_id, value_cubic_metres, source, notes, is_held FROM readings"
        " WHERE reading_date = ? ORDER BY id DESC"
    )
    source, notes = given.get("source", "CUSTOMER"), given.get("notes", "")
    row = (int(meter), given["reading"], source, notes, int(full))
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
    notes = "In the cellar" if full else ""
    kinds = ("LOGGER", "AMI", "MPR9") if full else ("NORMAL", "DUMB", None)
    row = (place, "ROW-0001", *kinds, "IN_USE", TODAY)
    return (
        became(f"SELECT {columns} {METER}", now=row),
        became(READING, now=(opening, TODAY)),
        became("SELECT notes, reason FROM readings ORDER BY id DESC", now=(notes, "OPENING")),
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
    meter, place, _ = meter_of(world, 2)
    given: dict[str, Any] = {
        "accountNumber": world.account(2),
        "propertyId": place,
        "oldMeterId": meter,
        "exchangedOn": TODAY,
        "finalReading": higher_reading(world, 2),
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
    meter = meter_of(world, 2)[0]
    given: dict[str, Any] = {"meterId": meter, "make": "Elster"}
    if full:
        given |= {"serialNumber": "ROW-0002", "model": "V210", "numberOfDigits": 7}
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


CASES: Cases = {
    "exchangeMeter": exchange_meter,
    "installMeter": install_meter,
    "modifyMeter": modify_meter,
    "submitMeterReading": submit_reading,
}
