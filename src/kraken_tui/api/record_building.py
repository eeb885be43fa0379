"""Makes one self-contained record per mutation from a server's introspection, as plain JSON.

Without graphql-core, which would take several times as long to import as this takes to run. Every
type is put into JSON once and its text is pasted into the records that reach it.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast

from kraken_tui.api.records import EnumValue, InputField, InputType, MutationHeading
from kraken_tui.api.selection import Type, named, notation, selection
from kraken_tui.api.text import plain, shorten

_NAME = re.compile(r"[_A-Za-z][_0-9A-Za-z]*")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s|\n\s*\n|\n(?=[#*-])")
_ERRORS = re.compile(r"\s*The possible errors that can be raised are\b")
"""Begins the list of errors that stands at the end of a description, or is all of it."""

_SUMMARY = 160


@dataclass(frozen=True, slots=True)
class BuiltRecord:
    """A record as JSON text, with the heading under which it is listed."""

    heading: MutationHeading
    text: str


def build_records(introspection: Mapping[str, Any]) -> Iterator[BuiltRecord]:
    """Yield the record of every mutation in the answer to an introspection query, in its order.

    Raises:
        KeyError, TypeError: this is no such answer.
    """
    schema = (introspection.get("data") or introspection)["__schema"]
    types = {found["name"]: found for found in schema["types"]}
    root = types.get((schema.get("mutationType") or {}).get("name"))
    builder = _Builder(types)
    for mutation in _well_named((root or {}).get("fields")):
        yield builder.record(mutation)


class _Builder:
    def __init__(self, types: Mapping[str, Type]) -> None:
        self._types = types
        self._texts: dict[str, str] = {}
        self._next: dict[str, tuple[str, ...]] = {}

    def record(self, mutation: Type) -> BuiltRecord:
        args = [_input_field(one) for one in _well_named(mutation.get("args"))]
        reached = self._reached(_names(mutation.get("args")))
        types = ",".join(f"{json.dumps(name)}:{self._texts[name]}" for name in reached)
        deprecated = _deprecated(mutation)
        description = _words(mutation.get("description"))
        told = {
            "name": mutation["name"],
            "description": description,
            "deprecated": deprecated,
            "args": args,
            "document": self._document(mutation),
            "returns": named(mutation["type"])["name"],
        }
        heading = MutationHeading(
            name=mutation["name"],
            summary=_summary(description),
            deprecated=deprecated,
            fields=frozenset(self._first_level(mutation)),
        )
        text = json.dumps(told, ensure_ascii=False)
        return BuiltRecord(heading=heading, text=f'{text[:-1]}, "types": {{{types}}}}}')

    def _reached(self, names: tuple[str, ...]) -> list[str]:
        """List every type that a value of the types `names` can hold, each once."""
        reached: dict[str, None] = {}
        waiting = list(reversed(names))
        while waiting:
            name = waiting.pop()
            if name not in reached and name in self._types:
                reached[name] = None
                waiting.extend(reversed(self._inside(name)))
        return list(reached)

    def _inside(self, name: str) -> tuple[str, ...]:
        if name not in self._next:
            found = self._types[name]
            self._texts[name] = json.dumps(_input_type(found), ensure_ascii=False)
            self._next[name] = _names(found.get("inputFields"))
        return self._next[name]

    def _first_level(self, mutation: Type) -> Iterator[str]:
        for one in _well_named(mutation.get("args")):
            yield one["name"]
            inside = self._types.get(named(one["type"]).get("name", ""), {})
            yield from (inner["name"] for inner in _well_named(inside.get("inputFields")))

    def _document(self, mutation: Type) -> str:
        name = mutation["name"]
        args = list(_well_named(mutation.get("args")))
        variables = ", ".join(f"${one['name']}: {_variable_type(one)}" for one in args)
        passed = ", ".join(f"{one['name']}: ${one['name']}" for one in args)
        head = f"mutation {name[0].upper()}{name[1:]}" + (f"({variables})" if args else "")
        body = f"{name}({passed})" if args else name
        chosen = selection(self._types, mutation["type"])
        return f"{head} {{ {body}{' ' if chosen else ''}{chosen} }}"


def _variable_type(argument: Type) -> str:
    """Write the type of an argument's variable, which may be left out if there is a default."""
    written = notation(argument["type"])
    return written.rstrip("!") if argument.get("defaultValue") is not None else written


def _input_type(found: Type) -> InputType:
    kind = found["kind"] if found["kind"] in {"INPUT_OBJECT", "ENUM"} else "SCALAR"
    return {
        "kind": cast(Literal["INPUT_OBJECT", "ENUM", "SCALAR"], kind),
        "description": _words(found.get("description")),
        "oneOf": bool(found.get("isOneOf")),
        "fields": [_input_field(one) for one in _well_named(found.get("inputFields"))],
        "values": [_enum_value(one) for one in _well_named(found.get("enumValues"))],
    }


def _input_field(one: Type) -> InputField:
    return {
        "name": one["name"],
        "description": _words(one.get("description")),
        "type": notation(one["type"]),
        "default": one.get("defaultValue"),
        "deprecated": _deprecated(one),
    }


def _enum_value(one: Type) -> EnumValue:
    return {
        "name": one["name"],
        "description": _words(one.get("description")),
        "deprecated": _deprecated(one),
    }


def _names(fields: object) -> tuple[str, ...]:
    return tuple(str(named(one["type"])["name"]) for one in _well_named(fields))


def _well_named(found: object) -> Iterator[Type]:
    """Pass over what could not be written in a document anyway, so that names need no cleaning."""
    for one in found if isinstance(found, list) else ():
        if _NAME.fullmatch(one["name"]):
            yield one


def _deprecated(one: Type) -> str | None:
    if not one.get("isDeprecated"):
        return None
    return _words(one.get("deprecationReason")) or "Deprecated."


def _words(description: object) -> str | None:
    return plain(description, lines=True).strip() or None


def _summary(description: str | None) -> str:
    first = _SENTENCE_END.split(_ERRORS.split(description or "", maxsplit=1)[0], maxsplit=1)[0]
    return shorten(" ".join(first.split()), limit=_SUMMARY)
