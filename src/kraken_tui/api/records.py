"""The shape of a mutation record: all that a form needs to know of one mutation, as plain JSON.

A record stands alone: every input type and enum that the arguments reach is in `types` once, by
name, so that a type which contains itself is no trouble.
"""

from typing import Literal, NamedTuple, TypedDict


class InputField(TypedDict):
    """An argument of a mutation or a field of an input object."""

    name: str
    description: str | None
    type: str
    """In GraphQL's own notation, e.g. "[OwnerInput!]"."""
    default: str | None
    """A GraphQL literal, e.g. "[]" or "MONTHLY"; "null" is a default too, None is none."""
    deprecated: str | None


class EnumValue(TypedDict):
    """One value of an enum."""

    name: str
    description: str | None
    deprecated: str | None


class InputType(TypedDict):
    """A type that a value can have on its way in; `fields` or `values` are empty as `kind` says."""

    kind: Literal["INPUT_OBJECT", "ENUM", "SCALAR"]
    description: str | None
    oneOf: bool
    fields: list[InputField]
    values: list[EnumValue]


class MutationRecord(TypedDict):
    """One mutation: its arguments, the types they reach, and a document that is ready to send."""

    name: str
    description: str | None
    deprecated: str | None
    args: list[InputField]
    types: dict[str, InputType]
    document: str
    returns: str
    """The name of the type that the mutation answers with, without `!` and brackets."""


class MutationHeading(NamedTuple):
    """What a list of mutations shows of one, without opening its record."""

    name: str
    summary: str
    """The first sentence of the description; empty if there is none."""
    deprecated: str | None
    fields: frozenset[str]
    """Names of the arguments and of the fields of their input objects, one level down."""
