"""Supply points, the agreements that supply them, and what was measured there."""

import json
import sqlite3
from typing import Any

from .. import paging
from ..context import Context
from ..fields import Arguments, Fields, RootFields
from .properties import visible

query = RootFields()
point = Fields(
    "SupplyPointType",
    "FreshWaterSupplyPointType",
    "WasteWaterSupplyPointType",
    "ElectricitySupplyPoint",
    "GasSupplyPoint",
)
estate = Fields("PropertyType")
account = Fields("AccountType", "Account")
agreement = Fields("Agreement", "CommonAgreementType")
_AGREEMENTS = "SELECT * FROM agreements WHERE supply_point_id = ? ORDER BY valid_from DESC"


@query.answers("supplyPoint")
def _supply_point(source: Any, context: Context, arguments: Arguments) -> Any:
    sql = "SELECT * FROM supply_points WHERE external_identifier = ? AND market_name = ?"
    found = context.row(sql, arguments["externalIdentifier"], arguments["marketName"])
    return found if found is not None and visible(context, found["property_id"]) else None


@query.answers("supplyPoints")
def _supply_points(source: Any, context: Context, arguments: Arguments) -> Any:
    owners = context.visible_accounts()
    if arguments.get("accountNumber"):
        owners = [context.account(arguments["accountNumber"], "accountNumber")]
    sql = """
        SELECT DISTINCT supply_points.* FROM occupancy_periods
        JOIN supply_points USING (property_id) WHERE account_id = ? AND effective_to IS NULL
    """
    rows = [row for owner in owners for row in context.rows(sql, owner["id"])]
    return paging.page(rows, arguments)


@estate.answers("freshWaterSupplyPoint")
def _fresh(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return _of_kind(context, source, "FRESH_WATER")


@estate.answers("wasteWaterSupplyPoint")
def _waste(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return _of_kind(context, source, "WASTE_WATER")


def _of_kind(context: Context, source: sqlite3.Row, kind: str) -> Any:
    sql = "SELECT * FROM supply_points WHERE property_id = ? AND kind = ?"
    return context.row(sql, source["id"], kind)


@point.answers("property")
def _property(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return context.by_id("properties", source["property_id"])


@point.answers("inset")
def _inset(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return context.by_id("insets", source["inset_id"])


@point.answers("linkedServices")
def _services(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return context.rows("SELECT * FROM linked_services WHERE supply_point_id = ?", source["id"])


@point.answers("agreements")
def _agreements(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return context.rows(_AGREEMENTS, source["id"])


@point.answers("activeAgreement")
def _active_agreement(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    rows = context.rows(_AGREEMENTS, source["id"])
    return next((row for row in rows if _is_active(row, context.now)), None)


@point.answers("atrTariffs")
def _atr_tariffs(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    if source["atr_tariff"] is None:
        return []
    return [{"value": source["atr_tariff"], "valid_from": source["atr_valid_from"]}]


@point.answers("networkOperator")
def _operator(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return {
        "description": source["network_operator_description"],
        "emergency_number": source["network_operator_emergency_number"],
    }


@point.answers("supplyPeriods")
def _periods(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    start = source["supply_start_at"]
    return paging.page([{**dict(source), "is_billable": True}] if start else [], arguments)


@estate.answers("measurements")
def _measurements(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    rows = context.rows(
        "SELECT measurements.*, end_at AS read_at, kind, external_identifier,"
        " cast(strftime('%s', end_at) - strftime('%s', start_at) AS INTEGER) AS duration_in_seconds"
        " FROM measurements JOIN supply_points ON supply_points.id = supply_point_id"
        " WHERE property_id = ? AND direction = 'IMPORT' AND start_at >= ? AND end_at <= ?"
        " ORDER BY start_at DESC",
        source["id"],
        arguments.get("startOn") or arguments["startAt"],
        arguments.get("endOn") or arguments["endAt"],
    )
    return paging.page([_interval(row) for row in rows], arguments)


def _interval(row: sqlite3.Row) -> dict[str, Any]:
    """Say with a measurement which supply point it is of."""
    utility = row["kind"].rpartition("_")[2].title()
    filters = {
        "__typename": f"{utility}FiltersOutput",
        "market_supply_point_id": row["external_identifier"],
        "reading_direction": "CONSUMPTION",
        "reading_frequency_type": "RAW_INTERVAL",
        "reading_quality": row["quality"],
    }
    known = {"utility_filters": filters, "statistics": [], "extras": []}
    return {**dict(row), "__typename": "IntervalMeasurementType", "meta_data": known}


@account.answers("agreements", "marketSupplyAgreements")
def _account_agreements(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    sql = "SELECT * FROM agreements WHERE account_id = ? ORDER BY valid_from DESC, id DESC"
    rows = [
        row
        for row in context.rows(sql, source["id"])
        if (not arguments.get("active") or _is_active(row, context.now))
        and str(row["id"]) == str(arguments.get("id") or row["id"])
    ]
    return paging.page(rows, arguments)


def _is_active(row: sqlite3.Row, now: str) -> bool:
    ended = row["valid_to"] is not None and row["valid_to"] <= now
    return not ended and row["valid_from"] <= now and not row["is_revoked"]


@agreement.answers("account")
def _agreement_account(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return context.by_id("accounts", source["account_id"])


@agreement.answers("supplyPoint")
def _agreement_point(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return context.by_id("supply_points", source["supply_point_id"])


@agreement.answers("product")
def _product(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return context.by_id("products", source["product_id"])


@agreement.answers("isActive")
def _agreement_is_active(source: sqlite3.Row, context: Context, arguments: Arguments) -> bool:
    return _is_active(source, context.now)


@agreement.answers("details")
def _details(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return {
        "cnae": source["cnae"],
        "contractual_max_power": json.loads(source["contractual_max_power"]),
        "estimated_consumption": source["estimated_consumption"],
    }


@query.answers("availableProducts")
def _products(source: Any, context: Context, arguments: Arguments) -> Any:
    sql = "SELECT * FROM products WHERE market_name = ? AND is_hidden = 0 ORDER BY id"
    return context.rows(sql, arguments["marketName"])


product = Fields("Product")


@product.answers("brand")
def _brand(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    code = source["brand_code"]
    return code and {"code": code, "name": code.replace("_", " ").title()}


BINDABLES = [query, point, estate, account, agreement, product]
