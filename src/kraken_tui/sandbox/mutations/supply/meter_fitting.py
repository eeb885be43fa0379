"""Fit a water meter: what its details must be, and what hangs on it afterwards."""

import sqlite3
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from ...context import Context
from .meter_readings import store_reading
from .occupancies import start_of
from .refusing import Path, Wrong

Given = Mapping[str, Any]

_TEXTS: Final = {
    "serialNumber": "A meter has a serial number.",
    "make": "A meter has a make.",
    "model": "A meter has a model.",
}
_FEWEST_DIGITS, _MOST_DIGITS = 3, 9


def detail_mistakes(
    context: Context, details: Given, path: Path, *, meter_id: int | None = None
) -> Iterator[Wrong]:
    """Say what is wrong with a meter's details; `meter_id` is the one that they are to describe."""
    for field, reason in _TEXTS.items():
        if field in details and not (details[field] or "").strip():
            yield (*path, field), reason
    if _is_used(context, details.get("serialNumber"), meter_id):
        yield (*path, "serialNumber"), "Another meter in use has this serial number."
    digits = details.get("numberOfDigits")
    if digits is not None and not _FEWEST_DIGITS <= digits <= _MOST_DIGITS:
        limits = f"{_FEWEST_DIGITS} to {_MOST_DIGITS}"
        yield (*path, "numberOfDigits"), f"A meter shows {limits} digits."


def _is_used(context: Context, serial_number: str | None, meter_id: int | None) -> bool:
    sql = """
        SELECT 1 FROM water_meters WHERE serial_number = ? COLLATE NOCASE
        AND status != 'REMOVED' AND id IS NOT ?
    """
    return context.value(sql, (serial_number or "").strip(), meter_id) is not None


def register_mistake(value: Decimal, digits: int) -> str | None:
    """Say why a register of so many digits cannot show `value`, if it cannot."""
    if value < 0:
        return "A reading cannot be negative."
    if value >= Decimal(10) ** digits:
        return f"This meter shows no more than {digits} digits."
    if -int(value.normalize().as_tuple().exponent) > 3:
        return "A meter shows no more than three decimals."
    return None


def fit(
    context: Context, property_id: object, details: Given, *, on: str, opening: Decimal, notes: str
) -> sqlite3.Row:
    """Add a meter to a property, read it for the first time, and put its services through it."""
    meter = context.insert("water_meters", {**columns(details), **_place(property_id, on)})
    store_reading(context, meter, on=on, value=opening, reason="OPENING", notes=notes)
    _connect(context, meter, on)
    return meter


def _place(property_id: object, on: str) -> dict[str, Any]:
    return {"property_id": property_id, "status": "IN_USE", "installed_on": on}


def columns(details: Given) -> dict[str, Any]:
    """Spell a meter's details as columns; what is not given is left out."""
    spelled = {
        "serial_number": details.get("serialNumber"),
        "make": details.get("make"),
        "model": details.get("model"),
        "number_of_digits": details.get("numberOfDigits"),
        "category": details.get("category"),
        "capability_type": details.get("capabilityType"),
        "meter_point_reference": details.get("meterPointReference"),
    }
    known = {
        name: value.strip() if isinstance(value, str) else value
        for name, value in spelled.items()
        if value is not None
    }
    if "capability_type" in known:
        known["is_smart"] = known["capability_type"] != "DUMB"
    return known


def _connect(context: Context, meter: sqlite3.Row, on: str) -> None:
    sql = "SELECT * FROM supply_points WHERE property_id = ? ORDER BY id"
    for point in context.rows(sql, meter["property_id"]):
        _close_services(context, "supply_point_id", point["id"], on)
        service = {
            "meter_id": meter["id"],
            "supply_point_id": point["id"],
            "service": point["kind"].partition("_")[0],
            "active_from": start_of(on),
        }
        context.insert("linked_services", service)


def take_away(context: Context, meter: sqlite3.Row, *, on: str) -> None:
    """Mark a meter as removed, with the services that went through it."""
    context.state.store.execute(
        "UPDATE water_meters SET status = 'REMOVED', removed_on = ? WHERE id = ?",
        (on, meter["id"]),
    )
    _close_services(context, "meter_id", meter["id"], on)


def _close_services(context: Context, column: str, value: object, on: str) -> None:
    context.state.store.execute(
        f"UPDATE linked_services SET active_to = ? WHERE {column} = ? AND active_to IS NULL",
        (start_of(on), value),
    )
