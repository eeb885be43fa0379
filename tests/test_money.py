"""Amounts of money become text and text becomes amounts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kraken_tui.money import UNKNOWN, MoneyError, decimals_of, format_minor, parse_minor

CURRENCIES = ("GBP", "EUR", "USD", "AUD", "JPY", "KWD", "XYZ", "CHF")


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [
        (1250, "GBP", "£12.50"),
        (-300, "GBP", "-£3.00"),
        (5, "GBP", "£0.05"),
        (-5, "GBP", "-£0.05"),
        (0, "EUR", "€0.00"),
        (123456, "EUR", "€1,234.56"),
        (123456789, "EUR", "€1,234,567.89"),
        (500, "JPY", "¥500"),
        (-1234567, "JPY", "-¥1,234,567"),
        (12345, "KWD", "12.345 KWD"),
        (1250, "XYZ", "12.50 XYZ"),
        (-1250, "XYZ", "-12.50 XYZ"),
        (1250, "", "12.50"),
        (None, "GBP", UNKNOWN),
    ],
)
def test_an_amount_is_written_in_its_currency(amount: int | None, currency: str, text: str) -> None:
    assert format_minor(amount, currency) == text


@pytest.mark.parametrize(
    ("text", "currency", "amount"),
    [
        ("12.50", "GBP", 1250),
        ("12.5", "GBP", 1250),
        ("12", "GBP", 1200),
        (" £ 12.50 ", "GBP", 1250),
        ("12.50 GBP", "GBP", 1250),
        ("GBP 12.50", "GBP", 1250),
        ("£-3", "GBP", -300),
        ("-£3", "GBP", -300),
        ("\N{MINUS SIGN}3", "GBP", -300),
        ("1,234.56", "EUR", 123456),
        ("1234.56", "EUR", 123456),
        ("500", "JPY", 500),
        ("1.234", "KWD", 1234),
        ("12.50 XYZ", "XYZ", 1250),
    ],
)
def test_a_person_may_write_an_amount_in_several_ways(
    text: str, currency: str, amount: int
) -> None:
    assert parse_minor(text, currency) == amount


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("", "GBP"),
        ("£", "GBP"),
        ("twelve", "GBP"),
        ("12,50", "GBP"),
        ("1,23,456", "GBP"),
        ("12.505", "GBP"),
        ("12.", "GBP"),
        (".50", "GBP"),
        ("1.5", "JPY"),
        ("--5", "GBP"),
        ("-£-5", "GBP"),
        ("€5", "GBP"),
        ("1e3", "GBP"),
        ("١٢", "GBP"),
        ("9" * 40, "GBP"),
        (UNKNOWN, "GBP"),
    ],
)
def test_what_could_be_misread_is_refused_with_an_example(text: str, currency: str) -> None:
    with pytest.raises(MoneyError) as raised:
        parse_minor(text, currency)
    assert format_minor(123456, currency) in str(raised.value)


@given(
    amount=st.integers(min_value=-(10**18), max_value=10**18),
    currency=st.sampled_from(CURRENCIES),
)
def test_what_is_written_is_read_back(amount: int, currency: str) -> None:
    assert parse_minor(format_minor(amount, currency), currency) == amount


@given(st.integers(min_value=0, max_value=10**12), st.sampled_from(CURRENCIES))
def test_more_money_never_has_fewer_digits(amount: int, currency: str) -> None:
    def digits(value: int) -> int:
        return sum(letter.isdigit() for letter in format_minor(value, currency))

    assert digits(amount) <= digits(amount * 10) <= digits(amount) + 1
    assert digits(amount) > decimals_of(currency)
