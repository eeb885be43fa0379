"""A form holds what was typed, tells unset from null from empty, and puts errors in place."""

from collections.abc import Callable, Sequence

import pytest

from kraken_tui.api.errors import FieldProblem, Problem
from kraken_tui.forms.context import for_operation, score
from kraken_tui.forms.form import Form, NotReady
from kraken_tui.forms.names import is_secret, label, singular
from kraken_tui.forms.rows import Row
from kraken_tui.forms.types import parse_type
from kraken_tui.forms.values import Path

Build = Callable[..., Form]

SDL = """
scalar Decimal
type Query { a: Int }
type Mutation {
  plant(input: Tree!): Int
  pick(only: Pick!): Int
  grid(cells: [[Int!]!]!, note: String): Int
  sign(input: Key!): Int
}
input Tree { name: String! height: Decimal parent: Tree branches: [Tree!] }
input Pick @oneOf { byName: String byNumber: Int }
input Key { email: String password: String! refreshToken: String idempotencyKey: String }
directive @oneOf on INPUT_OBJECT
"""


def rows_by_path(form: Form) -> dict[Path, Row]:
    """Return the visible rows by path."""
    return {row.path: row for row in form.rows()}


def paths(problems: Sequence[FieldProblem]) -> list[Path]:
    """Return where problems are."""
    return [each.path for each in problems]


def direct_debit(build: Build) -> Form:
    """Return the form that sets up a direct debit, with its required fields filled."""
    form = build("water", "setUpDirectDebitInstruction", accountNumber="A-1")
    form.set_text(("input", "validFrom"), "today 14:00")
    return form


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("billingEmail", "Billing email"),
        ("iban", "IBAN"),
        ("meterId", "Meter ID"),
        ("APIKey", "API key"),
        ("addressLine1", "Address line 1"),
        ("userIds", "User IDs"),
        ("isBillingVATExempt", "Is billing VAT exempt"),
        ("snake_case_name", "Snake case name"),
        ("_", "_"),
    ],
)
def test_a_name_becomes_a_label(name: str, words: str) -> None:
    assert label(name) == words


def test_a_label_becomes_singular() -> None:
    many = ["Owners", "Addresses", "Properties", "Status", "Boxes", "Meter"]
    assert [singular(each) for each in many] == [
        "Owner",
        "Address",
        "Property",
        "Status",
        "Box",
        "Meter",
    ]


def test_secrets_are_known_by_name_and_an_idempotency_key_is_none() -> None:
    secret = ["password", "newPassword", "APIKey", "preSignedKey", "refreshToken", "oldPassword"]
    assert all(is_secret(each) for each in secret)
    assert not any(is_secret(each) for each in ["idempotencyKey", "key", "postcode", "tokenId"])


def test_type_notation_is_read_and_written() -> None:
    for notation in ("String", "ID!", "[OwnerInput!]!", "[[Int!]]"):
        assert str(parse_type(notation)) == notation
    for notation in ("", "!", "[Int", "Int!!", "a b"):
        with pytest.raises(ValueError, match="not a GraphQL type"):
            parse_type(notation)


def test_the_one_input_has_no_row_and_required_fields_come_first(build: Build) -> None:
    form = build("water", "setUpDirectDebitInstruction")
    found = [(row.label, row.depth, row.required) for row in form.rows()]
    assert found[:4] == [
        ("Account number", 0, True),
        ("Valid from", 0, True),
        ("Bank details", 0, True),
        ("Account holder", 1, False),
    ]


def test_context_fills_the_top_and_not_the_bank_account(build: Build) -> None:
    form = build("energy", "setUpDirectDebitInstruction", accountNumber="A-1", ledgerNumber="L-2")
    rows = rows_by_path(form)
    assert rows["input", "accountNumber"].text == "A-1"
    assert rows["input", "accountNumber"].prefilled
    assert rows["input", "ledgerNumber"].text == "L-2"
    assert rows["input", "bankDetails", "accountNumber"].text == ""
    assert not form.changed
    form.set_text(("input", "accountNumber"), "A-2")
    assert not rows_by_path(form)["input", "accountNumber"].prefilled
    assert form.changed


def test_context_fills_arguments_that_are_not_one_input(build: Build) -> None:
    form = build("water", "updateAccountConsents", accountNumber="A-1")
    assert rows_by_path(form)["accountNumber",].text == "A-1"


def test_a_mutation_fits_an_object_by_the_identifiers_it_takes() -> None:
    meter = {"accountNumber": "A-1", "meterId": "7", "billingEmail": "a@example.com"}
    best = score(["accountNumber", "meterId"], meter)
    assert best > score(["meterId"], meter) > score(["accountNumber"], meter) > 0
    assert score(["billingEmail", "paymentId"], meter) == 0
    assert score(["accountNumber", "readingId"], {**meter, "readingId": ""}) == score(
        ["accountNumber"], meter
    )
    assert score(["accountNumber", "points"], {**meter, "points": ""}) > score(
        ["accountNumber"], meter
    )


