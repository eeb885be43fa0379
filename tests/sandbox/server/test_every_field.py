"""Whatever a valid query asks for is answered without an error of the sandbox's own."""

from collections.abc import Iterator
from typing import Any

import pytest
from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    Undefined,
    get_named_type,
    is_leaf_type,
)

from kraken_tui.sandbox.schema import load_schema

from .conftest import StartTenant, Tenant

VALUES = {
    "Boolean": "true",
    "Date": '"2026-11-01"',
    "DateTime": '"2026-11-01T00:00:00Z"',
    "Decimal": '"1"',
    "Float": "1.0",
    "ID": '"1"',
    "Int": "1",
    "NonEmptyString": '"text"',
    "String": '"text"',
    "UUID": '"7f6a0c1e-63f5-4b0e-9d52-3b1f0f2d9a11"',
}


def literal(kind: Any, given: dict[str, str], name: str = "") -> str:
    """Write a value of a type: the given one for its name, or any."""
    inner = get_named_type(kind)
    if name in given:
        return given[name]
    if isinstance(inner, GraphQLEnumType):
        return str(next(iter(inner.values)))
    if isinstance(inner, GraphQLInputObjectType):
        needed = {
            field: spec for field, spec in inner.fields.items() if field in given or needs(spec)
        }
        written = ", ".join(f"{f}: {literal(s.type, given, f)}" for f, s in needed.items())
        return f"{{{written}}}"
    return VALUES[inner.name]


def needs(spec: Any) -> bool:
    return isinstance(spec.type, GraphQLNonNull) and spec.default_value is Undefined


def arguments(field: GraphQLField, given: dict[str, str]) -> str:
    """Write the arguments that a field must have, and a page size where it takes one."""
    wanted: dict[str, GraphQLArgument] = {
        name: spec
        for name, spec in field.args.items()
        if needs(spec) or name in given or name in {"first", "input"}
    }
    written = [f"{name}: {literal(spec.type, given, name)}" for name, spec in wanted.items()]
    return f"({', '.join(written)})" if written else ""


def members(schema: GraphQLSchema, kind: GraphQLNamedType) -> list[GraphQLObjectType]:
    if isinstance(kind, GraphQLInterfaceType | GraphQLUnionType):
        return list(schema.get_possible_types(kind))
    return [kind] if isinstance(kind, GraphQLObjectType) else []


class Writer:
    """Write selections of everything, a few levels deep.

    Fields of abstract types are aliased, because two types may mean different things by one
    name.
    """

    def __init__(self, schema: GraphQLSchema, given: dict[str, str]) -> None:
        """Write for a schema, with some arguments known."""
        self.schema, self.given = schema, given

    def field(self, owner: str, name: str, field: GraphQLField, depth: int) -> str | None:
        below = ""
        kind = get_named_type(field.type)
        if not is_leaf_type(kind):
            below = self.below(kind, depth)
            if not below:
                return None
        return f"{owner}_{name}: {name}{arguments(field, self.given)} {below}"

    def below(self, kind: GraphQLNamedType, depth: int) -> str:
        parts = []
        for member in members(self.schema, kind):
            # The envelope of a connection is not a level of its own.
            spent = 0 if {"edges", "node", "pageInfo"} & set(member.fields) else 1
            written = list(self.fields(member, depth - spent))
            parts.append(f"... on {member.name} {{ __typename {' '.join(written)} }}")
        return f"{{ {' '.join(parts)} }}" if parts else ""

    def fields(self, kind: GraphQLObjectType, depth: int) -> Iterator[str]:
        for name, field in kind.fields.items():
            if depth > 0 or is_leaf_type(get_named_type(field.type)):
                written = self.field(kind.name, name, field, depth)
                if written:
                    yield written


async def bugs(tenant: Tenant, query: str) -> list[str]:
    """Send a query; return what is no refusal among its errors, as one line each."""
    found = []
    for error in (await tenant.post(query)).json().get("errors", []):
        told = error.get("extensions") or {}
        if told.get("errorType") in {None, "INTERNAL"}:
            path = ".".join(map(str, error.get("path") or []))
            found.append(f"{path}: {told.get('errorDescription') or error['message']}")
    return found


@pytest.mark.parametrize("name", ["water", "energy"])
async def test_every_field_of_an_account_answers(name: str, start: StartTenant) -> None:
    tenant = start(name)
    await tenant.sign_in()
    schema = load_schema(name)
    assert schema.query_type is not None
    account = get_named_type(schema.query_type.fields["account"].type)
    assert isinstance(account, GraphQLObjectType)
    numbers = (await tenant.ask("{ viewer { accounts { number } } }"))["viewer"]["accounts"]
    found = []
    for number in (numbers[0]["number"], numbers[-1]["number"]):
        writer = Writer(schema, {"accountNumber": f'"{number}"', "first": "5"})
        for written in writer.fields(account, 2):
            query = f'{{ account(accountNumber: "{number}") {{ {written} }} }}'
            found += await bugs(tenant, query)
    assert found == []


@pytest.mark.thorough
@pytest.mark.parametrize("name", ["water", "energy"])
async def test_every_query_answers(name: str, start: StartTenant) -> None:
    tenant = start(name)
    await tenant.sign_in()
    schema = load_schema(name)
    number = await tenant.account_number()
    assert schema.query_type is not None
    given = {"accountNumber": f'"{number}"', "first": "5", "query": '"{ __typename }"'}
    writer = Writer(schema, given)
    found = []
    for field, spec in schema.query_type.fields.items():
        written = writer.field("Query", field, spec, 2)
        if written:
            found += await bugs(tenant, f"{{ {written} }}")
    assert found == []


@pytest.mark.parametrize("name", ["water", "energy"])
async def test_nothing_but_the_public_is_told_without_signing_in(
    name: str, start: StartTenant
) -> None:
    tenant = start(name)
    schema = load_schema(name)
    assert schema.query_type is not None
    writer = Writer(schema, {"first": "5", "name": '"moveOut"', "query": '"{ __typename }"'})
    told = set()
    for field, spec in schema.query_type.fields.items():
        written = writer.field("Query", field, spec, 0)
        if written:
            answer = (await tenant.post(f"{{ {written} }}")).json()
            codes = [error["extensions"]["errorCode"] for error in answer.get("errors", [])]
            told |= set() if codes == ["KT-CT-1112"] else {field}
    before_signing_in = {"isPasswordResetTokenValid", "passwordValidatorHelpTexts"}
    assert told == {"apiBrownouts", "krakenVersion", "possibleErrors", *before_signing_in}
