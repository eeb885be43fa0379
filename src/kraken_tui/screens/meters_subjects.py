"""What of an account's supply can be acted on, by the API's names for what identifies it."""

from kraken_tui.domain import supply_known
from kraken_tui.domain.meters_readings import Reading
from kraken_tui.domain.supply import Property
from kraken_tui.domain.supply_meters import Meter
from kraken_tui.domain.supply_orders import ServiceOrder, Slot
from kraken_tui.domain.supply_points import SupplyPoint
from kraken_tui.domain.supply_tree import Supply
from kraken_tui.widgets.facts import Subject

Identifiers = dict[str, object]


def subject_of(account: str, supply: Supply) -> Subject:
    """Tell what a line of the supply stands for."""
    if supply.level == "meter" and supply.meter is not None:
        return meter_subject(account, supply.place, supply.meter)
    if supply.point is not None:
        return point_subject(account, supply.place, supply.point)
    return property_subject(account, supply.place)


def property_subject(account: str, place: Property) -> Subject:
    """Act on a property: move in, move out, fit a meter, order a visit, correct its type."""
    known = _known(account, place)
    # The account that is open may have been there more than once; its newest time counts.
    own = [each for each in place.occupancies if each.account == account and not each.until]
    kinds = [point.property_type for point in place.points if point.property_type]
    present: Identifiers = {
        "propertyType": kinds[0] if kinds else None,
        "numberOfOccupants": own[0].occupants if own else None,
    }
    return Subject("property", place.name, known | _given(present))


def point_subject(account: str, place: Property, point: SupplyPoint) -> Subject:
    """Act on a supply point."""
    known = _known(account, place)
    named: Identifiers = {
        "supplyPointId": point.id,
        "supplyPointIdentifier": point.identifier,
        "externalIdentifier": point.identifier,
        "marketName": point.market,
        point.numbered_by: point.identifier,
        "propertyType": point.property_type,
    }
    title = " ".join(filter(None, (point.kind.lower(), point.identifier)))
    return Subject("supply point", title, known | _given(named))


def meter_subject(account: str, place: Property, meter: Meter) -> Subject:
    """Act on a meter: read, exchange or modify it."""
    known = _known(account, place)
    present: Identifiers = {
        "oldMeterId": meter.id,
        "meterId": meter.id,
        "serialNumber": meter.serial,
        "make": meter.make,
        "model": meter.model,
        **supply_known.of_meter(meter),
    }
    return Subject("meter", f"meter {meter.serial}".rstrip(), known | _given(present))


def reading_subject(account: str, supply: Supply, reading: Reading) -> Subject:
    """Act on the meter of a reading; one that is held can be sent again as it is."""
    assert supply.meter is not None
    of_meter = meter_subject(account, supply.place, supply.meter)
    if not reading.is_held or reading.on is None or reading.value is None:
        return of_meter
    again: Identifiers = {
        "readingDate": reading.on.isoformat(),
        "reading": f"{reading.value:f}",
        "source": reading.source,
        "notes": reading.notes,
    }
    title = f"held reading of {of_meter.title}"
    return Subject("reading", title, {**of_meter.identifiers, **_given(again)})


def order_subject(account: str, place: Property, order: ServiceOrder) -> Subject:
    """Act on an order: the same job can be ordered again."""
    again: Identifiers = {
        "serviceOrderId": order.id,
        "jobName": order.job,
        "isAppointmentRequired": order.needs_appointment,
        "appointmentShouldAvoidSchoolRun": order.avoids_school_run,
        "isSharedSupply": order.is_shared_supply,
        "callerInformation": order.caller,
    }
    return Subject("service order", order.job, _known(account, place) | _given(again))


def slot_subject(account: str, place: Property, slot: Slot) -> Subject:
    """Act on a free time: order the job for it."""
    wanted: Identifiers = {
        "jobName": slot.job,
        "isAppointmentRequired": True,
        "scheduledAt": slot.starts.isoformat() if slot.starts else None,
        "scheduledEndAt": slot.ends.isoformat() if slot.ends else None,
    }
    return Subject("visit", f"visit: {slot.job}", _known(account, place) | _given(wanted))


def _known(account: str, place: Property) -> Identifiers:
    return {"accountNumber": account, "propertyId": place.id}


def _given(values: Identifiers) -> Identifiers:
    return {name: value for name, value in values.items() if value not in (None, "")}
