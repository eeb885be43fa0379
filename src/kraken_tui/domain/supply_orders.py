"""Field work ordered at a property, and the times at which somebody could come."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from kraken_tui.api.errors import KrakenError
from kraken_tui.api.paging import Page, PageRequest
from kraken_tui.domain import pages, read

if TYPE_CHECKING:
    from kraken_tui.api.client import Answer

Ask = Callable[[str, Mapping[str, object]], Awaitable["Answer"]]


class NotOffered(KrakenError):
    """The tenant's API has no such thing."""


@dataclass(frozen=True, slots=True)
class ServiceOrder:
    """A job at a property, planned, done or called off."""

    id: str
    job: str
    status: str
    starts: datetime | None
    ends: datetime | None
    cancelled: datetime | None
    install_on: date | None
    needs_appointment: bool | None
    avoids_school_run: bool | None
    is_shared_supply: bool | None
    is_smart_ready: bool | None
    caller: str
    notes: str
    field_notes: str
    metadata: str
    uuid: str
    task: str
    vendor: str


@dataclass(frozen=True, slots=True)
class Slot:
    """A time at which somebody could come for a job."""

    job: str
    starts: datetime | None
    ends: datetime | None
    vendor: str


@dataclass(frozen=True)
class ServiceOrders:
    """Fetch the pages of a property's orders, newest first as the API gives them."""

    ask: Ask
    property_id: str

    async def fetch(self, request: PageRequest) -> Page[ServiceOrder]:
        """Read one page.

        Raises:
            NotOffered: the tenant keeps no service orders.
            KrakenError: no answer.
        """
        asked = {"propertyId": self.property_id, **pages.variables(request)}
        answer = await self.ask("supply_orders", asked)
        found = read.child(answer.data, "property")
        if found is not None and "serviceOrders" not in found:
            raise NotOffered("This tenant keeps no service orders.")
        return pages.page(read.child(found, "serviceOrders"), parse_order, answer)


@dataclass(frozen=True)
class Slots:
    """Fetch the pages of the times that are free for a job at a property."""

    ask: Ask
    property_id: str
    job: str
    now: datetime

    async def fetch(self, request: PageRequest) -> Page[Slot]:
        """Read one page.

        Raises:
            NotOffered: the tenant offers no times.
            KrakenError: no answer.
        """
        asked = {
            "propertyId": self.property_id,
            "jobName": self.job,
            "startAt": self.now.isoformat(),
            **pages.variables(request),
        }
        answer = await self.ask("supply_slots", asked)
        if "serviceOrderAppointmentSlots" not in answer.data:
            raise NotOffered("This tenant offers no times for visits.")
        found = read.child(answer.data, "serviceOrderAppointmentSlots")
        vendor = read.text(found, "vendorReference")
        times = read.child(found, "availableTimeslots")
        return pages.page(times, lambda node: _slot(node, self.job, vendor), answer)


def parse_order(node: read.Node) -> ServiceOrder:
    """Read one order."""
    return ServiceOrder(
        id=read.text(node, "id"),
        job=read.text(node, "jobName"),
        status=read.text(node, "status"),
        starts=read.moment(node, "scheduledAt"),
        ends=read.moment(node, "scheduledEndAt"),
        cancelled=read.moment(node, "cancelledAt"),
        install_on=read.day(node, "plannedInstallOn"),
        needs_appointment=read.flag(node, "isAppointmentRequired"),
        avoids_school_run=read.flag(node, "appointmentShouldAvoidSchoolRun"),
        is_shared_supply=read.flag(node, "isSharedSupply"),
        is_smart_ready=read.flag(node, "isSmartMeterReady"),
        caller=read.text(node, "callerInformation"),
        notes=read.text(node, "notes"),
        field_notes=read.text(node, "fieldNotes"),
        metadata=read.text(node, "metadata"),
        uuid=read.text(node, "orderUuid"),
        task=read.text(node, "taskIdentifier"),
        vendor=read.text(node, "vendorReference"),
    )


def _slot(node: read.Node, job: str, vendor: str) -> Slot:
    return Slot(job, read.moment(node, "startAt"), read.moment(node, "endAt"), vendor)
