"""What the tenant holds of a meter or a supply point, by the API's names: to tell what changed."""

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING

from kraken_tui.domain import supply
from kraken_tui.domain.supply_meters import Meter
from kraken_tui.domain.supply_points import NUMBERED_BY, SupplyPoint

if TYPE_CHECKING:
    from kraken_tui.api.client import Answer

Ask = Callable[[str, Mapping[str, object]], Awaitable["Answer"]]
"""Sends the document of a view with variables."""

Known = dict[str, str]

LAST_DAY, LAST_READING = "lastReadingDate", "lastReading"

_METER, _POINT, _POINT_ID = "meter id", "point identifier", "point id"
"""The ends of the names that identifiers have."""

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


def among(context: Mapping[str, object], named: Mapping[str, str]) -> Known | None:
    """Pick what a screen knew of the object that `named` names; None if that is another one.

    `named` has identifiers by the end of their names, such as {"meter id": "7"}.
    """
    same = (
        (str(context.get("meterId")), named.get(_METER)),
        (str(context.get("supplyPointIdentifier")), named.get(_POINT)),
    )
    if not any(mine == other for mine, other in same):
        return None
    return _told(**{name: context.get(name) for name in _NAMES})


def differing(
    known: Mapping[str, str], found: Mapping[str, str]
) -> tuple[tuple[str, str, str], ...]:
    """Give what has changed, each with its name, as it was known, and as it is found."""
    return tuple(
        (name, was, found.get(name, "")) for name, was in known.items() if found.get(name) != was
    )


async def look(ask: Ask, account: str, named: Mapping[str, str]) -> Known | None:
    """Ask what the tenant holds now of the object that `named` names.

    None if the account has no such object, as far as can be seen. Raise ``KrakenError``.
    """
    answer = await ask("meters", {"accountNumber": account})
    meter_id, numbers = named.get(_METER), {named.get(each) for each in (_POINT, *NUMBERED_BY)}
    for place in supply.parse(answer.data) or ():
        for meter in place.meters:
            if meter.id == meter_id:
                return of_meter(meter)
        for point in place.points:
            if point.identifier in numbers or point.id == named.get(_POINT_ID):
                return of_point(point)
    return None


def _told(**values: object) -> Known:
    return {name: str(value) for name, value in sorted(values.items()) if value not in (None, "")}
