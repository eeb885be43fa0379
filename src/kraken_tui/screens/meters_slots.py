"""The times that are free for a visit to a property."""

from functools import partial
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static
from textual.worker import Worker

from kraken_tui.api.errors import KrakenError
from kraken_tui.api.paging import PageRequest
from kraken_tui.domain.supply import Property
from kraken_tui.domain.supply_orders import ServiceOrders, Slot, Slots
from kraken_tui.formats import Formats
from kraken_tui.screens import meters_words as say
from kraken_tui.screens.listing import Listing
from kraken_tui.screens.meters_orders import between, offered
from kraken_tui.screens.meters_subjects import slot_subject
from kraken_tui.screens.record_pane import RecordPane
from kraken_tui.session import Session
from kraken_tui.widgets.facts import Fact, Section, about
from kraken_tui.widgets.line_input import LineInput
from kraken_tui.widgets.record_columns import Column

COLUMNS = (
    Column(key="day", title="Day", width=14),
    Column(key="visit", title="Between", width=16),
    Column(key="job", title="For", width=20, flex=1),
    Column(key="vendor", title="Vendor", width=16, from_width=100),
)

ANY_JOB = "Check the meter"
"""Asked for where no job was ever ordered."""


def slots(place: Property | None, account: str, formats: Formats) -> Listing[Slot]:
    """Describe the list of the times that are free."""
    return Listing(
        name="visit-times",
        noun="free times",
        empty="No time is free for this job." if place else "",
        columns=COLUMNS,
        cells=lambda slot: (
            formats.day(slot.starts),
            f"{formats.time(slot.starts)} to {formats.time(slot.ends)}",
            slot.job,
            slot.vendor,
        ),
        key=lambda slot: (slot.starts, slot.ends),
        title=lambda slot: f"{slot.job}: {between(slot.starts, slot.ends, formats)}",
        sections=lambda slot: _slot(slot, place, account, formats),
        subject=lambda slot: None if place is None else slot_subject(account, place, slot),
        order={"day": lambda slot: slot.starts},
    )


def _slot(
    slot: Slot, place: Property | None, account: str, formats: Formats
) -> tuple[Section, ...]:
    subject = None if place is None else slot_subject(account, place, slot)
    facts = say.told(
        Fact("Job", slot.job),
        Fact("At", place.address if place else ""),
        Fact("Visit", between(slot.starts, slot.ends, formats)),
        Fact("Vendor", slot.vendor),
    )
    return (Section("Free time", about(subject, facts)),)


class SlotsView(Vertical):
    """Show the times that are free for a job at a property."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "job", "Other job", id="visits.job"),
        Binding("escape", "leave_job", "Same job", id="visits.leave_job"),
    ]

    DEFAULT_CSS = """
    SlotsView {
        height: 1fr;
        LineInput { display: none; }
        #for { height: 1; padding: 0 1; color: $text-muted; }
    }
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._place: Property | None = None
        self._job = ""

    def compose(self) -> ComposeResult:
        """Yield the job and the property above the times."""
        yield Static(id="for", markup=False)
        yield LineInput(placeholder="What should be done there, such as: Check the meter", id="job")
        yield RecordPane(slots(None, "", self._session.formats), self._session)

    @property
    def pane(self) -> RecordPane[Slot]:
        """The list of times."""
        return self.query_one(RecordPane)

    def open(self, place: Property) -> None:
        """Show the times for the job that was ordered last at a property."""
        self._place = place
        self.pane.wait()
        work = self._ask_for_last_job
        self._worker: Worker[None] = self.run_worker(work, group="slots", exclusive=True)

    def clear(self) -> None:
        """Show nothing."""
        self._place, self._job = None, ""
        self.query_one("#for", Static).update("", layout=False)
        self.pane.fail()

    def reading_dropped(self) -> None:
        """Show no times: which job they are for is not known."""
        self.pane.fail()

    async def _ask_for_last_job(self) -> None:
        assert self._place is not None
        orders = ServiceOrders(self._session.ask, self._place.id)
        job = self._job
        if not job:
            try:
                page = await orders.fetch(PageRequest(first=1))
                job = page.items[0].job if page.items else ANY_JOB
            except KrakenError:
                job = ANY_JOB  # What is wrong will be said when times are asked for.
        self._show(job)

    def _show(self, job: str) -> None:
        place, session = self._place, self._session
        assert place is not None
        line = Text(f"Visits to {place.name} for: {job}", no_wrap=True)
        self.query_one("#for", Static).update(line, layout=False)
        pane = self.pane
        pane.listing = slots(place, session.account or "", session.formats)
        fetch = Slots(session.ask, place.id, job, session.clock()).fetch
        pane.page(partial(offered, pane, fetch))

    def action_job(self) -> None:
        """Ask for which job somebody should come."""
        self.query_one("#job", LineInput).open()

    def action_leave_job(self) -> None:
        """Go back to the times without another job."""
        self.query_one("#job", LineInput).display = False
        self.pane.table.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave esc to the screen while no job is being named."""
        if action != "leave_job" or not self.is_mounted:
            return True
        return self.query_one("#job", LineInput).has_focus

    @on(Input.Submitted, "#job")
    def job_named(self, event: Input.Submitted) -> None:
        """Look for times for another job."""
        event.stop()
        self.action_leave_job()
        if (job := event.value.strip()) and self._place is not None:
            self._job = job
            self._show(job)
