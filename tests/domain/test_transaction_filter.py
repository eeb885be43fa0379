"""One typed line says which transactions are wanted."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kraken_tui.domain.periods import FilterError
from kraken_tui.domain.postings import parse_transaction
from kraken_tui.domain.transaction_filter import TransactionFilter, parse


@pytest.mark.parametrize(
    ("line", "first", "last"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-03-14", date(2025, 3, 14), date(2025, 3, 14)),
        ("2025-01..2025-06", date(2025, 1, 1), date(2025, 6, 30)),
        ("2025-01..", date(2025, 1, 1), None),
        ("..2025-06", None, date(2025, 6, 30)),
        ("", None, None),
    ],
)
def test_periods(line: str, first: date | None, last: date | None) -> None:
    assert parse(line) == TransactionFilter(first_day=first, last_day=last)


def test_kinds_in_any_number_and_spelling() -> None:
    assert parse("payments, Refund").kinds == {"Payment", "Refund"}
    assert parse("payment 2025").words == "payments from 2025-01-01 to 2025-12-31"
    assert parse("2025-03-14").words == "transactions on 2025-03-14"


def test_other_words_are_looked_for_in_what_a_transaction_says() -> None:
    node = {
        "__typename": "Charge",
        "title": "Late payment CHARGE",
        "note": "By hand",
        "reasonCode": "LATE_FEE",
        "isReversed": True,
    }
    charge = parse_transaction(node)
    for line in ("late pay", "HAND fee", "late_fee", "reversed", "charges late"):
        assert parse(line).matches(charge), line
    for line in ("payments late", "late held", "handy"):
        assert not parse(line).matches(charge), line
    assert parse("Charges  Late Fee").words == 'charges with "late fee"'


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("2025-02-31", "calendar"),
        ("2025-13", "calendar"),
        ("0000", "calendar"),
        ("2025-06..2025-01", "ends before it starts"),
        ("2025-1-1-1", "is no period"),
        ("2025-01...", "is no period"),
        ("12", "is no period"),
    ],
)
def test_what_is_not_understood_is_named(line: str, told: str) -> None:
    with pytest.raises(FilterError, match=told):
        parse(line)


@given(st.text(max_size=40))
def test_no_line_ends_in_anything_but_a_filter_or_a_sentence(line: str) -> None:
    try:
        parse(line)
    except FilterError as error:
        assert str(error).endswith(".")


@given(st.dates(), st.dates())
def test_two_days_make_a_period(one: date, other: date) -> None:
    first, last = sorted((one, other))
    wanted = parse(f"{first}..{last}")
    assert (wanted.first_day, wanted.last_day) == (first, last)
