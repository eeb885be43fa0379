"""Short words beside a field: what to type into it, and what its text was understood as."""

from collections.abc import Mapping
from datetime import date, datetime

from kraken_tui.api.text import plain
from kraken_tui.forms import names
from kraken_tui.forms.clock import Clock
from kraken_tui.forms.reading import read_leaf
from kraken_tui.forms.spec import FieldSpec
from kraken_tui.forms.unreadable import Unreadable
from kraken_tui.forms.values import Leaf
from kraken_tui.money import format_minor

_BY_SCALAR: Mapping[str, str] = {
    "Boolean": "",
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
_YES_NO = {"true": "yes", "false": "no"}
_EXAMPLES: Mapping[str, str] = {
    "Int": "42",
    "BigInt": "9007199254740993",
    "Float": "1.5",
    "Decimal": "12.50",
    "Boolean": "y for yes, n for no",
    "Date": "2025-11-21, today, tomorrow, +3d, -1w",
    "DateTime": "2025-11-21 14:00, now, +2h, tomorrow 09:30",
    "Time": "14:05 or 14:05:30",
    "UUID": "7f8c1d2e-0a4b-4c3d-9e5f-6a7b8c9d0e1f",
    "JSONString": '{"key": 1}',
    "GenericScalar": 'some text, or {"key": 1}',
    "Email": "name@example.com",
}


def hint(spec: FieldSpec, *, currency: str = "") -> str:
    """Return what to type into an unset field; the server's default comes first."""
    if default(spec):
        return f"{default(spec)} by default"
    if currency and is_minor_amount(spec):
        return example(spec, currency=currency)
    if spec.kind == "enum":
        return f"one of {len(spec.choices)}"
    return _by_type(spec) if spec.kind == "scalar" else ""


def default(spec: FieldSpec) -> str:
    """Return what the server takes for an unset field, in words; empty if nothing."""
    if spec.default in (None, "null"):
        return ""
    boolean = spec.kind == "scalar" and spec.type.name == "Boolean"
    return _YES_NO.get(spec.default, "") if boolean else plain(spec.default)


def _by_type(spec: FieldSpec) -> str:
    if spec.type.name in _BY_SCALAR:
        return _BY_SCALAR[spec.type.name]
    if names.is_email(spec.name):
        return "name@example.com"
    return "DE89 3704 0044 0532 0130 00" if names.is_iban(spec.name) else ""


def example(spec: FieldSpec, *, currency: str = "") -> str:
    """Return something that could be typed into a field of this type; empty if there is none."""
    if spec.kind == "enum":
        return plain(spec.choices[0]["name"]) if spec.choices else ""
    if spec.kind != "scalar":
        return ""
    if is_minor_amount(spec):
        return f"1250 for {format_minor(1250, currency)}" if currency else "1250"
    if names.is_email(spec.name) or names.is_iban(spec.name):
        return hint(spec._replace(default=None))
    return _EXAMPLES.get(spec.type.name, "")


def is_minor_amount(spec: FieldSpec) -> bool:
    """Tell whether a field holds money in pence, cents or the like."""
    return spec.kind == "scalar" and spec.type.name == "Int" and names.is_money(spec.name)


def is_dated(spec: FieldSpec) -> bool:
    """Tell whether a field holds a day or a moment."""
    return spec.kind == "scalar" and spec.type.name in ("Date", "DateTime")


def echo(leaf: Leaf, *, clock: Clock, currency: str = "") -> str:
    """Return what a date, a moment or an amount was understood as; empty for anything else."""
    money = bool(currency) and is_minor_amount(leaf.spec)
    if not leaf.text or not (money or is_dated(leaf.spec)):
        return ""
    try:
        value = read_leaf(leaf, now=clock())
    except Unreadable:
        return ""
    if isinstance(value, int):
        return f"= {format_minor(value, currency)}"
    if not isinstance(value, str) or not value:
        return ""
    if leaf.spec.type.name == "Date":
        return f"{date.fromisoformat(value):%a %d %b %Y}"
    moment = datetime.fromisoformat(value)
    return f"{moment:%a %d %b %Y %H:%M} {moment:%z}"
