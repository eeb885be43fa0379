"""GraphQL type notation, such as `[OwnerInput!]!`, read into what a form has to know."""

from typing import NamedTuple


class TypeRef(NamedTuple):
    """One level of a type: a named type, or a list when `item` is there."""

    name: str
    """The innermost name, the same at every level: "OwnerInput" for "[OwnerInput!]!"."""
    non_null: bool = False
    item: "TypeRef | None" = None

    def __str__(self) -> str:
        inner = self.name if self.item is None else f"[{self.item}]"
        return f"{inner}!" if self.non_null else inner


def parse_type(notation: str) -> TypeRef:
    """Return the type that `notation` spells. Raise `ValueError` if it is no type."""
    text = notation.strip()
    non_null = text.endswith("!")
    inner = text.removesuffix("!").strip()
    if inner.startswith("[") and inner.endswith("]"):
        item = parse_type(inner[1:-1])
        return TypeRef(item.name, non_null, item)
    if not (inner.isascii() and inner.isidentifier()):
        raise ValueError(f"{notation!r} is not a GraphQL type")
    return TypeRef(inner, non_null)
