"""Visits to a property that were ordered."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from kraken_tui.api.paging import Page, PageRequest
from kraken_tui.domain.supply import Property
from kraken_tui.domain.supply_orders import NotOffered, ServiceOrder
from kraken_tui.formats import Formats
from kraken_tui.screens import meters_words as say
from kraken_tui.screens.listing import Listing
from kraken_tui.screens.meters_subjects import order_subject
from kraken_tui.screens.record_pane import Fetch, RecordPane
from kraken_tui.screens.words import words
from kraken_tui.widgets.facts import Fact, Section, about
from kraken_tui.widgets.record_columns import Column

R = TypeVar("R")

COLUMNS = (
    Column(key="job", title="Job", width=16, flex=1),
    Column(key="status", title="Status", width=11),
    Column(key="visit", title="Visit", width=28),
    Column(key="vendor", title="Vendor", width=16, from_width=100),
    Column(key="marks", title="", width=12),
)


def orders(place: Property | None, account: str, formats: Formats) -> Listing[ServiceOrder]:
    """Describe the list of a property's service orders."""
    return Listing(
        name="service-orders",
        noun="service orders",
        empty="No visit was ever ordered here." if place else "",
        columns=COLUMNS,
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
    yield Fact("At", place.address if place else "", private=True)
    yield Fact("Visit", between(order.starts, order.ends, formats))
    yield Fact("Cancelled", formats.moment(order.cancelled) if order.cancelled else "")
    yield Fact("Planned for", formats.day(order.install_on) if order.install_on else "")
    yield Fact("Appointment", say.yes(order.needs_appointment))
    yield Fact("Avoid school run", say.yes(order.avoids_school_run))
    yield Fact("Shared supply", say.yes(order.is_shared_supply))
    yield Fact("Smart meter ready", say.yes(order.is_smart_ready))
    yield Fact("Caller", order.caller, private=True)
    yield Fact("Notes", order.notes, private=True)
    yield Fact("From the field", order.field_notes, private=True)
    yield Fact("Vendor", order.vendor)
    yield Fact("Task", order.task)
    yield Fact("Metadata", order.metadata)
    yield Fact("Order", order.uuid or order.id, "quiet")
