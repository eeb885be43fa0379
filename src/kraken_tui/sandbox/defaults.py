"""The answer of a field that nobody wrote a resolver for."""

import json
import re
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

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
    is_leaf_type,
)

from . import paging

_ZEROES: Final[dict[str, Any]] = {
    "Boolean": False,
    "Int": 0,
    "Float": 0.0,
    "BigInt": 0,
    "Decimal": "0",
    "ID": "0",
    "Date": "1970-01-01",
    "DateTime": "1970-01-01T00:00:00+00:00",
    "Time": "00:00:00",
    "UUID": "00000000-0000-0000-0000-000000000000",
    "JSONString": "{}",
    "GenericScalar": {},
}
_HUMP: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


@cache
def snake(name: str) -> str:
    """Spell a field's name as its column: `billingAddressLine1` is `billing_address_line1`."""
    return _HUMP.sub("_", name).lower()


@dataclass(frozen=True, slots=True)
class _Plan:
    column: str
    is_json: bool
    zero: Callable[[], Any]


class Defaults:
    """Answer fields from the column of their name, or with the nearest thing to nothing."""

    def __init__(self, schema: GraphQLSchema) -> None:
        """Answer the fields of `schema`."""
        self._schema = schema
        self._plans: dict[tuple[str, str], _Plan] = {}

    def __call__(self, source: Any, info: GraphQLResolveInfo[Any], /, **_arguments: Any) -> Any:
        """Resolve a field: graphql-core's default resolver."""
        key = (info.parent_type.name, info.field_name)
        plan = self._plans.get(key)
        if plan is None:
            plan = self._plans[key] = self._plan(info)
        value = _look_up(source, info.field_name, plan.column)
        if value is None:
            return plan.zero()
        return json.loads(value) if plan.is_json and isinstance(value, str) else value

    def _plan(self, info: GraphQLResolveInfo[Any]) -> _Plan:
        kind = info.return_type
        inner = kind.of_type if isinstance(kind, GraphQLNonNull) else kind
        named = getattr(inner, "name", "")
        is_json = isinstance(inner, GraphQLList) or named == "GenericScalar"
        return _Plan(snake(info.field_name), is_json, lambda: self.zero(kind))

    def zero(self, kind: GraphQLOutputType) -> Any:
        """Make the emptiest value that the type admits: null, or what comes nearest to it."""
        required = isinstance(kind, GraphQLNonNull)
        inner: Any = kind.of_type if isinstance(kind, GraphQLNonNull) else kind
        if isinstance(inner, GraphQLList):
            return []
        if isinstance(inner, GraphQLObjectType) and "edges" in inner.fields:
            return paging.empty()
        return self._something(inner) if required else None

    def _something(self, kind: Any) -> Any:
        if isinstance(kind, GraphQLEnumType):
            return next(iter(kind.values))
        if isinstance(kind, GraphQLInterfaceType | GraphQLUnionType):
            kind = self._schema.get_possible_types(kind)[0]
        return _ZEROES.get(kind.name, "") if is_leaf_type(kind) else {"__typename": kind.name}


def _look_up(source: Any, name: str, column: str) -> Any:
    if isinstance(source, sqlite3.Row):
        try:
            return source[column]
        except IndexError:
            return None
    if isinstance(source, Mapping):
        value = source.get(column)
        return source.get(name) if value is None else value
    return None
