"""What differs between two answers to the same question, in people's words."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from kraken_tui.api.text import plain, shorten
from kraken_tui.forms import names

Write = Callable[[str, object], str]
"""Writes the value of a field of that name."""

_PASSED_OVER = {"__typename", "cursor", "pageInfo", "edgeCount", "rateLimitInfo"}
_STRUCTURE = {"edges", "node", "nodes", "account", "viewer"}
_NAMING = ("number", "reference", "serialNumber", "displayName", "name", "title")
_LONGEST = 60
_MOST_TOLD = 4
"""So many fields tell of what was added or is gone."""


class Difference(NamedTuple):
    """One thing that changed; `before` or `now` is empty where it was not there, or is gone."""

    label: str
    before: str
    now: str


def differences(before: object, now: object, *, write: Write) -> tuple[Difference, ...]:
    """Return what differs in what a tenant answered, each once and in the answer's order."""
    return tuple(dict.fromkeys(_Comparing(write).values((), before, now)))


class _Comparing:
    def __init__(self, write: Write) -> None:
        self._write = write

    def values(self, path: tuple[str, ...], before: object, now: object) -> Iterator[Difference]:
        if before == now:
            return
        if isinstance(before, Mapping) and isinstance(now, Mapping):
            for name in dict.fromkeys([*before, *now]):
                if name not in _PASSED_OVER:
                    below = path if name in _STRUCTURE else (*path, str(name))
                    yield from self.values(below, before.get(name), now.get(name))
        elif isinstance(before, list) and isinstance(now, list):
            yield from self._items(path, before, now)
        else:
            yield Difference(_label(path), self._told(path, before), self._told(path, now))

    def _items(
        self, path: tuple[str, ...], before: list[Any], now: list[Any]
    ) -> Iterator[Difference]:
        was, is_ = ({_key(each): each for each in items} for items in (before, now))
        for key in dict.fromkeys([*was, *is_]):
            item = is_.get(key, was.get(key))
            yield from self.values((*path[:-1], _item(path, item)), was.get(key), is_.get(key))

    def _told(self, path: tuple[str, ...], value: object) -> str:
        if isinstance(value, Mapping):
            return ", ".join(self._fields(_node(value))) or "there"
        if isinstance(value, list):
            return ", ".join(self._told(path, each) for each in value[:_MOST_TOLD])
        return "" if value is None else shorten(plain(self._text(path, value)), limit=_LONGEST)

    def _text(self, path: tuple[str, ...], value: object) -> str:
        return self._write(path[-1] if path else "", value)

    def _fields(self, value: Mapping[str, Any]) -> Iterator[str]:
        told = 0
        for name, each in value.items():
            if name in _PASSED_OVER or isinstance(each, Mapping | list) or each in (None, ""):
                continue
            if not names.is_identifier(name) and told < _MOST_TOLD:
                told += 1
                yield f"{names.label(name).lower()} {self._told((name,), each)}"


def _node(item: Any) -> Any:
    """Return what an edge of a connection leads to, anything else as it is."""
    node = item.get("node") if isinstance(item, Mapping) else None
    return node if isinstance(node, Mapping) else item


def _key(item: object) -> str:
    """Tell items of a list apart, so that one more at its beginning is one difference."""
    found = _node(item)
    if isinstance(found, Mapping):
        for name in ("id", "uuid", *_NAMING):
            if isinstance(found.get(name), str | int):
                return f"{name} {found[name]}"
    return json.dumps(found, sort_keys=True, default=str)


def _item(path: tuple[str, ...], item: object) -> str:
    """Name one item of a list, by what people know it by."""
    found = _node(item)
    kind = names.singular(names.label(path[-1])) if path else ""
    if isinstance(found, Mapping):
        known = next((found[name] for name in _NAMING if isinstance(found.get(name), str)), "")
        return f"{kind} {shorten(plain(known), limit=30)}".strip()
    return kind


def _label(path: tuple[str, ...]) -> str:
    """Put the way to a value into words: "Ledger L-1: balance"."""
    shown = [part if " " in part else names.label(part) for part in path]
    tail = [part if " " in part else part[:1].lower() + part[1:] for part in shown[1:]]
    return ": ".join([*shown[:1], *tail]) or "It"
