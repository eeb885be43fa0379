"""Objections in a payload are read in all their shapes, and end up at their fields."""

from collections.abc import Callable
from typing import Any

import pytest

from kraken_tui.forms.form import Form
from kraken_tui.forms.payload import payload_problems

SDL = """
type Query { a: Int }
type Mutation { plant(input: Plant!): Int }
input Plant { treeId: ID, place: Place }
input Place { street: String }
"""


@pytest.mark.parametrize(
    "data",
    [{}, {"plant": None}, {"plant": {"errors": []}}, {"plant": {"errors": None, "tree": 1}}],
)
def test_what_was_accepted_has_no_problems(data: dict[str, Any]) -> None:
    assert payload_problems(data) == ()


@pytest.mark.parametrize(
    "entry",
    [
        {"field": "treeId", "messages": ["Too", "tall."]},
        {"field": "tree_id", "errors": [{"message": "Too tall.", "code": "tall"}]},
        {"field": "treeId", "message": "Too tall."},
    ],
)
def test_an_entry_ends_up_at_its_field(entry: dict[str, Any], build: Callable[..., Form]) -> None:
    problems = payload_problems({"plant": {"errors": [entry], "tree": None}})
    assert [problem.message for problem in problems] == ["Too tall."]
    form = build(SDL, "plant")
    assert form.place(problems) == ()
    assert {row.path[-1]: row.error for row in form.rows() if row.error} == {"treeId": "Too tall."}


def test_an_entry_deep_inside_opens_its_group(build: Callable[..., Form]) -> None:
    form = build(SDL, "plant")
    form.place(payload_problems({"plant": {"errors": [{"field": "place.street", "message": "?"}]}}))
    assert form.first_error() == ("input", "place", "street")


@pytest.mark.parametrize("entry", [{}, {"messages": []}, {"field": None, "errors": [{}]}])
def test_an_entry_that_tells_nothing_is_a_problem_all_the_same(entry: dict[str, Any]) -> None:
    (problem,) = payload_problems({"plant": {"errors": [entry]}})
    assert (problem.message, problem.fields) == ("Not accepted.", ())
