"""Documents shrink to what a tenant has, by the objections of a real GraphQL validation."""

from functools import cache

import pytest
from graphql import GraphQLSchema, build_schema, parse, print_ast, validate

from kraken_tui.api.adapt import prune
from kraken_tui.api.envelope import read_problems
from kraken_tui.api.trim import lost, trim
from kraken_tui.domain import documents
from tests import contracts


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


@cache
def fitted(name: str, tenant: str) -> str | None:
    """Trim one of the app's documents to what a contract has."""
    return fit(documents.text(name), contracts.schema(tenant))


@pytest.mark.parametrize("tenant", ["water", "energy"])
@pytest.mark.parametrize("name", documents.names())
def test_every_document_is_cut_to_what_a_contract_has(name: str, tenant: str) -> None:
    """Objections lead where knowing the schema leads, to nothing where a tenant has none of it."""
    pruned = prune(documents.text(name), contracts.schema(tenant)).text
    assert (fitted(name, tenant) is None) == (pruned is None)


@pytest.mark.parametrize("name", documents.names())
def test_every_field_exists_in_one_of_the_contracts(name: str) -> None:
    """A field that no contract has would be dropped everywhere and never be missed."""
    kept = {word for tenant in ("water", "energy") for word in (fitted(name, tenant) or "").split()}
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


def test_what_is_lost_is_told_as_it_is_where_the_schema_is_known() -> None:
    schema = build_schema("type Query { a: A } type A { b(c: Int): B } type B { d: Int }")
    whole = "query Q($n: Int) { a { b(c: 1, e: $n) { d f { g(h: 1) } } i } j(k: 1) { l } }"
    pruned = prune(whole, schema)
    assert sorted(lost(whole, pruned.text)) == sorted(pruned.fell_away)
    assert lost(whole, pruned.text) == ["a.b(e)", "a.b.f", "a.i", "j"]
    assert lost(whole, None) == ["a", "j"]
    assert lost(whole, whole) == []
