"""Supply points: where a supply enters a property, and what counts it there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from kraken_tui.domain import read

KINDS = {
    "freshWaterSupplyPoint": "Fresh water",
    "wasteWaterSupplyPoint": "Waste water",
    "electricitySupplyPoints": "Electricity",
    "gasSupplyPoints": "Gas",
}
"""The fields that hold supply points, one or many, and what comes through these."""

NUMBERED_BY = ("spid", "cups")
"""The fields in which markets keep what they know a supply point by."""


@dataclass(frozen=True, slots=True)
class Spell:
    """What holds for a time: a service, a product, an access tariff, being supplied."""

    name: str
    since: datetime | None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Device:
    """A device at a supply point, with what it counts by."""

    identifier: str
    registers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SupplyPoint:
    """Where a supply enters a property.

    ``identifier`` is what the market calls it, which the API has as ``numbered_by``; with
    ``market`` it leads to its readings.
    """

    id: str
    kind: str
    identifier: str
    market: str
    status: str
    numbered_by: str = ""
    area: str = ""
    wholesaler: str = ""
    property_type: str = ""
    pipe_size: int | None = None
    rateable_value: int | None = None
    inset: str = ""
    operator: str = ""
    emergency_number: str = ""
    self_consumption: str = ""
    changes_supplier: bool = False
    product: Spell | None = None
    tariffs: tuple[Spell, ...] = ()
    periods: tuple[Spell, ...] = ()
    services: tuple[Spell, ...] = ()
    devices: tuple[Device, ...] = ()


def parse_listed(data: read.Node) -> Mapping[str, SupplyPoint]:
    """Read the market's list of points with their devices, by what properties know them by."""
    points = (_market_point(node) for node in read.nodes(read.child(data, "supplyPoints")))
    return {point.identifier: point for point in points if point.identifier}


def _market_point(node: read.Node) -> SupplyPoint:
    return SupplyPoint(
        id=read.text(node, "id"),
        kind="",
        identifier=read.text(node, "externalIdentifier"),
        market=read.text(node, "marketName"),
        status="",
        devices=tuple(map(_device, read.nodes(read.child(node, "devices")))),
    )


def _device(node: read.Node) -> Device:
    registers = read.nodes(read.child(node, "registers"))
    return Device(
        identifier=read.text(node, "deviceIdentifier"),
        registers=tuple(read.text(each, "registerIdentifier") for each in registers),
    )


def parse_points(node: read.Node, listed: Mapping[str, SupplyPoint]) -> Iterator[SupplyPoint]:
    """Read what a property tells of its points, with what the market's list adds."""
    for field, kind in KINDS.items():
        one = read.child(node, field)
        for each in (one,) if one is not None else read.children(node, field):
            point = _point(each, kind)
            known = listed.get(point.identifier)
            if known is not None:
                point = replace(point, market=known.market, devices=known.devices)
            yield point


def _point(node: read.Node, kind: str) -> SupplyPoint:
    operator = read.child(node, "networkOperator")
    inset = read.child(node, "inset")
    numbered_by = next((field for field in NUMBERED_BY if read.text(node, field)), "")
    return SupplyPoint(
        id=read.text(node, "id"),
        kind=kind,
        identifier=read.text(node, numbered_by),
        numbered_by=numbered_by,
        market="",
        status=read.text(node, "status"),
        area=read.text(node, "areaCode"),
        wholesaler=read.text(node, "wholesalerCode"),
        property_type=read.text(node, "propertyType"),
        pipe_size=read.integer(node, "pipeSize"),
        rateable_value=read.integer(node, "rateableValue"),
        inset=" ".join(filter(None, (read.text(inset, "name"), read.text(inset, "reference")))),
        operator=read.text(operator, "description"),
        emergency_number=read.text(operator, "emergencyNumber"),
        self_consumption=_self_consumption(node),
        changes_supplier=bool(read.flag(node, "supplierChangeInProgress")),
        product=_product(read.child(node, "activeAgreement")),
        tariffs=tuple(map(_tariff, read.children(node, "atrTariffs"))),
        periods=tuple(map(_period, read.nodes(read.child(node, "supplyPeriods")))),
        services=tuple(map(parse_service, read.children(node, "linkedServices"))),
    )


def _self_consumption(node: read.Node) -> str:
    kind, code = read.text(node, "selfConsumption"), read.text(node, "selfConsumptionCode")
    return f"{kind} ({code})" if kind and code else kind or code


def _product(agreement: read.Node | None) -> Spell | None:
    name = read.text(read.child(agreement, "product"), "displayName")
    if agreement is None or not name:
        return None
    return Spell(name, read.moment(agreement, "validFrom"), read.moment(agreement, "validTo"))


def _tariff(node: read.Node) -> Spell:
    return Spell(read.text(node, "value"), read.moment(node, "validFrom"))


def _period(node: read.Node) -> Spell:
    name = "not billed" if read.flag(node, "isBillable") is False else ""
    return Spell(name, read.moment(node, "supplyStartAt"), read.moment(node, "supplyEndAt"))


def parse_service(node: read.Node) -> Spell:
    """Read a service that goes through a meter or a supply point."""
    name = read.text(node, "service")
    return Spell(name, read.moment(node, "activeFrom"), read.moment(node, "activeTo"))
