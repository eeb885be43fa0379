"""A tenant's schema while it runs: fields taken out, and whether it tells of itself."""

import copy
from collections.abc import Iterable

from graphql import GraphQLEnumType, GraphQLSchema


class NotThere(LookupError):
    """The schema has nothing of that name to take out."""


def without(schema: GraphQLSchema, places: Iterable[str]) -> GraphQLSchema:
    """Return a copy without the fields (`Type.field`) or values of enums (`Type.VALUE`) named.

    Raises NotThere for what the schema does not have.
    """
    smaller = copy.deepcopy(schema)
    for place in places:
        name, _, part = place.partition(".")
        kind = smaller.type_map.get(name)
        parts = kind.values if isinstance(kind, GraphQLEnumType) else getattr(kind, "fields", {})
        if part not in parts:
            raise NotThere(f"The schema has no {place}.")
        del parts[part]
    return smaller
