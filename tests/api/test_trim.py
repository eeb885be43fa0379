"""Documents shrink to what a tenant has, by the objections of a real GraphQL validation."""

from pathlib import Path

import pytest
from graphql import GraphQLSchema, build_schema, parse, print_ast, validate

from kraken_tui.api.adapt import prune
from kraken_tui.api.envelope import read_problems
from kraken_tui.api.trim import trim
from kraken_tui.domain import documents

CONTRACTS = Path(__file__).parents[2] / "src/kraken_tui/sandbox/data"


@pytest.fixture(scope="module", params=["water", "energy"])
def schema(request: pytest.FixtureRequest) -> GraphQLSchema:
    text = (CONTRACTS / f"{request.param}.graphql").read_text()
    return build_schema(text, assume_valid=True)


def fit(text: str, schema: GraphQLSchema, rounds: int = 4) -> str | None:
    """Trim as a session does: send as printed, drop what was objected to, send again."""
    for _ in range(rounds):
        printed = print_ast(parse(text))
        errors = validate(schema, parse(printed))
        if not errors:
            return printed
        shorter = trim(text, read_problems([error.formatted for error in errors]))
        if shorter is None:
            return None
        assert shorter != text, [error.message for error in errors]
        text = shorter
    raise AssertionError(f"Still not valid after {rounds} rounds: {text}")


@pytest.mark.parametrize("name", documents.names())
def test_every_document_is_cut_to_what_a_contract_has(name: str, schema: GraphQLSchema) -> None:
    """Objections lead where knowing the schema leads, to nothing where a tenant has none of it."""
    text = documents.text(name)
    assert (fit(text, schema) is None) == (prune(text, schema).text is None)


@pytest.mark.parametrize("name", documents.names())
def test_every_field_exists_in_one_of_the_contracts(name: str) -> None:
    """A field that no contract has would be dropped everywhere and never be missed."""
    kept: set[str] = set()
    for tenant in ("water", "energy"):
        contract = build_schema((CONTRACTS / f"{tenant}.graphql").read_text(), assume_valid=True)
        kept |= set((fit(documents.text(name), contract) or "").split())
    assert set(print_ast(parse(documents.text(name))).split()) - kept == set()


def test_a_document_without_any_known_root_is_gone() -> None:
    schema = build_schema("type Query { hello: String }")
    assert fit("query A($n: String!) { account(number: $n) { number } }", schema) is None


def test_an_unknown_argument_takes_its_variable_along() -> None:
    schema = build_schema("type Query { hello(name: String): String }")
    trimmed = fit("query A($name: String, $loud: Odd) { hello(name: $name, loud: $loud) }", schema)
    assert trimmed == "query A($name: String) {\n  hello(name: $name)\n}"


def test_a_fragment_on_an_unknown_type_goes_with_its_spreads() -> None:
    schema = build_schema("type Query { hello: Thing } type Thing { name: String }")
    text = "{ hello { name ...More } } fragment More on Other { size }"
    assert fit(text, schema) == "{\n  hello {\n    name\n  }\n}"


def test_problems_without_a_place_change_nothing() -> None:
    assert trim("{ hello }", read_problems([{"message": "No."}])) == "{ hello }"
