"""Tie resolvers, mutations and scalars to a tenant's schema."""

import sqlite3
from collections.abc import Callable, Mapping
from typing import Any, Final

from graphql import (
    GraphQLInterfaceType,
    GraphQLResolveInfo,
    GraphQLSchema,
    GraphQLUnionType,
)

from .context import Context
from .errors import Refusal
from .mutations import bind_mutations, handler
from .operations import Operation
from .resolvers import BINDABLES
from .scalars import scalars

_BILLS: Final = {"INVOICE": "InvoiceType", "PRE_KRAKEN": "PreKrakenBillType"}


def bind(schema: GraphQLSchema, documented: Mapping[str, tuple[Operation, ...]]) -> None:
    """Make the schema executable."""
    for scalar in scalars():
        scalar.bind(schema)
    _guard_queries(schema)
    for fields in BINDABLES:
        fields.bind(schema)
    bind_mutations(schema, handler, documented)
    _bind_abstract_types(schema)


def _guard_queries(schema: GraphQLSchema) -> None:
    """Ask for a sign-in at queries that have no resolver of their own, too."""
    assert schema.query_type is not None
    for field in schema.query_type.fields.values():
        field.resolve = _nothing


def _nothing(_root: Any, info: GraphQLResolveInfo[Any], /, **_arguments: Any) -> Any:
    context: Context = info.context
    if context.user is None:
        raise Refusal("KT-CT-1112")
    return context.state.defaults.zero(info.return_type)


def _bind_abstract_types(schema: GraphQLSchema) -> None:
    for kind in schema.type_map.values():
        if isinstance(kind, GraphQLInterfaceType | GraphQLUnionType):
            possible = [inner.name for inner in schema.get_possible_types(kind)]
            kind.resolve_type = _type_resolver(possible)


def _type_resolver(possible: list[str]) -> Callable[..., str | None]:
    def resolve(source: Any, *_info: Any) -> str | None:
        if len(possible) == 1:
            return possible[0]
        name = _named(source)
        return name if name in possible else next(iter(possible), None)

    return resolve


def _named(source: Any) -> str | None:
    if isinstance(source, Mapping):
        return source.get("__typename")
    if isinstance(source, sqlite3.Row):
        columns = source.keys()
        if "bill_type" in columns:
            return _BILLS.get(source["bill_type"], "StatementType")
        return source["kind"] if "kind" in columns else None
    return None
