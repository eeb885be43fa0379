"""The schema that a client reads is the contract, however it was loaded."""

from functools import cache
from pathlib import Path

import pytest
from graphql import (
    GraphQLSchema,
    build_client_schema,
    build_schema,
    get_introspection_query,
    lexicographic_sort_schema,
    print_schema,
)

from kraken_tui.sandbox import schema as schemas
from kraken_tui.sandbox.schema import TENANTS, load_schema, sdl
from tests import contracts

from .conftest import Tenant


def without_descriptions(schema: GraphQLSchema) -> str:
    assert schema.mutation_type is not None
    for field in schema.mutation_type.fields.values():
        field.description = None
    return print_schema(lexicographic_sort_schema(schema))


@cache
def contract_of(name: str) -> str:
    return without_descriptions(build_schema(sdl(name), assume_valid=True))


@pytest.mark.parametrize("name", [pytest.param("water", marks=pytest.mark.thorough), "energy"])
def test_the_cache_loses_nothing(name: str, tmp_path: Path) -> None:
    made = load_schema(name, cache_folder=tmp_path)
    (file,) = tmp_path.iterdir()
    read = schemas._read(file)
    assert read is not None
    assert without_descriptions(made) == without_descriptions(read) == contract_of(name)


@pytest.mark.parametrize("broken", [b"", b"{", b"{}", b"[]", b'{"__schema": {}}', b"\xff"])
def test_a_broken_cache_file_is_none(tmp_path: Path, broken: bytes) -> None:
    file = tmp_path / "broken.json"
    file.write_bytes(broken)
    assert schemas._read(file) is None


def test_a_broken_cache_file_is_written_anew(tmp_path: Path) -> None:
    file = tmp_path / f"energy-{schemas.schema_key('energy')}.json"
    file.write_bytes(b"{")
    made = load_schema("energy", cache_folder=tmp_path)
    read = schemas._read(file)
    assert read is not None and print_schema(read) == print_schema(made)


def test_a_folder_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    assert load_schema("energy", cache_folder=blocked / "below").mutation_type is not None


@pytest.mark.parametrize("name", TENANTS)
def test_the_contract_is_all_there(name: str) -> None:
    contract = contracts.schema(name)
    served = load_schema(name)
    for kind, type_ in contract.type_map.items():
        fields = getattr(type_, "fields", getattr(type_, "values", {}))
        assert set(fields) <= set(getattr(served.type_map[kind], "fields", fields)), kind


async def test_a_client_reads_the_contract(tenant: Tenant) -> None:
    query = get_introspection_query(input_value_deprecation=True)
    answer = await tenant.ask(query)
    read = build_client_schema(answer, assume_valid=True)
    assert without_descriptions(read) == contract_of(tenant.name)
    assert await tenant.ask(query) == answer


async def test_mutations_say_what_may_go_wrong(tenant: Tenant) -> None:
    query = '{ __type(name: "Mutation") { fields { name description } } }'
    fields = (await tenant.ask(query))["__type"]["fields"]
    described = {field["name"]: field["description"] for field in fields}
    lines = described["updateAccountBillingEmail"].split("\n")
    assert lines[0]
    assert lines[1:4] == ["", "The possible errors that can be raised are:", ""]
    assert "- KT-CT-4122: Invalid email." in lines
