"""Pruning: what fits stays as it is, what does not is taken out, and what is left is valid."""

from collections.abc import Callable
from functools import cache
from itertools import count

import pytest
from graphql import (
    GraphQLField,
    GraphQLSchema,
    build_client_schema,
    build_schema,
    get_named_type,
    is_composite_type,
    is_object_type,
    is_required_argument,
    is_union_type,
    parse,
    print_ast,
    validate,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kraken_tui.api.adapt import prune
from tests.contracts import TENANTS, introspection

SMALL = build_schema("""
type Query { account(number: String!): Account, node(id: ID!): Node, rates: [Rate] }
interface Node { id: ID! }
type Account implements Node { id: ID!, bills(first: Int, kind: Kind): Bills, owner: Owner }
type Owner implements Node { id: ID!, name: String, secret(key: ID!): String }
type Bills { total: Int }
type Rate { value: Int }
enum Kind { A B }
""")


@pytest.mark.parametrize(
    ("document", "expected", "fell_away"),
    [
        ("{ rates { value } }", "{ rates { value } }", ()),
        ("{ rates { value gone } }", "{ rates { value } }", ("rates.gone",)),
        ("{ rates { value gone { deep } } }", "{ rates { value } }", ("rates.gone",)),
        (
            "query Q($n: String!, $l: Int) "
            "{ account(number: $n) { id bills(first: 3, last: $l) { total } } }",
            "query Q($n: String!) { account(number: $n) { id bills(first: 3) { total } } }",
            ("account.bills(last)",),
        ),
        (
            "query Q($n: String!) { account(number: $n) { id ...W } } "
            "fragment W on Wallet { points }",
            "query Q($n: String!) { account(number: $n) { id } }",
            ("... on Wallet",),
        ),
        (
            '{ node(id: "1") { id ... on Owner { name } ... on Wallet { points } } }',
            '{ node(id: "1") { id ... on Owner { name } } }',
            ("node ... on Wallet",),
        ),
        (
            '{ node(id: "1") { id ... on Bills { total } } }',
            '{ node(id: "1") { id } }',
            ("node ... on Bills",),
        ),
        ("{ rates @cached { value @mask } }", "{ rates { value } }", None),
        (
            'query Q { account(number: "1") { id bills(kind: C) { total } } }',
            'query Q { account(number: "1") { id bills { total } } }',
            ("account.bills(kind)",),
        ),
        ('{ node(id: "1") { id } other { x } }', '{ node(id: "1") { id } }', ("other",)),
        (
            "query Q($n: String!) { rates { value } account(number: $n) { owner { nickname } } }",
            "query Q { rates { value } }",
            ("account.owner.nickname",),
        ),
        (
            '{ account(number: "1") { id owner { name secret } } }',
            '{ account(number: "1") { id owner { name } } }',
            ("account.owner.secret",),
        ),
        (
            'query Q($f: Filter) { account(number: "1") { id bills(where: $f) { total } } }',
            'query Q { account(number: "1") { id bills { total } } }',
            None,
        ),
        (
            'query Q($k: String) { account(number: "1") { id bills(kind: $k) { total } } }',
            'query Q { account(number: "1") { id bills { total } } }',
            ("account.bills(kind)",),
        ),
        ("{ rates }", None, ("rates",)),
        ("{ rates { value { amount } } }", None, ("rates.value",)),
        ("{ gone { id } }", None, ("gone",)),
        ("{ __typename gone { id } }", None, ("gone",)),
        ("mutation M { move { id } }", None, None),
        ("{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }", None, None),
    ],
)
def test_what_the_schema_does_not_have_is_taken_out(
    document: str, expected: str | None, fell_away: tuple[str, ...] | None
) -> None:
    pruned = prune(document, SMALL)
    if expected is None:
        assert pruned.text is None
    else:
        assert pruned.text == print_ast(parse(expected))
        assert validate(SMALL, parse(pruned.text)) == []
    if fell_away is not None:
        assert pruned.fell_away == fell_away


def test_a_schema_that_breaks_the_rules_is_worked_with_all_the_same() -> None:
    broken = build_schema(
        "interface I { a: Int }"
        " type T implements I { a: Int @deprecated, b: String, c: Missing } input Missing { a: T }"
        " type Query { t: T }",
        assume_valid=True,
    )
    assert prune("{ t { a b d } }", broken).text == "{\n  t {\n    a\n    b\n  }\n}"


def test_fields_that_clash_in_this_tenant_only_are_not_asked_for_together() -> None:
    clashing = build_schema(
        "type Query { rows: [Row] } interface Row { id: ID }"
        " type Charge implements Row { id: ID, amount: Int }"
        " type Credit implements Row { id: ID, amount: String }"
    )
    pruned = prune("{ rows { id ... on Charge { amount } ... on Credit { amount } } }", clashing)
    assert pruned.text is not None
    assert validate(clashing, parse(pruned.text)) == []
    assert pruned.text.count("amount") == 1
    assert pruned.fell_away == ("rows.amount",)


Draw = Callable[[st.SearchStrategy[int]], int]


class Author:
    """Writes random documents over a schema; with `extra`, asks for more than there is."""

    def __init__(self, draw: Draw, known: GraphQLSchema, *, extra: bool) -> None:
        self.draw, self.known, self.extra = draw, known, extra
        self.numbers = count()

    def document(self) -> str:
        assert self.known.query_type is not None
        return f"query Q {self.selection(self.known.query_type.name, 0)}"

    def selection(self, name: str, depth: int) -> str:
        kind = self.known.type_map[name]
        parts = ["__typename"]
        fields = {} if is_union_type(kind) else getattr(kind, "fields", {})
        for field_name in self.some(list(fields)):
            parts.append(self.field(field_name, fields[field_name], depth))
        if not is_object_type(kind) and depth < 3:
            members = [member.name for member in self.known.get_possible_types(kind)]  # type: ignore[arg-type]
            for member in self.some(members, most=2):
                parts.append(f"... on {member} {self.plain(member)}")
        if self.extra and self.chance(3):
            parts.append(f"zzGone{self.draw(st.integers(0, 9))} {{ deep }}")
        if self.extra and self.chance(6):
            parts.append("... on ZzNoSuchType { deep { deeper } }")
        return "{ " + " ".join(part for part in parts if part) + " }"

    def plain(self, name: str) -> str:
        return "{ __typename" + (" zzGone" if self.extra and self.chance(2) else "") + " }"

    def field(self, name: str, field: GraphQLField, depth: int) -> str:
        if any(is_required_argument(argument) for argument in field.args.values()):
            return ""
        args = "(zzNoSuchArgument: 1)" if self.extra and self.chance(4) else ""
        alias = f"a{next(self.numbers)}: "  # No two fields may clash.
        inner = get_named_type(field.type)
        if not is_composite_type(inner):
            return f"{alias}{name}{args}"
        return f"{alias}{name}{args} {self.selection(inner.name, depth + 1)}" if depth < 3 else ""

    def some(self, names: list[str], *, most: int = 4) -> list[str]:
        if not names:
            return []
        count = self.draw(st.integers(0, min(most, len(names))))
        return [names[self.draw(st.integers(0, len(names) - 1))] for _ in range(count)]

    def chance(self, one_in: int) -> bool:
        return self.draw(st.integers(1, one_in)) == 1


@cache
def live(tenant: str) -> GraphQLSchema:
    return build_client_schema(introspection(tenant)["data"], assume_valid=True)


PATIENT = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@PATIENT
@given(st.data(), st.sampled_from(TENANTS))
def test_a_document_that_fits_stays_as_it_is(data: st.DataObject, tenant: str) -> None:
    text = Author(data.draw, live(tenant), extra=False).document()
    assert validate(live(tenant), parse(text)) == []
    pruned = prune(text, live(tenant))
    assert pruned.fell_away == ()
    assert pruned.text is None or pruned.text == print_ast(parse(text))


@PATIENT
@given(st.data(), st.sampled_from(TENANTS))
def test_whatever_is_left_of_a_document_is_valid(data: st.DataObject, tenant: str) -> None:
    text = Author(data.draw, live(tenant), extra=True).document()
    pruned = prune(text, live(tenant))
    if pruned.text is not None:
        assert validate(live(tenant), parse(pruned.text)) == []
        assert "zzGone" not in pruned.text
    assert bool(pruned.fell_away) == bool(validate(live(tenant), parse(text)))
