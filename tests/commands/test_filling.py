"""What is typed on the command line lands in the form's fields."""

import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kraken_tui.api.records import InputField, InputType, MutationRecord
from kraken_tui.commands.exits import UsageError
from kraken_tui.commands.filling import (
    fill_from_json,
    fill_from_settings,
    path_text,
    read_input,
)
from kraken_tui.forms.form import Form


def field(name: str, kind: str) -> InputField:
    return {"name": name, "description": None, "type": kind, "default": None, "deprecated": None}


def input_type(*fields: InputField) -> InputType:
    return {
        "kind": "INPUT_OBJECT",
        "description": None,
        "oneOf": False,
        "fields": list(fields),
        "values": [],
    }


def record(*arguments: InputField) -> MutationRecord:
    owner = input_type(field("name", "String!"), field("age", "Int"))
    inputs = input_type(
        field("accountNumber", "String!"),
        field("note", "String"),
        field("owners", "[OwnerInput!]"),
        field("tags", "[String!]"),
    )
    return {
        "name": "moveHouse",
        "description": None,
        "deprecated": None,
        "args": list(arguments),
        "types": {"MoveHouseInput": inputs, "OwnerInput": owner},
        "document": "",
        "returns": "MoveHouse",
    }


@pytest.fixture
def form() -> Form:
    """A form with the one argument that nearly every mutation has."""
    return Form.build(
        record(field("input", "MoveHouseInput!")),
        {"accountNumber": "A-1"},
        clock=lambda: datetime(2026, 3, 1, tzinfo=UTC),
    )


def filled(form: Form, *settings: str) -> object:
    fill_from_settings(form, settings)
    return form.variables()["input"]


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        (("input.note=hello",), {"note": "hello"}),
        (("note=hello",), {"note": "hello"}),
        (("note=a=b",), {"note": "a=b"}),
        (("note=",), {"note": ""}),
        (("note= two words ",), {"note": " two words "}),
        (("accountNumber=A-2",), {"accountNumber": "A-2"}),
        (("tags[0]=a", "tags[1]=b"), {"tags": ["a", "b"]}),
        (("tags.0=a", "tags.1=b"), {"tags": ["a", "b"]}),
        (("owners[0].name=Ada", "owners[0].age=36"), {"owners": [{"name": "Ada", "age": 36}]}),
        (
            ("owners[0].name=Ada", "input.owners[1].name=Bo"),
            {"owners": [{"name": "Ada"}, {"name": "Bo"}]},
        ),
        (("note=first", "note=second"), {"note": "second"}),
    ],
)
def test_a_path_names_its_field(
    form: Form, settings: tuple[str, ...], expected: dict[str, object]
) -> None:
    assert filled(form, *settings) == {"accountNumber": "A-1", **expected}


@pytest.mark.parametrize(
    ("setting", "part"),
    [
        ("note", "PATH=VALUE"),
        ("=x", "not a path"),
        ("note!=x", "not a path"),
        ("a..b=x", "not a path"),
        ("noet=x", 'did you mean "note"'),
        ("owners[0].nmae=x", 'did you mean "name"'),
        ("owners[1].name=x", "[0] for the next item"),
        ("owners[0]=x", "has parts"),
        ("owners=x", "has parts"),
        ("input=x", "has parts"),
        ("note.x=1", 'no field "input.note.x"'),
    ],
)
def test_a_path_to_nowhere_is_one_sentence(form: Form, setting: str, part: str) -> None:
    with pytest.raises(UsageError) as raised:
        fill_from_settings(form, [setting])
    assert part in raised.value.sentence
    assert raised.value.sentence.endswith(".")


@pytest.mark.parametrize("wrapped", [True, False])
def test_json_fills_the_form_with_the_argument_or_without(form: Form, wrapped: bool) -> None:
    values = {"note": None, "owners": [{"name": "Ada", "age": 36}]}
    fill_from_json(form, {"input": values} if wrapped else values)
    assert form.variables()["input"] == {"accountNumber": "A-1", **values}


def test_json_for_an_unknown_field_is_told(form: Form) -> None:
    with pytest.raises(UsageError, match=r'no field "input\.noet"; did you mean "note"'):
        fill_from_json(form, {"noet": "x"})


def test_two_arguments_must_both_be_named() -> None:
    form = Form.build(
        record(field("note", "String"), field("input", "MoveHouseInput")),
        clock=lambda: datetime(2026, 3, 1, tzinfo=UTC),
    )
    fill_from_settings(form, ["note=outer", "input.note=inner", "input.accountNumber=A-2"])
    assert form.variables() == {
        "note": "outer",
        "input": {"note": "inner", "accountNumber": "A-2"},
    }


def test_a_path_is_written_as_it_is_typed() -> None:
    assert path_text(("input", "owners", 0, "name")) == "input.owners[0].name"


def test_input_comes_from_a_file_or_from_standard_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "input.json"
    path.write_text('{"note": "file"}', "utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO('{"note": "stdin"}'))
    assert read_input(str(path)) == {"note": "file"}
    assert read_input("-") == {"note": "stdin"}
    assert read_input(None) == {}


@pytest.mark.parametrize("content", ["", "{", "[]", "3", "[" * 100_000, json.dumps("x")])
def test_input_that_is_no_object_is_one_sentence(tmp_path: Path, content: str) -> None:
    path = tmp_path / "input.json"
    path.write_text(content, "utf-8")
    with pytest.raises(UsageError, match="JSON"):
        read_input(str(path))


def test_input_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read_input(str(tmp_path / "nothing.json"))
