"""Processes of joining and leaving the supplier, and of moving."""

import sqlite3
from typing import Any

from .. import paging
from ..context import Context
from ..fields import Arguments, Fields, RootFields
from ..processes import as_process

query = RootFields()
processes = Fields("LifecycleProcessesType")
process = Fields(
    "JoinSupplierProcessType",
    "LeaveSupplierProcessType",
    "OccupyPropertyProcessType",
    "LeavePropertyProcessType",
)
_ENDED = ("COMPLETED", "CANCELLED", "FAILED", "REVERSED", "INVALID")


@query.answers("joinSupplierProcess")
def _join(source: Any, context: Context, arguments: Arguments) -> Any:
    return _numbered(context, "JOIN_SUPPLIER", arguments["number"])


@query.answers("leaveSupplierProcess")
def _leave(source: Any, context: Context, arguments: Arguments) -> Any:
    return _numbered(context, "LEAVE_SUPPLIER", arguments.get("number"))


def _numbered(context: Context, kind: str, number: str | None) -> Any:
    sql = "SELECT * FROM supplier_processes WHERE kind = ? AND number = ?"
    row = context.row(sql, kind, number)
    return as_process(row) if row is not None and context.may_see(row["account_id"]) else None


@query.answers("lifecycleProcesses")
def _lifecycle(source: Any, context: Context, arguments: Arguments) -> Any:
    account = context.account(arguments["accountNumber"], "accountNumber")
    order = "ASC" if arguments.get("sortOrder") == "ASC" else "DESC"
    sql = f"SELECT * FROM supplier_processes WHERE account_id = ? ORDER BY created_at {order}, id"
    rows = context.rows(f"{sql} {order}", account["id"])
    if arguments.get("onlyActive"):
        rows = [row for row in rows if row["status"] not in _ENDED]
    return {"rows": rows}


def _of_kind(field: str, kind: str) -> None:
    @processes.answers(field)
    def answer(source: Any, context: Context, arguments: Arguments) -> Any:
        found = [as_process(row) for row in source["rows"] if row["kind"] == kind]
        return paging.page(found, arguments)


_of_kind("joinSupplierProcesses", "JOIN_SUPPLIER")
_of_kind("leaveSupplierProcesses", "LEAVE_SUPPLIER")
_of_kind("occupyPropertyProcesses", "OCCUPY_PROPERTY")
_of_kind("leavePropertyProcesses", "LEAVE_PROPERTY")


@process.answers("supplyPoints")
def _supply_points(source: Any, context: Context, arguments: Arguments) -> Any:
    places = [source["property_id"]]
    if places == [None]:
        sql = "SELECT property_id FROM occupancy_periods WHERE account_id = ? ORDER BY id"
        places = [row["property_id"] for row in context.rows(sql, source["account_id"])]
    sql = "SELECT * FROM supply_points WHERE property_id = ? ORDER BY id"
    return paging.page([row for place in places for row in context.rows(sql, place)], arguments)


@process.answers("currentProcessData")
def _data(source: Any, context: Context, arguments: Arguments) -> Any:
    sql = "SELECT * FROM applications WHERE account_id = ? ORDER BY id DESC LIMIT 1"
    application = context.row(sql, source["account_id"])
    return {"requested_at": source["created_at"], **_sale(application)}


def _sale(application: sqlite3.Row | None) -> dict[str, Any]:
    columns = ("sales_channel", "sales_subchannel")
    return {column: application[column] for column in columns} if application else {}


BINDABLES = [query, processes, process]
