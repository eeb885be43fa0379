"""How supply is written: in few words, in the profile's formats."""

from collections.abc import Iterator
from decimal import Decimal

from kraken_tui.domain.meters_readings import Reading
from kraken_tui.domain.supply_meters import Meter
from kraken_tui.domain.supply_tree import Supply
from kraken_tui.formats import Formats
from kraken_tui.screens.words import words
from kraken_tui.widgets.facts import Fact

WATER_UNIT = "METERS_CUBED"
"""What water meters count; the API says so in the name of the field."""

THREE_PLACES = Decimal("0.001")


def meter_kind(meter: Meter) -> str:
    """Say what a meter is."""
    return "Smart water meter" if meter.is_smart else "Water meter"


def what(supply: Supply) -> str:
    """Say what a line of the supply stands for, indented by where it hangs."""
    match supply.level:
        case "meter" if supply.meter is not None:
            return meter_kind(supply.meter)
        case "point" if supply.point is not None:
            return supply.point.kind
        case "device":
            return "  Device"
        case "register":
            return "    Register"
    return "No supply"


def number(supply: Supply) -> str:
    """Give what a line of the supply is known by."""
    match supply.level:
        case "meter" if supply.meter is not None:
            return supply.meter.serial
        case "point" if supply.point is not None:
            return supply.point.identifier
        case "device" if supply.device is not None:
            return supply.device.identifier
    return supply.register


def name(supply: Supply) -> str:
    """Name a line of the supply in a sentence or a title."""
    return " ".join(filter(None, (what(supply).strip(), number(supply))))


def status(supply: Supply) -> str:
    """Say in which state a line of the supply is."""
    if supply.level == "meter" and supply.meter is not None:
        return words(supply.meter.status)
    if supply.level == "point" and supply.point is not None:
        return "Changing" if supply.point.changes_supplier else words(supply.point.status)
    return ""


def last_reading(reading: Reading | None, formats: Formats) -> str:
    """Say what a meter showed last, and when."""
    if reading is None:
        return ""
    shown = formats.quantity(reading.value, WATER_UNIT)
    mark = ", held" if reading.is_held else ""
    return f"{shown} on {formats.day(reading.on)}{mark}"


def rounded(value: Decimal | None) -> Decimal | None:
    """Cut what only division made long."""
    if value is None or not value.is_finite() or value.adjusted() > 20:
        return value
    return value.quantize(THREE_PLACES).normalize() + 0


def told(*facts: Fact | None) -> Iterator[Fact]:
    """Pass on the facts that say something."""
    for fact in facts:
        if fact is not None and fact.value:
            yield fact


def yes(value: bool | None) -> str:
    """Say yes or no, nothing where nobody knows."""
    return {True: "yes", False: "no", None: ""}[value]


def source(code: str) -> str:
    """Write where a reading comes from; a short code such as AMR is an abbreviation."""
    return code if len(code) <= 3 else words(code)


def zone_name(formats: Formats) -> str:
    """Name the zone of the profile as the API wants it, nothing where that is the machine's."""
    return str(getattr(formats.zone, "name", ""))
