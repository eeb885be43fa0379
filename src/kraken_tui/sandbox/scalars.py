"""Kraken's own scalars: how they travel, and what is refused on the way in."""

import json
import re
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any, Final
from uuid import UUID

from ariadne import ScalarType

_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d")


def scalars() -> list[ScalarType]:
    """Make the bindables of all scalars that need more than to be passed on."""
    return [
        ScalarType("BigInt", serializer=str, value_parser=int),
        ScalarType("Date", value_parser=_checked(date.fromisoformat, "YYYY-MM-DD")),
        ScalarType("DateTime", value_parser=_checked(_moment, "an ISO 8601 date and time")),
        ScalarType("Decimal", serializer=str, value_parser=_decimal),
        ScalarType("JSONString", serializer=_json_text, value_parser=_parsed_json),
        ScalarType("NonEmptyID", value_parser=_not_empty),
        ScalarType("NonEmptyString", value_parser=_not_empty),
        ScalarType("Time", value_parser=_checked(time.fromisoformat, "HH:MM:SS")),
        ScalarType("UUID", value_parser=_checked(UUID, "a UUID")),
    ]


def _checked(parse: Callable[[str], object], form: str) -> Callable[[Any], str]:
    def check(value: Any) -> str:
        if not isinstance(value, str):
            raise ValueError(f"A string is needed: {form}.")
        try:
            parse(value)
        except ValueError:
            raise ValueError(f"{value!r} is not {form}.") from None
        return value

    return check


def _moment(text: str) -> datetime:
    if not _MOMENT.match(text):
        raise ValueError(text)
    return datetime.fromisoformat(text)


def _decimal(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError(f"{value!r} is not a decimal number.")
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        raise ValueError(f"{value!r} is not a decimal number.") from None
    if not number.is_finite():
        raise ValueError(f"{value!r} is not a decimal number.")
    return number


def _json_text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _parsed_json(value: Any) -> Any:
    if not isinstance(value, str):
        raise ValueError("JSON in a string is needed.")
    return json.loads(value)


def _not_empty(value: Any) -> str:
    if not str(value).strip():
        raise ValueError("This must not be empty.")
    return str(value)
