"""Water meters: what is fitted at a property, and what it showed last."""

from dataclasses import dataclass

from kraken_tui.domain import read
from kraken_tui.domain.meters_readings import Reading, parse_reading
from kraken_tui.domain.supply_points import Spell, parse_service


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
    services: tuple[Spell, ...]
    point_ids: frozenset[str]
    last: Reading | None
    readings: int | None


def parse_meter(node: read.Node) -> Meter:
    """Read a meter, with its newest reading that is in use."""
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
        services=tuple(map(parse_service, read.children(node, "linkedServices"))),
        point_ids=frozenset(read.text(each, "id") for each in read.children(node, "supplyPoints")),
        last=None if last is None else parse_reading(last),
        readings=read.integer(readings, "totalCount"),
    )
