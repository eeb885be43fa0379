"""Whether an account could be billed by meter, and what it would pay."""

import sqlite3

from .context import Context


def can_be_measured(context: Context, account: sqlite3.Row) -> bool:
    """Say whether an account is billed without a meter though one is there."""
    sql = """
        SELECT 1 FROM occupancy_periods JOIN water_meters USING (property_id)
        WHERE account_id = ? AND effective_to IS NULL AND status != 'REMOVED'
    """
    return not account["is_measured"] and context.value(sql, account["id"]) is not None


def measured_payment(context: Context, account: sqlite3.Row) -> int:
    """Return the monthly payment to expect: that of the present schedule, or nothing yet."""
    sql = """
        SELECT payment_amount FROM payment_schedules WHERE account_id = ? AND valid_to IS NULL
        ORDER BY valid_from DESC LIMIT 1
    """
    return int(context.value(sql, account["id"]) or 0)
