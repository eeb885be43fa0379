"""The table of documented mutations is whole, and agrees with each tenant's schema."""

import dataclasses
import json
import re
from collections.abc import Mapping
from datetime import date

import pytest
from graphql import FieldNode, GraphQLSchema, OperationDefinitionNode, build_schema, parse

from kraken_tui.sandbox import operations
from kraken_tui.sandbox.operations import Deprecation, Operation, UnknownTenant, load

DATA = operations.CONTRACTS
TENANTS = ("energy", "water")
MFA = ("createMfaDevice", "deleteMfaDevice", "validateMfaDevice")


def rows(tenant: str) -> list[Operation]:
    """List every row of `tenant`, both rows of a name that has two."""
    return [row for same_name in load(tenant).values() for row in same_name]


@pytest.fixture(scope="module")
def schemas() -> Mapping[str, GraphQLSchema]:
    return {name: build_schema((DATA / f"{name}.graphql").read_text()) for name in TENANTS}


@pytest.mark.parametrize(("tenant", "count", "pairs"), [("energy", 97, 510), ("water", 90, 430)])
def test_every_documented_mutation_and_error_is_there(tenant: str, count: int, pairs: int) -> None:
    assert len(rows(tenant)) == count
    assert sum(len(row.errors) for row in rows(tenant)) == pairs


def test_second_factor_mutations_stand_twice_in_energy() -> None:
    energy = load("energy")
    twice = {name: [row.endpoint for row in same] for name, same in energy.items() if same[1:]}
    assert twice == {name: ["api", "auth"] for name in MFA}


def test_second_factor_mutations_are_only_at_the_auth_endpoint_in_water() -> None:
    at_auth = {row.name for row in rows("water") if row.endpoint == "auth"}
    assert at_auth == set(MFA)
    assert all(len(same_name) == 1 for same_name in load("water").values())


def test_names_come_in_the_order_of_the_documents() -> None:
    names = [row.name for row in rows("energy") if row.endpoint == "api"]
    assert names == sorted(names)


def test_rows_are_typed_all_the_way_down() -> None:
    (row,) = load("energy")["updateAccountConsents"]
    assert [(arg.name, arg.type) for arg in row.args] == [
        ("accountNumber", "String!"),
        ("consents", "[ConsentInput]!"),
    ]
    assert ("KT-CT-9014", "Duplicate consent.") in [(e.code, e.message) for e in row.errors]
    with pytest.raises(dataclasses.FrozenInstanceError):
        row.name = "other"  # type: ignore[misc]


def test_deprecation_has_dates_and_a_way_out() -> None:
    (row,) = load("water")["forceMoveIn"]
    assert row.deprecated == Deprecation(
        since=date(2024, 5, 7), removal=date(2025, 8, 1), instead="moveOut", reason=None
    )
    for tenant in TENANTS:
        for deprecated in filter(None, (row.deprecated for row in rows(tenant))):
            assert deprecated.since < deprecated.removal
            assert deprecated.reason or deprecated.instead in load(tenant)


def test_second_factor_mutations_leave_the_auth_endpoint_of_energy() -> None:
    for name in MFA:
        at_api, at_auth = load("energy")[name]
        assert at_api.deprecated is None
        assert at_auth.deprecated is not None
        assert at_auth.deprecated.removal == date(2025, 10, 30)


@pytest.mark.parametrize("tenant", TENANTS)
def test_a_summary_is_one_plain_sentence(tenant: str) -> None:
    for row in rows(tenant):
        assert re.fullmatch(r"[A-Z][^\n]{10,118}[^.\s]\.", row.summary), row
        assert ". " not in row.summary, row
        assert row.name not in row.summary, row


def test_a_summary_belongs_to_one_name() -> None:
    pairs = {(row.name, row.summary) for tenant in TENANTS for row in rows(tenant)}
    assert len({name for name, _ in pairs}) == len(pairs)
    assert len({summary for _, summary in pairs}) == len(pairs)


@pytest.mark.parametrize("tenant", TENANTS)
def test_a_document_calls_the_mutation_it_is_filed_under(tenant: str) -> None:
    for row in rows(tenant):
        (operation,) = parse(row.document).definitions
        assert isinstance(operation, OperationDefinitionNode)
        assert operation.operation.value == "mutation"
        assert operation.name is not None
        assert operation.name.value == row.operation
        (root,) = operation.selection_set.selections
        assert isinstance(root, FieldNode)
        assert root.name.value == row.name
        passed = [argument.name.value for argument in root.arguments or ()]
        assert passed == [argument.name for argument in row.args]


@pytest.mark.parametrize("tenant", TENANTS)
def test_the_schema_has_the_same_mutations(
    tenant: str, schemas: Mapping[str, GraphQLSchema]
) -> None:
    mutation = schemas[tenant].mutation_type
    assert mutation is not None
    assert set(mutation.fields) == set(load(tenant))
    for row in rows(tenant):
        field = mutation.fields[row.name]
        in_schema = [(name, str(argument.type)) for name, argument in field.args.items()]
        assert in_schema == [(argument.name, argument.type) for argument in row.args]
        assert str(field.type) == row.returns


def test_an_undocumented_tenant_is_refused_by_name() -> None:
    with pytest.raises(UnknownTenant, match="gas"):
        load("gas")


def test_the_table_has_a_line_for_every_row() -> None:
    text = (DATA / "operations.json").read_text()
    on_one_line = [line.rstrip(",") for line in text.splitlines() if line.startswith('{"name"')]
    filed = sorted(json.loads(line)["document"] for line in on_one_line)
    assert filed == sorted(row.document for tenant in TENANTS for row in rows(tenant))
    assert len(text) < 200_000
