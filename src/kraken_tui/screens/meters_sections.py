"""Supply laid out whole: the meter, its supply points, what counts there, and the property."""

from collections.abc import Iterable, Iterator

from kraken_tui.domain.supply import Occupancy, Property
from kraken_tui.domain.supply_meters import Meter
from kraken_tui.domain.supply_network import Details
from kraken_tui.domain.supply_points import Device, Spell
from kraken_tui.domain.supply_points import SupplyPoint as Point
from kraken_tui.domain.supply_tree import Supply
from kraken_tui.formats import Formats
from kraken_tui.screens import meters_words as say
from kraken_tui.screens.meters_subjects import meter_subject, point_subject, property_subject
from kraken_tui.screens.words import words
from kraken_tui.widgets.facts import Fact, Section, Subject, about


def sections(supply: Supply, account: str, formats: Formats) -> tuple[Section, ...]:
    """Lay out a line of the supply, and then all around it."""
    place = supply.place
    own = [supply.meter] if supply.meter is not None else []
    points = sorted(place.points, key=lambda point: point is not supply.point)
    return tuple(
        section
        for section in (
            *(_meter(meter, meter_subject(account, place, meter), formats) for meter in own),
            *(_point(point, point_subject(account, place, point), formats) for point in points),
            _property(place, property_subject(account, place), formats),
            _network(place.details, property_subject(account, place), formats),
            _people(place, account),
        )
        if section.facts
    )


def _section(title: str, facts: Iterable[Fact], subject: Subject | None) -> Section:
    """Let every fact of an object offer that object's actions."""
    return Section(title, about(subject, say.told(*facts)))


def _meter(meter: Meter, subject: Subject, formats: Formats) -> Section:
    size = "" if meter.digits is None else formats.number(meter.digits)
    count = "" if meter.readings is None else formats.number(meter.readings)
    last = meter.last
    facts = (
        Fact("Serial number", meter.serial),
        Fact("Make and model", " ".join(filter(None, (meter.make, meter.model)))),
        Fact("Status", words(meter.status), "bad" if meter.status == "FAULTY" else ""),
        Fact("Kind", _kind(meter)),
        Fact("Digits", size),
        Fact("Last reading", say.last_reading(last, formats), _tone(meter)),
        Fact("Readings in use", count),
        Fact("Meter point", meter.point_reference),
        *_services(meter.services, formats),
    )
    return _section(say.meter_kind(meter), facts, subject)


def _tone(meter: Meter) -> str:
    return "warn" if meter.last is not None and meter.last.is_held else ""


def _kind(meter: Meter) -> str:
    reads = {"DUMB": "read by eye", "AMR": "read by radio", "AMI": "reads itself"}
    kind = words(meter.category) if meter.category != "NORMAL" else ""
    return ", ".join(filter(None, (kind, reads.get(meter.capability, words(meter.capability)))))


def _services(services: tuple[Spell, ...], formats: Formats) -> Iterator[Fact]:
    for service in services:
        yield Fact(words(service.name), _time(service, formats))


def _spells(label: str, spells: Iterable[Spell], formats: Formats) -> Iterator[Fact]:
    for spell in spells:
        yield Fact(label, ", ".join(filter(None, (spell.name, _time(spell, formats)))))


def _time(spell: Spell, formats: Formats) -> str:
    since = f"since {formats.day(spell.since)}" if spell.since else ""
    until = f"until {formats.day(spell.until)}" if spell.until else ""
    return " ".join(filter(None, (since, until)))


def _point(point: Point, subject: Subject, formats: Formats) -> Section:
    pipe = "" if point.pipe_size is None else f"{formats.number(point.pipe_size)} mm"
    value = "" if point.rateable_value is None else formats.money(point.rateable_value * 100)
    product = () if point.product is None else (point.product,)
    facts = (
        Fact("Number", point.identifier),
        Fact("Market", point.market),
        Fact("Status", words(point.status)),
        Fact("Changing supplier", "yes" if point.changes_supplier else "", "warn"),
        *_spells("Product", product, formats),
        *_spells("Access tariff", point.tariffs, formats),
        *_spells("Supplied", point.periods, formats),
        Fact("Self-consumption", words(point.self_consumption)),
        Fact("Network", point.operator),
        Fact("Emergencies", point.emergency_number),
        Fact("Wholesaler", point.wholesaler.replace("_", " ").title()),
        Fact("Area", point.area),
        Fact("Building", words(point.property_type) if point.property_type != "NONE" else ""),
        Fact("Pipe", pipe),
        Fact("Rateable value", value),
        Fact("Inset", point.inset),
        *_services(point.services, formats),
        *map(_device, point.devices),
    )
    return _section(f"{point.kind}  {point.identifier}".rstrip(), facts, subject)


def _device(device: Device) -> Fact:
    registers = ", ".join(device.registers)
    return Fact("Device", f"{device.identifier}  registers {registers}" if registers else "")


def _property(place: Property, subject: Subject, formats: Formats) -> Section:
    facts = (
        Fact("Address", place.address or place.postcode, private=True),
        Fact("Label", place.label, private=True),
        Fact("Reference", place.reference),
        Fact("Coordinates", _coordinates(place), private=True),
        *(_occupancy(each, formats) for each in place.occupancies),
    )
    return _section("Property", facts, subject)


def _coordinates(place: Property) -> str:
    return ", ".join(f"{degrees:f}" for degrees in place.coordinates or ())


def _occupancy(each: Occupancy, formats: Formats) -> Fact:
    until = f" until {formats.day(each.until)}" if each.until else ""
    people = "" if each.occupants is None else f", {each.occupants} in the household"
    role = "" if each.is_occupier in (None, True) else ", not living there"
    since = f"since {formats.day(each.since)}" if each.since else ""
    return Fact("Held by", f"{each.account} {since}{until}{people}{role}".strip())


def _network(details: Details | None, subject: Subject, formats: Formats) -> Section:
    if details is None:
        return Section("Network", ())
    pressure = [each for each in (details.pressure_min, details.pressure_max) if each is not None]
    milligrams = formats.number(details.hardness_mg) if details.hardness_mg is not None else ""
    hardness = words(details.hardness)
    units = details.units
    facts = (
        Fact("Water hardness", f"{hardness}, {milligrams} mg/l" if milligrams else hardness),
        Fact("Pressure", " to ".join(map(formats.number, pressure)) + " bar" if pressure else ""),
        Fact("Low pressure risk", "yes" if details.low_pressure_risk else "", "warn"),
        Fact("Meter fit failed", "yes" if details.meter_fit_failed else "", "warn"),
        Fact("Traffic sensitive", "yes" if details.traffic_sensitive else "", "warn"),
        Fact("Lane rental", "yes" if details.lane_rental else "", "warn"),
        *(Fact(label, code) for label, code in details.areas),
        Fact("Property number", details.uprn),
        Fact("Units", "" if units in (None, 1) else formats.number(units)),
    )
    return _section("Network", facts, subject)


def _people(place: Property, account: str) -> Section:
    """Offer what else hangs on the property, as links."""
    subject = Subject("account", f"account {account}", {"accountNumber": account}, "overview")
    return Section("See also", (Fact("Account", account, subject=subject),) if place.id else ())
