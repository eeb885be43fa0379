"""Offers to quote from: groups of them, and the one that is accepted."""

import json
import sqlite3
import uuid
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from ...context import Context, moment
from ...offers import as_group, as_offer
from ..registry import Arguments, Handlers
from .refusing import Path, Wrong, refuse

Given = Mapping[str, Any]

_CREATE, _ACCEPT = "createOfferGroupForQuoting", "acceptOfferForQuoting"
_LIFETIME: Final = timedelta(days=30)
_VALUES: Final = ("datetime", "integer", "number", "string")


def create_offer_group(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Make a group of offers, one for each product offering."""
    path = ("input", "productOfferings")
    offerings = arguments["input"]["productOfferings"]
    wrong = list(_mistakes(context, offerings, path))
    if wrong:
        raise refuse(context, _CREATE, "KT-CT-12401", *wrong)
    creator = context.user["id"] if context.user else None
    values = {"identifier": str(uuid.uuid4()), "created_by_id": creator, "created_at": context.now}
    group = context.insert("offer_groups", values)
    for offering in offerings:
        context.insert("offers", _columns(context, group, offering))
    return {"offerGroup": as_group(context, group)}


def _mistakes(context: Context, offerings: Sequence[Any], path: Path) -> Iterator[Wrong]:
    if not offerings:
        yield path, "A group has at least one offer."
    for at, offering in enumerate(offerings):
        if offering is None:
            yield (*path, at), "An offering is needed."
        else:
            yield from _offering_mistakes(context, offering, (*path, at))


def _offering_mistakes(context: Context, offering: Given, path: Path) -> Iterator[Wrong]:
    start, end = _period(context, offering)
    if end <= start:
        yield (*path, "quotePeriodEndDatetime"), "A quote ends after it begins."
    components = offering["productComponents"]
    if not components:
        yield (*path, "productComponents"), "An offering has at least one component."
    for at, component in enumerate(components):
        below = (*path, "productComponents", at)
        if component is None:
            yield below, "A component is needed."
        else:
            yield from _component_mistakes(context, component, below)


def _component_mistakes(context: Context, component: Given, path: Path) -> Iterator[Wrong]:
    sql = "SELECT 1 FROM products WHERE code = ?"
    if not context.value(sql, component["productCode"]):
        yield (*path, "productCode"), "There is no such product."
    for at, param in enumerate(component["quotingParams"]):
        given = [name for name in _VALUES if (param or {}).get(name) is not None]
        if len(given) != 1:
            yield (*path, "quotingParams", at), "A parameter has exactly one value."


def _period(context: Context, offering: Given) -> tuple[str, str]:
    starts, ends = offering.get("quotePeriodStartDatetime"), offering.get("quotePeriodEndDatetime")
    start = datetime.fromisoformat(starts) if starts else context.state.clock()
    return moment(start), moment(datetime.fromisoformat(ends) if ends else start + _LIFETIME)


def _columns(context: Context, group: sqlite3.Row, offering: Given) -> dict[str, Any]:
    start, end = _period(context, offering)
    components = [_component(context, given) for given in offering["productComponents"]]
    names = ", ".join(component["productComponentIdentifier"] for component in components)
    return {
        "identifier": str(uuid.uuid4()),
        "offer_group_id": group["id"],
        "description": f"{offering['productOfferingIdentifier']}: {names}",
        "quote_identifier": str(uuid.uuid4()),
        "product_offering_identifier": offering["productOfferingIdentifier"],
        "quote_components": json.dumps(components),
        "valid_from": start,
        "valid_to": end,
        "created_at": context.now,
    }


def _component(context: Context, given: Given) -> dict[str, Any]:
    return {
        "identifier": str(uuid.uuid4()),
        "productComponentIdentifier": given["productCode"],
        "createdAt": context.now,
        "quotingParamsInputData": [_param(param) for param in given["quotingParams"]],
    }


def _param(given: Given) -> dict[str, Any]:
    kind = next(name for name in _VALUES if given.get(name) is not None)
    value = str(given[kind]["value"])
    return {"name": given["name"], "type": kind, "value": value, "source": "INPUT"}


def accept_offer(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Accept an offer, and with that reject the others of its group."""
    path = ("input", "identifier")
    identifier = arguments["input"].get("identifier")
    offer = context.row("SELECT * FROM offers WHERE identifier = ?", identifier)
    reason = "There is no such offer." if offer is None else _closed(context, offer)
    if offer is None or reason:
        raise refuse(context, _ACCEPT, "KT-CT-12402", (path, reason or ""))
    now, store = context.now, context.state.store
    store.execute("UPDATE offers SET accepted_at = ? WHERE id = ?", (now, offer["id"]))
    store.execute(
        "UPDATE offers SET rejected_at = ? WHERE offer_group_id = ? AND id != ?",
        (now, offer["offer_group_id"], offer["id"]),
    )
    accepted = context.row("SELECT * FROM offers WHERE id = ?", offer["id"])
    assert accepted is not None
    return {"offer": as_offer(context, accepted)}


def _closed(context: Context, offer: sqlite3.Row) -> str | None:
    if offer["accepted_at"]:
        return "This offer has been accepted already."
    if offer["rejected_at"]:
        return "Another offer of the group has been accepted."
    if not offer["valid_from"] <= context.now < offer["valid_to"]:
        return "This offer is not open now."
    return None


HANDLERS: Handlers = {_CREATE: create_offer_group, _ACCEPT: accept_offer}
