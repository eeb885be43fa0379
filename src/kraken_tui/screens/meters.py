"""What an account is supplied through: its meters and supply points, and what these measured."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.worker import Worker

from kraken_tui.api.envelope import refusal
from kraken_tui.domain import supply
from kraken_tui.domain.meters_readings import MeterReadings
from kraken_tui.domain.supply_orders import ServiceOrders
from kraken_tui.domain.supply_readings import COUNTED, Question, SupplyReadings, can_be_asked
from kraken_tui.domain.supply_tree import Supply, supplies
from kraken_tui.screens import meters_words as say
from kraken_tui.screens.deck import DeckScreen
from kraken_tui.screens.meters_chart import ConsumptionView
from kraken_tui.screens.meters_intervals import MeasurementsView
from kraken_tui.screens.meters_orders import SlotsView, offered, orders
from kraken_tui.screens.meters_readings import readings
from kraken_tui.screens.meters_sections import sections
from kraken_tui.screens.meters_subjects import meter_subject
from kraken_tui.screens.meters_supplies import supplies as supply_list
from kraken_tui.screens.record_pane import Fetch, RecordPane
from kraken_tui.screens.state import Loaded, Loading, State
from kraken_tui.session import Session
from kraken_tui.widgets.fact_view import FactView
from kraken_tui.widgets.facts import Subject
from kraken_tui.widgets.record_table import RecordTable
from kraken_tui.widgets.tab_line import Tab

REST = 0.12
"""Seconds that the cursor must rest on a supply before its readings are asked for."""

MOST_LINES = 8

LINKED_BY = ("propertyId", "meterId", "supplyPointId")


@dataclass(frozen=True, slots=True)
class AllSupply:
    """Everything that an account is supplied through."""

    account: str
    lines: tuple[Supply, ...]


class MetersScreen(DeckScreen[AllSupply]):
    """List meters and supply points; below, look at the one under the cursor in views."""

    VIEWS: ClassVar[tuple[Tab, ...]] = (
        Tab("", "readings", "Readings"),
        Tab("", "use", "Consumption"),
        Tab("", "measurements", "Measurements"),
        Tab("", "orders", "Service orders"),
        Tab("", "slots", "Free times"),
        Tab("", "details", "Details"),
    )

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new_reading", "New reading", id="meters.new_reading"),
    ]

    DEFAULT_CSS = """
    MetersScreen {
        #supplies { height: auto; }
        #supplies #rows { height: 4; }
        #supplies #count { display: none; }
    }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._filled: dict[str, object] = {}
        self._chosen: Supply | None = None

    def compose_content(self) -> ComposeResult:
        """Yield the list of supplies above the views."""
        listing = supply_list(self.session.account or "", self.session.formats)
        yield RecordPane(listing, self.session, id="supplies")
        yield from super().compose_content()

    def compose_view(self, name: str) -> Widget:
        """Make a view."""
        formats = self.session.formats
        match name:
            case "readings":
                return RecordPane(readings(None, "", formats), self.session)
            case "use":
                return ConsumptionView(self.session)
            case "measurements":
                return MeasurementsView(self.session)
            case "orders":
                return RecordPane(orders(None, "", formats), self.session)
            case "slots":
                return SlotsView(self.session)
        return FactView()

    async def fetch(self, account: str) -> Loaded[AllSupply]:
        """Read all but what was measured in one request."""
        answer = await self.session.ask("meters", {"accountNumber": account})
        properties = supply.parse(answer.data)
        if properties is None:
            raise refusal(answer.problems)
        self.session.holder = supply.holder(answer.data) or self.session.holder
        warnings = tuple(problem.sentence for problem in answer.problems)
        return Loaded(AllSupply(account, supplies(properties)), warnings)

    # -- the list of supplies ------------------------------------------------------------------

    @property
    def supplies(self) -> RecordPane[Supply]:
        """The list of supplies."""
        return self.query_one("#supplies", RecordPane)

    @property
    def chosen(self) -> Supply | None:
        """The supply that the views are about."""
        return self._chosen

    def show(self, state: State[AllSupply]) -> None:
        """Draw the supplies, and what is seen of the chosen one."""
        pane, data = self.supplies, self.data
        if data is not None:
            pane.listing = supply_list(data.account, self.session.formats)
            if isinstance(state, Loaded):
                self._filled.clear()
                pane.show(data.lines)
                self._fit(len(data.lines))
                self._follow()
        elif isinstance(state, Loading):
            pane.wait()
        else:
            pane.fail()
        self._chosen = pane.current if data is not None else None
        super().show(state)

    def _fit(self, count: int) -> None:
        """Give the list the lines that it needs, and leave most to what was measured."""
        room = max(3, min(MOST_LINES, self.size.height // 3))
        # Most people have a meter and two supply points; for less the line below would only jump.
        self.supplies.table.styles.height = max(4, min(count + 1, room))

    def _follow(self) -> None:
        """Put the cursor on what a link named."""
        focus, data = self.session.focus, self.data
        wanted = {name: str(focus[name]) for name in LINKED_BY if name in focus}
        if not wanted or data is None:
            return
        for index, line in enumerate(data.lines):
            if wanted.items() <= _names_of(line).items():
                # Followed once: whoever goes on from here is not taken back.
                self.session.focus = {}
                self.supplies.table.move_cursor(index)
                return

    def on_screen_resume(self) -> None:
        """Go to the meter whose link was followed here."""
        if self.is_mounted and self.data is not None:
            self._follow()

    @on(RecordTable.Highlighted, "#supplies #rows")
    def choose(self, event: RecordTable.Highlighted) -> None:
        """Look at another supply once the cursor rests on it."""
        event.stop()
        work = self._choose
        self._choosing: Worker[None] = self.run_worker(work, group="choose", exclusive=True)

    async def _choose(self) -> None:
        await asyncio.sleep(REST)
        found = self.supplies.current
        if found is not None and (self._chosen is None or found.key != self._chosen.key):
            self._chosen = found
            self.show_view(self.current_view, self.state)

    # -- the views -----------------------------------------------------------------------------

    async def open_view(self, name: str) -> None:
        """Show another view, of the supply that is chosen by now."""
        await super().open_view(name)
        self.show_view(name, self.state)

    def show_view(self, name: str, state: State[AllSupply]) -> None:
        """Draw the chosen supply into the view that is seen; the others wait until they are."""
        view, chosen = self.view(name), self._chosen
        if chosen is None:
            self._show_nothing(view, state)
        elif name == self.current_view and self._filled.get(name) != _about(name, chosen):
            self._filled[name] = _about(name, chosen)
            self._fill(view, name, chosen)

    def _show_nothing(self, view: Widget, state: State[AllSupply]) -> None:
        match view:
            case RecordPane() if isinstance(state, Loading):
                view.wait()
            case RecordPane():
                view.fail()
            case FactView():
                view.show(())
            case ConsumptionView() | MeasurementsView() | SlotsView():
                view.clear()

    def _fill(self, view: Widget, name: str, chosen: Supply) -> None:
        account, formats = self.session.account or "", self.session.formats
        match view:
            case ConsumptionView() | MeasurementsView():
                view.open(chosen)
            case SlotsView():
                view.open(chosen.place)
            case FactView():
                view.show(sections(chosen, account, formats))
            case RecordPane() if name == "orders":
                view.listing = orders(chosen.place, account, formats)
                fetch = ServiceOrders(self.session.ask, chosen.place.id).fetch
                view.page(partial(offered, view, fetch))
            case RecordPane():
                view.listing = readings(chosen, account, formats)
                self._page(view, self._readings_of(chosen))

    def _page(self, pane: RecordPane[Any], fetch: Fetch[Any] | None) -> None:
        if fetch is None:
            pane.show(())
        else:
            pane.page(fetch)

    def _readings_of(self, chosen: Supply) -> Fetch[Any] | None:
        """Choose where a supply's readings are read; ``None`` where it is not measured."""
        session = self.session
        if chosen.meter is not None:
            return MeterReadings(session.ask, chosen.place.id, chosen.meter.id).fetch
        if not can_be_asked(chosen):
            return None
        zone = say.zone_name(session.formats)
        question = Question(kind=COUNTED)
        return SupplyReadings(session.ask, chosen, question, session.clock(), zone).fetch

    # -- acting --------------------------------------------------------------------------------

    def subject(self) -> Subject | None:
        """Tell what is under the cursor: of the view, or of the list while that has the focus."""
        if not self.supplies.has_focus_within and (found := super().subject()) is not None:
            return found
        return self.supplies.subject()

    def action_new_reading(self) -> None:
        """Type a reading of the chosen meter, and see what it would mean."""
        chosen = self._chosen
        if chosen is None or chosen.meter is None:
            self.say("Choose a meter: what is chosen now is not read by hand here.")
            return
        work = partial(self._enter, chosen)
        self._entering: Worker[None] = self.run_worker(work, group="act", exclusive=True)

    async def _enter(self, chosen: Supply) -> None:
        from kraken_tui.screens.meters_entry import ReadingEntry

        meter = chosen.meter
        assert meter is not None
        entry = ReadingEntry(self.session, chosen.place, meter)
        typed = await self.app.push_screen_wait(entry)
        if typed is not None:
            on, value = typed
            known: Mapping[str, object] = {
                **meter_subject(self.session.account or "", chosen.place, meter).identifiers,
                "readingDate": on.isoformat(),
                "reading": f"{value:f}",
            }
            await self._fill_in("submitMeterReading", known)


def _names_of(line: Supply) -> dict[str, str]:
    """Give the identifiers that a link to a line of the supply may have."""
    return {
        "propertyId": line.place.id,
        "meterId": line.meter.id if line.meter and line.level == "meter" else "",
        "supplyPointId": line.point.id if line.point and line.level == "point" else "",
    }


def _about(name: str, chosen: Supply) -> object:
    """Tell what a view is about: what it shows is the same for a meter and what this measures."""
    point = chosen.point.id if chosen.point else ""
    within = (chosen.device.identifier if chosen.device else "", chosen.register)
    match name:
        case "readings" | "use" if chosen.meter is not None:
            return chosen.meter.id
        case "measurements":
            return (chosen.place.id, point, *within)
        case "orders" | "slots":
            return chosen.place.id
    return chosen.key
