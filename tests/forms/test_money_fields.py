"""Amounts in the minor unit tell what they come to; other whole numbers do not."""

from datetime import UTC, datetime

import pytest

from kraken_tui.forms import hints, names
from kraken_tui.forms.form import Form
from kraken_tui.forms.rows import Row
from tests.forms.conftest import records_of

NOW = datetime(2025, 11, 21, 12, 30, tzinfo=UTC)
SDL = """
scalar Decimal
type Query { a: Int }
type Mutation { pay(input: Pay!): Int }
input Pay { amount: Int!, paymentDay: Int, price: Decimal, amountOwner: String }
"""


def rows(currency: str, **texts: str) -> dict[str, Row]:
    form = Form.build(records_of(SDL)["pay"], clock=lambda: NOW, currency=currency)
    for name, text in texts.items():
        form.set_text(("input", name), text)
    return {str(row.path[-1]): row for row in form.rows()}


@pytest.mark.parametrize(
    ("currency", "text", "echo"),
    [
        ("GBP", "1250", "= £12.50"),
        ("EUR", "-5", "= -€0.05"),
        ("JPY", "1250", "= ¥1,250"),
        ("GBP", "12.50", ""),
        ("GBP", "", ""),
        ("", "1250", ""),
    ],
)
def test_an_amount_tells_what_it_comes_to(currency: str, text: str, echo: str) -> None:
    assert rows(currency, amount=text)["amount"].echo == echo


def test_only_whole_numbers_that_count_money_do() -> None:
    shown = rows("GBP", amount="7", paymentDay="7", price="7", amountOwner="7")
    assert {name for name, row in shown.items() if row.echo} == {"amount"}
    assert {name for name, row in shown.items() if row.money} == {"amount"}


@pytest.mark.parametrize(
    "name", ["amount", "paymentAmount", "targetBalance", "pricePerUnit", "voucherValueInCents"]
)
def test_names_of_money(name: str) -> None:
    assert names.is_money(name)


@pytest.mark.parametrize("name", ["points", "paymentDay", "numberOfPayments", "amountId", "value"])
def test_names_of_other_numbers(name: str) -> None:
    assert not names.is_money(name)


def test_examples_are_taken_by_the_field_they_stand_for() -> None:
    form = Form.build(records_of(SDL)["pay"], clock=lambda: NOW, currency="GBP")
    spec = form.node(("input", "amount")).spec
    assert hints.example(spec, currency="GBP") == "1250 for £12.50"
    assert hints.example(form.node(("input", "price")).spec) == "12.50"
