"""An error that names no field still marks the one that its words fit, if there is just one."""

from collections.abc import Callable

import pytest

from kraken_tui.api.errors import Problem
from kraken_tui.forms.form import Form
from kraken_tui.forms.values import Group, Path

SDL = """
type Query { a: Int }
type Mutation { plant(input: Plant!): Int }
input Plant {
  accountNumber: String!
  ownerEmail: String
  treeId: ID!
  plantingDay: Int
  oldKey: String
  newKey: String
  seeds: [Seed!]
  place: Place
}
input Seed { seedCode: String }
input Place { gardenNumber: String, accountHolder: String }
"""


def marked(form: Form, message: str, code: str | None = None) -> list[Path]:
    """Return the paths of the rows that are marked after such an answer."""
    problem = Problem(message, code=code)
    assert form.place([problem]) == (problem,)
    return [row.path[1:] for row in form.rows() if row.error]


@pytest.mark.parametrize(
    ("message", "path"),
    [
        ("Invalid email.", ("ownerEmail",)),
        ("Received an invalid treeId.", ("treeId",)),
        ("Tree not found.", ("treeId",)),
        ("Account not found.", ("accountNumber",)),
        ("Invalid value for planting day.", ("plantingDay",)),
        ("The new_key is too short.", ("newKey",)),
        ("Duplicate seeds.", ("seeds",)),
    ],
)
def test_the_one_field_that_fits_is_marked(
    message: str, path: Path, build: Callable[..., Form]
) -> None:
    form = build(SDL, "plant")
    assert marked(form, message, "KT-CT-4122") == [path]
    shown = next(row.error for row in form.rows() if row.path[1:] == path)
    assert shown == f"{message} (KT-CT-4122)"


@pytest.mark.parametrize(
    "message",
    [
        "Invalid data.",
        "Unauthorized.",
        "Invalid key.",
        "No active plan found for this account.",
        "Unable to plant tree.",
        "Tree planting is not enabled.",
        "",
        "Garden not found.",
    ],
)
def test_words_that_fit_none_or_several_mark_nothing(
    message: str, build: Callable[..., Form]
) -> None:
    assert marked(build(SDL, "plant"), message, "KT-CT-4122") == []


@pytest.mark.parametrize("code", ["KT-CT-1111", "KT-CT-1113", "KT-CT-1199"])
def test_the_platform_speaks_of_no_field(code: str, build: Callable[..., Form]) -> None:
    assert marked(build(SDL, "plant"), "Tree not found.", code) == []


def test_a_folded_group_in_use_is_opened_for_its_error(build: Callable[..., Form]) -> None:
    form = build(SDL, "plant")
    form.set_text(("input", "place", "gardenNumber"), "7")
    form.expand(("input", "place"), False)
    assert marked(form, "Garden not found.") == [("place", "gardenNumber")]
    place = form.node(("input", "place"))
    assert isinstance(place, Group)
    assert place.expanded


def test_several_errors_are_all_shown_and_the_first_is_found(build: Callable[..., Form]) -> None:
    form = build(SDL, "plant")
    problems = [Problem("Tree not found.", code="KT-CT-7"), Problem("Invalid email.")]
    assert form.place(problems) == tuple(problems)
    errors = {row.path[-1]: row.error for row in form.rows() if row.error}
    assert errors == {"treeId": "Tree not found. (KT-CT-7)", "ownerEmail": "Invalid email."}
    assert form.first_error() == ("input", "treeId")
