"""Mutation records made from the two tenants' schemas, independent of the app's own making."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLNamedType,
    GraphQLSchema,
    build_schema,
    get_named_type,
    print_ast,
)

import kraken_tui
from kraken_tui.api.records import InputField, InputType, MutationRecord
from kraken_tui.forms.form import Form

TENANTS = ("water", "energy")
DATA = Path(kraken_tui.__file__).parent / "sandbox" / "data"
NOW = datetime(2025, 11, 21, 12, 30, tzinfo=UTC)


@cache
def schema_of(tenant: str) -> GraphQLSchema:
    """Return a tenant's schema."""
    return build_schema((DATA / f"{tenant}.graphql").read_text(), assume_valid=True)


def mutations_of(schema: GraphQLSchema) -> list[str]:
    """Return the names of all mutations."""
    return list(schema.mutation_type.fields) if schema.mutation_type else []


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that takes a `mutation` once for each mutation of both tenants."""
    if "mutation" in metafunc.fixturenames:
        every = [(tenant, name) for tenant in TENANTS for name in mutations_of(schema_of(tenant))]
        metafunc.parametrize("mutation", every, ids=[".".join(each) for each in every])


def record_of(schema: GraphQLSchema, name: str) -> MutationRecord:
    """Return the record of a mutation."""
    assert schema.mutation_type is not None
    found = schema.mutation_type.fields[name]
    types: dict[str, InputType] = {}
    args = [_field(each, argument, types) for each, argument in found.args.items()]
    return MutationRecord(
        name=name,
        description=found.description,
        deprecated=found.deprecation_reason,
        args=args,
        types=types,
        document="",
        returns=get_named_type(found.type).name,
    )


def _field(
    name: str, raw: GraphQLArgument | GraphQLInputField, types: dict[str, InputType]
) -> InputField:
    _visit(get_named_type(raw.type), types)
    default: Any = raw.ast_node.default_value if raw.ast_node else None
    return InputField(
        name=name,
        description=raw.description,
        type=str(raw.type),
        default=print_ast(default) if default is not None else None,
        deprecated=raw.deprecation_reason,
    )


def _visit(named: GraphQLNamedType, types: dict[str, InputType]) -> None:
    if named.name in types:
        return
    made = InputType(kind="SCALAR", description=None, oneOf=False, fields=[], values=[])
    types[named.name] = made
    if isinstance(named, GraphQLEnumType):
        made["kind"] = "ENUM"
        for name, value in named.values.items():
            deprecated = value.deprecation_reason
            made["values"].append(
                {"name": name, "description": value.description, "deprecated": deprecated}
            )
    elif isinstance(named, GraphQLInputObjectType):
        made["kind"], made["oneOf"] = "INPUT_OBJECT", named.is_one_of
        made["fields"] = [_field(name, each, types) for name, each in named.fields.items()]


@pytest.fixture
def schema() -> Callable[[str], GraphQLSchema]:
    """Give a tenant's schema by the tenant's name."""
    return schema_of


@pytest.fixture
def build() -> Callable[..., Form]:
    """Give a function that builds a form: from a tenant and a mutation's name, or from SDL."""

    def build_form(source: str, name: str, **context: object) -> Form:
        made = schema_of(source) if source in TENANTS else build_schema(source)
        return Form.build(record_of(made, name), context, clock=lambda: NOW)

    return build_form
