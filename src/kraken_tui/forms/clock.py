"""The time where the person sits, for forms that take times typed without a zone."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, tzinfo

Clock = Callable[[], datetime]
"""Returns an aware datetime; its zone is that of times typed without one."""


class LocalZone(tzinfo):
    """The machine's own zone, summer time included.

    `datetime.now().astimezone()` carries only today's offset, so with it a time typed in winter
    for the summer would be an hour off.
    """

    def utcoffset(self, dt: datetime | None) -> timedelta | None:
        """Return the offset in force at a local time."""
        local = _local(dt)
        return timedelta() if local is None else local.utcoffset()

    def dst(self, _dt: datetime | None) -> timedelta | None:
        """Return nothing: how much of the offset is summer time is not known."""
        return None

    def tzname(self, dt: datetime | None) -> str | None:
        """Return the zone's name at a local time."""
        local = _local(dt)
        return None if local is None else local.tzname()

    def fromutc(self, dt: datetime) -> datetime:
        """Return the local time of a time in UTC."""
        return dt.replace(tzinfo=UTC).astimezone().replace(tzinfo=self)


def local_now() -> datetime:
    """Return the present moment in the machine's own zone."""
    return datetime.now(LocalZone())


def _local(dt: datetime | None) -> datetime | None:
    if dt is None:
        return None
    try:
        return dt.replace(tzinfo=None).astimezone()
    except (OverflowError, OSError, ValueError):
        # Far from today there are no rules for any zone.
        return None
