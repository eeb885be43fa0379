"""A water meter's readings, page by page, newest first, with what was used before each."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from kraken_tui.api.paging import Page, PageRequest
from kraken_tui.domain import read
from kraken_tui.domain.meters_use import Use, is_sane, used_between
from kraken_tui.domain.pages import problems, variables

if TYPE_CHECKING:
    from kraken_tui.api.client import Answer

Ask = Callable[[str, Mapping[str, object]], Awaitable["Answer"]]
"""Sends the document of a view with variables."""

OLDER = 3
"""So many more readings are asked for: use is counted from the nearest older one that counts."""

MOST = 100
"""The API gives no longer pages."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a register showed on a day, in cubic metres.

    Held, it waits for a check; quarantined, it is out of use. ``use`` is what was used since the
    reading before it that counts, ``None`` where that is not known.
    """

    id: str
    on: date | None
    value: Decimal | None
    source: str
    reason: str
    is_held: bool
    is_quarantined: bool
    hold_reasons: tuple[str, ...]
    notes: str
    use: Use | None = None

    @property
    def counts(self) -> bool:
        """Tell whether use may be counted from it."""
        known = self.on is not None and self.value is not None
        return known and not (self.is_held or self.is_quarantined) and is_sane(self.value)


def parse_reading(node: read.Node) -> Reading:
    """Read one reading."""
    reasons = node.get("holdReasons")
    return Reading(
        id=read.text(node, "id"),
        on=read.day(node, "readingDate"),
        value=read.decimal(node, "valueCubicMetres"),
        source=read.text(node, "source"),
        reason=read.text(node, "reason"),
        is_held=bool(read.flag(node, "isHeld")),
        is_quarantined=bool(read.flag(node, "isQuarantined")),
        hold_reasons=tuple(
            read.text({"reason": each}, "reason")
            for each in (reasons if isinstance(reasons, list) else ())
            if each is not None
        ),
        notes=read.text(node, "notes"),
    )


def with_use(readings: Sequence[Reading], *, digits: int | None) -> tuple[Reading, ...]:
    """Add to readings, newest first, what was used since the one before that counts."""
    told: list[Reading] = []
    older: Reading | None = None
    for reading in reversed(readings):
        told.append(replace(reading, use=_use(older, reading, digits)))
        if reading.counts:
            older = reading
    return tuple(reversed(told))


def _use(older: Reading | None, newer: Reading, digits: int | None) -> Use | None:
    if older is None or not newer.counts:
        return None
    assert older.on and newer.on and older.value is not None and newer.value is not None
    return used_between((older.on, older.value), (newer.on, newer.value), digits=digits)


@dataclass
class MeterReadings:
    """Fetch the pages of one meter's readings for a ``PagedList``."""

    ask: Ask
    property_id: str
    meter_id: str

    def __post_init__(self) -> None:
        self._heads: dict[str, tuple[Reading, ...]] = {}

    async def fetch(self, request: PageRequest) -> Page[Reading]:
        """Read one page; raise ``KrakenError``."""
        answer = await self.ask("meters_readings", self._variables(request))
        meter = self._meter(answer.data)
        connection, digits = read.child(meter, "readings"), read.integer(meter, "numberOfDigits")
        page = self._forwards if request.last is None else self._backwards
        found = page(connection, request, digits)
        return replace(found, problems=problems(answer), seen=answer.seen)

    def _variables(self, request: PageRequest) -> dict[str, object]:
        first = request.first and min(MOST, request.first + OLDER)
        asked = variables(replace(request, first=first))
        return {"propertyId": self.property_id, **asked}

    def _meter(self, data: read.Node) -> read.Node | None:
        meters = read.children(read.child(data, "property"), "activeWaterMeters")
        return next((node for node in meters if read.text(node, "id") == self.meter_id), None)

    def _forwards(
        self, connection: read.Node | None, request: PageRequest, digits: int | None
    ) -> Page[Reading]:
        """Keep what was asked for; the older ones beyond it have only said what was used."""
        edges = [edge for edge in read.children(connection, "edges") if read.child(edge, "node")]
        info = read.child(connection, "pageInfo")
        more = bool(read.flag(info, "hasNextPage"))
        items = with_use(tuple(map(parse_reading, read.nodes(connection))), digits=digits)
        kept = min(request.first or 0, len(items) - OLDER if more else len(items))
        kept = max(kept, 1)
        beyond = kept < len(items)
        end = read.text(edges[kept - 1], "cursor") if beyond else read.text(info, "endCursor")
        return Page(
            items=items[:kept],
            start_cursor=read.text(info, "startCursor") or None,
            end_cursor=end or None,
            has_next=beyond or more,
            has_previous=bool(read.flag(info, "hasPreviousPage")),
            total=read.integer(connection, "totalCount"),
        )

    def _backwards(
        self, connection: read.Node | None, request: PageRequest, digits: int | None
    ) -> Page[Reading]:
        """Count use across the page's end with what the page after it began with."""
        info = read.child(connection, "pageInfo")
        found = tuple(map(parse_reading, read.nodes(connection)))
        beyond = self._heads.get(request.before or "", ())
        items = with_use(found + beyond, digits=digits)[: len(found)]
        start = read.text(info, "startCursor")
        self._heads[start] = found[:OLDER]
        return Page(
            items=items,
            start_cursor=start or None,
            end_cursor=read.text(info, "endCursor") or None,
            has_next=bool(read.flag(info, "hasNextPage")),
            has_previous=bool(read.flag(info, "hasPreviousPage")),
            total=read.integer(connection, "totalCount"),
        )
