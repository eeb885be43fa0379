"""What an account is supplied through: its meters and supply points, and what these measured."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.worker import Worker

from kraken_tui.domain import supply
from kraken_tui.domain.absent import no_account
from kraken_tui.domain.supply_tree import Supply, supplies
from kraken_tui.memory import Ask
from kraken_tui.screens import meters_views
from kraken_tui.screens.deck import DeckScreen
from kraken_tui.screens.meters_subjects import meter_subject
from kraken_tui.screens.meters_supplies_pane import SuppliesPane
from kraken_tui.screens.meters_views import OpenSupply
from kraken_tui.screens.state import Loaded, Loading, State
from kraken_tui.session import Session
from kraken_tui.widgets.facts import Subject
from kraken_tui.widgets.tab_line import Tab

if TYPE_CHECKING:
    from kraken_tui.screens.meters_entry import Typed


@dataclass(frozen=True, slots=True)
class AllSupply:
    """Everything that an account is supplied through."""

    account: str
    lines: tuple[Supply, ...]


class MetersScreen(DeckScreen[AllSupply]):
    """List meters and supply points; below, look at the one under the cursor in views."""

    VIEWS: ClassVar[tuple[Tab, ...]] = meters_views.VIEWS

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new_reading", "New reading", id="meters.new_reading"),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._filled: dict[str, object] = {}
        self._chosen: Supply | None = None

    def compose_master(self) -> ComposeResult:
        """Yield the list of supplies; the views are about the one under the cursor."""
        yield SuppliesPane(self.session, id="supplies")

    def compose_view(self, name: str) -> Widget:
        """Make a view."""
        return meters_views.make(name, self.session)

    async def fetch(self, account: str, ask: Ask) -> Loaded[AllSupply]:
        """Read all but what was measured in one request."""
        answer = await ask("meters", {"accountNumber": account})
        properties = supply.parse(answer.data)
        if properties is None:
            raise no_account(answer)
        self.session.holder = supply.holder(answer.data) or self.session.holder
        warnings = tuple(problem.sentence for problem in answer.problems)
        return Loaded(AllSupply(account, supplies(properties)), warnings)

    # -- showing -------------------------------------------------------------------------------

    @property
    def supplies(self) -> SuppliesPane:
        """The list of supplies."""
        return self.query_one(SuppliesPane)

    @property
    def chosen(self) -> Supply | None:
        """The supply that the views are about."""
        return self._chosen

    def show(self, state: State[AllSupply]) -> None:
        """Draw the supplies, and what is seen of the chosen one."""
        pane, data = self.supplies, self.data
        if isinstance(state, Loaded):
            self._filled.clear()
            pane.list_supplies(state.data.account, state.data.lines)
            self.go_to_focus()
        elif data is not None and self._chosen is None:
            pane.list_supplies(data.account, data.lines)
        elif data is None:
            pane.wait() if isinstance(state, Loading) else pane.fail()
        self._chosen = pane.current if data is not None else None
        super().show(state)

    def show_view(self, name: str, state: State[AllSupply]) -> None:
        """Draw the chosen supply into a view, unless what is there is the same for it."""
        view, chosen = self.view(name), self._chosen
        if chosen is None or (self.is_waiting and name not in self._filled):
            meters_views.clear(view, loading=isinstance(state, Loading))
            return
        about = meters_views.about(name, chosen)
        if self._filled.get(name) != about:
            self._filled[name] = about
            OpenSupply(self.session, self.session.account or "", chosen).fill(name, view)

    @on(SuppliesPane.Chosen)
    def supply_chosen(self, event: SuppliesPane.Chosen) -> None:
        """Look at another supply."""
        event.stop()
        if self._chosen is None or event.supply.key != self._chosen.key:
            self._chosen = event.supply
            self.draw_anew()

    def go_to_focus(self) -> None:
        """Go to the meter whose link was followed here."""
        if self.supplies.point_at(self.session.focus):
            # Followed once: whoever goes on from here is not taken back.
            self.session.focus = {}

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
        from kraken_tui.screens.meters_entry import ReadingEntry

        entry = ReadingEntry(self.session, chosen.place, chosen.meter)
        meter = meter_subject(self.session.account or "", chosen.place, chosen.meter)
        # Pushed at once, and not from a worker: who knows the key types on without a pause.
        self.app.push_screen(entry, partial(self._go_on, meter))

    def _go_on(self, meter: Subject, typed: "Typed | None") -> None:
        """Put what was typed into the form that sends it."""
        if typed is None:
            return
        on, value = typed
        reading = {"readingDate": on.isoformat(), "reading": f"{value:f}"}
        work = partial(self._fill_in, "submitMeterReading", {**meter.identifiers, **reading})
        self._filling_in: Worker[None] = self.run_worker(work, group="act", exclusive=True)
