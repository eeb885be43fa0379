"""Tell the newest intervals of a supply point by the hour."""

import sqlite3
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import pairwise

_UP = {6: 5, 7: 6, 8: 5, 12: 2, 13: 3, 18: 6, 19: 8, 20: 9, 21: 7, 22: 4}
"""What people use in the hours in which they are up, beside the 2 that always run."""

_NOON = 13


def spread(connection: sqlite3.Connection, plan: Mapping[str, object]) -> None:
    """Put hours in the place of the newest interval each way; they add up to it, to the thousandth.

    `plan` has the `supply_point_id` and a `salt`.
    """
    for direction in ("IMPORT", "EXPORT"):
        whole = connection.execute(
            "SELECT * FROM measurements WHERE supply_point_id = ? AND direction = ?"
            " ORDER BY start_at DESC LIMIT 1",
            (plan["supply_point_id"], direction),
        ).fetchone()
        if whole is not None:
            connection.execute("DELETE FROM measurements WHERE id = ?", (whole["id"],))
            connection.executemany(
                "INSERT INTO measurements (supply_point_id, start_at, end_at, value, unit, source,"
                " quality, direction) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                _hours(whole, int(str(plan["salt"]))),
            )


def _hours(whole: sqlite3.Row, salt: int) -> Iterator[tuple[object, ...]]:
    moments = list(_moments(whole["start_at"], whole["end_at"]))
    weigh = _sun if whole["direction"] == "EXPORT" else _people
    until = [0]
    for hour in range(len(moments) - 1):
        until.append(until[-1] + weigh(hour % 24, hour // 24 + salt))
    thousandths = round(float(whole["value"]) * 1000)
    counted = [thousandths * weight // until[-1] for weight in until]
    shared = (whole["unit"], whole["source"], whole["quality"], whole["direction"])
    for (start, end), (before, after) in zip(pairwise(moments), pairwise(counted), strict=True):
        value = f"{(after - before) // 1000}.{(after - before) % 1000:03d}"
        yield (whole["supply_point_id"], start, end, value, *shared)


def _moments(start_at: str, end_at: str) -> Iterator[str]:
    moment, end = datetime.fromisoformat(start_at), datetime.fromisoformat(end_at)
    while moment <= end:
        yield moment.astimezone(UTC).isoformat()
        moment += timedelta(hours=1)


def _people(hour: int, day: int) -> int:
    return (2 + _UP.get(hour, 0) + (hour + day) % 3) * (20 + day * 7_919 % 13)


def _sun(hour: int, day: int) -> int:
    return max(0, 6 - abs(hour - _NOON)) * (20 + day * 31 % 17)
