"""What the network knows of a property: its water, its pressure and the areas that it is in."""

from dataclasses import dataclass
from decimal import Decimal

from kraken_tui.domain import read

AREAS = {
    "Metered area": "districtMeteredArea",
    "Strategic area": "strategicMeteredArea",
    "Waste meter area": "wasteMeterArea",
    "Small area monitor": "smallAreaMonitor",
    "Pressure zone": "pressureManagedZone",
    "Quality zone": "waterQualityZone",
    "Reservoir zone": "waterReservoirZone",
    "Location": "propertyFunctionalLocation",
    "Address number": "addressIdentifier",
}
"""The areas of a network, and other codes that place a property in it, by the API's names."""


@dataclass(frozen=True, slots=True)
class Details:
    """What the network knows of a property; pressures in bar, hardness in mg per litre."""

    uprn: str
    areas: tuple[tuple[str, str], ...]
    """What each area that it is in is called, and its code."""
    hardness: str
    hardness_mg: Decimal | None
    pressure_min: Decimal | None
    pressure_max: Decimal | None
    low_pressure_risk: bool | None
    meter_fit_failed: bool | None
    traffic_sensitive: bool | None
    lane_rental: bool | None
    units: int | None


def parse_details(node: read.Node | None) -> Details | None:
    """Read the details of a property, ``None`` where there are none."""
    if node is None:
        return None
    return Details(
        uprn=read.text(node, "uprn"),
        areas=tuple((label, read.text(node, field)) for label, field in AREAS.items()),
        hardness=read.text(node, "waterHardness"),
        hardness_mg=read.decimal(node, "waterHardnessMgPerL"),
        pressure_min=read.decimal(node, "waterPressureMin"),
        pressure_max=read.decimal(node, "waterPressureMax"),
        low_pressure_risk=read.flag(node, "lowPressureRisk"),
        meter_fit_failed=read.flag(node, "hasMeterFitFailed"),
        traffic_sensitive=read.flag(node, "trafficSensitive"),
        lane_rental=read.flag(node, "laneRentalStreet"),
        units=read.integer(node, "numUnitsInProperty"),
    )
