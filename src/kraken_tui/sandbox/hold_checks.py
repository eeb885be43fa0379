"""Checks on a water meter reading: what makes it invalid, and what makes it doubtful."""

import sqlite3
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from .context import Context

_MOST_A_DAY: Final = Decimal(5)
_USABLE: Final = "is_held = 0 AND is_quarantined = 0"


@dataclass(frozen=True, slots=True)
class Reading:
    """A reading before it is stored: cumulative cubic metres on a day."""

    meter: sqlite3.Row
    on: date
    value: Decimal


def find_meter(context: Context, meter_id: str) -> sqlite3.Row | None:
    """Read a meter at a property that one of the caller's accounts holds."""
    meter = context.row("SELECT * FROM water_meters WHERE id = ?", meter_id)
    if meter is None:
        return None
    held = "SELECT account_id FROM occupancy_periods WHERE property_id = ?"
    holders = context.rows(held, meter["property_id"])
    return meter if any(context.may_see(holder["account_id"]) for holder in holders) else None


def mistakes(context: Context, reading: Reading) -> list[tuple[str, str]]:
    """Say why a reading cannot be right, as pairs of the wrong field and the reason."""
    meter, found = reading.meter, []
    if reading.value < 0:
        found.append(("reading", "A reading cannot be negative."))
    elif reading.value >= Decimal(10) ** meter["number_of_digits"]:
        digits = meter["number_of_digits"]
        found.append(("reading", f"This meter shows no more than {digits} digits."))
    elif -int(reading.value.normalize().as_tuple().exponent) > 3:
        found.append(("reading", "A meter shows no more than three decimals."))
    if reading.on > context.today:
        found.append(("readingDate", "A reading cannot be from the future."))
    elif meter["installed_on"] and reading.on.isoformat() < meter["installed_on"]:
        found.append(("readingDate", "The meter was not installed yet."))
    elif meter["removed_on"] and reading.on.isoformat() > meter["removed_on"]:
        found.append(("readingDate", "The meter had been removed by then."))
    return found


def hold_reasons(context: Context, reading: Reading) -> list[str]:
    """Name the checks that would hold the reading for a person to look at."""
    before = _neighbour(context, reading, "reading_date <= ?", "DESC")
    after = _neighbour(context, reading, "reading_date > ?", "ASC")
    reasons = []
    if before is not None and reading.value < Decimal(before["value_cubic_metres"]):
        reasons.append("LOWER_THAN_PREVIOUS_READING")
    elif before is not None and _rate(reading, before) > _MOST_A_DAY:
        reasons.append("HIGH_CONSUMPTION")
    if after is not None and reading.value > Decimal(after["value_cubic_metres"]):
        reasons.append("HIGHER_THAN_NEXT_READING")
    return reasons


def _neighbour(
    context: Context, reading: Reading, condition: str, order: str
) -> sqlite3.Row | None:
    return context.row(
        f"SELECT * FROM readings WHERE meter_id = ? AND {condition} AND {_USABLE}"
        f" ORDER BY reading_date {order}, id {order} LIMIT 1",
        reading.meter["id"],
        reading.on.isoformat(),
    )


def _rate(reading: Reading, before: sqlite3.Row) -> Decimal:
    days = max(1, (reading.on - date.fromisoformat(before["reading_date"])).days)
    return (reading.value - Decimal(before["value_cubic_metres"])) / days
