"""Comparing schemas: each difference is found once, and what breaks callers is told apart."""

import asyncio
import json
from functools import cache

import pytest
from graphql import build_schema, find_breaking_changes, introspection_from_schema
from hypothesis import given, settings
from hypothesis import strategies as st

from kraken_tui.api.compare import compare
from kraken_tui.api.comparing import compare_apart
from kraken_tui.api.definition import rows
from kraken_tui.api.difference import Change
from kraken_tui.api.errors import SchemaUnreadable
from kraken_tui.api.outline import Outline, outline
from tests.contracts import introspection, schema

TOWN = """
type Query { bill(id: ID!): Bill, shapes(first: Int = 10): [Shape!]! }
type Mutation {
  "Pay a bill."
  payBill(input: PayInput!, times: Int! = 1): Receipt
  refund(amount: Int!, note: String, kind: Kind): Receipt!
}
input PayInput { bill: ID!, amount: Int = 5, note: String, at: [Spot!], day: Int! = 1 }
input Spot { x: Int, y: Int }
"How money comes."
enum Kind { CASH CARD @deprecated(reason: "too slow") }
interface Node { id: ID! }
type Bill implements Node { id: ID!, lines(first: Int): [Line!]!, old: Int @deprecated }
type Line { text: String! }
type Receipt { number: String!, kind: Kind }
union Shape = Bill | Line
scalar Day
"""

EDITS = [
    # mutations
    ("refund(amount: Int!, note: String, kind: Kind): Receipt!", "", "breaks gone refund"),
    ("  refund(", "  ping: Int\n  refund(", "fits added ping"),
    ('  "Pay a bill."\n', "", "words changed payBill"),
    ("kind: Kind): Receipt!", "kind: Kind): Receipt", "breaks changed refund"),
    ("1): Receipt\n", "1): Receipt!\n", "fits changed payBill"),
    ("1): Receipt\n", "1): Bill\n", "breaks changed payBill"),
    ("1): Receipt\n", '1): Receipt @deprecated(reason: "b")\n', "fits changed payBill"),
    # their arguments
    (", note: String, kind", ", kind", "breaks gone refund(note)"),
    (", note: String, kind", ", note: String, to: Int, kind", "fits added refund(to)"),
    (", note: String, kind", ", note: String, to: Int!, kind", "breaks added refund(to)"),
    (", note: String, kind", ", note: String, to: Int! = 1, kind", "fits added refund(to)"),
    ("amount: Int!, note", "amount: Int, note", "fits changed refund(amount)"),
    ("amount: Int!, note", "amount: ID!, note", "breaks changed refund(amount)"),
    ("times: Int! = 1", "times: Int!", "breaks changed payBill(times)"),
    ("times: Int! = 1", "times: Int! = 2", "fits changed payBill(times)"),
    ("note: String, kind", "note: String @deprecated, kind", "fits changed refund(note)"),
    # input types
    ("note: String, at", "at", "breaks gone PayInput.note"),
    ("note: String, at", "note: String, to: Int, at", "fits added PayInput.to"),
    ("note: String, at", "note: String, to: Int!, at", "breaks added PayInput.to"),
    ("note: String, at", "note: String!, at", "breaks changed PayInput.note"),
    ("note: String, at", "note: [String], at", "breaks changed PayInput.note"),
    ("at: [Spot!]", "at: [Spot]", "fits changed PayInput.at"),
    ("at: [Spot!]", "at: [Spot!]!", "breaks changed PayInput.at"),
    ("bill: ID!, amount", "bill: ID! = 1, amount", "fits changed PayInput.bill"),
    ("amount: Int = 5", "amount: Int", "fits changed PayInput.amount"),
    ("input Spot { x: Int", '"Where." input Spot { x: Int', "words changed Spot"),
    ("input Spot {", "input Spot @oneOf {", "breaks changed Spot"),
    # enums, and what is answered
    ("enum Kind { CASH", "enum Kind { COIN CASH", "fits added Kind.COIN"),
    ("enum Kind { CASH", "enum Kind {", "breaks gone Kind.CASH"),
    ("CASH CARD", 'CASH @deprecated(reason: "d") CARD', "fits changed Kind.CASH"),
    (' CARD @deprecated(reason: "too slow")', " CARD", "fits changed Kind.CARD"),
    ("too slow", "too dear", "words changed Kind.CARD"),
    ("How money comes.", "How it comes.", "words changed Kind"),
    ("lines(first: Int): [Line!]!, ", "", "breaks gone Bill.lines"),
    ("lines(first: Int)", "lines(first: Int, last: Int!)", "breaks added Bill.lines(last)"),
    ("lines(first: Int)", "lines", "breaks gone Bill.lines(first)"),
    ("[Line!]!, old", "[Line]!, old", "breaks changed Bill.lines"),
    ("old: Int ", "old: Int! ", "fits changed Bill.old"),
    ("type Bill implements Node {", "type Bill {", "breaks gone Bill & Node"),
    ("type Line {", "type Line implements Node { id: ID!", "fits added Line & Node, Line.id"),
    ("= Bill | Line", "= Bill", "breaks gone Shape | Line"),
    ("= Bill | Line", "= Bill | Line | Receipt", "fits added Shape | Receipt"),
    ("scalar Day", "", "breaks gone Day"),
    ("scalar Day", "scalar Day\nenum Hue { RED }", "fits added Hue"),
    ("scalar Day", "enum Day { MONDAY }", "breaks changed Day"),
    ("bill(id: ID!): Bill, ", "", "breaks gone bill"),
    ("first: Int = 10", "first: Int = 20", "fits changed shapes(first)"),
]  # fmt: skip


