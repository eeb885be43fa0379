"""What would be sent, for reading and copying; and back again from what was pasted."""

import json
import shlex
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from graphql import parse, print_ast

from kraken_tui.forms import masks, sendable
from kraken_tui.forms.finding import every_field
from kraken_tui.forms.form import Form
from kraken_tui.forms.pasting import named, read_pasted
from kraken_tui.forms.unreadable import Unreadable
from tests.forms.conftest import records_of

NOW = datetime(2025, 11, 21, 12, 30, tzinfo=UTC)
SDL = """
type Query { a: Int }
type Mutation { plant(input: Plant!): Tree }
type Tree { id: ID! seeds(first: Int): [Seed!]! place: Place }
type Seed { name: String }
union Place = Garden | Park
type Garden { name: String }
type Park { name: String }
input Plant { name: String!, password: String, seeds: [SeedInput!], place: PlaceInput }
input SeedInput { name: String, secret: String }
input PlaceInput { street: String, lamp: Lamp }
input Lamp { colour: String }
"""
FILLED = {
    "input": {
        "name": "O'Hara's oak",
        "password": "hunter2",
        "seeds": [{"name": "a"}, {"secret": "hunter3"}],
    }
}


@pytest.fixture
def form() -> Form:
    """Return a form with secrets at two depths."""
    filled = Form.build(records_of(SDL)["plant"], clock=lambda: NOW)
    assert filled.fill(FILLED) == ()
    return filled


def test_every_document_is_laid_out_without_changing_it(several: list[tuple[str, str]]) -> None:
    for mutation in several:
        text = records_of(mutation[0])[mutation[1]]["document"]
        laid_out = sendable.laid_out(text)
        assert print_ast(parse(laid_out)) == print_ast(parse(text)), mutation
        lines = laid_out.splitlines()
        assert all(line.count("{") + line.count("}") <= 1 for line in lines), mutation


def test_secrets_are_in_no_copy(form: Form) -> None:
    curl = sendable.as_curl(form, endpoint="http://sandbox.example/")
    for text in (sendable.as_json(form), curl):
        assert "hunter" not in text
        assert text.count(masks.MASK) == 2
    assert form.variables() == FILLED


def test_a_shell_reads_the_curl_command_as_it_was_meant(form: Form) -> None:
    curl = sendable.as_curl(form, endpoint="http://sandbox.example/", scheme="JWT")
    words = shlex.split(curl.replace("\\\n", ""))
    assert words[:2] == ["curl", "http://sandbox.example/"]
    assert "Authorization: JWT $KRAKEN_TOKEN" in words
    body = json.loads(words[-1])
    assert body["variables"] == sendable.variables(form)
    assert print_ast(parse(body["query"])) == print_ast(parse(sendable.document(form)))


@pytest.mark.parametrize("wrap", ["variables", "request", "input"])
def test_pasted_json_fills_the_form_but_not_its_secrets(form: Form, wrap: str) -> None:
    copied = json.loads(sendable.as_json(form))
    shapes = {
        "variables": copied,
        "request": {"query": "mutation {}", "variables": copied},
        "input": copied["input"],
    }
    again = Form.build(records_of(SDL)["plant"], clock=lambda: NOW)
    assert again.fill(read_pasted(again, json.dumps(shapes[wrap]))) == ()
    assert again.preview() == {"input": {"name": "O'Hara's oak", "seeds": [{"name": "a"}, {}]}}


@pytest.mark.parametrize("text", ["", "  ", "[1]", "7", "{", "null", '{"a": NaN}', "[" * 100_000])
def test_what_is_no_object_is_told_in_a_sentence(form: Form, text: str) -> None:
    with pytest.raises(Unreadable) as told:
        read_pasted(form, text)
    assert str(told.value).endswith((".", "}."))
    assert form.variables() == FILLED


def test_what_has_no_field_is_named(form: Form) -> None:
    value = {"input": {"colour": 1, "seeds": [{"x": 1}], "place": 5}, "more": 2}
    homeless = form.fill(read_pasted(form, json.dumps(value)))
    assert named(homeless) == "input.colour, input.seeds.0.x, input.place, more"
    assert named([("a",)] * 7, most=2) == "a, a, and 5 more"


def test_fields_in_folded_groups_are_found_too(form: Form) -> None:
    found = {each.label: each for each in every_field(form)}
    assert found["Place > Lamp > Colour"].path == ("input", "place", "lamp", "colour")
    assert found["Seeds > Seed 2 > Name"].path == ("input", "seeds", 1, "name")
    assert found["Password"].text == "•••"
    assert found["Name"].text == "O'Hara's oak"


def test_looking_for_fields_changes_nothing(
    several: list[tuple[str, str]], build: Callable[..., Form]
) -> None:
    for mutation in several:
        looked = build(*mutation)
        before = looked.preview()
        shown = {row.path for row in looked.rows() if row.kind != "add"}
        assert shown <= {each.path for each in every_field(looked)}, mutation
        assert looked.preview() == before, mutation
        assert not looked.changed, mutation
