"""Interest in chargers and solar panels, passed on to those who sell them."""

import json
import re
import secrets
from collections.abc import Iterator, Mapping
from typing import Any, Final

from ...context import Context
from ..registry import Arguments, Handlers
from .moving_in import EMAIL, PHONE
from .refusing import Path, Wrong, refuse
from .spanish_identifiers import cups_mistake, nif_mistake

Given = Mapping[str, Any]

_MALFORMED, _DUPLICATE = "KT-ES-7803", "KT-ES-7804"
_POSTCODE: Final = re.compile(r"\d{5}")


def register_ev_charger_lead(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Pass on an interest in a charger, once for each e-mail address and model."""
    operation, lead = "registerEvChargerLead", arguments.get("lead")
    if lead is None:
        raise refuse(context, operation, _MALFORMED, (("lead",), "A lead is needed."))
    wrong = [*_person_mistakes(lead, ("lead",), phone="phoneNumber")]
    if not _POSTCODE.fullmatch(lead.get("postcode") or ""):
        wrong.append((("lead", "postcode"), "A Spanish postcode has five digits."))
    if wrong:
        raise refuse(context, operation, _MALFORMED, *wrong)
    if _is_known(context, lead):
        reason = "There is a lead for this address and model already."
        raise refuse(context, operation, _DUPLICATE, (("lead", "email"), reason))
    _store(context, "EV_CHARGER", lead)
    return {"success": True}


def _person_mistakes(given: Given, path: Path, *, phone: str) -> Iterator[Wrong]:
    for field in ("firstName", "lastName"):
        if not (given.get(field) or "").strip():
            yield (*path, field), "A name is needed."
    if not EMAIL.fullmatch(given.get("email") or ""):
        yield (*path, "email"), "This is not an e-mail address."
    if not PHONE.fullmatch(given.get(phone) or ""):
        yield (*path, phone), "This is not a telephone number."


def _is_known(context: Context, lead: Given) -> bool:
    sql = """
        SELECT 1 FROM leads WHERE kind = 'EV_CHARGER'
        AND lower(json_extract(content, '$.email')) = lower(?)
        AND json_extract(content, '$.chargerModel') IS ?
    """
    return context.value(sql, lead["email"], lead.get("chargerModel")) is not None


def _store(context: Context, kind: str, content: Given) -> dict[str, Any]:
    row = context.insert(
        "leads",
        {
            "number": f"LD-{secrets.token_hex(4).upper()}",
            "kind": kind,
            "content": json.dumps(content),
            "created_at": context.now,
        },
    )
    stored: dict[str, Any] = json.loads(row["content"])
    return stored


def register_solar_lead(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Keep an interest in solar panels as the simulator sent it."""
    given = _solar(context, "registerSolarSimulatorLead", arguments)
    return _answer(_store(context, "SOLAR", given))


def register_solar_sale(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Keep a sale of solar panels as the simulator sent it."""
    operation = "registerSolarSimulatorDirectSale"
    given = _solar(context, operation, arguments)
    wrong = list(_sale_mistakes(given.get("directSale") or {}))
    if wrong:
        raise refuse(context, operation, _MALFORMED, *wrong)
    return _answer(_store(context, "SOLAR_SALE", given))


def _solar(context: Context, operation: str, arguments: Arguments) -> Given:
    given: Given | None = arguments.get("input")
    if given is None:
        raise refuse(context, operation, _MALFORMED, (("input",), "A lead is needed."))
    wrong = [*_person_mistakes(given, ("input",), phone="phone")]
    if not ((given.get("address") or {}).get("fullAddress") or "").strip():
        wrong.append((("input", "address", "fullAddress"), "An address is needed."))
    for field in ("consumption", "numberOfPanels", "roofSize"):
        if ((given.get("details") or {}).get(field) or 0) < 0:
            wrong.append((("input", "details", field), "This cannot be negative."))
    if wrong:
        raise refuse(context, operation, _MALFORMED, *wrong)
    return given


def _sale_mistakes(sale: Given) -> Iterator[Wrong]:
    path = ("input", "directSale")
    reason = cups_mistake(sale.get("cups") or "")
    if reason:
        yield (*path, "cups"), reason
    reason = nif_mistake(sale.get("dni") or "")
    if reason:
        yield (*path, "dni"), reason
    if (sale.get("financedYears") or 0) < 0:
        yield (*path, "financedYears"), "This cannot be negative."


def _answer(stored: dict[str, Any]) -> dict[str, Any]:
    return {**stored, "fullAddress": stored["address"]["fullAddress"]}


HANDLERS: Handlers = {
    "registerEvChargerLead": register_ev_charger_lead,
    "registerSolarSimulatorLead": register_solar_lead,
    "registerSolarSimulatorDirectSale": register_solar_sale,
}
