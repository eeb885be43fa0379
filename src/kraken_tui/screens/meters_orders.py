"""Visits to a property: those that were ordered, and the times that are free for one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import ClassVar, TypeVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static
from textual.worker import Worker

from kraken_tui.api.errors import KrakenError
from kraken_tui.api.paging import Page, PageRequest
from kraken_tui.domain.supply import Property
from kraken_tui.domain.supply_orders import NotOffered, ServiceOrder, ServiceOrders, Slot, Slots
from kraken_tui.formats import Formats
from kraken_tui.screens import meters_words as say
from kraken_tui.screens.listing import Listing
from kraken_tui.screens.meters_subjects import order_subject, slot_subject
from kraken_tui.screens.record_pane import Fetch, RecordPane
from kraken_tui.screens.words import words
from kraken_tui.session import Session
from kraken_tui.widgets.facts import Fact, Section, about
from kraken_tui.widgets.line_input import LineInput
from kraken_tui.widgets.record_columns import Column

R = TypeVar("R")

ORDER_COLUMNS = (
    Column(key="job", title="Job", width=16, flex=1),
    Column(key="status", title="Status", width=11),
    Column(key="visit", title="Visit", width=28),
    Column(key="vendor", title="Vendor", width=16, from_width=100),
    Column(key="marks", title="", width=12),
)

SLOT_COLUMNS = (
    Column(key="day", title="Day", width=14),
    Column(key="visit", title="Between", width=16),
    Column(key="job", title="For", width=20, flex=1),
    Column(key="vendor", title="Vendor", width=16, from_width=100),
)

ANY_JOB = "Check the meter"
"""Asked for where no job was ever ordered."""


def orders(place: Property | None, account: str, formats: Formats) -> Listing[ServiceOrder]:
    """Describe the list of a property's service orders."""
    return Listing(
        name="service-orders",
        noun="service orders",
        empty="No visit was ever ordered here." if place else "",
        columns=ORDER_COLUMNS,
        cells=lambda order: (
            order.job,
            words(order.status),
            between(order.starts, order.ends, formats),
            order.vendor,
            "appointment" if order.needs_appointment else "",
        ),
        key=lambda order: order.id,
        title=lambda order: f"{order.job} ({words(order.status).lower()})",
        sections=lambda order: _order(order, place, account, formats),
        subject=lambda order: None if place is None else order_subject(account, place, order),
        tag=lambda order: "dim" if order.cancelled else None,
        order={"visit": lambda order: order.starts},
    )


async def offered(pane: RecordPane[R], fetch: Fetch[R], request: PageRequest) -> Page[R]:
    """Read a page; what the tenant does not offer is an empty list that says so."""
    try:
        return await fetch(request)
    except NotOffered as error:
        pane.listing = replace(pane.listing, empty=error.sentence)
        return Page((), None, None, has_next=False, has_previous=False, total=0)


def between(starts: datetime | None, ends: datetime | None, formats: Formats) -> str:
    """Say when a visit is, its end by the time alone where that is on the same day."""
    if starts is None:
        return "no time yet"
    if ends is None:
        return formats.moment(starts)
    same = formats.day(starts) == formats.day(ends)
    until = formats.time(ends) if same else formats.moment(ends)
    return f"{formats.moment(starts)} to {until}"


def _order(
    order: ServiceOrder, place: Property | None, account: str, formats: Formats
) -> tuple[Section, ...]:
    subject = None if place is None else order_subject(account, place, order)
    facts = say.told(*_facts(order, place, formats))
    return (Section("Service order", about(subject, facts)),)


def _facts(order: ServiceOrder, place: Property | None, formats: Formats) -> Iterator[Fact]:
    yield Fact("Job", order.job)
    yield Fact("Status", words(order.status), "quiet" if order.cancelled else "")
    yield Fact("At", place.address if place else "")
    yield Fact("Visit", between(order.starts, order.ends, formats))
    yield Fact("Cancelled", formats.moment(order.cancelled) if order.cancelled else "")
    yield Fact("Planned for", formats.day(order.install_on) if order.install_on else "")
    yield Fact("Appointment", say.yes(order.needs_appointment))
    yield Fact("Avoid school run", say.yes(order.avoids_school_run))
    yield Fact("Shared supply", say.yes(order.is_shared_supply))
    yield Fact("Smart meter ready", say.yes(order.is_smart_ready))
    yield Fact("Caller", order.caller)
    yield Fact("Notes", order.notes)
    yield Fact("From the field", order.field_notes)
    yield Fact("Vendor", order.vendor)
    yield Fact("Task", order.task)
    yield Fact("Metadata", order.metadata)
    yield Fact("Order", order.uuid or order.id, "quiet")


def slots(place: Property | None, account: str, formats: Formats) -> Listing[Slot]:
    """Describe the list of the times that are free."""
    return Listing(
        name="visit-times",
        noun="free times",
        empty="No time is free for this job." if place else "",
        columns=SLOT_COLUMNS,
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

    @on(Input.Submitted, "#job")
    def job_named(self, event: Input.Submitted) -> None:
        """Look for times for another job."""
        event.stop()
        self.query_one("#job", LineInput).display = False
        self.pane.table.focus()
        if (job := event.value.strip()) and self._place is not None:
            self._job = job
            self._show(job)
