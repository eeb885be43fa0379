"""Chooses what a mutation's document asks back: the payload's plain values and one object deep.

Works on introspection as plain JSON. The choice is made for showing what changed: no lists of any
length, nothing deprecated, nothing that needs arguments, and not more than a screenful.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Type = Mapping[str, Any]

MOST_LEAVES = 40
DEEPEST = 2
_LEAVES = {"SCALAR", "ENUM"}
_UNWANTED = {"possibleErrors"}


def named(reference: Type) -> Type:
    """Return what is inside of the lists and non-nulls of a type reference."""
    while reference.get("ofType") is not None:
        reference = reference["ofType"]
    return reference


def notation(reference: Type) -> str:
    """Write a type reference as GraphQL does, e.g. "[OwnerInput!]"."""
    inner = reference.get("ofType")
    match reference.get("kind"):
        case "NON_NULL":
            return f"{notation(inner or {})}!"
        case "LIST":
            return f"[{notation(inner or {})}]"
        case _:
            return str(reference.get("name"))


def selection(types: Mapping[str, Type], returns: Type) -> str:
    """Return the selection set for a field that returns `returns`, or "" for a plain value."""
    payload = types.get(str(named(returns).get("name")))
    if payload is None or payload["kind"] in _LEAVES:
        return ""
    return _Selecting(types).of(payload, depth=0)


@dataclass
class _Selecting:
    types: Mapping[str, Type]
    leaves: int = 0
    seen: list[str] = field(default_factory=list)

    def of(self, wanted: Type, *, depth: int) -> str:
        if wanted["name"] in self.seen:
            return ""
        self.seen.append(wanted["name"])
        if wanted["kind"] == "UNION":
            chosen = ["__typename", *self._members(wanted)]
        else:
            chosen = self._fields(wanted, depth=depth)
        if wanted["kind"] == "INTERFACE":
            chosen.insert(0, "__typename")
        self.seen.pop()
        if not chosen and depth == 0:
            chosen = ["__typename"]
        return f"{{ {' '.join(chosen)} }}" if chosen else ""

    def _fields(self, wanted: Type, *, depth: int) -> list[str]:
        chosen = self._plain(wanted)
        if depth < DEEPEST:
            for one in _askable(wanted):
                inner = self._object(one)
                text = self.of(inner, depth=depth + 1) if inner is not None else ""
                if text:
                    chosen.append(f"{one['name']} {text}")
        return chosen

    def _plain(self, wanted: Type, *, without: frozenset[str] = frozenset()) -> list[str]:
        chosen = []
        for one in _askable(wanted):
            if self.leaves >= MOST_LEAVES:
                break
            if self._kind(one) in _LEAVES and one["name"] not in without:
                chosen.append(one["name"])
                self.leaves += 1
        return chosen

    def _members(self, union: Type) -> Iterator[str]:
        members = [self.types[one["name"]] for one in union.get("possibleTypes") or ()]
        clashing = _clashing(members)
        for member in members:
            chosen = self._plain(member, without=clashing)
            if chosen:
                yield f"... on {member['name']} {{ {' '.join(chosen)} }}"

    def _object(self, one: Type) -> Type | None:
        found = self.types.get(str(named(one["type"]).get("name")))
        if found is None or found["kind"] in _LEAVES or _is_connection(found):
            return None
        return found if self.leaves < MOST_LEAVES else None

    def _kind(self, one: Type) -> str:
        return str(named(one["type"]).get("kind"))


def _askable(wanted: Type) -> Iterator[Type]:
    for one in wanted.get("fields") or ():
        if one["name"] in _UNWANTED or one.get("isDeprecated"):
            continue
        if not any(_is_required(argument) for argument in one.get("args") or ()):
            yield one


def _is_required(argument: Type) -> bool:
    return argument["type"].get("kind") == "NON_NULL" and argument.get("defaultValue") is None


def _is_connection(found: Type) -> bool:
    names = {one["name"] for one in found.get("fields") or ()}
    return {"edges", "pageInfo"} <= names


def _clashing(members: list[Type]) -> frozenset[str]:
    """Name the fields that have different types in different members of a union.

    GraphQL forbids asking for them side by side under one name.
    """
    known: dict[str, str] = {}
    clashing = set()
    for member in members:
        for one in member.get("fields") or ():
            if known.setdefault(one["name"], notation(one["type"])) != notation(one["type"]):
                clashing.add(one["name"])
    return frozenset(clashing)
