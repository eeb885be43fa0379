"""Help on fields and operations: what the schema says, in order and without what is empty."""

from collections.abc import Callable

from kraken_tui.forms.about import about_field, about_operation
from kraken_tui.forms.form import Form
from tests.forms.conftest import records_of

SDL = '''
type Query { a: Int }
type Mutation {
  """Put a tree into the ground.

  The possible errors that can be raised are:

  - KT-CT-1: No tree.
  """
  plant(input: Plant!): Int @deprecated(
    reason: "since 2025-01-02; removal from 2026-01-02; use sowSeed"
  )
}
input Plant {
  """What it is called."""
  name: String!
  """How it stands."""
  stand: Stand = UPRIGHT
  watered: Boolean = false
  old: Int @deprecated(reason: "Grown over.")
  place: Place
}
input Place { """Where.""" street: String! }
enum Stand { """Straight up.""" UPRIGHT LEANING @deprecated(reason: "No.") }
'''


def lines(build: Callable[..., Form], name: str) -> dict[str, str]:
    return dict(about_field(build(SDL, "plant"), ("input", name)).lines)


def test_a_field_tells_its_type_meaning_and_whether_it_is_needed(
    build: Callable[..., Form],
) -> None:
    assert lines(build, "name") == {"": "What it is called.", "Type": "String!", "Needed": "yes"}
    old = lines(build, "old")
    assert old["Deprecated"] == "Grown over."
    assert old["Example"] == "42"
    assert old["Needed"] == "no; may be null"


def test_a_choice_tells_its_values_and_its_default(build: Callable[..., Form]) -> None:
    told = lines(build, "stand")
    assert told["Default"] == "UPRIGHT"
    assert told["UPRIGHT"] == "Straight up."
    assert told["LEANING"] == "(deprecated)"


def test_yes_and_no_are_said_so_by_default_too(build: Callable[..., Form]) -> None:
    assert lines(build, "watered")["Default"] == "no"
    form = build(SDL, "plant")
    hints = {row.path[-1]: row.hint for row in form.rows()}
    assert (hints["watered"], hints["stand"]) == ("no by default", "UPRIGHT by default")


def test_a_group_tells_its_fields(build: Callable[..., Form]) -> None:
    assert lines(build, "place")["Street"] == "String!  Where."


def test_an_operation_tells_what_became_of_it_and_its_errors() -> None:
    about, errors = about_operation(records_of(SDL)["plant"])
    assert about.title == "Plant"
    told = dict(about.lines)
    assert told[""] == "Put a tree into the ground."
    assert (told["Deprecated"], told["Removal"], told["Instead"]) == (
        "since 2025-01-02",
        "on or after 2026-01-02",
        "sowSeed",
    )
    assert errors.lines == (("KT-CT-1", "No tree."),)


def test_every_row_of_every_form_has_help(
    several: list[tuple[str, str]], build: Callable[..., Form]
) -> None:
    for mutation in several:
        form = build(*mutation)
        assert about_operation(form.record), mutation
        for row in form.rows():
            assert ("Type", row.type) in about_field(form, row.path).lines, mutation