@cache
def town(definition: str = TOWN) -> Outline:
    told = introspection_from_schema(
        build_schema(definition), input_value_deprecation=True, one_of=True
    )
    return outline({"data": told})


@cache
def of(tenant: str) -> Outline:
    return outline(introspection(tenant))


def told(changes: list[Change]) -> str:
    """Say it as the table above does; changes of one class go together."""
    places = ", ".join(each.where for each in changes)
    return f"{changes[0].weight} {changes[0].kind} {places}"


@pytest.mark.parametrize(("old", "new", "expected"), EDITS)
def test_a_change_is_found_once_and_weighed(old: str, new: str, expected: str) -> None:
    assert TOWN.count(old) == 1
    changed = TOWN.replace(old, new)
    found = compare(town(), town(changed))
    assert told(found) == expected
    # Two that know the rules agree on them, but for what one of them does not look at.
    if "= 1" not in old and "@oneOf" not in new:
        breaking = find_breaking_changes(build_schema(TOWN), build_schema(changed))
        assert len(breaking) == sum(each.weight == "breaks" for each in found)


@settings(max_examples=20)
@given(st.sets(st.sampled_from(EDITS), max_size=8))
def test_swapping_the_sides_turns_what_is_new_into_what_is_gone(
    edits: set[tuple[str, str, str]],
) -> None:
    changed = TOWN
    for old, new, _ in sorted(edits):
        changed = changed.replace(old, new)
    try:
        after = town(changed)
    except Exception:  # noqa: BLE001 - some edits take each other's ground away
        return
    forth, back = compare(town(), after), compare(after, town())
    turned = {"added": "gone", "gone": "added", "changed": "changed"}
    assert sorted((each.where, turned[each.kind], each.after, each.before) for each in forth) == (
        sorted((each.where, each.kind, each.before, each.after) for each in back)
    )
    places = [(each.area, each.where, each.what) for each in forth]
    assert len({*places}) == len(places)


def test_the_contracts_differ_as_another_that_knows_the_rules_says() -> None:
    found = compare(of("water"), of("energy"))
    assert sum(each.weight == "breaks" for each in found) == len(
        find_breaking_changes(schema("water"), schema("energy"))
    )
    gone = {each.where for each in found if (each.area, each.kind) == ("mutation", "gone")}
    new = {each.where for each in found if (each.area, each.kind) == ("mutation", "added")}
    names = [{*of(tenant)["types"]["Mutation"]["fields"]} for tenant in ("water", "energy")]
    assert gone == names[0] - names[1]
    assert new == names[1] - names[0]
    assert [each.place for each in found] == sorted(each.place for each in found)
    assert compare(of("water"), of("water")) == []
    # A process of its own finds the same, and the definitions that it speaks of.
    apart = asyncio.run(compare_apart(*(json.dumps(of(t)).encode() for t in ("water", "energy"))))
    assert list(apart.changes) == found
    for each in found[::20]:
        definition = apart.rows(each)
        assert definition == rows(of("water"), of("energy"), area=each.area, owner=each.owner)
        assert any(sign for sign, _, _ in definition)


def test_what_a_mutation_takes_tells_which_mutations_take_it() -> None:
    deep = compare(town(), town(TOWN.replace("{ x: Int,", "{ x: Int!,")))
    assert [each.mutations for each in deep] == [("payBill",)]
    shared = compare(town(), town(TOWN.replace("enum Kind {", "enum Kind { COIN")))
    assert [each.mutations for each in shared] == [("refund",)]


def test_how_the_roots_are_called_makes_no_difference() -> None:
    other = TOWN.replace("type Mutation", "schema { query: Query mutation: Doing }\ntype Doing")
    assert compare(town(), town(other)) == []


def test_definitions_stand_side_by_side() -> None:
    changed = TOWN.replace("amount: Int = 5, ", "").replace("x: Int, y", "x: Int!, up: Int, y")
    after = town(changed.replace("payBill(input: PayInput!, times", "payBill(more: ID, times"))
    assert rows(town(), after, area="input", owner="Spot") == [
        ("", "input Spot {", "input Spot {"),
        ("~", "  x: Int", "  x: Int!"),
        ("+", "", "  up: Int"),
        ("", "  y: Int", "  y: Int"),
        ("", "}", "}"),
    ]
    assert rows(town(), after, area="mutation", owner="payBill") == [
        ("", "payBill(", "payBill("),
        ("+", "", "  more: ID"),
        ("-", "  input: PayInput!", ""),
        ("", "  times: Int! = 1", "  times: Int! = 1"),
        ("", "): Receipt", "): Receipt"),
    ]
    assert ("-", "  amount: Int = 5", "") in rows(town(), after, area="input", owner="PayInput")


@pytest.mark.parametrize("damaged", [b"", b"\x00" * 99])
def test_a_damaged_schema_is_told_in_words(damaged: bytes) -> None:
    with pytest.raises(SchemaUnreadable, match="compared"):
        asyncio.run(compare_apart(json.dumps(town()).encode(), damaged))
