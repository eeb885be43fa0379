"""Installing, exchanging and correcting water meters."""

import sqlite3
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from ...context import Context
from ...hold_checks import find_meter
from ..registry import Arguments, Handlers
from .meter_fitting import Given, columns, detail_mistakes, fit, register_mistake, take_away
from .meter_readings import store_reading
from .occupancies import holding, is_metered
from .refusing import Wrong, refuse


def install_meter(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Fit the first meter of a property."""
    given = arguments["input"]
    account = context.account(given["accountNumber"], "input", "accountNumber")
    _check_details(context, "installMeter", given, given["meter"], "meter")
    wrong = list(_no_place(context, account, given))
    if wrong:
        raise refuse(context, "installMeter", "KT-GB-11003", *wrong)
    return {"meter": _fit(context, given, given["meter"], given["installedOn"])}


def _check_details(
    context: Context, operation: str, given: Given, details: Given, name: str
) -> None:
    wrong = list(detail_mistakes(context, details, ("input", name)))
    reason = register_mistake(given["openingReading"], max(1, details["numberOfDigits"]))
    if reason:
        wrong.append((("input", "openingReading"), reason))
    if wrong:
        raise refuse(context, operation, "KT-GB-11001", *wrong)


def _no_place(context: Context, account: sqlite3.Row, given: Given) -> Iterator[Wrong]:
    period = holding(context, account, given["propertyId"])
    if period is None:
        yield ("input", "propertyId"), "This account does not hold such a property."
    elif is_metered(context, given["propertyId"]):
        yield ("input", "propertyId"), "This property has a meter already: exchange it."
    if given["installedOn"] > context.today.isoformat():
        yield ("input", "installedOn"), "A meter cannot have been fitted in the future."
    elif period is not None and given["installedOn"] < period["effective_from"][:10]:
        yield ("input", "installedOn"), "The account did not hold the property yet."


def _fit(context: Context, given: Given, details: Given, on: str) -> sqlite3.Row:
    opening, notes = given["openingReading"], given.get("notes") or ""
    return fit(context, given["propertyId"], details, on=on, opening=opening, notes=notes)


def exchange_meter(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Read a meter for the last time, take it away, and fit another in its place."""
    given = arguments["input"]
    account = context.account(given["accountNumber"], "input", "accountNumber")
    _check_details(context, "exchangeMeter", given, given["newMeter"], "newMeter")
    old = _old_meter(context, account, given)
    wrong = list(_no_exchange(context, old, given))
    if wrong:
        raise refuse(context, "exchangeMeter", "KT-GB-11002", *wrong)
    on = given["exchangedOn"]
    store_reading(context, old, on=on, value=given["finalReading"], reason="FINAL")
    take_away(context, old, on=on)
    return {"meter": _fit(context, given, given["newMeter"], on)}


def _old_meter(context: Context, account: sqlite3.Row, given: Given) -> sqlite3.Row:
    sql = "SELECT * FROM water_meters WHERE id = ? AND property_id = ? AND status != 'REMOVED'"
    path, reason = "propertyId", "This account does not hold such a property."
    if holding(context, account, given["propertyId"]) is not None:
        found = context.row(sql, given["oldMeterId"], given["propertyId"])
        if found is not None:
            return found
        path, reason = "oldMeterId", "This property has no such meter in use."
    raise refuse(context, "exchangeMeter", "KT-GB-11002", (("input", path), reason))


def _no_exchange(context: Context, old: sqlite3.Row, given: Given) -> Iterator[Wrong]:
    last = _last_reading(context, old)
    reason = register_mistake(given["finalReading"], old["number_of_digits"])
    if reason:
        yield ("input", "finalReading"), reason
    elif last and given["finalReading"] < Decimal(last["value_cubic_metres"]):
        yield ("input", "finalReading"), "The meter was read higher before."
    if given["exchangedOn"] > context.today.isoformat():
        yield ("input", "exchangedOn"), "A meter cannot have been exchanged in the future."
    elif last and given["exchangedOn"] < last["reading_date"]:
        yield ("input", "exchangedOn"), "The old meter was read after that day."


def _last_reading(context: Context, meter: sqlite3.Row) -> sqlite3.Row | None:
    return context.row(
        "SELECT * FROM readings WHERE meter_id = ? AND is_held = 0 AND is_quarantined = 0"
        " ORDER BY reading_date DESC, id DESC LIMIT 1",
        meter["id"],
    )


def modify_meter(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Correct what is recorded about a meter; what is not given stays as it is."""
    given = arguments["input"]
    meter = find_meter(context, given["meterId"])
    if meter is None:
        wrong: Wrong = (("input", "meterId"), "There is no such meter.")
        raise refuse(context, "modifyMeter", "KT-GB-11006", wrong)
    _check_change(context, meter, given)
    details = {name: value for name, value in given.items() if value is not None}
    _update(context, meter, columns(details))
    if given.get("status") == "REMOVED":
        take_away(context, meter, on=context.today.isoformat())
    elif given.get("status"):
        _update(context, meter, {"status": given["status"]})
    return {"meter": context.row("SELECT * FROM water_meters WHERE id = ?", meter["id"])}


def _check_change(context: Context, meter: sqlite3.Row, given: Given) -> None:
    details = {name: value for name, value in given.items() if value is not None}
    if meter["status"] == "REMOVED":
        wrong = [(("input", "meterId"), "This meter was removed.")]
        raise refuse(context, "modifyMeter", "KT-GB-11005", *wrong)
    if len(details) == 1:
        raise refuse(context, "modifyMeter", "KT-GB-11005", ((), "Nothing is to be changed."))
    mistakes = list(detail_mistakes(context, details, ("input",), meter_id=meter["id"]))
    last, digits = _last_reading(context, meter), details.get("numberOfDigits")
    if not mistakes and last and digits and register_mistake(_value(last), digits):
        mistakes.append((("input", "numberOfDigits"), "The last reading has more digits."))
    if mistakes:
        raise refuse(context, "modifyMeter", "KT-GB-11001", *mistakes)


def _value(reading: sqlite3.Row) -> Decimal:
    return Decimal(reading["value_cubic_metres"])


def _update(context: Context, meter: sqlite3.Row, changes: Given) -> None:
    if changes:
        assignments = ", ".join(f"{column} = ?" for column in changes)
        sql = f"UPDATE water_meters SET {assignments} WHERE id = ?"
        context.state.store.execute(sql, (*changes.values(), meter["id"]))


HANDLERS: Handlers = {
    "installMeter": install_meter,
    "exchangeMeter": exchange_meter,
    "modifyMeter": modify_meter,
}
