"""What the tenant holds of a meter or a supply point, by the API's names: to tell what changed."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from kraken_tui.domain import supply
from kraken_tui.domain.supply_meters import Meter
from kraken_tui.domain.supply_points import SupplyPoint

if TYPE_CHECKING:
    from kraken_tui.api.client import Answer

Ask = Callable[[str, Mapping[str, object]], Awaitable["Answer"]]
"""Sends the document of a view with variables."""

Known = dict[str, str]

LAST_DAY, LAST_READING = "lastReadingDate", "lastReading"

_NAMES = frozenset(
    {"meterId", "serialNumber", "numberOfDigits", "category", "capabilityType", "status"}
    | {LAST_DAY, LAST_READING, "supplyPointIdentifier", "propertyType"}
)


def of_meter(meter: Meter) -> Known:
    """Tell what is known of a meter, with what it showed last."""
    last = meter.last
    return _told(
        meterId=meter.id,
        serialNumber=meter.serial,
        numberOfDigits=meter.digits,
        category=meter.category,
        capabilityType=meter.capability,
        status=meter.status,
        lastReadingDate=last.on if last else None,
        lastReading=f"{last.value:f}" if last and last.value is not None else None,
    )


def of_point(point: SupplyPoint) -> Known:
    """Tell what is known of a supply point."""
    return _told(
        supplyPointIdentifier=point.identifier,
        status=point.status,
        propertyType=point.property_type,
    )


def among(context: Mapping[str, object], values: Iterable[object]) -> Known | None:
    """Pick what a screen knew of the object that one of `values` names; None if that is none."""
    wanted = {str(each) for each in values}
    named = {str(context.get(name)) for name in ("meterId", "supplyPointIdentifier")}
    if not named & wanted:
        return None
    return _told(**{name: context.get(name) for name in _NAMES})


def differing(known: Known, found: Known) -> tuple[tuple[str, str, str], ...]:
    """Give what has changed, each with its name, as it was known, and as it is found."""
    return tuple(
        (name, was, found.get(name, "")) for name, was in known.items() if found.get(name) != was
    )


async def look(ask: Ask, account: str, values: Iterable[object]) -> Known | None:
    """Ask what the tenant holds now of the object that one of `values` names.

    None if the account has no such object, as far as can be seen. Raise ``KrakenError``.
    """
    wanted = {str(each) for each in values}
    answer = await ask("meters", {"accountNumber": account})
    for place in supply.parse(answer.data) or ():
        for meter in place.meters:
            if meter.id in wanted:
                return of_meter(meter)
        for point in place.points:
            if wanted & {point.id, point.identifier}:
                return of_point(point)
    return None


def _told(**values: object) -> Known:
    return {name: str(value) for name, value in sorted(values.items()) if value not in (None, "")}
