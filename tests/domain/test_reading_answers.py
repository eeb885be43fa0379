"""Answers that lack anything are read all the same, and text stays plain."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kraken_tui.domain import accounts, ledgers, points, postings, read, search

FIELDS = st.sampled_from(
    [
        *("account", "number", "balance", "users", "ledgers", "properties", "transactions"),
        *("edges", "node", "amounts", "net", "postedDate", "consumption", "activeWaterMeters"),
        *("readings", "valueCubicMetres", "billingName", "isMeasured", "business", "name"),
        *("rateLimitInfo", "pointsAllowanceRateLimit", "remainingPoints", "limit", "viewer"),
        *("accounts", "createdAt", "status", "electricitySupplyPoints", "isHeld", "title"),
    ]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(FIELDS, inner, max_size=6),
    max_leaves=25,
)
PARSERS = (
    accounts.parse,
    ledgers.parse_ledgers,
    postings.parse_transaction,
    points.parse,
    search.parse,
    search.parse_viewer,
)


@given(st.dictionaries(FIELDS, JSON, max_size=6))
def test_no_shape_of_answer_breaks_a_parser(data: dict[str, Any]) -> None:
    for parse in PARSERS:
        parse(data)


def texts(value: object) -> Iterator[str]:
    """Give every text within a model."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts(item)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from texts(getattr(value, name))


def test_hostile_text_comes_out_plain() -> None:
    hostile = "\x1b[31mRed\x07 \u202egnirts\u2066 [bold red]bold[/]\nnext"
    user = {"givenName": hostile, "familyName": hostile, "email": hostile}
    data = {"account": {"number": "A-1", "billingName": hostile, "users": [user]}}
    account = accounts.parse(data)
    assert account is not None
    assert account.billing.name == "Red gnirts [bold red]bold[/] next"
    for text in texts(account):
        assert text.isprintable()


@pytest.mark.parametrize(
    ("given_", "day"),
    [
        ("1900-01-01", date(1900, 1, 1)),
        ("9999-12-31", date(9999, 12, 31)),
        ("2025-03-01T12:00:00+00:00", date(2025, 3, 1)),
        ("2025-02-31", None),
        (None, None),
        (17, None),
    ],
)
def test_days(given_: object, day: date | None) -> None:
    assert read.day({"day": given_}, "day") == day


def test_the_most_pressing_flag_comes_first() -> None:
    data = {"account": {"isMeasured": False, "isOnSteppedTariff": True, "isInHardship": True}}
    account = accounts.parse(data)
    assert account is not None
    assert account.flags == ("hardship", "stepped tariff", "unmeasured")
