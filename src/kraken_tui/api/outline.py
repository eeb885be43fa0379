"""A whole schema in short, as plain JSON: every type with its members, by name.

Kept beside the records of the mutations, and made from the same introspection; what is empty is
left out. Two of them can be compared without their servers: see `kraken_tui.api.compare`.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, TypedDict, cast

from kraken_tui.api.selection import Type, notation
from kraken_tui.api.text import plain

ROOTS = {"mutation": "mutationType", "query": "queryType", "subscription": "subscriptionType"}

_NAME = re.compile(r"[_A-Za-z][_0-9A-Za-z]*")


class Value(TypedDict, total=False):
    """A value of an enum."""

    description: str
    deprecated: str
    """Why it should no longer be used."""


class Input(Value, total=False):
    """An argument, or a field of an input object."""

    type: str
    """In GraphQL's own notation, e.g. "[OwnerInput!]"."""
    default: str
    """A GraphQL literal."""


class Field(Value, total=False):
    """A field of an object or an interface; those of a root are its operations."""

    type: str
    inputs: dict[str, Input]
    """Its arguments."""


class TypeOutline(TypedDict, total=False):
    """A type; what it has depends on its kind."""

    kind: str
    """As introspection names it, e.g. "INPUT_OBJECT"."""
    description: str
    one_of: bool
    """Whether exactly one of the inputs is to be given."""
    inputs: dict[str, Input]
    fields: dict[str, Field]
    values: dict[str, Value]
    members: list[str]
    """The objects that a union consists of."""
    interfaces: list[str]


class Outline(TypedDict):
    """A schema."""

    roots: dict[str, str]
    """The names of the types whose fields are operations, by "mutation", "query" and so on."""
    types: dict[str, TypeOutline]


def outline(introspection: Mapping[str, Any]) -> Outline:
    """Write the answer to an introspection query in short.

    Raises:
        KeyError, TypeError: this is no such answer.
    """
    schema = (introspection.get("data") or introspection)["__schema"]
    types = {one["name"]: _type(one) for one in _named(schema["types"])}
    roots = {role: str((schema.get(key) or {}).get("name")) for role, key in ROOTS.items()}
    return {"roots": {role: name for role, name in roots.items() if name in types}, "types": types}


def _type(one: Type) -> TypeOutline:
    told: dict[str, Any] = {
        "kind": one["kind"],
        "description": _words(one.get("description")),
        "one_of": bool(one.get("isOneOf")),
        "inputs": {each["name"]: _input(each) for each in _named(one.get("inputFields"))},
        "fields": {each["name"]: _field(each) for each in _named(one.get("fields"))},
        "values": {each["name"]: _value(each) for each in _named(one.get("enumValues"))},
        # Interfaces have possible types too, which are told where they are implemented.
        "members": _names(one.get("possibleTypes")) if one["kind"] == "UNION" else [],
        "interfaces": _names(one.get("interfaces")),
    }
    return cast(TypeOutline, _filled(told))


def _field(one: Type) -> Field:
    inputs = {each["name"]: _input(each) for each in _named(one.get("args"))}
    told = {"type": notation(one["type"]), "inputs": inputs, **_value(one)}
    return cast(Field, _filled(told))


def _input(one: Type) -> Input:
    told = {"type": notation(one["type"]), **_value(one)}
    default = one.get("defaultValue")
    return cast(Input, told if default is None else {**told, "default": plain(default)})


def _value(one: Type) -> Value:
    why = _words(one.get("deprecationReason")) or "Deprecated."
    told = {
        "description": _words(one.get("description")),
        "deprecated": why if one.get("isDeprecated") else "",
    }
    return cast(Value, _filled(told))


def _filled(told: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in told.items() if value}


def _names(found: object) -> list[str]:
    return sorted(one["name"] for one in _named(found))


def _named(found: object) -> Iterator[Type]:
    """Pass over introspection's own types, and over what could not be written in a document."""
    for one in found if isinstance(found, list) else ():
        if _NAME.fullmatch(one["name"]) and not one["name"].startswith("__"):
            yield one


def _words(description: object) -> str:
    return plain(description, lines=True).strip()
