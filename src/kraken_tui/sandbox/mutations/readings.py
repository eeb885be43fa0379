"""Readings of water meters."""

import json
import sqlite3
from collections.abc import Mapping
from datetime import date
from typing import Any

from ..context import Context
from ..errors import Refusal, problem
from ..hold_checks import Reading, find_meter, hold_reasons, mistakes
from .registry import Arguments, Handlers
from .supply.refusing import own_account


def submit_meter_reading(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Store a reading; a doubtful one only on request, and then it is held."""
    given = arguments["input"]
    reading = _reading(context, given)
    wrong = mistakes(context, reading)
    if wrong:
        raise _invalid(*wrong)
    reasons = hold_reasons(context, reading)
    if reasons and not given.get("ignoreHoldChecks"):
        described = f"Checks that hold it: {', '.join(reasons)}."
        fields = [problem(["input", "reading"], described)]
        raise Refusal("KT-CT-6422", "Reading will be held.", description=described, fields=fields)
    return {"reading": _store(context, reading, given, reasons)}


def _reading(context: Context, given: Mapping[str, Any]) -> Reading:
    path = ("input", "accountNumber")
    number = given["accountNumber"]
    account = own_account(context, "submitMeterReading", "KT-CT-6424", number, path)
    meter = find_meter(context, given["meterId"])
    query = "SELECT 1 FROM occupancy_periods WHERE property_id = ? AND account_id = ?"
    if meter is None or not context.value(query, meter["property_id"], account["id"]):
        raise _invalid(("meterId", "This account has no such meter."))
    return Reading(meter, date.fromisoformat(given["readingDate"]), given["reading"])


def _invalid(*wrong: tuple[str, str]) -> Refusal:
    message = "Meter reading could not be updated. Input not valid."
    fields = [problem(["input", field], reason) for field, reason in wrong]
    return Refusal("KT-GB-6414", message, fields=fields)


def _store(
    context: Context, reading: Reading, given: Mapping[str, Any], reasons: list[str]
) -> sqlite3.Row:
    return context.insert(
        "readings",
        {
            "meter_id": reading.meter["id"],
            "reading_date": reading.on.isoformat(),
            "value_cubic_metres": f"{reading.value:.3f}",
            "source": given.get("source") or "CUSTOMER",
            "is_held": bool(reasons),
            "hold_reasons": json.dumps(reasons),
            "notes": given.get("notes") or "",
        },
    )


HANDLERS: Handlers = {"submitMeterReading": submit_meter_reading}
