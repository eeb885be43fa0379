"""From a value on the wire back to the text that a person would have typed for it."""

import json
from datetime import date, datetime, time
from decimal import Decimal
from uuid import UUID

_JSON_LIKE = ("GenericScalar",)


def text_of(scalar: str, value: object) -> str:
    """Return what to type for `value` in a field of type `scalar`."""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    if isinstance(value, str):
        return _quoted_if_needed(scalar, value)
    if scalar == "JSONString" or not isinstance(value, bool | int | float):
        return json.dumps(value, ensure_ascii=False, default=str)
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value)


def _quoted_if_needed(scalar: str, value: str) -> str:
    if scalar not in _JSON_LIKE:
        return value
    try:
        json.loads(value)
    except (ValueError, RecursionError):
        return json.dumps(value, ensure_ascii=False) if value[:1] in '{["' else value
    # Bare, this text would be read as a number, a word of JSON, or a container.
    return json.dumps(value, ensure_ascii=False)
