"""Field work ordered at a property."""

import json
import uuid
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from ...context import Context, moment
from ..registry import Arguments, Handlers
from .occupancies import holding
from .refusing import Wrong, refuse_input

Given = Mapping[str, Any]


def create_service_order(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Order a job at a property; with a time it is scheduled, without one it waits."""
    given = arguments["input"]
    account = context.account(given["accountNumber"], "input", "accountNumber")
    wrong = list(_mistakes(context, given))
    if holding(context, account, given["propertyId"]) is None:
        wrong.append((("input", "propertyId"), "This account does not hold such a property."))
    if wrong:
        raise refuse_input(*wrong)
    return {"serviceOrder": context.insert("service_orders", _columns(account["id"], given))}


def _mistakes(context: Context, given: Given) -> Iterator[Wrong]:
    if not given["jobName"].strip():
        yield ("input", "jobName"), "A job has a name."
    start, end = _at(given, "scheduledAt"), _at(given, "scheduledEndAt")
    if start and start < context.now:
        yield ("input", "scheduledAt"), "This time has passed."
    if end and (start is None or end <= start):
        yield ("input", "scheduledEndAt"), "A visit ends after it begins."
    if given.get("isAppointmentRequired") and start is None:
        yield ("input", "scheduledAt"), "An appointment has a time."


def _at(given: Given, field: str) -> str | None:
    return moment(datetime.fromisoformat(given[field])) if given.get(field) else None


def _columns(account_id: int, given: Given) -> dict[str, Any]:
    start, metadata = _at(given, "scheduledAt"), given.get("metadata")
    return {
        "account_id": account_id,
        "property_id": given["propertyId"],
        "job_name": given["jobName"].strip(),
        "status": "SCHEDULED" if start else "PENDING",
        "order_uuid": str(uuid.uuid4()),
        "is_appointment_required": given.get("isAppointmentRequired") or False,
        "scheduled_at": start,
        "scheduled_end_at": _at(given, "scheduledEndAt"),
        "appointment_should_avoid_school_run": (
            given.get("appointmentShouldAvoidSchoolRun") or False
        ),
        "is_shared_supply": given.get("isSharedSupply") or False,
        "caller_information": given.get("callerInformation"),
        "notes": given.get("notes"),
        "metadata": None if metadata is None else json.dumps(metadata),
    }


HANDLERS: Handlers = {"createServiceOrder": create_service_order}
