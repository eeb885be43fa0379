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

_IDS = 10**10
"""More than there are readings: a day and an id make one number."""


@meter.answers("readings")
def _readings(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    wanted = "meter_id = ?"
    for flag, argument in (("is_held", "excludeHeld"), ("is_quarantined", "excludeQuarantined")):
        wanted += f" AND {flag} = 0" if arguments.get(argument) else ""

    def fetch(
        after: int | None, before: int | None, limit: int, backward: bool
    ) -> list[tuple[int, Any]]:
        sql, values = f"SELECT * FROM readings WHERE {wanted}", [source["id"]]
        for bound, comparison in ((after, "<"), (before, ">")):
            if bound is not None:
                sql += f" AND (reading_date, id) {comparison} (?, ?)"
                values += _place(bound)
        order = "ASC" if backward else "DESC"
        sql += f" ORDER BY reading_date {order}, id {order} LIMIT ?"
        rows = [(_position(row), row) for row in context.rows(sql, *values, limit)]
        return rows[::-1] if backward else rows

    def total() -> int:
        found: int = context.value(f"SELECT count(*) FROM readings WHERE {wanted}", source["id"])
        return found

    return paging.seek(fetch, arguments, total=total)


def _position(row: sqlite3.Row) -> int:
    """Tell a reading's place: newest first, and of a day the one that came last."""
    row_id: int = row["id"]
    return -(date.fromisoformat(row["reading_date"]).toordinal() * _IDS + row_id)


def _place(position: int) -> list[Any]:
    ordinal, row_id = divmod(-position, _IDS)
    return [date.fromordinal(ordinal).isoformat(), row_id]


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
