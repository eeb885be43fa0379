"""The views of one supply: how each is made, emptied and filled."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from textual.widget import Widget

from kraken_tui.domain.meters_readings import MeterReadings
from kraken_tui.domain.supply_orders import ServiceOrders
from kraken_tui.domain.supply_readings import COUNTED, Question, SupplyReadings, can_be_asked
from kraken_tui.domain.supply_tree import Supply
from kraken_tui.screens import meters_words as say
from kraken_tui.screens.meters_chart import ConsumptionView
from kraken_tui.screens.meters_measurements import MeasurementsView
from kraken_tui.screens.meters_orders import offered, orders
from kraken_tui.screens.meters_readings import readings
from kraken_tui.screens.meters_sections import sections
from kraken_tui.screens.meters_slots import SlotsView
from kraken_tui.screens.record_pane import Fetch, RecordPane
from kraken_tui.session import Session
from kraken_tui.widgets.fact_view import FactView
from kraken_tui.widgets.tab_line import Tab

VIEWS = (
    Tab("", "readings", "Readings"),
    Tab("", "use", "Consumption"),
    Tab("", "measurements", "Measurements"),
    Tab("", "orders", "Service orders"),
    Tab("", "slots", "Free times"),
    Tab("", "details", "Details"),
)


def make(name: str, session: Session) -> Widget:
    """Make a view."""
    formats = session.formats
    match name:
        case "readings":
            return RecordPane(readings(None, "", formats), session)
        case "use":
            return ConsumptionView(session)
        case "measurements":
            return MeasurementsView(session)
        case "orders":
            return RecordPane(orders(None, "", formats), session)
        case "slots":
            return SlotsView(session)
    return FactView()


def clear(view: Widget, *, loading: bool) -> None:
    """Show nothing; what another account had must not stay."""
    match view:
        case RecordPane():
            view.wait() if loading else view.fail()
        case FactView():
            view.show(())
        case ConsumptionView() | MeasurementsView() | SlotsView():
            view.clear()


def about(name: str, chosen: Supply) -> object:
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


@dataclass(frozen=True, slots=True)
class OpenSupply:
    """The supply that is looked at, and how its views come by what they show."""

    session: Session
    account: str
    supply: Supply

    def fill(self, name: str, view: Widget) -> None:
        """Fill a view; those that page ask for themselves."""
        supply, formats = self.supply, self.session.formats
        match view:
            case ConsumptionView() | MeasurementsView():
                view.open(supply)
            case SlotsView():
                view.open(supply.place)
            case FactView():
                view.show(sections(supply, self.account, formats))
            case RecordPane() if name == "orders":
                view.listing = orders(supply.place, self.account, formats)
                fetch = ServiceOrders(self.session.memory.look, supply.place.id).fetch
                view.page(partial(offered, view, fetch))
            case RecordPane():
                view.listing = readings(supply, self.account, formats)
                view.table.set_columns(view.listing.columns)
                self._page_readings(view)

    def _page_readings(self, pane: RecordPane[Any]) -> None:
        fetch = self._readings()
        if fetch is None:
            pane.show(())
        else:
            pane.page(fetch)

    def _readings(self) -> Fetch[Any] | None:
        """Choose where a supply's readings are read; ``None`` where it is not measured."""
        supply, session = self.supply, self.session
        if supply.meter is not None:
            return MeterReadings(session.memory.look, supply.place.id, supply.meter.id).fetch
        if not can_be_asked(supply):
            return None
        zone = say.zone_name(session.formats)
        question = Question(kind=COUNTED)
        return SupplyReadings(session.memory.look, supply, question, session.clock(), zone).fetch
