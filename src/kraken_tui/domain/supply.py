"""What an account is supplied with: its properties, their supply points, meters and registers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from kraken_tui.domain import read
from kraken_tui.domain.meters_readings import Reading, parse_reading

KINDS = {
    "freshWaterSupplyPoint": "Fresh water",
    "wasteWaterSupplyPoint": "Waste water",
    "electricitySupplyPoints": "Electricity",
    "gasSupplyPoints": "Gas",
}
"""The fields that hold supply points, one or many, and what comes through these."""


SHORTEST_NAME = 13
"""A first line such as `Flat 2` is the same in many places."""


@dataclass(frozen=True, slots=True)
class Service:
    """A service that goes through a meter or a supply point, and since when."""

    name: str
    since: datetime | None
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Device:
    """A device at a supply point, with what it counts by."""

    identifier: str
    registers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SupplyPoint:
    """Where a supply enters a property.

    ``identifier`` is what the market calls it; with ``market`` it leads to its readings.
    """

    id: str
    kind: str
    identifier: str
    market: str
    status: str
    area: str = ""
    wholesaler: str = ""
    property_type: str = ""
    pipe_size: int | None = None
    rateable_value: int | None = None
    inset: str = ""
    tariff: str = ""
    tariff_since: datetime | None = None
    operator: str = ""
    emergency_number: str = ""
    self_consumption: str = ""
    changes_supplier: bool = False
    product: str = ""
    agreed_since: datetime | None = None
    supplied_since: datetime | None = None
    services: tuple[Service, ...] = ()
    devices: tuple[Device, ...] = ()


@dataclass(frozen=True, slots=True)
class Meter:
    """A water meter; ``digits`` counts those of whole cubic metres before it starts again."""

    id: str
    serial: str
    make: str
    model: str
    digits: int | None
    category: str
    capability: str
    is_smart: bool | None
    status: str
    point_reference: str
    services: tuple[Service, ...]
    point_ids: frozenset[str]
    last: Reading | None
    readings: int | None


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
class Details:
    """What the network knows of a property; pressures in bar, hardness in mg per litre."""

    uprn: str
    metered_area: str
    pressure_zone: str
    quality_zone: str
    reservoir_zone: str
    hardness: str
    hardness_mg: Decimal | None
    pressure_min: Decimal | None
    pressure_max: Decimal | None
    low_pressure_risk: bool | None
    meter_fit_failed: bool | None
    units: int | None


@dataclass(frozen=True, slots=True)
class Property:
    """A supplied address."""

    id: str
    label: str
    address: str
    postcode: str
    reference: str
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
    listed = _listed(data)
    return tuple(_property(node, listed) for node in read.children(account, "properties"))


def holder(data: read.Node) -> str:
    """Read from the same answer whose supply it is."""
    return read.text(read.child(data, "account"), "billingName")


# -- supply points: a property describes them, the market's list tells their market and devices ----


def _listed(data: read.Node) -> Mapping[str, SupplyPoint]:
    """Read the market's list, by the identifier that it shares with the properties."""
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


def _points(node: read.Node, listed: Mapping[str, SupplyPoint]) -> Iterator[SupplyPoint]:
    for field, kind in KINDS.items():
        one = read.child(node, field)
        for each in (one,) if one is not None else read.children(node, field):
            point = _point(each, kind)
            known = listed.get(point.identifier)
            if known is not None:
                point = replace(point, market=known.market, devices=known.devices)
            yield point


