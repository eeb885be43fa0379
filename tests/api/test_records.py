"""Records made from introspection hold all that a form needs and a document that is valid."""

import json

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    build_schema,
    get_named_type,
    introspection_from_schema,
    parse,
    validate,
)

from kraken_tui.api.record_building import build_records
from kraken_tui.api.records import MutationRecord
from kraken_tui.api.selection import MOST_LEAVES
from tests.contracts import TENANTS, introspection, schema


def records_of(tenant: str) -> dict[str, MutationRecord]:
    return {one.heading.name: json.loads(one.text) for one in build_records(introspection(tenant))}


def records_in(definition: str) -> dict[str, MutationRecord]:
    told = introspection_from_schema(build_schema(definition), input_value_deprecation=True)
    return {one.heading.name: json.loads(one.text) for one in build_records({"data": told})}


@pytest.mark.parametrize("tenant", TENANTS)
def test_there_is_a_record_for_every_mutation(tenant: str) -> None:
    root = schema(tenant).mutation_type
    assert root is not None
    assert list(records_of(tenant)) == list(root.fields)


@pytest.mark.parametrize("tenant", TENANTS)
def test_every_document_is_valid_and_asks_for_a_screenful_at_most(tenant: str) -> None:
    for record in records_of(tenant).values():
        document = parse(record["document"])
        assert validate(schema(tenant), document) == [], record["document"]
        assert "possibleErrors" not in record["document"]
        assert len(record["document"].split()) < 3 * MOST_LEAVES + 20


@pytest.mark.parametrize("tenant", TENANTS)
def test_every_type_that_the_arguments_reach_is_there(tenant: str) -> None:
    types = schema(tenant).type_map
    for record in records_of(tenant).values():
        waiting = [field["type"] for field in record["args"]]
        reached = set()
        while waiting:
            name = waiting.pop().strip("[]!")
            if name not in reached:
                reached.add(name)
                waiting.extend(field["type"] for field in record["types"][name]["fields"])
        assert reached == set(record["types"])
        for name in reached:
            told, real = record["types"][name], types[name]
            if isinstance(real, GraphQLInputObjectType):
                assert told["kind"] == "INPUT_OBJECT"
                assert [f["name"] for f in told["fields"]] == list(real.fields)
                assert [f["type"] for f in told["fields"]] == [
                    str(f.type) for f in real.fields.values()
                ]
            elif isinstance(real, GraphQLEnumType):
                assert [value["name"] for value in told["values"]] == list(real.values)


@pytest.mark.parametrize("tenant", TENANTS)
def test_the_heading_and_the_return_type_are_those_of_the_schema(tenant: str) -> None:
    root = schema(tenant).mutation_type
    assert root is not None
    for one in build_records(introspection(tenant)):
        field = root.fields[one.heading.name]
        assert json.loads(one.text)["returns"] == get_named_type(field.type).name
        assert one.heading.deprecated == field.deprecation_reason
        assert set(field.args) <= one.heading.fields


MEETING = """
type Query { a: Int }
type Mutation {
  "Invite someone. This is the second sentence."
  invite(guest: Guest!, times: Int! = 1, mode: Mode): Invited
  ping: Boolean!
  draw: [Shape]
  hide: Hidden
}
input Guest { name: String!, brings: [Guest!] = [], mode: Mode = SHY
  old: Int @deprecated(reason: "use name") }
enum Mode { SHY LOUD @deprecated(reason: "too loud") }
type Invited { id: ID!, gone: Int @deprecated, possibleErrors: [String], seat(row: Int!): Int
  table(row: Int = 1): Table, guests: GuestConnection }
type Table { legs: Int, room: Room }
type Room { name: String, house: House }
type House { number: Int }
type GuestConnection { edges: [Int], pageInfo: Int, totalCount: Int }
union Shape = Circle | Square | Nothing
type Circle { size: Int, r: Float }
type Square { size: String, a: Float }
type Nothing { house: House }
type Hidden { old: Int @deprecated }
"""


def test_a_record_tells_all_about_its_inputs() -> None:
    invite = records_in(MEETING)["invite"]
    assert invite["description"] == "Invite someone. This is the second sentence."
    assert [(arg["type"], arg["default"]) for arg in invite["args"]] == [
        ("Guest!", None),
        ("Int!", "1"),
        ("Mode", None),
    ]
    guest = invite["types"]["Guest"]
    assert guest["kind"] == "INPUT_OBJECT"
    assert [(f["name"], f["type"], f["default"], f["deprecated"]) for f in guest["fields"]] == [
        ("name", "String!", None, None),
        ("brings", "[Guest!]", "[]", None),
        ("mode", "Mode", "SHY", None),
        ("old", "Int", None, "use name"),
    ]
    assert invite["types"]["Mode"]["values"][1]["deprecated"] == "too loud"
    assert invite["types"]["Int"]["kind"] == "SCALAR"


def test_documents_ask_for_what_a_person_can_read() -> None:
    records = records_in(MEETING)
    assert records["invite"]["document"] == (
        "mutation Invite($guest: Guest!, $times: Int, $mode: Mode) "
        "{ invite(guest: $guest, times: $times, mode: $mode) "
        "{ id table { legs room { name } } } }"
    )
    assert records["ping"]["document"] == "mutation Ping { ping }"
    assert records["draw"]["document"] == (
        "mutation Draw { draw { __typename ... on Circle { r } ... on Square { a } } }"
    )
    assert records["hide"]["document"] == "mutation Hide { hide { __typename } }"


def test_a_summary_is_the_first_sentence_on_one_line() -> None:
    told = introspection_from_schema(build_schema(MEETING), input_value_deprecation=True)
    headings = {one.heading.name: one.heading for one in build_records({"data": told})}
    assert headings["invite"].summary == "Invite someone."
    assert headings["ping"].summary == ""
    assert headings["invite"].fields >= {"guest", "name", "brings", "times"}


def test_hostile_names_and_descriptions_do_not_get_through() -> None:
    told = introspection_from_schema(build_schema(MEETING), input_value_deprecation=True)
    text = json.dumps({"data": told}).replace("Invite someone.", "\\u001b[2JInvite\\ud83d.")
    text = text.replace('"name": "ping"', '"name": "ping { x }\\u001b"')
    built = {one.heading.name: one for one in build_records(json.loads(text))}
    assert set(built) == {"invite", "draw", "hide"}
    assert built["invite"].heading.summary == "Invite\ufffd."


def test_a_server_without_mutations_has_no_records() -> None:
    assert records_in("type Query { a: Int }") == {}
