"""Makes sense of an introspection that breaks the rules: keeps what is whole, drops what is not.

Servers are written by hand, and generated, and changed by what stands before them. One type that
makes no sense should cost that type, not the whole schema.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

_NAME = re.compile(r"[_A-Za-z][_0-9A-Za-z]*")
_PLAIN = r'[_A-Za-z][_0-9A-Za-z]*|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?|"[^"\\\n]*"|\[\]'
_KINDS = {"SCALAR", "OBJECT", "INTERFACE", "UNION", "ENUM", "INPUT_OBJECT"}
_AS_INPUT = {"SCALAR", "ENUM", "INPUT_OBJECT"}
_AROUND = ("LIST", "NON_NULL")
_DEEPEST = 20
_BUILT_IN = ("Boolean", "Float", "ID", "Int", "String")
_WHERE = {
    *("QUERY", "MUTATION", "SUBSCRIPTION", "FIELD", "FRAGMENT_DEFINITION", "FRAGMENT_SPREAD"),
    *("INLINE_FRAGMENT", "VARIABLE_DEFINITION"),
}
"""Where a directive can stand in a request; the rest is of no use to one."""

Loose = Mapping[str, Any]
Kept = dict[str, Any]


def mended(introspection: Loose) -> Kept:
    """Return the answer to an introspection query as far as it can be made sense of.

    What has no name is dropped; a type of an unknown kind, or that is only spoken of, becomes a
    scalar.

    Raises:
        ValueError: no type is left.
    """
    data = introspection.get("data") or introspection
    schema = data.get("__schema") if isinstance(data, Mapping) else None
    if not isinstance(schema, Mapping):
        raise ValueError("there is no schema in it")
    told = {one["name"]: one for one in _named(schema.get("types"))}
    if not told:
        raise ValueError("there are no types in it")
    return {"data": {"__schema": _Mending(told).schema(schema)}}


class _Mending:
    def __init__(self, told: Mapping[str, Loose]) -> None:
        self._told = told
        self._kinds = {name: _kind(one) for name, one in told.items()}
        self._kinds.update(dict.fromkeys(_BUILT_IN, "SCALAR"))

    def schema(self, schema: Loose) -> Kept:
        directives = list(self._directives(schema))
        types = [self._type(name, one) for name, one in self._told.items()]
        # Last, for by now every type that is spoken of is known.
        types.extend(
            {"kind": kind, "name": name}
            for name, kind in self._kinds.items()
            if name not in self._told
        )
        roots = {key: self._root(schema.get(key)) for key in _ROOTS}
        return {**roots, "types": types, "directives": directives}

    def _root(self, found: object) -> Kept | None:
        name = found.get("name") if isinstance(found, Mapping) else None
        known = isinstance(name, str) and self._kinds.get(name) == "OBJECT"
        return {"name": name} if known else None

    def _type(self, name: str, one: Loose) -> Kept:
        kind = self._kinds[name]
        kept: Kept = {key: one.get(key) for key in ("name", "description", "isOneOf")}
        kept["kind"] = kind
        if kind in {"OBJECT", "INTERFACE"}:
            kept["fields"] = list(self._fields(one.get("fields")))
            kept["interfaces"] = list(self._of_kind(one.get("interfaces"), "INTERFACE"))
        if kind in {"UNION", "INTERFACE"}:
            kept["possibleTypes"] = list(self._of_kind(one.get("possibleTypes"), "OBJECT"))
        if kind == "ENUM":
            kept["enumValues"] = list(_named(one.get("enumValues")))
        if kind == "INPUT_OBJECT":
            kept["inputFields"] = list(self._inputs(one.get("inputFields")))
        return kept

    def _fields(self, found: object) -> Iterator[Kept]:
        for one in _named(found):
            reference = self._reference(one.get("type"))
            if reference is not None and self._inner(reference) != "INPUT_OBJECT":
                yield {**one, "type": reference, "args": list(self._inputs(one.get("args")))}

    def _inputs(self, found: object) -> Iterator[Kept]:
        for one in _named(found):
            reference = self._reference(one.get("type"))
            if reference is None or self._inner(reference) not in _AS_INPUT:
                continue
            default = one.get("defaultValue")
            if default is not None:
                # What it says need not be GraphQL; that there is one means that it may be left out.
                reference = reference["ofType"] if _is_required(reference) else reference
            kept = default if isinstance(default, str) and _is_plain(default) else None
            yield {**one, "type": reference, "defaultValue": kept}

    def _directives(self, schema: Loose) -> Iterator[Kept]:
        for one in _named(schema.get("directives")):
            found = one.get("locations")
            told = found if isinstance(found, list) else ()
            where = [place for place in told if isinstance(place, str) and place in _WHERE]
            yield {**one, "locations": where, "args": list(self._inputs(one.get("args")))}

    def _of_kind(self, found: object, kind: str) -> Iterator[Kept]:
        for one in _named(found):
            if self._kinds.get(one["name"]) == kind:
                yield {"kind": kind, "name": one["name"], "ofType": None}

    def _reference(self, found: object, *, depth: int = 0) -> Kept | None:
        if not isinstance(found, Mapping) or depth > _DEEPEST:
            return None
        if found.get("kind") in _AROUND:
            inner = self._reference(found.get("ofType"), depth=depth + 1)
            if inner is None or (found["kind"] == "NON_NULL" and _is_required(inner)):
                return inner
            return {"kind": found["kind"], "name": None, "ofType": inner}
        name = found.get("name")
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            return None
        kind = self._kinds.setdefault(name, "SCALAR")
        return {"kind": kind, "name": name, "ofType": None}

    def _inner(self, reference: Kept) -> str:
        while reference["ofType"] is not None:
            reference = reference["ofType"]
        return str(reference["kind"])


_ROOTS = ("queryType", "mutationType", "subscriptionType")


def _kind(one: Loose) -> str:
    kind = one.get("kind")
    return kind if isinstance(kind, str) and kind in _KINDS else "SCALAR"


def _is_required(reference: Kept) -> bool:
    return bool(reference["kind"] == "NON_NULL")


def _is_plain(default: str) -> bool:
    """Tell whether a default can only be a name, a number or a text without quotes in it."""
    return re.fullmatch(_PLAIN, default) is not None


def _named(found: object) -> Iterator[Loose]:
    """Pass over what is no object, or has no name that could stand in a document."""
    for one in found if isinstance(found, list) else ():
        name = one.get("name") if isinstance(one, Mapping) else None
        if isinstance(name, str) and _NAME.fullmatch(name):
            yield one