def _point(node: read.Node, kind: str) -> SupplyPoint:
    tariff = next(read.children(node, "atrTariffs"), None)
    operator = read.child(node, "networkOperator")
    inset = read.child(node, "inset")
    agreement = read.child(node, "activeAgreement")
    period = next(read.nodes(read.child(node, "supplyPeriods")), None)
    return SupplyPoint(
        id=read.text(node, "id"),
        kind=kind,
        identifier=read.text(node, "spid") or read.text(node, "cups"),
        market="",
        status=read.text(node, "status"),
        area=read.text(node, "areaCode"),
        wholesaler=read.text(node, "wholesalerCode"),
        property_type=read.text(node, "propertyType"),
        pipe_size=read.integer(node, "pipeSize"),
        rateable_value=read.integer(node, "rateableValue"),
        inset=" ".join(filter(None, (read.text(inset, "name"), read.text(inset, "reference")))),
        tariff=read.text(tariff, "value"),
        tariff_since=read.moment(tariff, "validFrom"),
        operator=read.text(operator, "description"),
        emergency_number=read.text(operator, "emergencyNumber"),
        self_consumption=_self_consumption(node),
        changes_supplier=bool(read.flag(node, "supplierChangeInProgress")),
        product=read.text(read.child(agreement, "product"), "displayName"),
        agreed_since=read.moment(agreement, "validFrom"),
        supplied_since=read.moment(period, "supplyStartAt"),
        services=tuple(map(_service, read.children(node, "linkedServices"))),
    )


def _self_consumption(node: read.Node) -> str:
    kind, code = read.text(node, "selfConsumption"), read.text(node, "selfConsumptionCode")
    return f"{kind} ({code})" if kind and code else kind or code


def _service(node: read.Node) -> Service:
    return Service(
        name=read.text(node, "service"),
        since=read.moment(node, "activeFrom"),
        until=read.moment(node, "activeTo"),
    )


# -- properties and meters -------------------------------------------------------------------------


def _property(node: read.Node, listed: Mapping[str, SupplyPoint]) -> Property:
    return Property(
        id=read.text(node, "id"),
        label=read.text(node, "label"),
        address=read.text(node, "address"),
        postcode=read.text(node, "postcode"),
        reference=read.text(node, "externalIdentifier"),
        details=_details(read.child(node, "propertyDetail")),
        occupancies=tuple(map(_occupancy, read.children(node, "occupancyPeriods"))),
        points=tuple(_points(node, listed)),
        meters=tuple(map(_meter, read.children(node, "activeWaterMeters"))),
    )


def _details(node: read.Node | None) -> Details | None:
    if node is None:
        return None
    return Details(
        uprn=read.text(node, "uprn"),
        metered_area=read.text(node, "districtMeteredArea"),
        pressure_zone=read.text(node, "pressureManagedZone"),
        quality_zone=read.text(node, "waterQualityZone"),
        reservoir_zone=read.text(node, "waterReservoirZone"),
        hardness=read.text(node, "waterHardness"),
        hardness_mg=read.decimal(node, "waterHardnessMgPerL"),
        pressure_min=read.decimal(node, "waterPressureMin"),
        pressure_max=read.decimal(node, "waterPressureMax"),
        low_pressure_risk=read.flag(node, "lowPressureRisk"),
        meter_fit_failed=read.flag(node, "hasMeterFitFailed"),
        units=read.integer(node, "numUnitsInProperty"),
    )


def _occupancy(node: read.Node) -> Occupancy:
    return Occupancy(
        id=read.text(node, "id"),
        account=read.text(node, "accountNumber"),
        since=read.moment(node, "effectiveFrom"),
        until=read.moment(node, "effectiveTo"),
        is_occupier=read.flag(node, "isOccupier"),
        occupants=read.integer(node, "numberOfOccupants"),
    )


def _meter(node: read.Node) -> Meter:
    readings = read.child(node, "readings")
    last = next(read.nodes(readings), None)
    return Meter(
        id=read.text(node, "id"),
        serial=read.text(node, "serialNumber"),
        make=read.text(node, "make"),
        model=read.text(node, "model"),
        digits=read.integer(node, "numberOfDigits"),
        category=read.text(node, "category"),
        capability=read.text(node, "capabilityType"),
        is_smart=read.flag(node, "isSmart"),
        status=read.text(node, "status"),
        point_reference=read.text(node, "meterPointReference"),
        services=tuple(map(_service, read.children(node, "linkedServices"))),
        point_ids=frozenset(read.text(each, "id") for each in read.children(node, "supplyPoints")),
        last=None if last is None else parse_reading(last),
        readings=read.integer(readings, "totalCount"),
    )