def test_unset_null_and_empty_are_three_different_things(build: Build) -> None:
    form = build("water", "updateAccountBillingEmail", accountNumber="A-1")
    email: Path = ("input", "billingEmail")
    sent = []
    for _turn in range(4):
        sent.append(form.preview()["input"])
        form.cycle_mark(email)
    assert sent == [
        {"accountNumber": "A-1"},
        {"accountNumber": "A-1", "billingEmail": None},
        {"accountNumber": "A-1", "billingEmail": ""},
        {"accountNumber": "A-1"},
    ]
    with pytest.raises(ValueError, match="cannot be null"):
        form.set_mark(("input", "accountNumber"), "null")


def test_an_optional_group_is_sent_only_once_something_inside_is_set(build: Build) -> None:
    form = build(SDL, "plant")
    form.set_text(("input", "name"), "oak")
    form.expand(("input", "parent"), True)
    assert form.variables() == {"input": {"name": "oak"}}
    form.set_text(("input", "parent", "height"), "12.5")
    assert paths(form.check()) == [("input", "parent", "name")]
    form.set_text(("input", "parent", "name"), "seed")
    assert form.variables() == {
        "input": {"name": "oak", "parent": {"name": "seed", "height": "12.5"}}
    }


def test_a_type_that_contains_itself_opens_as_deep_as_one_likes(build: Build) -> None:
    form = build(SDL, "plant")
    path: Path = ("input",)
    for _level in range(30):
        path = (*path, "parent")
        form.expand(path, True)
    assert len(form.rows()) > 100
    assert paths(form.check()) == [("input", "name")]


def test_items_are_added_moved_and_removed(build: Build) -> None:
    form = build(SDL, "plant")
    form.set_text(("input", "name"), "oak")
    branches: Path = ("input", "branches")
    for name in ("a", "b", "c"):
        form.set_text((*form.add(branches), "name"), name)
    assert form.move((*branches, 2), -1) == (*branches, 1)
    assert form.move((*branches, 0), -1) == (*branches, 0)
    form.remove((*branches, 2))
    assert form.variables()["input"] == {
        "name": "oak",
        "branches": [{"name": "a"}, {"name": "c"}],
    }
    form.remove((*branches, 0))
    form.remove((*branches, 0))
    assert form.variables()["input"] == {"name": "oak"}
    form.set_mark(branches, "empty")
    assert form.variables()["input"] == {"name": "oak", "branches": []}


def test_lists_of_lists_hold_numbers(build: Build) -> None:
    form = build(SDL, "grid")
    assert paths(form.check()) == [("cells",)]
    first = form.add(("cells",))
    form.set_text(form.add(first), "1")
    form.set_text(form.add(first), "two")
    assert paths(form.check()) == [("cells", 0, 1)]
    form.set_text((*first, 1), "2")
    assert form.variables() == {"cells": [[1, 2]]}
    labels = [row.label for row in form.rows()]
    assert labels == ["Cells", "Cell 1", "Cell 1", "Cell 2", "+ Add cell", "+ Add cell", "Note"]


def test_exactly_one_field_of_a_one_of_may_be_set(build: Build) -> None:
    form = build(SDL, "pick")
    form.expand(("only",), True)
    assert paths(form.check()) == [("only",)]
    form.set_text(("only", "byNumber"), "7")
    assert form.variables() == {"only": {"byNumber": 7}}
    form.set_text(("only", "byName"), "oak")
    assert paths(form.check()) == [("only",)]


def test_checking_shows_every_error_and_keeps_what_was_typed(build: Build) -> None:
    form = build("water", "submitMeterReading", accountNumber="A-1")
    form.set_text(("input", "readingDate"), "2025-02-31")
    form.set_text(("input", "reading"), "12,5")
    found = form.check()
    assert paths(found) == [("input", each) for each in ("meterId", "readingDate", "reading")]
    rows = rows_by_path(form)
    assert rows["input", "readingDate"].error == "There is no 31 February in 2025."
    assert rows["input", "readingDate"].text == "2025-02-31"
    assert form.first_error() == ("input", "meterId")
    with pytest.raises(NotReady):
        form.variables()
    form.set_text(("input", "reading"), "12.5")
    assert rows_by_path(form)["input", "reading"].error is None


def test_leaving_a_field_checks_it_but_does_not_nag(build: Build) -> None:
    form = build("water", "submitMeterReading")
    assert form.leave(("input", "reading")) is None
    form.set_text(("input", "reading"), "abc")
    assert "no number" in (form.leave(("input", "reading")) or "")


def test_a_choice_is_taken_in_any_case_and_sent_in_the_schemas(build: Build) -> None:
    form = build("water", "submitMeterReading")
    form.set_text(("input", "source"), "visual")
    assert form.preview()["input"] == {"source": "VISUAL"}
    form.set_text(("input", "source"), "guess")
    assert "CUSTOMER, VISUAL, AMR, ESTIMATE" in (form.leave(("input", "source")) or "")
    assert rows_by_path(form)["input", "source"].hint == "CUSTOMER by default"


