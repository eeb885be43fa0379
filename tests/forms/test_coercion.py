"""What a form accepts graphql-core accepts, and what graphql-core accepts a form accepts.

For any input type of the two tenants, and of a third, published one where its schema is at hand.
Where a form is stricter on purpose (an e-mail address, an IBAN, an identifier, characters that
draw nothing) the values made here keep to it.
"""

import json
from collections.abc import Mapping
from datetime import UTC
from typing import Any

import pytest
from graphql import OperationDefinitionNode, get_variable_values, parse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kraken_tui.api.records import MutationRecord
from kraken_tui.forms import names
from kraken_tui.forms.form import Form
from kraken_tui.forms.spec import FieldSpec, arguments
from kraken_tui.forms.values import Items, Leaf
from tests import contracts
from tests.forms.conftest import NOW, TENANTS, records_of, schema_of

THIRD = contracts.THIRD
DEEPEST = 4
Variables = dict[str, Any]
Drawn = tuple[MutationRecord, Variables]
LEFT_OUT = object()
QUICK = settings(
    max_examples=80,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), max_size=12)
NAMES = st.text(st.characters(codec="utf-8", categories=("L", "N", "P")), max_size=12)
JSONS = st.recursive(
    st.none() | st.booleans() | st.integers(-999, 999) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=5,
)
SCALARS: Mapping[str, st.SearchStrategy[Any]] = {
    "Int": st.integers(-(2**31), 2**31 - 1),
    "Float": st.floats(allow_nan=False, allow_infinity=False) | st.integers(-999, 999),
    "Boolean": st.booleans(),
    "String": WORDS,
    "ID": NAMES | st.integers(0, 10**9),
    "BigInt": st.integers(-(10**20), 10**20).map(str),
    "Decimal": st.decimals(-(10**6), 10**6, places=2).map(str),
    "Date": st.dates().map(lambda day: day.isoformat()),
    "DateTime": st.datetimes(timezones=st.just(UTC)).map(lambda at: at.isoformat()),
    "Time": st.times().map(lambda at: at.isoformat()),
    "UUID": st.uuids().map(str),
    "JSONString": JSONS.map(json.dumps),
    "GenericScalar": JSONS,
}
"""Values as they go over the wire; scalars that are not here are taken as text."""


def sources() -> list[Any]:
    """Return the schemas to try, the third one only where it is at hand."""
    missing = pytest.mark.skipif(not THIRD.exists(), reason="no third schema here")
    return [*TENANTS, pytest.param("third", marks=missing)]


def coerced(source: str, record: MutationRecord, variables: Variables) -> Variables | None:
    """Return what graphql-core makes of variables, None if it refuses them."""
    declared = ", ".join(
        f"${each['name']}: {each['type']}" + (f" = {each['default']}" if each["default"] else "")
        for each in record["args"]
    )
    head = f"({declared})" if declared else ""
    operation = parse(f"mutation {head} {{ __typename }}").definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    definitions = operation.variable_definitions or ()
    found = get_variable_values(schema_of(source), definitions, variables)
    return None if isinstance(found, list) else found.coerced


# Values that graphql-core accepts


def value_of(draw: st.DrawFn, spec: FieldSpec, depth: int) -> Any:
    """Draw a value for a field: sent or left out, null where it may be."""
    if not spec.required and (depth > DEEPEST or draw(st.integers(0, 2)) == 0):
        return LEFT_OUT
    return one_value(draw, spec, depth)


def one_value(draw: st.DrawFn, spec: FieldSpec, depth: int) -> Any:
    if spec.nullable and draw(st.integers(0, 7)) == 0:
        return None
    if spec.kind == "list":
        few = 0 if depth > DEEPEST else draw(st.integers(0, 2))
        return [one_value(draw, spec.item(), depth + 1) for _ in range(few)]
    if spec.kind == "enum":
        return draw(st.sampled_from([each["name"] for each in spec.choices]))
    if spec.kind == "object":
        return object_value(draw, spec, depth)
    return draw(scalar(spec))


def object_value(draw: st.DrawFn, spec: FieldSpec, depth: int) -> dict[str, Any]:
    children = spec.children()
    if spec.one_of:
        chosen = draw(st.sampled_from(children))
        return {chosen.name: draw(scalar(chosen)) if chosen.kind == "scalar" else {}}
    drawn = {each.name: value_of(draw, each, depth + 1) for each in children}
    return {name: value for name, value in drawn.items() if value is not LEFT_OUT}


