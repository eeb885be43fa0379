"""Dates and times as people type them: ISO, or short for a day near today."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import TypeVar

from kraken_tui.forms.characters import shown
from kraken_tui.forms.unreadable import Unreadable

When = TypeVar("When", date, datetime)

_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1}
_SHIFT = r"([+-])([0-9]{1,7})\s*([hdw])"
_ISO_DATE = r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})"
_OTHER_DATE = r"([0-9]{1,2})[./ -]([0-9]{1,2})[./ -]([0-9]{4})"
_CLOCK = r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(\.[0-9]{1,6})[0-9]*|:([0-9]{2}))?"
_ZONE = r"(?:[Zz]|([+-])([0-9]{2}):?([0-9]{2}))$"
_MONTHS = "January February March April May June July August September October November December"


def read_date(text: str, *, now: datetime) -> date:
    """Return the day that `text` means; `now` is an aware datetime. Raise `Unreadable`.

    Takes 2025-11-21, today, yesterday, tomorrow, and +3d or -1w, counted from today.
    """
    word = text.strip().lower()
    if word in _DAYS:
        return _shifted(now.date(), timedelta(days=_DAYS[word]))
    shift = re.fullmatch(_SHIFT, word)
    if shift is not None and shift[3] != "h":
        return _shifted(now.date(), _delta(shift))
    found = re.fullmatch(_ISO_DATE, word)
    if found is None:
        raise Unreadable(_no_date(text))
    return _day(int(found[1]), int(found[2]), int(found[3]))


def read_time(text: str) -> time:
    """Return the time of day that `text` means: 14:05 or 14:05:30. Raise `Unreadable`."""
    found = re.fullmatch(_CLOCK, text.strip())
    if found is None:
        raise Unreadable(f"{shown(text)} is no time of day; write 14:05 or 14:05:30.")
    seconds, fraction = int(found[3] or found[5] or 0), found[4] or ""
    # By digits: as a number of seconds, .000249 would come out as 248 millionths.
    micros = int(fraction.lstrip(".").ljust(6, "0")[:6])
    try:
        return time(int(found[1]), int(found[2]), seconds, micros)
    except ValueError:
        raise Unreadable(f"There is no {found[0]} o'clock; a day ends at 23:59:59.") from None


def read_datetime(text: str, *, now: datetime) -> datetime:
    """Return the aware moment that `text` means. Raise `Unreadable`.

    Takes ISO with a zone; without one it is local time, in the zone of `now`, which had better be
    a zone that knows its summer time than a fixed offset. Takes also now,
    +2h, a day as `read_date` takes it (its first moment), and such a day with a time behind it.
    """
    word = text.strip()
    shift = re.fullmatch(_SHIFT, word.lower())
    if word.lower() == "now":
        return now.replace(microsecond=0)
    if shift is not None and shift[3] == "h":
        # Hours are counted on a clock that knows no summer time.
        later = _shifted(now.astimezone(UTC).replace(microsecond=0), _delta(shift))
        return later.astimezone(now.tzinfo)
    day, clock = _halves(word)
    zone, clock = _zone(clock, local=now.tzinfo or UTC)
    at = read_time(clock) if clock else time()
    return datetime.combine(read_date(day, now=now), at, tzinfo=zone)


def day_in(text: str, *, now: datetime) -> date:
    """Return the day of the date or moment that `text` means; today if it means none."""
    try:
        return read_datetime(text, now=now).date()
    except Unreadable:
        return now.date()


def on_day(text: str, day: date, *, now: datetime) -> str:
    """Return what to type for `day` in place of `text`, with the time of day that is in it."""
    _, clock = _halves(text.strip())
    short = re.fullmatch(_SHIFT, text.strip().lower())
    if text.strip().lower() == "now" or (short is not None and short[3] == "h"):
        clock = read_datetime(text, now=now).strftime("%H:%M")
    try:
        read_datetime(f"{day} {clock}", now=now)
    except Unreadable:
        clock = ""
    return f"{day} {clock}".strip()


def _halves(text: str) -> tuple[str, str]:
    found = re.match(r"(\S+?)(?:[Tt](?=[0-9]{1,2}:)|\s+)(.+)$", text)
    return (text, "") if found is None else (found[1], found[2].strip())


def _zone(clock: str, *, local: tzinfo) -> tuple[tzinfo, str]:
    found = re.search(_ZONE, clock)
    if found is None:
        return local, clock
    rest = clock[: found.start()].strip()
    if found[1] is None:
        return UTC, rest
    hours, minutes = int(found[2]), int(found[3])
    if hours > 23 or minutes > 59:
        raise Unreadable(f"There is no time zone {found[0]}; write Z or an offset such as +01:00.")
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if found[1] == "-" else offset), rest


def _day(year: int, month: int, day: int) -> date:
    if not 1 <= month <= 12:
        raise Unreadable(f"There is no month {month}; a date is year-month-day, 2025-11-21.")
    if year == 0:
        raise Unreadable("There is no year 0.")
    try:
        return date(year, month, day)
    except ValueError:
        name = _MONTHS.split()[month - 1]
        raise Unreadable(f"There is no {day} {name} in {year}.") from None


def _no_date(text: str) -> str:
    other = re.fullmatch(_OTHER_DATE, text.strip())
    if other is not None:
        meant = f"{other[3]}-{int(other[2]):02}-{int(other[1]):02}"
        return f"Write the year first: {meant}, if that is what you mean."
    return f"{shown(text)} is no date; write 2025-11-21, today, yesterday, +3d or -1w."


def _delta(shift: re.Match[str]) -> timedelta:
    count = int(shift[2]) * (-1 if shift[1] == "-" else 1)
    return {
        "h": timedelta(hours=count),
        "d": timedelta(days=count),
        "w": timedelta(weeks=count),
    }[shift[3]]


def _shifted(start: When, by: timedelta) -> When:
    try:
        return start + by
    except OverflowError:
        raise Unreadable("That day is outside the calendar.") from None
