"""`kraken-tui operations`: every mutation that the tenant of a profile offers."""

import json
from typing import TYPE_CHECKING, Any

from kraken_tui.api.text import plain
from kraken_tui.commands.exits import Exit

if TYPE_CHECKING:
    from kraken_tui.api.schema import SchemaIndex


def operations(schema: "SchemaIndex", *, as_json: bool) -> Exit:
    """Print each mutation with the first sentence of its description."""
    rows = [_row(heading) for heading in schema.mutations]
    if as_json:
        print(json.dumps(rows, indent=2, ensure_ascii=False))
        return Exit.DONE
    width = max((len(row["name"]) for row in rows), default=0)
    for row in rows:
        mark = " (deprecated)" if row["deprecated"] is not None else ""
        print(f"{row['name']:<{width}}  {plain(row['summary'])}{mark}".rstrip())
    return Exit.DONE


def _row(heading: Any) -> dict[str, Any]:
    return {
        "name": heading.name,
        "summary": heading.summary,
        "deprecated": heading.deprecated,
    }
