"""What a form can hold: a tree of fields that grows with each look, so no type is too deep.

A `FieldSpec` knows its own type and finds its children by type name when they are asked for.
A type that contains itself is therefore a tree without a bottom, and costs nothing.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from kraken_tui.api.records import EnumValue, InputField, InputType, MutationRecord
from kraken_tui.forms import names
from kraken_tui.forms.types import TypeRef, parse_type

Kind = Literal["scalar", "enum", "object", "list"]
Types = Mapping[str, InputType]

_KINDS: Mapping[str, Kind] = {"INPUT_OBJECT": "object", "ENUM": "enum", "SCALAR": "scalar"}


class FieldSpec(NamedTuple):
    """One argument, one field of an input object, or the items of a list."""

    name: str
    """The name on the wire; the items of a list carry the name of their list."""
    type: TypeRef
    types: Types
    description: str = ""
    default: str | None = None
    """What the server takes when nothing is sent, as a GraphQL literal."""
    deprecated: str | None = None
    above: str = ""
    """The name and the type of the object that the field is in, for what they tell of it."""

    @property
    def kind(self) -> Kind:
        """Return how the field is filled: as a list first, then by its named type."""
        if self.type.item is not None:
            return "list"
        known = self.types.get(self.type.name)
        return "scalar" if known is None else _KINDS.get(known["kind"], "scalar")

    @property
    def required(self) -> bool:
        """Tell whether a value must be sent: it may not be null and the server has no default."""
        return self.type.non_null and self.default is None

    @property
    def nullable(self) -> bool:
        """Tell whether null may be sent."""
        return not self.type.non_null

    @property
    def label(self) -> str:
        """Return the field's name in words."""
        return names.label(self.name)

    @property
    def secret(self) -> bool:
        """Tell whether the value must not be shown or stored."""
        return self.kind == "scalar" and names.is_secret(self.name)

    @property
    def bank_detail(self) -> bool:
        """Tell whether the value names an account or a card at a bank."""
        return self.kind == "scalar" and names.is_bank_detail(self.name, self.above)

    @property
    def choices(self) -> tuple[EnumValue, ...]:
        """Return the values of an enum, in the schema's order."""
        known = self.types.get(self.type.name)
        return tuple(known["values"]) if known is not None else ()

    @property
    def one_of(self) -> bool:
        """Tell whether exactly one field of this object may be set."""
        known = self.types.get(self.type.name)
        return self.kind == "object" and known is not None and known["oneOf"]

    def children(self) -> "tuple[FieldSpec, ...]":
        """Return the fields of an object, required ones first; none for anything else."""
        known = self.types.get(self.type.name)
        if known is None or self.kind != "object":
            return ()
        above = f"{self.name} {self.type.name}"
        return required_first(tuple(_spec(each, self.types, above) for each in known["fields"]))

    def item(self) -> "FieldSpec":
        """Return what one item of this list is. Raise `TypeError` if it is no list."""
        if self.type.item is None:
            raise TypeError(f"{self.name} is not a list")
        item = self.type.item
        return FieldSpec(self.name, item, self.types, self.description, above=self.above)


def arguments(record: MutationRecord) -> tuple[FieldSpec, ...]:
    """Return the arguments of a mutation, required ones first."""
    types: Types = record["types"]
    return required_first(tuple(_spec(each, types) for each in record["args"]))


def required_first(specs: tuple[FieldSpec, ...]) -> tuple[FieldSpec, ...]:
    """Return `specs` with required ones first and deprecated ones last, otherwise in order."""
    return tuple(sorted(specs, key=lambda each: (each.deprecated is not None, not each.required)))


def _spec(raw: InputField, types: Types, above: str = "") -> FieldSpec:
    return FieldSpec(
        raw["name"],
        parse_type(raw["type"]),
        types,
        raw["description"] or "",
        raw["default"],
        raw["deprecated"],
        above,
    )
