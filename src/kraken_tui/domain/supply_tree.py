"""An account's supply as a list: every meter, supply point, device and register, in their order."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kraken_tui.domain.supply import Property
from kraken_tui.domain.supply_meters import Meter
from kraken_tui.domain.supply_points import Device, SupplyPoint


@dataclass(frozen=True, slots=True)
class Supply:
    """One line: the innermost of what it names is what it stands for.

    A meter's line names the supply point that it measures, a supply point's line the meter that
    measures it, so that readings and intervals are found from either.
    """

    level: str
    place: Property
    point: SupplyPoint | None = None
    meter: Meter | None = None
    device: Device | None = None
    register: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """Tell it from all others of the account."""
        point, meter = self.point, self.meter
        device = self.device.identifier if self.device else ""
        of_point = (point.id, point.identifier) if point else ("", "")
        outer = (self.level, self.place.id, meter.id if meter else "")
        return (*outer, *of_point, device, self.register)


def supplies(properties: Iterable[Property]) -> tuple[Supply, ...]:
    """List what there is at each property: meters, then supply points with what counts there."""
    return tuple(line for each in properties for line in _at(each))


def _at(place: Property) -> Iterator[Supply]:
    for meter in place.meters:
        measured = next((point for point in place.points if point.id in meter.point_ids), None)
        yield Supply("meter", place, measured, meter)
    for point in place.points:
        by = next((meter for meter in place.meters if point.id in meter.point_ids), None)
        yield Supply("point", place, point, by)
        for device in point.devices:
            yield Supply("device", place, point, device=device)
            for register in device.registers:
                yield Supply("register", place, point, device=device, register=register)
    if not place.meters and not place.points:
        yield Supply("property", place)
