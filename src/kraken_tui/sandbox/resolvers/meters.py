"""Water meters and their readings."""

import sqlite3
from datetime import date
from typing import Any

from .. import hold_checks, paging
from ..context import Context
from ..errors import Refusal, problem
from ..fields import Arguments, Fields, RootFields

query = RootFields()
meter = Fields("WaterMeterType")


@meter.answers("readings")
def _readings(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    sql = """
        SELECT * FROM readings WHERE meter_id = ? AND is_held <= ? AND is_quarantined <= ?
        ORDER BY reading_date DESC, id DESC
    """
    held = not arguments.get("excludeHeld")
    quarantined = not arguments.get("excludeQuarantined")
    return paging.page(context.rows(sql, source["id"], held, quarantined), arguments)


@meter.answers("linkedServices")
def _services(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return context.rows("SELECT * FROM linked_services WHERE meter_id = ?", source["id"])


@meter.answers("supplyPoints")
def _supply_points(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    sql = """
        SELECT DISTINCT supply_points.* FROM linked_services
        JOIN supply_points ON supply_points.id = supply_point_id WHERE meter_id = ?
    """
    return context.rows(sql, source["id"])


@query.answers("validateReading")
def _validate(source: Any, context: Context, arguments: Arguments) -> dict[str, Any]:
    found = hold_checks.find_meter(context, arguments["meterId"])
    if found is None:
        fields = [problem(["meterId"], "There is no such meter.")]
        raise Refusal("KT-GB-6414", "Invalid data.", fields=fields)
    on = date.fromisoformat(arguments["readingDate"])
    reading = hold_checks.Reading(found, on, arguments["reading"])
    if hold_checks.mistakes(context, reading):
        return {"is_valid": False, "validation_errored": True, "held_because": []}
    reasons = hold_checks.hold_reasons(context, reading)
    return {"is_valid": not reasons, "validation_errored": False, "held_because": reasons}


BINDABLES = [query, meter]
