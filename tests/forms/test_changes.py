"""Updates start from what is there, and send only what differs."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

import pytest

from kraken_tui.forms.changes import Change
from kraken_tui.forms.form import Form

SDL = """
type Query { a: Int }
type Mutation { updateTree(input: Tree!): Int, plantTree(input: Tree!): Int }
input Tree { treeId: ID, species: String!, height: Int, colour: String, password: String }
"""
KNOWN = {"treeId": "7", "species": "Oak", "height": 12, "colour": "green", "password": "old"}


def tree(name: str, build: Callable[..., Form]) -> Form:
    return build(SDL, name, **KNOWN)


def test_an_update_sends_identifiers_what_is_required_and_what_changed(
    build: Callable[..., Form],
) -> None:
    form = tree("updateTree", build)
    form.set_text(("input", "height"), "13")
    assert form.variables() == {"input": {"treeId": "7", "species": "Oak", "height": 13}}
    form.set_text(("input", "height"), "12")
    assert form.variables() == {"input": {"treeId": "7", "species": "Oak"}}


def test_anything_but_an_update_sends_all_of_it(build: Callable[..., Form]) -> None:
    assert tree("plantTree", build).variables() == {"input": KNOWN}


def test_changes_are_told_before_and_after_and_secrets_are_not(
    build: Callable[..., Form],
) -> None:
    form = tree("updateTree", build)
    assert form.is_update
    assert form.changes() == ()
    form.set_text(("input", "height"), "13")
    form.set_mark(("input", "colour"), "null")
    form.set_text(("input", "password"), "new")
    assert form.changes() == (
        Change("Height", "12", "13"),
        Change("Colour", "green", "(null)"),
        Change("Password", "•••", "•••"),
    )
    assert form.variables()["input"]["colour"] is None  # type: ignore[index]


def test_what_is_there_is_known_after_a_draft_came_back(build: Callable[..., Form]) -> None:
    form = tree("updateTree", build)
    form.set_text(("input", "height"), "13")
    again = tree("updateTree", build)
    again.restore(form.snapshot())
    assert again.changes() == (Change("Height", "12", "13"),)
    assert again.variables() == form.variables()


def test_a_wrong_value_is_told_even_where_it_is_what_is_there(build: Callable[..., Form]) -> None:
    form = build(SDL, "updateTree", species="Oak", height="tall")
    assert [problem.path for problem in form.check()] == [("input", "height")]


def test_without_present_values_an_update_is_nothing_special(build: Callable[..., Form]) -> None:
    assert not build(SDL, "updateTree", treeId="7").is_update
    assert not build(SDL, "plantTree", **KNOWN).is_update


# -- objects, lists and choices --------------------------------------------------------------------

DEEP = """
type Query { a: Int }
type Mutation {
  updateTree(input: Tree!): Int
  plantTree(input: Tree!): Int
  updatePlace(treeId: ID!, place: Place, tags: [String!]): Int
}
input Tree { treeId: ID, place: Place, owners: [Owner!], stand: Stand, tags: [String!] }
input Place { street: String!, postcode: String, kind: Stand, bounds: [Int!], notes: Note }
input Owner { name: String!, share: Int }
input Note { text: String }
enum Stand { UPRIGHT LEANING }
"""
HELD = {
    "treeId": "7",
    "place": {"street": "Mill Lane 7", "postcode": "GL1", "kind": "leaning", "town": "Gloucester"},
    "owners": [{"name": "Ann", "share": 1}, {"name": "Ben", "share": None}],
    "stand": "Upright",
    "tags": ("old", "tall"),
}


def held(
    build: Callable[..., Form], name: str = "updateTree", known: Mapping[str, object] = HELD
) -> Form:
    return build(DEEP, name, **known)


def test_an_update_starts_from_objects_lists_and_choices(build: Callable[..., Form]) -> None:
    form = held(build)
    assert form.preview() == {"input": {"treeId": "7"}}
    assert not form.news
    assert form.check() == ()
    texts = {".".join(map(str, row.path[1:])): row.text for row in form.rows()}
    assert texts["place"] == "Mill Lane 7 · GL1 · LEANING"
    assert texts["owners"] == "2 items"
    assert texts["stand"] == "UPRIGHT"


def test_an_object_is_sent_whole_once_something_in_it_changed(build: Callable[..., Form]) -> None:
    form = held(build)
    form.set_text(("input", "place", "postcode"), "GL2")
    form.set_text(("input", "place", "notes", "text"), "by the gate")
    form.set_text(("input", "place", "kind"), "")
    place = {"street": "Mill Lane 7", "postcode": "GL2", "notes": {"text": "by the gate"}}
    assert form.variables() == {"input": {"treeId": "7", "place": place}}
    assert form.news
    assert form.changes() == (
        Change("Place > Postcode", "GL1", "GL2"),
        Change("Place > Kind", "LEANING", "(left out)"),
        Change("Place > Notes > Text", "—", "by the gate"),
    )


def test_a_list_is_sent_whole_once_it_changed(build: Callable[..., Form]) -> None:
    form = held(build)
    form.set_text(("input", "owners", 1, "share"), "2")
    owners = [{"name": "Ann", "share": 1}, {"name": "Ben", "share": 2}]
    assert form.variables()["input"] == {"treeId": "7", "owners": owners}
    assert form.changes() == (Change("Owners", "Ann 1; Ben", "Ann 1; Ben 2"),)
    form.set_text(("input", "owners", 1, "share"), "")
    assert form.changes() == ()
    form.remove(("input", "owners", 0))
    form.move(("input", "tags", 0), 1)
    assert form.changes() == (
        Change("Owners", "Ann 1; Ben", "Ben"),
        Change("Tags", "old; tall", "tall; old"),
    )


def test_a_choice_is_sent_once_it_changed(build: Callable[..., Form]) -> None:
    form = held(build)
    form.step(("input", "stand"), 1)
    assert form.variables()["input"] == {"treeId": "7", "stand": "LEANING"}
    assert form.changes() == (Change("Stand", "UPRIGHT", "LEANING"),)


def test_null_and_empty_are_changes_and_unset_is_none(build: Callable[..., Form]) -> None:
    form = held(build)
    form.set_mark(("input", "place"), "null")
    form.set_mark(("input", "tags"), "empty")
    form.set_mark(("input", "owners"), None)
    assert form.variables()["input"] == {"treeId": "7", "place": None, "tags": []}
    assert form.changes() == (
        Change("Place", "Mill Lane 7 GL1 LEANING", "(null)"),
        Change("Tags", "old; tall", "(empty)"),
    )


def test_arguments_that_are_not_one_input_are_known_too(build: Callable[..., Form]) -> None:
    form = held(build, "updatePlace")
    assert form.variables() == {"treeId": "7"}
    form.set_text(("place", "postcode"), "GL2")
    assert form.variables()["place"]["street"] == "Mill Lane 7"  # type: ignore[index]
    assert form.changes() == (Change("Place > Postcode", "GL1", "GL2"),)


def test_a_draft_of_an_update_knows_what_is_there(build: Callable[..., Form]) -> None:
    form = held(build)
    form.set_text(("input", "place", "postcode"), "GL2")
    again = held(build)
    again.restore(form.snapshot())
    assert again.changes() == (Change("Place > Postcode", "GL1", "GL2"),)
    assert again.variables() == form.variables()


def test_what_is_new_does_not_start_from_another_object(build: Callable[..., Form]) -> None:
    form = held(build, "plantTree")
    assert form.variables() == {"input": {"treeId": "7", "stand": "UPRIGHT"}}


def test_what_is_incomplete_at_the_tenant_stands_in_nobodys_way(
    build: Callable[..., Form],
) -> None:
    form = held(build, known={"treeId": "7", "place": {"postcode": "GL1"}})
    assert form.check() == ()
    form.set_text(("input", "place", "postcode"), "GL2")
    assert [problem.path for problem in form.check()] == [("input", "place", "street")]


@pytest.mark.parametrize(
    "odd", [{"place": "Mill Lane"}, {"owners": {"a": 1}}, {"tags": []}, {"stand": "LYING"}]
)
def test_what_has_another_shape_is_passed_over(
    odd: dict[str, object], build: Callable[..., Form]
) -> None:
    form = held(build, known={**HELD, **odd})
    (name,) = odd
    assert not form.node(("input", name)).is_set
    assert form.check() == ()
    assert form.changes() == ()


def test_values_of_any_kind_become_what_would_be_typed(build: Callable[..., Form]) -> None:
    sdl = """
    scalar Date
    scalar Decimal
    scalar JSONString
    type Query { a: Int }
    type Mutation { updateTree(input: Tree!): Int }
    input Tree { planted: Date, height: Decimal, more: JSONString }
    """
    more = {"cut": date(2026, 2, 27), "by": None}
    form = build(sdl, "updateTree", planted=date(2026, 2, 27), height=Decimal("1.50"), more=more)
    texts = [row.text for row in form.rows()]
    assert texts == ["2026-02-27", "1.50", '{"cut": "2026-02-27", "by": null}']
    assert form.check() == ()
