"""Read answers that may lack anything: a tenant without the field, a null, an empty list.

Every function takes a node (a mapping or ``None``) and a field name, and answers with a plain
value. Text from the API is data: control characters and bidi overrides never get further.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from kraken_tui.api.text import plain

Node = Mapping[str, Any]


def text(node: Node | None, field: str) -> str:
    """Read a field as one line of plain text, ``""`` where there is none."""
    value = (node or {}).get(field)
    return "" if value is None else " ".join(plain(str(value)).split())


def lines(node: Node | None, field: str) -> str:
    """Read a text that may have several lines, without those that are empty at its ends."""
    value = (node or {}).get(field)
    return "" if value is None else plain(str(value), lines=True).strip()


def texts(node: Node | None, field: str) -> tuple[str, ...]:
    """Read a list of texts, each one line, passing over those that are empty."""
    value = (node or {}).get(field)
    items = value if isinstance(value, list) else ()
    found = (" ".join(plain(str(item)).split()) for item in items if item is not None)
    return tuple(filter(None, found))


def integer(node: Node | None, field: str) -> int | None:
    """Read a whole number, such as an amount in minor units."""
    value = (node or {}).get(field)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def flag(node: Node | None, field: str) -> bool | None:
    """Read a boolean, ``None`` where the tenant does not say."""
    value = (node or {}).get(field)
    return value if isinstance(value, bool) else None


def day(node: Node | None, field: str) -> date | None:
    """Read a ``Date``; a ``DateTime`` gives its day."""
    try:
        return date.fromisoformat(str((node or {}).get(field))[:10])
    except ValueError:
        return None


def moment(node: Node | None, field: str) -> datetime | None:
    """Read a ``DateTime``."""
    try:
        return datetime.fromisoformat(str((node or {}).get(field)))
    except ValueError:
        return None


def instant(node: Node | None, field: str) -> datetime | None:
    """Read a ``DateTime`` with a zone, UTC where none is told, so that any two can be compared."""
    found = moment(node, field)
    return found.replace(tzinfo=UTC) if found is not None and found.tzinfo is None else found


def decimal(node: Node | None, field: str) -> Decimal | None:
    """Read a ``Decimal``, which travels as a string."""
    try:
        return Decimal(str((node or {}).get(field)))
    except InvalidOperation:
        return None


def child(node: Node | None, field: str) -> Node | None:
    """Read an object."""
    value = (node or {}).get(field)
    return value if isinstance(value, Mapping) else None


def children(node: Node | None, field: str) -> Iterator[Node]:
    """Read a list of objects, passing over nulls."""
    value = (node or {}).get(field)
    if isinstance(value, list):
        yield from (item for item in value if isinstance(item, Mapping))


def nodes(connection: Node | None) -> Iterator[Node]:
    """Read the nodes of a Relay connection, passing over nulls."""
    for edge in children(connection, "edges"):
        if (node := child(edge, "node")) is not None:
            yield node
