"""What a tenant of which only the schema is known answers: a plausible value for every type.

The same question has the same answer, whoever asks and when.
"""

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any
from zlib import crc32

from graphql import (
    GraphQLEnumType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLResolveInfo,
    GraphQLSchema,
    GraphQLUnionType,
)

Info = GraphQLResolveInfo[Any]
Object = Mapping[str, Any]

FEW = (1, 2)
"""The numbers of the items in a list."""

NUMBER = "#"
"""Where an object keeps which item of a list it is, or is within."""

TEXTS = {
    "BigInt": "90{number}",
    "Date": "2026-03-0{number}",
    "DateTime": "2026-03-0{number}T09:30:00+00:00",
    "Decimal": "{number}2.50",
    "Email": "person{number}@kraken.example",
    "ID": "{kind}-{number}",
    "JSONString": '{{"item": {number}}}',
    "Time": "0{number}:30:00",
    "UUID": "7f8c1d2e-0a4b-4c3d-9e5f-6a7b8c9d0e0{number}",
}
"""Scalars that travel as text and have a form of their own; any other is a short text."""


PLENTY = {
    "limit": 50_000,
    "remainingPoints": 49_000,
    "usedPoints": 1_000,
    "ttl": 2_000_000_000,
    "isBlocked": False,
}
"""What is left of the allowance: whoever had none would be made to wait."""


class Way(Enum):
    """How freely a tenant tells what it knows; all of it is within its schema."""

    FULL = "full"
    EMPTY = "empty"
    """Every list is empty."""
    HOLES = "holes"
    """Lists have a null among their items wherever they may."""
    BARE = "bare"
    """Objects are there, and whatever may be null of what they say is."""
    NULLS = "nulls"
    """The objects asked for are there, and all within them that may be null is."""
    NOTHING = "nothing"
    """Whatever may be null is."""


class Values:
    """Resolve every field of a schema, in one of the ways."""

    def __init__(self, schema: GraphQLSchema, way: Way) -> None:
        self._schema = schema
        self._way = way

    def __call__(self, source: Object | None, info: Info, /, **arguments: Any) -> Any:
        """Answer a field: graphql-core's default resolver."""
        if source is not None and info.field_name in source:
            return source[info.field_name]
        if not isinstance(info.return_type, GraphQLNonNull) and self._keeps_silent(info):
            return None
        number = (source or {}).get(NUMBER, 1)
        return self._value(info.return_type, info, arguments, number)

    def _keeps_silent(self, info: Info) -> bool:
        match self._way:
            case Way.NOTHING:
                return True
            case Way.NULLS:
                return info.path.prev is not None
            case Way.BARE:
                return not _holds_objects(info.return_type)
            case _:
                return False

    def _value(
        self, kind: GraphQLOutputType, info: Info, arguments: Object, number: int, way: str = ""
    ) -> Any:
        bare: Any = kind.of_type if isinstance(kind, GraphQLNonNull) else kind
        match bare:
            case GraphQLList():
                return self._items(bare.of_type, info, arguments)
            case GraphQLInterfaceType() | GraphQLUnionType():
                kinds = self._schema.get_possible_types(bare)
                return self._object(kinds[(number - 1) % len(kinds)], info, arguments, number)
            case GraphQLObjectType():
                return self._object(bare, info, arguments, number)
            case GraphQLEnumType():
                return next(iter(bare.values))
            case _:
                return _scalar(bare.name, info, number)

    def _items(self, kind: GraphQLOutputType, info: Info, arguments: Object) -> list[Any]:
        if self._way is Way.EMPTY:
            return []
        items = [self._value(kind, info, arguments, number) for number in FEW]
        may_be_null = not isinstance(kind, GraphQLNonNull)
        return [None, *items] if self._way is Way.HOLES and may_be_null else items

    def _object(self, kind: GraphQLObjectType, info: Info, asked: Object, number: int) -> Object:
        if {"edges", "pageInfo"} <= kind.fields.keys():
            return self._connection(kind, info, asked)
        known = {"__typename": kind.name, NUMBER: number}
        known |= PLENTY if PLENTY.keys() <= kind.fields.keys() else {}
        return known | _asked_for(kind, asked)

    def _connection(self, kind: GraphQLObjectType, info: Info, asked: Object) -> Object:
        """Page through a few items, by cursors that are their numbers."""
        everything = () if self._way is Way.EMPTY else FEW
        after, before = asked.get("after"), asked.get("before")
        there = [each for each in everything if after is None or each > int(after)]
        there = [each for each in there if before is None or each < int(before)]
        first, last = asked.get("first"), asked.get("last")
        shown = there if first is None else there[:first]
        shown = shown if last is None else shown[-last:] if last else []
        edge: Any = kind.fields["edges"].type
        while isinstance(edge, GraphQLNonNull | GraphQLList):
            edge = edge.of_type
        edges: list[Object | None] = [
            {"__typename": edge.name, NUMBER: each, "cursor": str(each)} for each in shown
        ]
        if self._way is Way.HOLES and not _is_filled_list(kind.fields["edges"].type):
            edges.insert(0, None)
        return {
            "__typename": kind.name,
            "edges": edges,
            "pageInfo": _page_info(shown, there),
            "totalCount": len(everything),
            "edgeCount": len(shown),
        }


def _page_info(shown: Sequence[int], there: Sequence[int]) -> Object:
    return {
        "__typename": "PageInfo",
        "hasNextPage": bool(shown) and shown[-1] != there[-1],
        "hasPreviousPage": bool(shown) and shown[0] != there[0],
        "startCursor": str(shown[0]) if shown else None,
        "endCursor": str(shown[-1]) if shown else None,
    }


def _asked_for(kind: GraphQLObjectType, asked: Object) -> dict[str, Any]:
    """Answer with the object that was asked for: an account by its number has that number."""
    known: dict[str, Any] = {}
    for name, value in asked.items():
        for ending in ("Id", "Number"):
            whose, field = name.removesuffix(ending), ending.lower()
            if whose + ending == name and kind.name.lower().startswith(whose.lower()):
                known |= {field: value} if field in kind.fields else {}
    return known


def _holds_objects(kind: Any) -> bool:
    while isinstance(kind, GraphQLNonNull | GraphQLList):
        kind = kind.of_type
    return isinstance(kind, GraphQLObjectType | GraphQLInterfaceType | GraphQLUnionType)


def _is_filled_list(kind: Any) -> bool:
    bare = kind.of_type if isinstance(kind, GraphQLNonNull) else kind
    return isinstance(bare.of_type, GraphQLNonNull)


def _scalar(name: str, info: Info, number: int) -> Any:
    match name:
        case "Boolean":
            return True
        case "Int":
            return crc32(info.field_name.encode()) % 5000 + number
        case "Float":
            return number * 1.5
        case "GenericScalar":
            return {"item": number}
        case _:
            form = TEXTS.get(name, "{field} {number}")
            return form.format(kind=info.parent_type.name, field=info.field_name, number=number)
