"""The priority services register: what a user needs more than others."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from ...context import Context
from ..registry import Arguments, Handlers
from .refusing import Wrong, refuse

Given = Mapping[str, Any]

_NAME: Final = "insertUserPsrRecords"

# What may be recorded: the code, what it means, and what the supplier makes of it.
_KINDS: Final = {
    "MEDICALLY_DEPENDENT": ("Depends on the supply for medical reasons", "Warn before any work."),
    "PENSIONABLE_AGE": ("Is of pensionable age", ""),
    "YOUNG_CHILDREN": ("Has children under five", ""),
    "BLIND": ("Is blind", "Send letters in braille or by audio."),
    "PARTIALLY_SIGHTED": ("Sees badly", "Send letters in large print."),
    "HEARING_IMPAIRED": ("Hears badly", "Write rather than call."),
    "RESTRICTED_MOBILITY": ("Cannot get about easily", "Bring bottled water to the door."),
    "PASSWORD_SCHEME": ("Has a password for visitors", "Say the password at the door."),
    "NOMINEE": ("Somebody else speaks for them", "Write to the nominee."),
    "TEMPORARY_POST_HOSPITAL": ("Is recovering after hospital", ""),
}


def insert_user_psr_records(context: Context, arguments: Arguments) -> dict[str, Any]:
    """Replace the caller's records that are active with those given; none given clears them."""
    records = arguments["input"]
    unknown = list(_unknown(records))
    if unknown:
        raise refuse(context, _NAME, "KT-GB-5415", *unknown)
    wrong = list(_mistakes(context, records))
    if wrong:
        raise refuse(context, _NAME, "KT-GB-5411", *wrong)
    context.state.store.execute(
        "DELETE FROM special_circumstance_records WHERE user_id = ?"
        " AND coalesce(expiry_date, '9') >= ?",
        (context.caller["id"], context.today.isoformat()),
    )
    rows = [
        context.insert("special_circumstance_records", _columns(context, record))
        for record in records
    ]
    return {"records": rows}


def _unknown(records: Sequence[Given | None]) -> Iterator[Wrong]:
    for at, record in enumerate(records):
        if record is None or record["internalCode"] not in _KINDS:
            reason = f"One of {', '.join(_KINDS)} is needed."
            yield ("input", at, "internalCode"), reason


def _mistakes(context: Context, records: Sequence[Given]) -> Iterator[Wrong]:
    seen: set[str] = set()
    for at, record in enumerate(records):
        if record["internalCode"] in seen:
            yield ("input", at, "internalCode"), "This record is in the list twice."
        if (record.get("expiryDate") or "9") < context.today.isoformat():
            yield ("input", at, "expiryDate"), "This record would have expired already."
        seen.add(record["internalCode"])


def _columns(context: Context, record: Given) -> dict[str, Any]:
    summary, description = _KINDS[record["internalCode"]]
    return {
        "user_id": context.caller["id"],
        "internal_code": record["internalCode"],
        "summary": summary,
        "description": description,
        "extra_info": json.dumps(record.get("extraInfo") or []),
        "expiry_date": record.get("expiryDate"),
        "created_at": context.now,
    }


HANDLERS: Handlers = {_NAME: insert_user_psr_records}
