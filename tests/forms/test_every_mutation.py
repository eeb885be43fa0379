"""Each documented mutation builds a form whose values graphql-core accepts."""

from collections.abc import Callable

import pytest
from graphql import (
    GraphQLSchema,
    OperationDefinitionNode,
    get_variable_values,
    parse,
)

from kraken_tui.forms import names
from kraken_tui.forms.changes import is_update
from kraken_tui.forms.form import Form, NotReady
from kraken_tui.forms.placement import only_object
from kraken_tui.forms.values import Group, Items, Leaf, Node, Path, below
from kraken_tui.sandbox.operations import load

SAMPLES = {
    "Int": "7",
    "BigInt": "7",
    "Float": "1.5",
    "Decimal": "12.50",
    "Boolean": "true",
    "Date": "today",
    "DateTime": "today 14:00",
    "Time": "14:05",
    "UUID": "7f8c1d2e-0a4b-4c3d-9e5f-6a7b8c9d0e1f",
    "JSONString": '{"a": 1}',
    "GenericScalar": '{"a": 1}',
}
DEEP = 5


def sample(leaf: Leaf) -> str:
    """Return a text that the field takes."""
    if leaf.spec.kind == "enum":
        return leaf.spec.choices[-1]["name"]
    name = leaf.spec.name.lower()
    if leaf.spec.type.name in ("String", "Email") and name.endswith(("email", "emailaddress")):
        return "anna@example.com"
    return SAMPLES.get(leaf.spec.type.name, "DE89370400440532013000")


def put_in(form: Form, path: Path) -> None:
    """Put something valid where it is missing."""
    node = form.node(path)
    if isinstance(node, Items):
        form.add(path)
    elif isinstance(node, Leaf):
        form.set_text(path, sample(node))


def fill_required(form: Form) -> None:
    """Correct what the form complains about until it does not."""
    for _round in range(20):
        problems = form.check()
        if not problems:
            return
        for problem in problems:
            put_in(form, problem.path)


def fill_all(form: Form, node: Node, path: Path) -> None:
    """Put something into every field, down to a depth."""
    if isinstance(node, Items) and len(path) < DEEP:
        form.add(path)
        form.add(path)
    if isinstance(node, Leaf):
        form.set_text(path, sample(node))
    elif len(path) < DEEP:
        for key, each in list(below(node)):
            fill_all(form, each, (*path, key))


def refusals(schema: GraphQLSchema, form: Form) -> list[str]:
    """Return what graphql-core has against the form's variables."""
    declared = ", ".join(f"${each['name']}: {each['type']}" for each in form.record["args"])
    head = f"({declared})" if declared else ""
    operation = parse(f"mutation {head} {{ __typename }}").definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    found = get_variable_values(schema, operation.variable_definitions or (), form.variables())
    return [error.message for error in found] if isinstance(found, list) else []


def test_every_documented_mutation_is_among_those_tried(
    schema: Callable[[str], GraphQLSchema],
) -> None:
    documented = 0
    for tenant in ("water", "energy"):
        root, rows = schema(tenant).mutation_type, load(tenant)
        assert root is not None
        assert set(rows) <= set(root.fields)
        documented += sum(len(each) for each in rows.values())
    assert documented == 187


def test_a_minimal_filling_is_accepted(
    mutation: tuple[str, str],
    build: Callable[..., Form],
    schema: Callable[[str], GraphQLSchema],
) -> None:
    form = build(*mutation)
    fill_required(form)
    assert refusals(schema(mutation[0]), form) == []


def test_a_full_filling_is_accepted_and_comes_back(
    mutation: tuple[str, str],
    build: Callable[..., Form],
    schema: Callable[[str], GraphQLSchema],
) -> None:
    form = build(*mutation)
    for name, node in list(below(form.root)):
        fill_all(form, node, (name,))
    fill_required(form)
    assert refusals(schema(mutation[0]), form) == []
    again = build(*mutation)
    assert again.fill(form.variables()) == ()
    assert again.variables() == form.variables()
    resumed = build(*mutation)
    resumed.restore(form.snapshot())
    secret = any(row.secret for row in form.rows())
    assert secret or resumed.variables() == form.variables()


def test_an_empty_form_is_refused_exactly_when_the_schema_refuses_it(
    several: list[tuple[str, str]],
    build: Callable[..., Form],
    schema: Callable[[str], GraphQLSchema],
) -> None:
    for mutation in several:
        form = build(*mutation)
        if form.check():
            with pytest.raises(NotReady):
                form.variables()
        else:
            assert refusals(schema(mutation[0]), form) == [], mutation


def test_nothing_unreadable_is_ever_among_the_variables(
    several: list[tuple[str, str]], build: Callable[..., Form]
) -> None:
    for mutation in several:
        form = build(*mutation)
        leaves = [row.path for row in form.rows() if isinstance(form.node(row.path), Leaf)]
        for text in ("\x00", "\u202eabc", "{oops", "x" * 10_000):
            for path in leaves:
                form.set_text(path, text)
            problems = {each.path for each in form.check()}
            if text in ("\x00", "\u202eabc"):
                assert problems >= set(leaves), (mutation, text)
            assert all(form.node(path).text == text for path in leaves)  # type: ignore[union-attr]
            shown = {row.path for row in form.rows() if row.error}
            assert shown == problems, (mutation, text)


def test_no_group_is_filled_by_looking_at_it(
    several: list[tuple[str, str]], build: Callable[..., Form]
) -> None:
    for mutation in several:
        form = build(*mutation)
        before = form.preview()
        for row in form.rows():
            if isinstance(form.node(row.path), Group):
                form.expand(row.path, True)
                form.rows()
        assert form.preview() == before, mutation
        assert not form.changed, mutation


def test_an_update_that_starts_from_all_there_is_sends_nothing_until_it_is_changed(
    several: list[tuple[str, str]], build: Callable[..., Form]
) -> None:
    for mutation in several:
        if not is_update(mutation[1]):
            continue
        full = build(*mutation)
        fill_all(full, full.root, ())
        held = full.preview()
        inside = next(iter(held.values())) if len(held) == 1 else held
        form = build(*mutation, **(inside if isinstance(inside, dict) else held))
        sent = form.preview()
        needed = next(iter(sent.values())) if len(sent) == 1 else sent
        fields = {
            node.spec.name: node.spec for _key, node in below(only_object(form.root) or form.root)
        }
        for name in needed if isinstance(needed, dict) else ():
            assert fields[name].required or names.is_identifier(name), (mutation, name)
        assert not form.news, mutation
        assert form.changes() == (), mutation
