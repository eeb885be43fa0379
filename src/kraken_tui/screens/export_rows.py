"""Records become rows of plain values: amounts in minor units, days and times in ISO form."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

Row = dict[str, Any]
"""Values that JSON has, by the names of fields; those within others behind a dot."""

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def flatten(record: object) -> Row:
    """Return the fields of a record and of the records within it; nothing is left out."""
    return dict(_named(record, ""))


def _named(value: object, name: str) -> Iterator[tuple[str, Any]]:
    inner = _inner(value)
    if inner is None:
        yield name or "value", _plain(value)
    elif not inner and name:
        yield name, None
    for key, each in (inner or {}).items():
        yield from _named(each, f"{name}.{key}" if name else key)


def _inner(value: object) -> Mapping[str, object] | None:
    """Return the fields of a record or mapping, None for any other value."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return dict(value._asdict())
    if isinstance(value, Mapping):
        return {str(key): each for key, each in value.items()}
    return None


def _plain(value: object) -> Any:
    """Return a value that JSON has."""
    if isinstance(value, Enum):
        return _plain(value.value)
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, tuple | list | set | frozenset):
        return [_plain(each) if _inner(each) is None else flatten(each) for each in value]
    return str(value)


def _number(value: Decimal) -> int | float | str:
    """Return a number that is exactly as large, or its digits where there is none."""
    if value.is_finite() and abs(value.adjusted()) < 30:
        if value == value.to_integral_value():
            return int(value)
        if Decimal(repr(float(value))) == value:
            return float(value)
    return str(value)


def cell(value: object) -> object:
    """Return what a spreadsheet is given for a value: numbers as they are, texts never a formula.

    A text that a spreadsheet would compute gets an apostrophe in front, which makes it text.
    """
    if isinstance(value, list):
        if not _simple(value):
            return _as_json(value)
        return "; ".join("" if each is None else str(cell(each)) for each in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return value
    first = value.lstrip()[:1]
    dangerous = first in tuple("=+-@") or value[:1] in tuple("\t\r")
    return f"'{value}" if dangerous and not _NUMBER.fullmatch(value) else value


def _simple(values: list[Any]) -> bool:
    return not any(isinstance(each, dict | list) for each in values)


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
