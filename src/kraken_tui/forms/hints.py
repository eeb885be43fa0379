"""Short words beside a field: what to type into it, and what its text was understood as."""

from collections.abc import Mapping
from datetime import date, datetime

from kraken_tui.api.text import plain
from kraken_tui.forms import names
from kraken_tui.forms.reading import read_leaf
from kraken_tui.forms.spec import FieldSpec
from kraken_tui.forms.unreadable import Unreadable
from kraken_tui.forms.values import Leaf

_BY_SCALAR: Mapping[str, str] = {
    "Int": "whole number",
    "BigInt": "whole number",
    "Float": "number",
    "Decimal": "number, such as 12.50",
    "Date": "2025-11-21, today, +3d",
    "DateTime": "2025-11-21 14:00, now, +3d",
    "Time": "14:05",
    "UUID": "UUID",
    "JSONString": 'JSON, such as {"key": 1}',
    "GenericScalar": "text or JSON",
    "Email": "name@example.com",
}


def hint(spec: FieldSpec) -> str:
    """Return what to type into an unset field; the server's default comes first."""
    if spec.default not in (None, "null"):
        return f"{plain(spec.default)} by default"
    if spec.kind == "enum":
        return f"one of {len(spec.choices)}"
    if spec.kind != "scalar" or spec.type.name == "Boolean":
        return ""
    if spec.type.name in _BY_SCALAR:
        return _BY_SCALAR[spec.type.name]
    if names.is_email(spec.name):
        return "name@example.com"
    return "DE89 3704 0044 0532 0130 00" if names.is_iban(spec.name) else ""


def echo(leaf: Leaf, *, now: datetime) -> str:
    """Return what the text of a date or moment was understood as; empty for anything else."""
    if leaf.spec.kind != "scalar" or leaf.spec.type.name not in ("Date", "DateTime"):
        return ""
    try:
        value = read_leaf(leaf, now=now)
    except Unreadable:
        return ""
    if not isinstance(value, str) or not value:
        return ""
    if leaf.spec.type.name == "Date":
        return f"{date.fromisoformat(value):%a %d %b %Y}"
    moment = datetime.fromisoformat(value)
    return f"{moment:%a %d %b %Y %H:%M} {moment:%z}"
