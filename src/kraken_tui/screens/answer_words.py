"""What a mutation answered, in one line."""

from collections.abc import Iterator, Mapping
from typing import Any

from kraken_tui.api.redact import HIDDEN
from kraken_tui.api.text import plain, without_secrets
from kraken_tui.domain.payments_links import is_secret_name
from kraken_tui.forms import names

MOST = 6


def answer_words(data: Mapping[str, Any], sent: object = None) -> str:
    """Name the values of a payload that answer what was sent, such as ``Reading date 2026-01-02``.

    A payload that echoes nothing of it, such as a new object, is told by its first few values; a
    long one of these, such as a whole account, would say nothing, and is left to the screen.
    """
    payload = next(iter(data.values()), None)
    answered = list(_leaves("", payload))
    asked = {name for name, _ in _leaves("", sent)}
    echoed = [leaf for leaf in answered if leaf[0] in asked]
    told = echoed or (answered if len(answered) <= 2 * MOST else [])
    return ", ".join(f"{names.label(name)} {_word(name, value)}" for name, value in told[:MOST])


def _word(name: str, value: object) -> str:
    if isinstance(value, bool):
        return {True: "yes", False: "no"}[value]
    return HIDDEN if is_secret_name(name) else without_secrets(plain(str(value)))


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
