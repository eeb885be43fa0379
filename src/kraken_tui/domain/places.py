"""Supplied addresses in brief: who lives there, and what measures the supply."""

from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from kraken_tui.domain import read


class LastReading(NamedTuple):
    """What a meter counted when it was last read, in cubic metres."""

    value: Decimal
    day: date | None
    is_held: bool


class Meter(NamedTuple):
    """What measures a supply: a meter, or the supply point where the tenant names none."""

    id: str
    kind: str
    identifier: str
    make: str
    model: str
    digits: int | None
    category: str
    capability: str
    status: str
    last_reading: LastReading | None
    is_meter: bool

    @property
    def identifiers(self) -> dict[str, object]:
        """Name the meter as the API's arguments do, with the present values of what may change."""
        if not self.is_meter:
            return {"supplyPointId": self.id, "cups": self.identifier}
        last = self.last_reading
        return {
            "meterId": self.id,
            "serialNumber": self.identifier,
            "make": self.make,
            "model": self.model,
            "numberOfDigits": self.digits,
            "category": self.category,
            "capabilityType": self.capability,
            "status": self.status,
            "lastReadingDate": last.day.isoformat() if last and last.day else "",
            "lastReading": f"{last.value:f}" if last else "",
        }


class Property(NamedTuple):
    """A supplied address; ``since`` and ``until`` are when this account holds it."""

    id: str
    label: str
    address: str
    kind: str
    since: datetime | None
    until: datetime | None
    is_occupier: bool | None
    occupants: int | None
    meters: tuple[Meter, ...]

    @property
    def identifiers(self) -> dict[str, object]:
        """Name the property as the API's arguments do, with what of it may be changed."""
        return {
            "propertyId": self.id,
            "numberOfOccupants": self.occupants,
            "propertyType": self.kind,
        }


def parse_property(node: read.Node, account: str) -> Property:
    """Read a property as an account's overview has it."""
    meters = [_water_meter(meter) for meter in read.children(node, "activeWaterMeters")]
    for field, kind in (("electricitySupplyPoints", "Electricity"), ("gasSupplyPoints", "Gas")):
        meters += [_supply_point(kind, point) for point in read.children(node, field)]
    stay = _stay(node, account)
    return Property(
        id=read.text(node, "id"),
        label=read.text(node, "label"),
        address=read.text(node, "address") or read.text(node, "postcode"),
        kind=read.text(read.child(node, "freshWaterSupplyPoint"), "propertyType"),
        since=read.moment(stay, "effectiveFrom"),
        until=read.moment(stay, "effectiveTo"),
        is_occupier=read.flag(stay, "isOccupier"),
        occupants=read.integer(stay, "numberOfOccupants"),
        meters=tuple(meters),
    )


def _stay(node: read.Node, account: str) -> read.Node | None:
    """Find when this account holds the property: now, or else when it last did."""
    stays = list(read.children(node, "occupancyPeriods"))
    own = [stay for stay in stays if read.text(stay, "accountNumber") in (account, "")]
    own.sort(key=lambda stay: read.text(stay, "effectiveTo") or "9", reverse=True)
    return own[0] if own else None


def _water_meter(meter: read.Node) -> Meter:
    return Meter(
        id=read.text(meter, "id"),
        kind="Smart water meter" if read.flag(meter, "isSmart") else "Water meter",
        identifier=read.text(meter, "serialNumber"),
        make=read.text(meter, "make"),
        model=read.text(meter, "model"),
        digits=read.integer(meter, "numberOfDigits"),
        category=read.text(meter, "category"),
        capability=read.text(meter, "capabilityType"),
        status=read.text(meter, "status"),
        last_reading=_last_reading(read.child(meter, "readings")),
        is_meter=True,
    )


def _last_reading(readings: read.Node | None) -> LastReading | None:
    reading = next(read.nodes(readings), None)
    value = read.decimal(reading, "valueCubicMetres")
    if value is None:
        return None
    held = bool(read.flag(reading, "isHeld"))
    return LastReading(value=value, day=read.day(reading, "readingDate"), is_held=held)


def _supply_point(kind: str, point: read.Node) -> Meter:
    return Meter(
        id=read.text(point, "id"),
        kind=kind,
        identifier=read.text(point, "cups"),
        make="",
        model="",
        digits=None,
        category="",
        capability="",
        status=read.text(point, "status"),
        last_reading=None,
        is_meter=False,
    )
