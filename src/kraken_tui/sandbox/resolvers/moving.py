"""What somebody asks before they move in, or before they are billed by meter."""

import sqlite3
from typing import Any

from .. import paging
from ..context import Context
from ..fields import Arguments, Fields, RootFields
from ..tariffs import can_be_measured, measured_payment

query = RootFields()
account = Fields("AccountType")


@query.answers("propertyMeters")
def _property_meters(source: Any, context: Context, arguments: Arguments) -> Any:
    postcode = arguments["postcode"].replace(" ", "").upper()
    sql = "SELECT * FROM properties WHERE replace(upper(postcode), ' ', '') = ? ORDER BY id"
    rows = [_place(context, row) for row in context.rows(sql, postcode)]
    return paging.page(rows, arguments)


def _place(context: Context, row: sqlite3.Row) -> dict[str, Any]:
    meters = context.rows(
        "SELECT category FROM water_meters WHERE property_id = ? AND status != 'REMOVED'", row["id"]
    )
    sql = """
        SELECT 1 FROM occupancy_periods WHERE property_id = ? AND is_occupier
        AND coalesce(effective_to, '9') > ?
    """
    return {
        "property_id": row["id"],
        "address": row["address"],
        "active_meter_count": len(meters),
        "has_check_meter": any(meter["category"] == "CHECK" for meter in meters),
        "is_assessed": False,
        "can_move_in_online": not context.value(sql, row["id"], context.now),
        "reading_requirement": "READING_OPTIONAL" if meters else "NO_READING_REQUIRED",
    }


@account.answers("potentialSwitchToMeasured")
def _potential_switch(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    can = can_be_measured(context, source)
    return {
        "can_switch": can,
        "is_variable_payment_amount": True if can else None,
        "payment_amount": measured_payment(context, source) if can else None,
    }


BINDABLES = [query, account]
