"""How screens write what the API codes."""

from datetime import date, datetime

UNKNOWN = "\N{EM DASH}"

_PERIODS = {"MONTHLY": ("month", "months"), "QUARTERLY": ("quarter", "quarters")}


def words(constant: str) -> str:
    """Write an enum's value such as ``POSTAL_MAIL`` in words."""
    return constant.replace("_", " ").lower().capitalize() if constant.isupper() else constant


def day(value: date | None) -> str:
    """Write a day as people read it in every country: ``03 Mar 2025``."""
    return f"{value:%d %b %Y}" if value else UNKNOWN


def when(at: datetime, *, now: datetime) -> str:
    """Say when something was seen: the time if it was today, else the date too.

    ``now`` carries the zone that the person sits in.
    """
    local = at.astimezone(now.tzinfo)
    return f"{local:%H:%M}" if local.date() == now.date() else f"{local:%d %b %Y %H:%M}"


def every(length: str, times: int | None) -> str:
    """Say how often something comes round, such as "every 2 months"; empty without a length."""
    one, many = _PERIODS.get(length, (words(length).lower(),) * 2)
    if not one:
        return ""
    return f"every {one}" if times in (None, 1) else f"every {times} {many}"
