"""What was used by the hour, the day or the month, and whatever else was measured."""

from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from kraken_tui.api.paging import Page, PageRequest
from kraken_tui.domain.meters_use import is_sane
from kraken_tui.domain.supply_readings import (
    Measured,
    PropertyMeasurements,
    Question,
    SupplyReadings,
    can_be_asked,
)
from kraken_tui.domain.supply_tree import Supply
from kraken_tui.formats import Formats
from kraken_tui.screens import meters_words as say
from kraken_tui.screens.listing import Listing
from kraken_tui.screens.meters_subjects import subject_of
from kraken_tui.screens.record_pane import Fetch, RecordPane
from kraken_tui.screens.words import words
from kraken_tui.session import Session
from kraken_tui.widgets.facts import Fact, Section, about
from kraken_tui.widgets.record_columns import Column
from kraken_tui.widgets.tab_line import Tab, TabLine

WAYS = (
    Tab("", "MONTH", "By month"),
    Tab("", "DAY", "By day"),
    Tab("", "HOUR", "By hour"),
    Tab("", "fed", "Fed in, by month"),
    Tab("", "all", "As measured"),
)
"""How intervals can be looked at; the first three are the API's granularities."""

BAR = 16

COLUMNS = (
    Column(key="from", title="From", width=19),
    Column(key="used", title="Used", width=13, align="right"),
    Column(key="bar", title="", width=BAR),
    Column(key="to", title="To", width=19, from_width=100),
    Column(key="quality", title="Quality", width=9),
    Column(key="source", title="Source", width=9, flex=1),
)


class Longest:
    """The largest value seen so far, which is as long as a bar can be."""

    def __init__(self) -> None:
        self.value = Decimal()

    def see(self, page: Page[Measured]) -> None:
        """Take a page's values into account."""
        known = [each.value for each in page.items if is_sane(each.value)]
        self.value = max(self.value, *(value for value in known if value is not None), Decimal())

    def bar(self, value: Decimal | None) -> str:
        """Draw a value in eighths of a cell."""
        if value is None or not is_sane(value) or value <= 0 or not self.value:
            return ""
        eighths = max(1, int(min(value, self.value) * BAR * 8 / self.value))
        part = "" if eighths % 8 == 0 else chr(0x2590 - eighths % 8)
        return "\N{FULL BLOCK}" * (eighths // 8) + part


def intervals(
    supply: Supply | None, way: str, account: str, formats: Formats, longest: Longest
) -> Listing[Measured]:
    """Describe the list of a supply's intervals."""
    write = partial(_moment, way=way, formats=formats)
    return Listing(
        name=f"measurements-{way.lower()}",
        noun="measurements",
        empty="" if supply is None else _empty(way),
        columns=COLUMNS,
        cells=lambda each: (
            write(each),
            formats.quantity(say.rounded(each.value), each.unit),
            longest.bar(each.value),
            formats.moment(each.end),
            words(each.quality),
            each.of or say.source(each.source),
        ),
        key=lambda each: each.key,
        title=lambda each: f"Measurement of {write(each)}",
        sections=lambda each: _sections(each, supply, account, formats),
        subject=lambda _: None if supply is None else subject_of(account, supply),
        tag=lambda each: "dim" if each.quality == "ESTIMATE" else None,
        order={
            "from": lambda each: each.start or each.end,
            "used": lambda each: each.value,
            "to": lambda each: each.end,
        },
    )


def _empty(way: str) -> str:
    if way == "fed":
        return "Nothing was fed into the network here."
    if way == "all":
        return "Nothing was measured at this property."
    return f"Nothing was measured here {dict(_NAMES)[way]}."


_NAMES = (("MONTH", "by the month"), ("DAY", "by the day"), ("HOUR", "by the hour"))


def _moment(each: Measured, *, way: str, formats: Formats) -> str:
    start = each.start or each.end
    if way in ("MONTH", "fed"):
        return formats.month(start)
    return formats.day(start) if way == "DAY" else formats.moment(start)


def _sections(
    each: Measured, supply: Supply | None, account: str, formats: Formats
) -> tuple[Section, ...]:
    subject = None if supply is None else subject_of(account, supply)
    facts = say.told(*_facts(each, formats))
    return (Section("Measurement", about(subject, facts)),)


def _facts(each: Measured, formats: Formats) -> Iterator[Fact]:
    yield Fact("From", formats.moment(each.start) if each.start else "")
    yield Fact("To", formats.moment(each.end))
    yield Fact("Length", str(each.length) if each.length else "")
    yield Fact("Supply point", each.of)
    yield Fact("Value", formats.quantity(each.value, each.unit))
    yield Fact("Quality", words(each.quality))
    yield Fact("Source", say.source(each.source))
    for label, value in each.more:
        yield Fact(words(label), value)


class MeasurementsView(Vertical):
    """Page through a supply's intervals, newest first, looked at in one of several ways."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("g", "look(1)", "By hour, day, month", id="measurements.next"),
        Binding("G", "look(-1)", "Back", show=False, id="measurements.previous"),
    ]

    DEFAULT_CSS = """
    MeasurementsView {
        height: 1fr;
        #ways { background: $background; }
    }
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._supply: Supply | None = None
        self.way = WAYS[0].name

    def compose(self) -> ComposeResult:
        """Yield the ways to look above the list."""
        yield TabLine(WAYS, current=self.way, id="ways")
        listing = intervals(None, self.way, "", self._session.formats, Longest())
        yield RecordPane(listing, self._session)

    @property
    def pane(self) -> RecordPane[Measured]:
        """The list."""
        return self.query_one(RecordPane)

    def open(self, supply: Supply) -> None:
        """Show another supply's intervals."""
        self._supply = supply
        self._look()

    def clear(self) -> None:
        """Show nothing."""
        self._supply = None
        self.pane.fail()

    def action_look(self, steps: int) -> None:
        """Look at it in the next way."""
        names = [way.name for way in WAYS]
        self._look_at(names[(names.index(self.way) + steps) % len(names)])

    @on(TabLine.Chosen, "#ways")
    def way_chosen(self, event: TabLine.Chosen) -> None:
        """Look at it in the way that was clicked."""
        event.stop()
        self._look_at(event.name)

    def _look_at(self, way: str) -> None:
        self.way = way
        self.query_one("#ways", TabLine).current = way
        self._look()

    def _look(self) -> None:
        supply, longest, pane = self._supply, Longest(), self.pane
        session = self._session
        account = session.account or ""
        pane.listing = intervals(supply, self.way, account, session.formats, longest)
        fetch = None if supply is None else self._fetch(supply)
        if fetch is None:
            pane.show(())
        else:
            pane.page(partial(_noted, fetch, longest), backwards=self.way != "all")

    def _fetch(self, supply: Supply) -> Fetch[Measured] | None:
        """Choose what to ask; ``None`` where the market does not know the supply."""
        ask, now = self._session.ask, self._session.clock()
        zone = say.zone_name(self._session.formats)
        if self.way == "all":
            return PropertyMeasurements(ask, supply.place.id, now, zone).fetch
        if not can_be_asked(supply):
            return None
        fed = self.way == "fed"
        question = Question(granularity="MONTH" if fed else self.way, fed_in=fed)
        return SupplyReadings(ask, supply, question, now, zone).fetch


async def _noted(fetch: Fetch[Measured], longest: Longest, request: PageRequest) -> Page[Measured]:
    page = await fetch(request)
    longest.see(page)
    return page
