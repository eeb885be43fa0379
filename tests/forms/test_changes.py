"""Updates start from what is there, and send only what differs."""

from collections.abc import Callable

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
