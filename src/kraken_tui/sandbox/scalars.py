"""Kraken's own scalars: how they travel, and what is refused on the way in."""

import json
import re
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any, Final, NamedTuple
from uuid import UUID

from graphql import GraphQLScalarType, GraphQLSchema

_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d")


class Scalar(NamedTuple):
    """How the values of a scalar are written, and read; without either they are passed on."""

    name: str
    write: Callable[[Any], Any] | None = None
    read: Callable[[Any], Any] | None = None

    def bind(self, schema: GraphQLSchema) -> None:
        """Have the schema write and read it so."""
        kind = schema.type_map[self.name]
        assert isinstance(kind, GraphQLScalarType)
        if self.write is not None:
            kind.coerce_output_value = self.write
        if self.read is not None:
            kind.coerce_input_value = self.read


def scalars() -> list[Scalar]:
    """Describe all scalars that need more than to be passed on."""
    return [
        Scalar("BigInt", write=str, read=int),
        Scalar("Date", read=_checked(date.fromisoformat, "YYYY-MM-DD")),
        Scalar("DateTime", read=_checked(_moment, "an ISO 8601 date and time")),
        Scalar("Decimal", write=str, read=_decimal),
        Scalar("JSONString", write=_json_text, read=_parsed_json),
        Scalar("NonEmptyID", read=_not_empty),
        Scalar("NonEmptyString", read=_not_empty),
        Scalar("Time", read=_checked(time.fromisoformat, "HH:MM:SS")),
        Scalar("UUID", read=_checked(UUID, "a UUID")),
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
