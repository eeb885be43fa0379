"""What goods cost: the lines of quotes and purchases."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from ...context import Context
from .contract import Wrong

Line = Mapping[str, Any]


def product(context: Context, key: str) -> sqlite3.Row | None:
    """Find a product by its code or by its number in the catalogue."""
    return context.row("SELECT * FROM goods_catalogue WHERE ? IN (code, CAST(id AS TEXT))", key)


def mistakes(
    context: Context, lines: Sequence[Line | None], *, field: str, key: str
) -> list[Wrong]:
    """Say what is wrong with the lines of the input's `field`, whose products are under `key`."""
    if not lines:
        return [(field, "At least one product is needed.")]
    return [
        ((field, at, *path), reason)
        for at, line in enumerate(lines)
        for path, reason in _line_mistakes(context, line, key)
    ]


def _line_mistakes(
    context: Context, line: Line | None, key: str
) -> list[tuple[tuple[str, ...], str]]:
    if line is None:
        return [((), "A product is needed.")]
    found: list[tuple[tuple[str, ...], str]] = []
    if product(context, line[key]) is None:
        found.append(((key,), "There is no such product."))
    if line["numberOfUnits"] <= 0:
        found.append((("numberOfUnits",), "It must be more than 0."))
    price = line.get("pricePerUnit")
    if price is not None and price < 0:
        found.append((("pricePerUnit",), "It must not be less than 0."))
    ours = currency(context)
    if line.get("currency", ours) != ours:
        found.append((("currency",), f"Prices are in {ours}."))
    return found


def currency(context: Context) -> str:
    """Return the tenant's currency."""
    return str(context.value("SELECT value FROM meta WHERE key = 'currency'"))


def quoted(context: Context, lines: Sequence[Line]) -> list[dict[str, Any]]:
    """Price the lines of a quote, as GoodsQuotedProduct has them."""
    return [_priced(context, line, "productId") for line in lines]


def sold(context: Context, lines: Sequence[Line]) -> list[dict[str, Any]]:
    """Price the lines of a purchase, as GoodsSaleItem has them."""
    return [with_tax(context, _priced(context, line, "productCode")) for line in lines]


def with_tax(context: Context, line: Line) -> dict[str, Any]:
    """Add the gross amount to a quoted line."""
    found = product(context, line["product"])
    percent = found["tax_percent"] if found is not None else 0
    return {**line, "grossAmount": round(line["netAmount"] * (100 + percent) / 100)}


def _priced(context: Context, line: Line, key: str) -> dict[str, Any]:
    found = product(context, line[key])
    assert found is not None, "Lines are checked before they are priced."
    price = line.get("pricePerUnit")
    price = found["net_amount"] if price is None else price
    return {
        "product": found["code"],
        "currency": currency(context),
        "numberOfUnits": line["numberOfUnits"],
        "pricePerUnit": price,
        "netAmount": price * line["numberOfUnits"],
    }


def params(given: Mapping[str, Any]) -> dict[str, str]:
    """Spell the free parameters of an input as columns."""
    return {
        "client_params": json.dumps(given.get("clientParams") or {}),
        "market_params": json.dumps(given.get("marketParams") or {}),
    }