def scalar(spec: FieldSpec) -> st.SearchStrategy[Any]:
    """Return values of a scalar that keep to what the field's name promises."""
    if spec.type.name in ("String", "NonEmptyString", "Email") and names.is_email(spec.name):
        return st.just("person@kraken.example")
    if names.is_iban(spec.name):
        return st.just("ES9121000418450200051332")
    if spec.type.name == "String" and names.is_identifier(spec.name):
        return NAMES
    known = SCALARS.get(spec.type.name)
    return st.just("text") if known is None else known


@st.composite
def accepted_values(draw: st.DrawFn, source: str) -> Drawn:
    """Draw a mutation and variables for it that its schema accepts."""
    record = draw(st.sampled_from(list(records_of(source).values())))
    specs = arguments(record)
    # The one object that holds everything is always sent, even where it might be left out.
    if len(specs) == 1 and specs[0].kind == "object":
        return record, {specs[0].name: object_value(draw, specs[0], 1)}
    drawn = {each.name: value_of(draw, each, 1) for each in specs}
    return record, {name: value for name, value in drawn.items() if value is not LEFT_OUT}


@pytest.mark.parametrize("source", sources())
def test_what_graphql_accepts_the_form_accepts(source: str) -> None:
    @QUICK
    @given(drawn=accepted_values(source))
    def check(drawn: Drawn) -> None:
        record, variables = drawn
        expected = coerced(source, record, variables)
        assert expected is not None
        form = Form.build(record, clock=lambda: NOW)
        assert form.fill(variables) == ()
        assert form.check() == ()
        assert coerced(source, record, form.variables()) == expected

    check()


# Values that may be refused

TEXTS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["true", "no", "1", "-7", "1.5", "1e3", "today", "+3d", "now", "14:05"]),
    st.sampled_from(["{}", "[1]", '"a"', "null", "NaN", "2147483648", "", " ", "a@b.example"]),
)


@pytest.mark.parametrize("source", sources())
def test_whatever_is_typed_graphql_accepts_what_the_form_accepts(source: str) -> None:
    @QUICK
    @given(drawn=accepted_values(source), data=st.data())
    def check(drawn: Drawn, data: st.DataObject) -> None:
        record, variables = drawn
        form = Form.build(record, clock=lambda: NOW)
        form.fill(variables)
        for _ in range(data.draw(st.integers(1, 3))):
            disturb(form, data)
        if not form.check():
            assert coerced(source, record, form.variables()) is not None

    check()


def disturb(form: Form, data: st.DataObject) -> None:
    """Type something into a field, mark it, or add an item to a list."""
    rows = [row for row in form.rows() if row.kind != "add"]
    if not rows:
        return
    row = data.draw(st.sampled_from(rows))
    node = form.node(row.path)
    if node.marks and data.draw(st.integers(0, 3)) == 0:
        form.set_mark(row.path, data.draw(st.sampled_from((None, *node.marks))))
    elif isinstance(node, Leaf):
        form.set_text(row.path, data.draw(TEXTS))
    elif isinstance(node, Items):
        form.add(row.path)
    else:
        form.expand(row.path, True)


@pytest.mark.parametrize("source", sources())
def test_null_is_accepted_by_both_or_by_neither(source: str) -> None:
    @QUICK
    @given(drawn=accepted_values(source), data=st.data())
    def check(drawn: Drawn, data: st.DataObject) -> None:
        record, variables = drawn
        put_null(variables, data)
        form = Form.build(record, clock=lambda: NOW)
        assert form.fill(variables) == ()
        assert (not form.check()) == (coerced(source, record, variables) is not None)

    check()


def put_null(value: Any, data: st.DataObject) -> None:
    """Put null in the place of one value, somewhere."""
    places: list[Any] = list(value) if isinstance(value, dict) else list(range(len(value)))
    if not places:
        return
    key = data.draw(st.sampled_from(places))
    if isinstance(value[key], dict | list) and value[key] and data.draw(st.booleans()):
        put_null(value[key], data)
    else:
        value[key] = None
