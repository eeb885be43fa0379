"""Secrets are hidden until shown, bank details by choice, wherever a form tells what it holds."""

from collections.abc import Callable

import pytest

from kraken_tui.forms import sendable
from kraken_tui.forms.finding import every_field
from kraken_tui.forms.form import Form
from kraken_tui.forms.names import is_bank_detail

SDL = """
scalar UUID
type Query { a: Int }
type Mutation { updateTree(input: Tree!): Int }
input Tree { accountNumber: String, apiKey: UUID, bankDetails: BankDetails, ibans: [Held!] }
input BankDetails { accountNumber: String, holder: String }
input Held { iban: String }
"""
KEY = "7f8c1d2e-0a4b-4c3d-9e5f-6a7b8c9d0e1f"
IBAN = "ES9121000418450200051332"
HELD = {
    "accountNumber": "A-1",
    "apiKey": KEY,
    "bankDetails": {"accountNumber": "12345678", "holder": "Ann"},
    "ibans": [{"iban": IBAN}],
}


def filled(build: Callable[..., Form]) -> Form:
    form = build(SDL, "updateTree")
    form.fill({"input": HELD})
    form.expand(("input", "ibans"), False)
    return form


def told(form: Form) -> str:
    """Return all that a form tells of its values on the screen."""
    found = [(row.text, row.error) for row in form.rows() if not row.secret]
    return repr([found, every_field(form), form.changes(), sendable.as_json(form)])


@pytest.mark.parametrize(
    ("name", "above", "hidden"),
    [
        ("iban", "", True),
        ("electricityIban", "newPaymentDetails", True),
        ("accountNumber", "bankDetails BankDetailsInput", True),
        ("accountNumber", "payee BankDetailsInput", True),
        ("bankAccountNumber", "input", True),
        ("number", "card", True),
        ("cardNumber", "", True),
        ("accountNumber", "input UpdateInput", False),
        ("accountHolder", "bankDetails", False),
        ("bank", "", False),
    ],
)
def test_what_names_an_account_at_a_bank_is_known_by_its_name_and_place(
    name: str, above: str, hidden: bool
) -> None:
    assert is_bank_detail(name, above) is hidden


def test_secrets_are_hidden_until_shown_and_never_copied(build: Callable[..., Form]) -> None:
    form = filled(build)
    assert KEY not in told(form)
    form.mask(("input", "apiKey"))
    assert KEY in told(form)
    assert KEY not in sendable.as_json(form)
    assert form.variables()["input"] == HELD


def test_bank_details_are_hidden_by_choice_in_copies_too(build: Callable[..., Form]) -> None:
    form = filled(build)
    assert {"12345678", IBAN} <= set(told(form).replace("'", " ").replace('"', " ").split())
    form.mask(("input", "bankDetails", "accountNumber"))
    assert "12345678" not in told(form)
    assert IBAN not in told(form)
    assert "A-1" in told(form)
    assert "Ann" in told(form)
    assert form.variables()["input"] == HELD


def test_nothing_is_hidden_or_shown_by_a_field_of_no_kind(build: Callable[..., Form]) -> None:
    form = filled(build)
    before = form.masks
    form.mask(("input", "accountNumber"))
    assert form.masks == before


def test_what_is_wrong_with_a_masked_text_does_not_quote_it(build: Callable[..., Form]) -> None:
    form = build(SDL, "updateTree")
    path = ("input", "apiKey")
    form.set_text(path, "open sesame")
    assert "sesame" in str(form.leave(path))
    error = next(row.error for row in form.rows() if row.path == path)
    assert error is not None
    assert "sesame" not in error
    assert "no UUID" in error
