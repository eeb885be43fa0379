"""The supplied properties of an account, what measures them, and what supplies them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kraken_tui.domain.accounts import Account
from kraken_tui.domain.agreements import Agreement
from kraken_tui.domain.places import LastReading, Meter, Property
from kraken_tui.screens.overview_lists import list_fact
from kraken_tui.screens.overview_texts import nothing
from kraken_tui.screens.words import UNKNOWN, words
from kraken_tui.widgets.facts import Fact, Section, Subject

if TYPE_CHECKING:
    from kraken_tui.formats import Formats

CUBIC_METRES = "CUBIC_METRES"
LONGEST_LABEL = 17


def properties(account: Account, formats: "Formats") -> Iterator[Section]:
    """Give a section for each property, or one that says that there is none."""
    for place in account.properties:
        title = f"Property  {place.label}".rstrip()
        yield Section(title, tuple(_property(account.number, place, formats)))
    if not account.properties:
        yield Section("Properties", nothing(account, "properties", "No properties."))


def _property(number: str, place: Property, formats: "Formats") -> Iterator[Fact]:
    identifiers = {"accountNumber": number, **place.identifiers}
    subject = Subject("property", place.address, identifiers, screen="meters")
    yield Fact("Address", place.address or UNKNOWN, subject=subject, private=True)
    if held := _held(place, formats):
        yield Fact("Held", held, "warn" if place.until else "", subject)
    for meter in place.meters:
        yield from _meter(number, place, meter, formats)


def _held(place: Property, formats: "Formats") -> str:
    """Say since when, by how many, and what kind of building it is."""
    since = f"since {formats.day(place.since)}" if place.since else ""
    until = f"until {formats.day(place.until)}" if place.until else ""
    kind = "" if place.kind in ("", "NONE") else words(place.kind).lower()
    vacant = "not lived in" if place.is_occupier is False else ""
    return ", ".join(filter(None, (since, until, _occupants(place), kind, vacant)))


def _occupants(place: Property) -> str:
    if place.occupants is None:
        return ""
    return "1 occupant" if place.occupants == 1 else f"{place.occupants} occupants"


def _meter(number: str, place: Property, meter: Meter, formats: "Formats") -> Iterator[Fact]:
    identifiers = {"accountNumber": number, "propertyId": place.id, **meter.identifiers}
    subject = Subject("meter", f"meter {meter.identifier}", identifiers, screen="meters")
    made = " ".join(filter(None, (meter.make, meter.model)))
    described = "  ".join(filter(None, (meter.identifier, made, words(meter.status))))
    yield Fact(meter.kind, described, subject=subject)
    if meter.last_reading is not None:
        tone = "warn" if meter.last_reading.is_held else ""
        yield Fact("  last reading", _reading(meter.last_reading, formats), tone, subject)


def _reading(reading: LastReading, formats: "Formats") -> str:
    on = f" on {formats.day(reading.day)}" if reading.day else ""
    held = " (held)" if reading.is_held else ""
    return f"{formats.quantity(reading.value, CUBIC_METRES)}{on}{held}"


def agreements(account: Account, formats: "Formats") -> Section:
    """Give a fact for each active agreement, and one for all that there ever were."""
    facts = [_agreement(account, each, formats) for each in account.agreements]
    beyond = (account.agreements_active or 0) - len(facts)
    told = f"{beyond} more, " if beyond > 0 else ""
    rest = list_fact(account, "agreements", f"{told}enter shows past ones too", "quiet")
    return Section("Supply agreements", (*facts, rest))


def _agreement(account: Account, agreement: Agreement, formats: "Formats") -> Fact:
    since = f"since {formats.day(agreement.valid_from)}" if agreement.valid_from else ""
    until = f"until {formats.day(agreement.valid_to)}" if agreement.valid_to else ""
    label, point = _label(account, agreement)
    value = ", ".join(filter(None, (agreement.product, since, until, point))) or UNKNOWN
    identifiers = {"accountNumber": account.number, **agreement.identifiers}
    subject = Subject("agreement", agreement.product or label, identifiers)
    return Fact(label, value, subject=subject)


def _label(account: Account, agreement: Agreement) -> tuple[str, str]:
    """Name the supply point beside an agreement, or behind it where it is too long for that."""
    if 0 < len(agreement.supply_point) <= LONGEST_LABEL:
        return agreement.supply_point, ""
    alike = [each for each in account.agreements if each.market == agreement.market]
    return _market(agreement), agreement.supply_point if len(alike) > 1 else ""


def _market(agreement: Agreement) -> str:
    """Call a market by what is supplied: `ESP_GAS` is gas."""
    _, _, supplied = agreement.market.partition("_")
    return words(supplied or agreement.market) or "Agreement"
