"""What was measured at a supply point, a device or a register, and at a property as a whole."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from kraken_tui.api.paging import Page, PageRequest
from kraken_tui.domain import pages, read
from kraken_tui.domain.meters_use import Use, is_sane, used_between
from kraken_tui.domain.supply_tree import Supply

if TYPE_CHECKING:
    from kraken_tui.api.client import Answer

Ask = Callable[[str, Mapping[str, object]], Awaitable["Answer"]]

GENERATED = "GENERATION"
"""The direction of what was fed into the network."""

YEARS_BACK = 5
"""The API wants a first moment; what is older is of no use on a screen."""

COUNTED = "ACCUMULATION"
USED = "INTERVAL"
PEAKS = "PEAK"
"""What the API can be asked for: what registers showed, what was used, the highest load."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A value over an interval; what a register showed has an end only.

    ``use`` is by how much it showed more than the reading before it on the same page; ``of`` names
    the supply point where a list holds those of several, with what was fed in among what was used.
    """

    start: datetime | None
    end: datetime | None
    value: Decimal | None
    unit: str
    quality: str
    source: str
    more: tuple[tuple[str, str], ...] = ()
    use: Use | None = None
    of: str = ""
    is_fed_in: bool = False

    @property
    def key(self) -> tuple[object, ...]:
        """Tell it from the others of its list."""
        return (self.start, self.end, self.unit, self.source, self.value, self.of)

    @property
    def length(self) -> timedelta | None:
        """Tell how long the interval is."""
        return self.end - self.start if self.start and self.end else None


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a supply: counted, used or its peaks, by which interval, taken or fed in.

    ``granularity`` is one of the API's (``HOUR``, ``DAY``, ``MONTH``...), empty for what there is.
    """

    kind: str = USED
    granularity: str = ""
    fed_in: bool = False


def can_be_asked(supply: Supply) -> bool:
    """Tell whether the market knows the supply point, which its readings are asked by."""
    return bool(supply.point and supply.point.identifier and supply.point.market)


@dataclass(frozen=True)
class SupplyReadings:
    """Fetch the pages of one supply's readings for a ``PagedList``, newest first."""

    ask: Ask
    supply: Supply
    question: Question
    now: datetime
    timezone: str = ""

    async def fetch(self, request: PageRequest) -> Page[Measured]:
        """Read one page; raise ``KrakenError``."""
        # The API lists them oldest first.
        turned = pages.turned(request)
        answer = await self.ask("supply_readings", self._variables(turned))
        way = "exportReadings" if self.question.fed_in else "importReadings"
        connection = read.child(self._readings(answer.data), way)
        page = pages.turn(pages.page(connection, parse_interval, answer))
        counted = self.question.kind == COUNTED
        return replace(page, items=_with_use(page.items)) if counted else page

    def _variables(self, request: PageRequest) -> Mapping[str, object]:
        supply, question = self.supply, self.question
        assert supply.point is not None
        asked: dict[str, object] = {
            "externalIdentifier": supply.point.identifier,
            "marketName": supply.point.market,
            "startAt": _years_before(self.now).isoformat(),
            "endAt": self.now.isoformat(),
            "readingType": question.kind,
            "granularity": question.granularity or None,
            "timezone": self.timezone or None,
            "devices": [supply.device.identifier] if supply.device else None,
            "registers": [supply.register] if supply.register else None,
        }
        known = {name: value for name, value in asked.items() if value is not None}
        return {**known, **self._switches(), **pages.variables(request)}

    def _switches(self) -> Mapping[str, bool]:
        supply = self.supply
        return {
            "ofPoint": supply.device is None,
            "ofDevice": supply.device is not None and not supply.register,
            "ofRegister": bool(supply.register),
            "taken": not self.question.fed_in,
            "fed": self.question.fed_in,
        }

    def _readings(self, data: read.Node) -> read.Node | None:
        point = read.child(data, "supplyPoint")
        if self.supply.device is None:
            return read.child(point, "readings")
        device = next(read.nodes(read.child(point, "devices")), None)
        if not self.supply.register:
            return read.child(device, "readings")
        register = next(read.nodes(read.child(device, "registers")), None)
        return read.child(register, "readings")


def _with_use(counted: Sequence[Measured]) -> tuple[Measured, ...]:
    """Subtract what registers showed, newest first, from what they showed next."""
    told = [_after(newer, older) for newer, older in pairwise(counted)]
    return (*told, *counted[-1:])


def _after(newer: Measured, older: Measured) -> Measured:
    known = newer.end and older.end and is_sane(newer.value) and is_sane(older.value)
    if not known:
        return newer
    assert newer.end and older.end and newer.value is not None and older.value is not None
    before, after = (older.end.date(), older.value), (newer.end.date(), newer.value)
    return replace(newer, use=used_between(before, after, digits=None))


@dataclass(frozen=True)
class PropertyMeasurements:
    """Fetch the pages of whatever was measured at a property, in the order of the API."""

    ask: Ask
    property_id: str
    now: datetime
    timezone: str = ""

    async def fetch(self, request: PageRequest) -> Page[Measured]:
        """Read one page; raise ``KrakenError``."""
        asked = {
            "propertyId": self.property_id,
            "startAt": _years_before(self.now).isoformat(),
            "endAt": self.now.isoformat(),
            **({"timezone": self.timezone} if self.timezone else {}),
            **pages.variables(request),
        }
        answer = await self.ask("supply_measurements", asked)
        connection = read.child(read.child(answer.data, "property"), "measurements")
        return pages.page(connection, parse_measurement, answer)


def _years_before(now: datetime) -> datetime:
    return now.replace(year=now.year - YEARS_BACK, month=1, day=1, hour=0, minute=0, second=0)


def parse_interval(node: read.Node) -> Measured:
    """Read a supply point's reading."""
    return Measured(
        start=read.moment(node, "intervalStart"),
        end=read.moment(node, "intervalEnd"),
        value=read.decimal(node, "value"),
        unit=read.text(node, "units"),
        quality=read.text(node, "quality"),
        source=read.text(node, "source"),
    )


def parse_measurement(node: read.Node) -> Measured:
    """Read a property's measurement, which is over an interval or at a moment."""
    told = read.child(node, "metaData")
    filters = read.child(told, "utilityFilters")
    return Measured(
        start=read.moment(node, "startAt"),
        end=read.moment(node, "endAt") or read.moment(node, "readAt"),
        value=read.decimal(node, "value"),
        unit=read.text(node, "unit"),
        quality=read.text(filters, "readingQuality"),
        source=read.text(node, "source"),
        more=tuple(_more(told)),
        of=read.text(filters, "marketSupplyPointId"),
        is_fed_in=read.text(filters, "readingDirection") == GENERATED,
    )


def _more(node: read.Node | None) -> list[tuple[str, str]]:
    filters = read.child(node, "utilityFilters")
    named = (("Device", "deviceId"), ("Register", "registerId"))
    told = [(label, text) for label, name in named if (text := read.text(filters, name))]
    for field in ("statistics", "extras"):
        for each in read.children(node, field):
            label = read.text(each, "label") or read.text(each, "description")
            told.append((label or read.text(each, "type"), read.text(each, "value")))
    return told
