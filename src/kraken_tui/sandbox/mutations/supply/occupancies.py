"""Who holds which property: periods that begin and end, with the agreements that go along."""

import secrets
import sqlite3

from ...context import Context

_CURRENT = "(effective_to IS NULL OR effective_to > ?)"


def start_of(day: str) -> str:
    """Write the first moment of a day as the tables do."""
    return f"{day}T00:00:00+00:00"


def holding(context: Context, account: sqlite3.Row, property_id: object) -> sqlite3.Row | None:
    """Read the period in which an account holds a property now, or is about to."""
    return context.row(
        f"SELECT * FROM occupancy_periods WHERE account_id = ? AND property_id = ? AND {_CURRENT}"
        " ORDER BY effective_from DESC LIMIT 1",
        account["id"],
        property_id,
        context.now,
    )


def is_taken(context: Context, property_id: object, day: str) -> bool:
    """Say whether somebody lives at a property on a day or later."""
    sql = f"SELECT 1 FROM occupancy_periods WHERE property_id = ? AND is_occupier AND {_CURRENT}"
    return context.value(sql, property_id, start_of(day)) is not None


def occupy(
    context: Context,
    account: sqlite3.Row,
    property_id: object,
    *,
    day: str,
    occupants: int | None = None,
) -> sqlite3.Row:
    """Give a property that nobody lives at to an account, and supply it from that day."""
    at = start_of(day)
    context.state.store.execute(
        f"UPDATE occupancy_periods SET effective_to = ? WHERE property_id = ? AND {_CURRENT}",
        (at, property_id, at),
    )
    _agree(context, account, property_id, at)
    add_process(context, account, "OCCUPY_PROPERTY", property_id=property_id, at=at)
    return context.insert(
        "occupancy_periods",
        {
            "account_id": account["id"],
            "property_id": property_id,
            "effective_from": at,
            "number_of_occupants": occupants,
        },
    )


def vacate(context: Context, account: sqlite3.Row, period: sqlite3.Row, *, day: str) -> None:
    """End an account's time at a property, and its agreements there."""
    at, store = start_of(day), context.state.store
    store.execute("UPDATE occupancy_periods SET effective_to = ? WHERE id = ?", (at, period["id"]))
    store.execute(
        "UPDATE agreements SET valid_to = max(?, valid_from) WHERE account_id = ?"
        " AND (valid_to IS NULL OR valid_to > ?)"
        " AND supply_point_id IN (SELECT id FROM supply_points WHERE property_id = ?)",
        (at, account["id"], at, period["property_id"]),
    )
    add_process(context, account, "LEAVE_PROPERTY", property_id=period["property_id"], at=at)


def add_process(
    context: Context,
    account: sqlite3.Row,
    kind: str,
    *,
    property_id: object = None,
    at: str | None = None,
    status: str | None = None,
) -> sqlite3.Row:
    """Write down that an account joins, leaves or moves; a move of the past is completed."""
    done = at is not None and at <= context.now
    return context.insert(
        "supplier_processes",
        {
            "number": f"{kind[0]}P-{secrets.token_hex(4).upper()}",
            "account_id": account["id"],
            "property_id": property_id,
            "kind": kind,
            "status": status or ("COMPLETED" if done else "IN_PROGRESS"),
            "effective_at": at,
            "created_at": context.now,
        },
    )


def _agree(context: Context, account: sqlite3.Row, property_id: object, at: str) -> None:
    sql = "SELECT id FROM ledgers WHERE account_id = ? AND is_main"
    ledger = context.value(sql, account["id"])
    for point in context.rows("SELECT * FROM supply_points WHERE property_id = ?", property_id):
        product = _product(context, point)
        if product is None:
            continue
        values = {
            "account_id": account["id"],
            "ledger_id": ledger,
            "supply_point_id": point["id"],
            "product_id": product,
            "agreed_at": context.now,
            "agreed_from": at,
            "valid_from": at,
        }
        context.insert("agreements", values)


def _product(context: Context, point: sqlite3.Row) -> int | None:
    # A water product's code begins with the service that it is for.
    measured = is_metered(context, point["property_id"])
    found: int | None = context.value(
        "SELECT id FROM products WHERE market_name = ? AND code LIKE ? AND is_measured = ?"
        " ORDER BY id LIMIT 1",
        point["market_name"],
        f"{point['kind'].partition('_')[0]}-%",
        measured,
    )
    return found


def is_metered(context: Context, property_id: object) -> bool:
    """Say whether a property has a meter now."""
    sql = "SELECT 1 FROM water_meters WHERE property_id = ? AND status != 'REMOVED'"
    return context.value(sql, property_id) is not None
