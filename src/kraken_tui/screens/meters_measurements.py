"""What a supply used, fed in or drew at most, looked at in one of several ways."""

from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from kraken_tui.api.paging import Page, PageRequest
from kraken_tui.domain.supply_readings import (
    PEAKS,
    Measured,
    PropertyMeasurements,
    Question,
    SupplyReadings,
    can_be_asked,
)
from kraken_tui.domain.supply_tree import Supply
from kraken_tui.screens import meters_words as say
from kraken_tui.screens.meters_intervals import ALL, FED, PEAK, Longest, intervals
from kraken_tui.screens.record_pane import Fetch, RecordPane
from kraken_tui.session import Session
from kraken_tui.widgets.tab_line import Tab, TabLine

WAYS = (
    Tab("", "MONTH", "By month"),
    Tab("", "DAY", "By day"),
    Tab("", "HOUR", "By hour"),
    Tab("", FED, "Fed in, by month"),
    Tab("", PEAK, "Peak of each month"),
    Tab("", ALL, "As measured"),
)
"""How intervals can be looked at; the first three are the API's granularities."""

QUESTIONS = {
    FED: Question(granularity="MONTH", fed_in=True),
    PEAK: Question(kind=PEAKS, granularity="MONTH"),
}


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
        pane.table.set_columns(pane.listing.columns)
        fetch = None if supply is None else self._fetch(supply)
        if fetch is None:
            pane.show(())
        else:
            pane.page(partial(_noted, fetch, longest), backwards=self.way != ALL)

    def _fetch(self, supply: Supply) -> Fetch[Measured] | None:
        """Choose what to ask; ``None`` where the market does not know the supply."""
        ask, now = self._session.memory.look, self._session.clock()
        zone = say.zone_name(self._session.formats)
        if self.way == ALL:
            return PropertyMeasurements(ask, supply.place.id, now, zone).fetch
        if not can_be_asked(supply):
            return None
        question = QUESTIONS.get(self.way) or Question(granularity=self.way)
        return SupplyReadings(ask, supply, question, now, zone).fetch


async def _noted(fetch: Fetch[Measured], longest: Longest, request: PageRequest) -> Page[Measured]:
    page = await fetch(request)
    longest.see(page)
    return page
