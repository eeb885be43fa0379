"""The definition of one operation or type in two schemas, line beside line."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from kraken_tui.api.difference import AREAS
from kraken_tui.api.outline import Field, Input, Outline, TypeOutline, Value
from kraken_tui.api.written import arguments, given

Row = tuple[str, str, str]
"""A sign ("+", "-", "~" or none), the line as it was, and as it is; empty if it is not there."""

_ROLES = ("mutation", "query", "subscription")


def rows(before: Outline, after: Outline, *, area: str, owner: str) -> list[Row]:
    """Put the definitions of what a change belongs to side by side; see `difference.Change`."""
    return [
        (_sign(was, now), was, now)
        for was, now in _beside(_lines(before, area, owner), _lines(after, area, owner))
    ]


def _sign(was: str, now: str) -> str:
    if was == now:
        return ""
    return "~" if was and now else "-" if was else "+"


def _beside(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for key in _merged(list(old), list(new)):
        yield old.get(key, ""), new.get(key, "")


def _merged(old: list[str], new: list[str]) -> list[str]:
    """Name what is on either side as the first has it, what is new behind what it follows."""
    merged, known = list(old), {*old}
    for previous, name in pairwise(["", *new]):
        if name not in known:
            merged.insert(merged.index(previous) + 1 if previous else 0, name)
            known.add(name)
    return merged


def _lines(outline: Outline, area: str, owner: str) -> dict[str, str]:
    """Write a definition, each line under a name that it has on the other side too."""
    types = outline["types"]
    if area in _ROLES:
        found = types.get(outline["roots"].get(area, ""), {}).get("fields", {}).get(owner)
        return {} if found is None else dict(_operation(owner, found))
    return dict(_type(owner, types[owner])) if owner in types else {}


def _operation(name: str, one: Field) -> Iterator[tuple[str, str]]:
    inputs = one.get("inputs", {})
    if not inputs:
        yield "(", f"{name}: {one['type']}{_warning(one)}"
        return
    yield "(", f"{name}("
    yield from _given(inputs)
    yield ")", f"): {one['type']}{_warning(one)}"


def _type(name: str, one: TypeOutline) -> Iterator[tuple[str, str]]:
    word = AREAS.get(one["kind"], "type")
    implemented = " & ".join(one.get("interfaces", ()))
    head = f"{word} {name}" + (f" implements {implemented}" if implemented else "")
    if one.get("one_of"):
        head += " @oneOf"
    members = [
        *_given(one.get("inputs", {})),
        *((key, _field(key, each)) for key, each in one.get("fields", {}).items()),
        *((key, f"  {key}{_warning(each)}") for key, each in one.get("values", {}).items()),
    ]
    yield "{", f"{head} {{" if members else head
    yield from members
    yield from ((each, f"  | {each}") for each in one.get("members", ()))
    if members:
        yield "}", "}"


def _given(inputs: Mapping[str, Input]) -> Iterator[tuple[str, str]]:
    for name, each in inputs.items():
        yield name, f"  {name}: {given(each)}{_warning(each)}"


def _field(name: str, one: Field) -> str:
    return f"  {name}{arguments(one)}: {one['type']}{_warning(one)}"


def _warning(one: Value) -> str:
    return " @deprecated" if "deprecated" in one else ""
