"""A time zone by name, loaded when the first time is told: zoneinfo takes 5 ms to import."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo

from kraken_tui.forms.clock import LocalZone


class NamedZone(tzinfo):
    """The time zone of a name such as Europe/London; the machine's own for an empty name.

    Where the machine knows no zone of that name, it is the machine's own as well.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._zone: tzinfo | None = None

    def __repr__(self) -> str:
        return f"NamedZone({self.name!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, NamedZone) and other.name == self.name

    def __hash__(self) -> int:
        return hash(self.name)

    def utcoffset(self, dt: datetime | None) -> timedelta | None:
        """Return the offset in force at a local time."""
        return self._loaded().utcoffset(dt)

    def dst(self, dt: datetime | None) -> timedelta | None:
        """Return how much of the offset is summer time, if that is known."""
        return self._loaded().dst(dt)

    def tzname(self, dt: datetime | None) -> str | None:
        """Return the zone's short name at a local time."""
        return self._loaded().tzname(dt)

    def fromutc(self, dt: datetime) -> datetime:
        """Return the local time of a time in UTC."""
        zone = self._loaded()
        return zone.fromutc(dt.replace(tzinfo=zone)).replace(tzinfo=self)

    def _loaded(self) -> tzinfo:
        if self._zone is None:
            self._zone = _load(self.name)
        return self._zone


def is_known(name: str) -> bool:
    """Tell whether there is a time zone of that name."""
    return not isinstance(_load(name), LocalZone)


def _load(name: str) -> tzinfo:
    if not name:
        return LocalZone()
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        return LocalZone()
