"""What was counted and used at a supply point, a device or a register."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from decimal import Decimal
from itertools import groupby, pairwise
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .. import paging
from ..context import Context
from ..errors import Refusal
from ..fields import Arguments, Fields

point = Fields("SupplyPointType")
device = Fields("Device")
register = Fields("DeviceRegister")
readings = Fields("Readings")

Row = dict[str, Any]

_HOURS = {"HOUR": 1, "THIRTY_MIN": 0.5, "FIFTEEN_MIN": 0.25, "FIVE_MIN": 1 / 12}


@point.answers("devices")
def _devices(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    sql = "SELECT * FROM devices WHERE supply_point_id = ? ORDER BY id"
    wanted = arguments.get("deviceIdentifiers")
    rows = context.rows(sql, source["id"])
    return paging.page(
        [row for row in rows if not wanted or row["device_identifier"] in wanted], arguments
    )


@device.answers("registers")
def _registers(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    sql = "SELECT * FROM registers WHERE device_id = ? ORDER BY id"
    wanted = arguments.get("registerIdentifiers")
    rows = context.rows(sql, source["id"])
    return paging.page(
        [row for row in rows if not wanted or row["register_identifier"] in wanted], arguments
    )


@point.answers("readings")
def _of_point(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    registers = "SELECT registers.id FROM registers JOIN devices ON devices.id = device_id"
    ids = context.rows(f"{registers} WHERE supply_point_id = ?", source["id"])
    return {"point": source["id"], "registers": [row["id"] for row in ids], **arguments}


@device.answers("readings")
def _of_device(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    ids = context.rows("SELECT id FROM registers WHERE device_id = ?", source["id"])
    point_id = source["supply_point_id"]
    return {"point": point_id, "registers": [row["id"] for row in ids], **arguments}


@register.answers("readings")
def _of_register(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return {"point": None, "registers": [source["id"]], **arguments}


@readings.answers("importReadings")
def _imported(source: Any, context: Context, arguments: Arguments) -> Any:
    return paging.page(list(_asked(source, context, "IMPORT")), arguments)


@readings.answers("exportReadings")
def _exported(source: Any, context: Context, arguments: Arguments) -> Any:
    return paging.page(list(_asked(source, context, "EXPORT")), arguments)


def _asked(source: Any, context: Context, direction: str) -> Iterable[Row]:
    start, end = (_moment(source[name]) for name in ("startAt", "endAt"))
    if source["readingType"] == "ACCUMULATION":
        counted = _counted(context, source["registers"]) if direction == "IMPORT" else []
        return [row for row in counted if start <= _moment(row["interval_end"]) < end]
    if source["readingType"] == "PEAK":
        return list(_peaks(_within(source, context, direction, start, end), source))
    known = _within(source, context, direction, start, end)
    granularity = source.get("timeGranularity")
    return _joined(known, granularity, _zone(source["timezone"])) if granularity else known


def _within(
    source: Any, context: Context, direction: str, start: datetime, end: datetime
) -> list[Row]:
    if source["point"] is None:
        used = _between(_counted(context, source["registers"])) if direction == "IMPORT" else []
    else:
        used = _measured(context, source["point"], direction)
    return [row for row in used if start <= _moment(row["interval_start"]) < end]


def _peaks(known: Iterable[Row], source: Any) -> Iterator[Row]:
    """Give of each interval, else of each month, the hour with the highest load."""
    begin, _ = _bucket(source.get("timeGranularity") or "MONTH", _zone(source["timezone"]))
    hours = [row for row in known if row["units"] == "kWh" and _length(row) == timedelta(hours=1)]
    for _, parts in groupby(hours, key=lambda row: begin(_moment(row["interval_start"]))):
        yield {**max(parts, key=lambda row: Decimal(row["value"])), "units": "kW"}


def _counted(context: Context, registers: list[int]) -> Iterable[Row]:
    """Read what registers showed, added up where there are several."""
    marks = ", ".join("?" * len(registers))
    rows = context.rows(
        f"SELECT * FROM register_readings WHERE register_id IN ({marks}) ORDER BY read_at, id",
        *registers,
    )
    for read_at, shown in groupby(rows, key=lambda row: row["read_at"]):
        yield _row(None, read_at, list(shown))


def _between(counted: Iterable[Row]) -> Iterable[Row]:
    for before, after in pairwise(counted):
        value = Decimal(after["value"]) - Decimal(before["value"])
        yield {**after, "interval_start": before["interval_end"], "value": str(value)}


def _measured(context: Context, point_id: int, direction: str) -> Iterable[Row]:
    sql = "SELECT * FROM measurements WHERE supply_point_id = ? AND direction = ? ORDER BY start_at"
    for row in context.rows(sql, point_id, direction):
        yield _row(row["start_at"], row["end_at"], [row])


def _row(start: str | None, end: str, parts: list[Any]) -> Row:
    qualities = {part["quality"] for part in parts}
    return {
        "interval_start": start,
        "interval_end": end,
        "value": str(sum(Decimal(part["value"]) for part in parts)),
        "units": parts[0]["units" if "units" in parts[0].keys() else "unit"],  # noqa: SIM118
        "quality": qualities.pop() if len(qualities) == 1 else "COMBINED",
        "source": parts[0]["source"],
    }


def _joined(rows: Iterable[Row], granularity: str, zone: tzinfo) -> Iterator[Row]:
    """Add intervals up; what is longer than asked for cannot be told."""
    begin, longest = _bucket(granularity, zone)
    short = [row for row in rows if _length(row) <= longest]
    for _, parts in groupby(short, key=lambda row: begin(_moment(row["interval_start"]))):
        together = list(parts)
        yield _row(together[0]["interval_start"], together[-1]["interval_end"], together)


def _length(row: Row) -> timedelta:
    return _moment(row["interval_end"]) - _moment(row["interval_start"])


def _moment(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _bucket(granularity: str, zone: tzinfo) -> tuple[Callable[[datetime], object], timedelta]:
    """Tell what two moments of one interval have in common, and how long one may be."""
    if granularity in _HOURS:
        hours = _HOURS[granularity]
        return (lambda at: at.timestamp() // (3600 * hours)), timedelta(hours=hours)
    days = {"DAY": 1, "WEEK": 7, "MONTH": 31, "QUARTER": 92, "YEAR": 366}[granularity]

    def begin(at: datetime) -> object:
        local = at.astimezone(zone)
        return {
            "DAY": local.date(),
            "WEEK": tuple(local.isocalendar())[:2],
            "MONTH": (local.year, local.month),
            "QUARTER": (local.year, (local.month - 1) // 3),
            "YEAR": local.year,
        }[granularity]

    # The day on which the clocks go back is an hour longer.
    return begin, timedelta(days=days, hours=1)


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise Refusal("KT-CT-1605", f"There is no time zone {name!r}.") from None


BINDABLES = [point, device, register, readings]
