"""What an account is supplied with: its properties, with their supply points and meters."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from kraken_tui.domain import read
from kraken_tui.domain.supply_meters import Meter, parse_meter
from kraken_tui.domain.supply_network import Details, parse_details
from kraken_tui.domain.supply_points import SupplyPoint, parse_listed, parse_points

SHORTEST_NAME = 13
"""A first line such as `Flat 2` is the same in many places."""


@dataclass(frozen=True, slots=True)
class Occupancy:
    """A time in which an account had the property."""

    id: str
    account: str
    since: datetime | None
    until: datetime | None
    is_occupier: bool | None
    occupants: int | None


@dataclass(frozen=True, slots=True)
class Property:
    """A supplied address."""

    id: str
    label: str
    address: str
    postcode: str
    reference: str
    coordinates: tuple[Decimal, Decimal] | None
    """Latitude and longitude in degrees."""
    details: Details | None
    occupancies: tuple[Occupancy, ...]
    points: tuple[SupplyPoint, ...]
    meters: tuple[Meter, ...]

    @property
    def name(self) -> str:
        """Call it by the start of its address, as long as it takes to tell it from others."""
        parts = [part.strip() for part in self.address.split(",") if part.strip()]
        name = parts.pop(0) if parts else self.label or self.postcode or f"property {self.id}"
        while parts and len(name) < SHORTEST_NAME:
            name = f"{name}, {parts.pop(0)}"
        return name


def parse(data: read.Node) -> tuple[Property, ...] | None:
    """Read the answer to the ``meters`` document; ``None`` where it holds no account."""
    account = read.child(data, "account")
    if account is None:
        return None
    listed = parse_listed(data)
    return tuple(_property(node, listed) for node in read.children(account, "properties"))


def holder(data: read.Node) -> str:
    """Read from the same answer whose supply it is."""
    return read.text(read.child(data, "account"), "billingName")


def _property(node: read.Node, listed: Mapping[str, SupplyPoint]) -> Property:
    return Property(
        id=read.text(node, "id"),
        label=read.text(node, "label"),
        address=read.text(node, "address"),
        postcode=read.text(node, "postcode"),
        reference=read.text(node, "externalIdentifier"),
        coordinates=_coordinates(read.child(node, "coordinates")),
        details=parse_details(read.child(node, "propertyDetail")),
        occupancies=tuple(map(_occupancy, read.children(node, "occupancyPeriods"))),
        points=tuple(parse_points(node, listed)),
        meters=tuple(map(parse_meter, read.children(node, "activeWaterMeters"))),
    )


def _coordinates(node: read.Node | None) -> tuple[Decimal, Decimal] | None:
    latitude, longitude = read.decimal(node, "latitude"), read.decimal(node, "longitude")
    return None if latitude is None or longitude is None else (latitude, longitude)


def _occupancy(node: read.Node) -> Occupancy:
    return Occupancy(
        id=read.text(node, "id"),
        account=read.text(node, "accountNumber"),
        since=read.moment(node, "effectiveFrom"),
        until=read.moment(node, "effectiveTo"),
        is_occupier=read.flag(node, "isOccupier"),
        occupants=read.integer(node, "numberOfOccupants"),
    )
