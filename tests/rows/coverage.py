"""Which optional fields an input uses, so that minimal means minimal and full means full."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from kraken_tui.api.records import InputField, InputType, MutationRecord

Types = Mapping[str, InputType]


def used(record: MutationRecord, variables: Mapping[str, Any]) -> set[str]:
    """Name the optional fields that are set."""
    return {name for name, is_set in _optional(record, variables) if is_set}


def unused(record: MutationRecord, variables: Mapping[str, Any]) -> set[str]:
    """Name the optional fields that are not set, in every object that is."""
    return {name for name, is_set in _optional(record, variables) if not is_set}


def _optional(record: MutationRecord, variables: Mapping[str, Any]) -> Iterator[tuple[str, bool]]:
    # An argument that may be left out is no choice where it holds everything there is to say.
    yield from _below(record["args"], record["types"], variables, top=len(record["args"]) == 1)


def _below(
    fields: list[InputField], types: Types, given: Mapping[str, Any], *, top: bool = False
) -> Iterator[tuple[str, bool]]:
    for each in fields:
        name = each["name"]
        if not top and not (each["type"].endswith("!") and each["default"] is None):
            yield name, name in given
        for value in _objects(given.get(name)):
            inner = types[re.sub(r"[\[\]!]", "", each["type"])]
            yield from _below(inner["fields"], types, value)


def _objects(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, Mapping):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from _objects(each)
