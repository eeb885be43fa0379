"""Readings taken as people move or meters change."""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from ...context import Context
from ...hold_checks import Reading, hold_reasons, mistakes
from .refusing import Path, Wrong

Given = Sequence[Mapping[str, Any]]


def reading_mistakes(
    context: Context, readings: Given | None, property_id: object, path: Path
) -> list[Wrong]:
    """Say what is wrong with readings of a property's meters, at `path` and below."""
    return [wrong for wrong in _mistakes(context, readings or (), property_id, path)]


def _mistakes(
    context: Context, readings: Given, property_id: object, path: Path
) -> Iterator[Wrong]:
    for at, given in enumerate(readings):
        meter = _meter(context, given["meterId"], property_id)
        if meter is None:
            yield (*path, at, "meterId"), "This property has no such meter."
            continue
        for field, reason in mistakes(context, _reading(meter, given)):
            yield (*path, at, field), reason


def _meter(context: Context, meter_id: object, property_id: object) -> sqlite3.Row | None:
    sql = "SELECT * FROM water_meters WHERE id = ? AND property_id = ? AND status != 'REMOVED'"
    return context.row(sql, meter_id, property_id)


def _reading(meter: sqlite3.Row, given: Mapping[str, Any]) -> Reading:
    return Reading(meter, date.fromisoformat(given["readingDate"]), given["reading"])


def store_readings(
    context: Context, readings: Given | None, property_id: object, *, reason: str
) -> None:
    """Store readings that were checked; a doubtful one is held for somebody to look at."""
    for given in readings or ():
        meter = _meter(context, given["meterId"], property_id)
        assert meter is not None
        held = hold_reasons(context, _reading(meter, given))
        on, value = given["readingDate"], given["reading"]
        store_reading(context, meter, on=on, value=value, reason=reason, held=held)


def store_reading(
    context: Context,
    meter: sqlite3.Row,
    *,
    on: str,
    value: Decimal,
    reason: str,
    held: Sequence[str] = (),
    notes: str = "",
) -> sqlite3.Row:
    """Store one reading that somebody took at the meter."""
    return context.insert(
        "readings",
        {
            "meter_id": meter["id"],
            "reading_date": on,
            "value_cubic_metres": f"{value:.3f}",
            "source": "VISUAL",
            "reason": reason,
            "is_held": bool(held),
            "hold_reasons": json.dumps(list(held)),
            "notes": notes,
        },
    )