def test_choices_are_stepped_through_with_unset_among_them(build: Build) -> None:
    form = build("water", "submitMeterReading")
    path: Path = ("input", "ignoreHoldChecks")
    seen = []
    for _turn in range(4):
        seen.append(rows_by_path(form)[path].text)
        form.step(path, 1)
    assert seen == ["", "true", "false", ""]


def test_the_servers_objections_go_to_their_fields_with_a_code(build: Build) -> None:
    form = direct_debit(build)
    form.expand(("input", "bankDetails"), False)
    problem = Problem(
        "Invalid data.",
        code="KT-CT-3822",
        fields=(
            FieldProblem(("input", "bankDetails", "iban"), "Not an IBAN.", "KT-1"),
            FieldProblem(("input", "valid_from"), "Too early."),
            FieldProblem(("input", "owners", 3, "ownerId"), "Unknown owner."),
        ),
    )
    assert form.place([problem]) == ()
    rows = rows_by_path(form)
    assert rows["input", "bankDetails", "iban"].error == "Not an IBAN. (KT-1)"
    assert rows["input", "validFrom"].error == "Too early. (KT-CT-3822)"
    assert rows["input", "owners"].error == "Unknown owner. (KT-CT-3822)"
    assert form.first_error() == ("input", "validFrom")


def test_what_belongs_to_no_field_is_left_for_the_banner(build: Build) -> None:
    form = direct_debit(build)
    whole = FieldProblem((), "Nothing works today.")
    lost = FieldProblem(("input", "noSuchField"), "Who knows.")
    placed = FieldProblem(("bankDetails", "iban"), "Not an IBAN.")
    plain = Problem("Unauthorised.", code="KT-CT-1111")
    mixed = Problem("Invalid.", fields=(whole, lost, placed))
    left = form.place([plain, mixed])
    assert left == (plain, Problem("Invalid.", fields=(whole, lost)))
    assert rows_by_path(form)["input", "bankDetails", "iban"].error == "Not an IBAN."


def test_an_item_of_a_list_takes_its_own_error(build: Build) -> None:
    form = direct_debit(build)
    form.add(("input", "owners"))
    form.expand(("input", "owners"), False)
    where: Path = ("input", "owners", "0", "ownerId")
    assert form.place([Problem("Invalid.", fields=(FieldProblem(where, "Unknown."),))]) == ()
    assert rows_by_path(form)["input", "owners", 0, "ownerId"].error == "Unknown."


def test_words_from_the_server_cannot_steer_the_terminal(build: Build) -> None:
    form = direct_debit(build)
    evil = FieldProblem(("input", "validFrom"), "bad\x1b[2J [red]news[/red] \u202e")
    form.place([Problem("x", fields=(evil,))])
    assert rows_by_path(form)["input", "validFrom"].error == "bad [red]news[/red] "


def test_a_draft_brings_everything_back_but_secrets(build: Build) -> None:
    form = build(SDL, "sign")
    form.set_text(("input", "email"), "not an address")
    form.set_text(("input", "password"), "hunter2")
    form.set_mark(("input", "refreshToken"), "null")
    kept = form.snapshot()
    assert "hunter2" not in repr(kept)
    again = build(SDL, "sign")
    again.restore(kept)
    rows = rows_by_path(again)
    assert rows["input", "email"].text == "not an address"
    assert rows["input", "password"].text == ""
    assert rows["input", "refreshToken"].mark == "null"


def test_a_draft_of_another_schema_does_no_harm(build: Build) -> None:
    form = build(SDL, "plant")
    inside = {"fields": {"gone": "x", "name": {}}}
    drafts: list[object] = [None, 7, "x", [], {"fields": {"input": inside}}]
    for kept in drafts:
        form.restore(kept)
        assert form.preview() == {"input": {}}


def test_a_pasted_object_fills_the_form_and_names_what_has_no_place(build: Build) -> None:
    form = build(SDL, "plant")
    pasted = {"input": {"name": "oak", "branches": {"name": "a"}, "colour": "red", "parent": None}}
    assert form.fill(pasted) == (("input", "colour"),)
    assert form.variables() == {
        "input": {"name": "oak", "branches": [{"name": "a"}], "parent": None}
    }


def test_a_secret_is_no_part_of_what_a_folded_group_tells(build: Build) -> None:
    sdl = SDL.replace("sign(input: Key!)", "sign(input: Key!, more: Key)")
    form = build(sdl, "sign")
    form.set_text(("more", "password"), "hunter2")
    form.expand(("more",), False)
    assert "hunter2" not in rows_by_path(form)["more",].text


def test_a_mutation_without_arguments_is_ready_at_once(build: Build) -> None:
    form = build("water", "regenerateSecretKey")
    assert form.rows() == []
    assert form.check() == ()
    assert form.variables() == {}


def test_a_plain_id_is_that_of_what_the_operation_is_called_after() -> None:
    known = {"accountNumber": "A-1", "paymentInstructionId": "77", "id": "1"}
    assert for_operation(known, "invalidatePaymentInstruction")["id"] == "77"
    assert "id" not in for_operation(known, "updateSiteworksRequest")
