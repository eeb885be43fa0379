"""Forms from the two tenants' schemas, by the app's own question and the records it makes."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache

import pytest
from graphql import GraphQLSchema, build_schema, graphql_sync

from kraken_tui.api.introspection import questions
from kraken_tui.api.record_building import build_records
from kraken_tui.api.records import MutationRecord
from kraken_tui.forms.form import Form
from tests import contracts
from tests.contracts import mutations, schema

TENANTS = ("water", "energy")
NOW = datetime(2025, 11, 21, 12, 30, tzinfo=UTC)


@cache
def schema_of(source: str) -> GraphQLSchema:
    """Return the schema of a tenant, or the one that an SDL text describes."""
    known = source in contracts.TENANTS
    return schema(source) if known else build_schema(source, assume_valid=True)


@cache
def records_of(source: str) -> dict[str, MutationRecord]:
    """Return every mutation's record by name."""
    answer = graphql_sync(schema_of(source), questions()[0])
    assert answer.data is not None, answer.errors
    return {each.heading.name: json.loads(each.text) for each in build_records(answer.data)}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that takes a `mutation` once for each mutation of both tenants.

    One that takes `several` gets all of a tenant, and says at which of them it failed: a test for
    each would take longer to be told of than to be run.
    """
    every = {tenant: [(tenant, name) for name in mutations(tenant)] for tenant in TENANTS}
    if "mutation" in metafunc.fixturenames:
        flat = [each for of_tenant in every.values() for each in of_tenant]
        metafunc.parametrize("mutation", flat, ids=[".".join(each) for each in flat])
    if "several" in metafunc.fixturenames:
        metafunc.parametrize("several", every.values(), ids=TENANTS)


@pytest.fixture(name="schema")
def schemas_by_name() -> Callable[[str], GraphQLSchema]:
    """Give a tenant's schema by the tenant's name."""
    return schema_of


@pytest.fixture
def build() -> Callable[..., Form]:
    """Give a function that builds a form: from a tenant or SDL, and a mutation's name."""

    def build_form(source: str, name: str, **context: object) -> Form:
        return Form.build(records_of(source)[name], context, clock=lambda: NOW)

    return build_form
