"""What a mutation answered, in one line."""

from collections.abc import Iterator, Mapping
from typing import Any

from kraken_tui.api.text import plain
from kraken_tui.forms import names

MOST = 6


def answer_words(data: Mapping[str, Any]) -> str:
    """Name the first few values of a payload, such as ``Reading date 2026-01-02``."""
    payload = next(iter(data.values()), None)
    told = [f"{names.label(name)} {plain(str(value))}" for name, value in _leaves("", payload)]
    return ", ".join(told[:MOST])


def _leaves(name: str, value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key != "__typename":
                yield from _leaves(key, inner)
    elif isinstance(value, list):
        if value and not isinstance(value[0], Mapping | list):
            yield name, ", ".join(map(str, value))
    elif value not in (None, ""):
        yield name, value
