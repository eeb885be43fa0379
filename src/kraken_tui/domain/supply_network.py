"""What the network knows of a property: its water, its pressure and the areas that it is in."""

from dataclasses import dataclass
from decimal import Decimal

from kraken_tui.domain import read


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


def parse_details(node: read.Node | None) -> Details | None:
    """Read the details of a property, ``None`` where there are none."""
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
