"""The days on which a payment schedule is due."""

import sqlite3
from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

Terms = sqlite3.Row | Mapping[str, Any]

_LAST_YEAR = 9998
_WITHOUT_DAYS = frozenset({"BALANCE", "BILL"})


def due_days(schedule: Terms, *, since: date, until: date) -> Iterator[date]:
    """Give the days of a schedule from one day to another, both included."""
    if schedule["trigger"] in _WITHOUT_DAYS or schedule["is_payment_holiday"]:
        return
    day = max(since, date.fromisoformat(schedule["valid_from"]))
    end = min(until, date(_LAST_YEAR, 12, 31))
    if schedule["valid_to"]:
        end = min(end, date.fromisoformat(schedule["valid_to"]) - timedelta(days=1))
    while day <= end:
        if _is_due(schedule, day):
            yield day
        day += timedelta(days=1)


def _is_due(schedule: Terms, day: date) -> bool:
    begin, every = date.fromisoformat(schedule["valid_from"]), _every(schedule)
    if schedule["payment_frequency"] == "Weekly":
        if day.isoweekday() != (schedule["payment_day"] or begin.isoweekday()):
            return False
        return (day - begin).days // 7 % every == 0
    wanted = min(schedule["payment_day"] or begin.day, monthrange(day.year, day.month)[1])
    if schedule["payment_frequency"] != "Monthly" or day.day != wanted:
        return False
    months = (day.year - begin.year) * 12 + day.month - begin.month
    return (months - (wanted < begin.day)) % every == 0


def _every(schedule: Terms) -> int:
    return max(1, schedule["payment_frequency_multiplier"] or 1)
