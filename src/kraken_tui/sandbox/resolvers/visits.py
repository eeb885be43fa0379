"""Times at which somebody could come for a job."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Any

from .. import paging
from ..context import Context, moment
from ..fields import Arguments, Fields, RootFields
from .properties import visible

query = RootFields()

_DAYS_AHEAD = 28
_VISITS = ((8, 10), (10, 12), (13, 15), (15, 17))
_SATURDAY = 5


@query.answers("serviceOrderAppointmentSlots")
def _slots(source: Any, context: Context, arguments: Arguments) -> Any:
    found = context.by_id("properties", arguments["propertyId"])
    if found is None or not visible(context, found["id"]):
        return None
    booked = _booked(context)
    free = [
        {"start_at": start, "end_at": end}
        for start, end in _visits(context, arguments)
        if start not in booked
    ]
    return {"vendor_reference": f"WO-{found['id']:05d}", "slots": free}


def _booked(context: Context) -> set[str]:
    rows = context.rows("SELECT scheduled_at FROM service_orders WHERE cancelled_at IS NULL")
    return {row["scheduled_at"] for row in rows}


def _visits(context: Context, arguments: Arguments) -> Iterator[tuple[str, str]]:
    """Give the visits of the working days ahead; about every third is taken already."""
    now = datetime.fromisoformat(context.now)
    first = max(now, _asked(arguments, "startAt", now))
    last = _asked(arguments, "endAt", first + timedelta(days=_DAYS_AHEAD))
    for ahead in range(_DAYS_AHEAD + 1):
        day = first.date() + timedelta(days=ahead)
        if day.weekday() >= _SATURDAY:
            continue
        for turn, (begins, ends) in enumerate(_VISITS):
            start = datetime.combine(day, time(begins), UTC)
            if first < start < last and (day.toordinal() * 5 + turn * 3) % 7 > 1:
                yield moment(start), moment(datetime.combine(day, time(ends), UTC))


def _asked(arguments: Arguments, name: str, otherwise: datetime) -> datetime:
    given = arguments.get(name)
    if not given:
        return otherwise
    asked = datetime.fromisoformat(given)
    return asked if asked.tzinfo else asked.replace(tzinfo=UTC)


slots = Fields("ServiceOrderAppointmentSlotsType")


@slots.answers("availableTimeslots")
def _available(source: Any, context: Context, arguments: Arguments) -> Any:
    return paging.page(source["slots"], arguments)


BINDABLES = [query, slots]
