"""Properties, and who lives there."""

import sqlite3
from typing import Any

from ..context import Context
from ..fields import Arguments, Fields, RootFields
from .listing import answer_with_lists, answer_with_pages

query = RootFields()
estate = Fields("PropertyType")

answer_with_lists(
    estate,
    {
        "activeWaterMeters": (
            "SELECT * FROM water_meters WHERE property_id = ? AND status != 'REMOVED' ORDER BY id"
        ),
        "electricitySupplyPoints": (
            "SELECT * FROM supply_points WHERE property_id = ? AND kind = 'ELECTRICITY' ORDER BY id"
        ),
        "gasSupplyPoints": (
            "SELECT * FROM supply_points WHERE property_id = ? AND kind = 'GAS' ORDER BY id"
        ),
        "occupancyPeriods": (
            "SELECT occupancy_periods.*, number AS account_number FROM occupancy_periods"
            " JOIN accounts ON accounts.id = account_id WHERE property_id = ?"
            " ORDER BY effective_from DESC"
        ),
    },
)
answer_with_pages(
    estate,
    {
        "descendants": "SELECT * FROM properties WHERE parent_id = ? ORDER BY id",
        "serviceOrders": "SELECT * FROM service_orders WHERE property_id = ? ORDER BY id DESC",
    },
)


def visible(context: Context, property_id: object) -> bool:
    """Say whether one of the caller's accounts holds, or held, a property."""
    sql = "SELECT account_id FROM occupancy_periods WHERE property_id = ?"
    return any(context.may_see(row["account_id"]) for row in context.rows(sql, property_id))


@query.answers("property")
def _property(source: Any, context: Context, arguments: Arguments) -> Any:
    found = context.by_id("properties", arguments["id"])
    return found if found is not None and visible(context, found["id"]) else None


@query.answers("properties")
def _properties(source: Any, context: Context, arguments: Arguments) -> Any:
    account = context.account(arguments["accountNumber"], "accountNumber")
    active = "AND effective_to IS NULL" if arguments.get("active") else ""
    return context.rows(
        "SELECT DISTINCT properties.* FROM occupancy_periods"
        " JOIN properties ON properties.id = property_id"
        f" WHERE account_id = ? {active} ORDER BY effective_to IS NOT NULL, properties.id",
        account["id"],
    )


def _with_address(context: Context, term: str) -> list[sqlite3.Row]:
    like = f"%{term}%"
    sql = "SELECT * FROM properties WHERE address LIKE ? OR postcode LIKE ? ORDER BY id LIMIT 50"
    return [row for row in context.rows(sql, like, like) if visible(context, row["id"])]


@query.answers("propertySearch")
def _search(source: Any, context: Context, arguments: Arguments) -> Any:
    return _with_address(context, arguments["searchTerm"])


@query.answers("propertiesSearch")
def _scored_search(source: Any, context: Context, arguments: Arguments) -> Any:
    term = arguments["searchTerm"]
    found = _with_address(context, term)
    scores = [round(len(term) / max(len(term), len(row["address"])), 2) for row in found]
    return [{"property": row, "score": score} for row, score in zip(found, scores, strict=True)]


@estate.answers("splitAddress")
def _split_address(source: sqlite3.Row, context: Context, arguments: Arguments) -> list[str]:
    lines = (source[f"address_line{number}"] for number in range(1, 6))
    return [line for line in lines if line]


@estate.answers("richAddress")
def _rich_address(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return context.by_id("addresses", source["rich_address_id"])


@estate.answers("propertyDetail")
def _detail(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return source


@estate.answers("coordinates")
def _coordinates(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    if source["latitude"] is None:
        return None
    return {"latitude": float(source["latitude"]), "longitude": float(source["longitude"])}


@estate.answers("parent")
def _parent(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return context.by_id("properties", source["parent_id"])


BINDABLES = [query, estate]
