"""How long tokens last, by the server's clock, whatever shape they come in."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kraken_tui.api.faults import retry_after
from kraken_tui.api.tokens import USUAL_LIFETIME, Credentials, Tokens, is_sendable, read_tokens

from .conftest import jwt

NOW = 1_800_000_000.0


@pytest.mark.parametrize(
    ("payload", "server_now", "lifetime"),
    [
        ({"token": "opaque", "payload": {"exp": NOW + 600}}, None, 600.0),
        ({"token": "opaque", "payload": f'{{"exp": {NOW + 600}}}'}, None, 600.0),
        ({"token": jwt(exp=NOW + 600)}, None, 600.0),
        ({"token": jwt(exp=NOW + 9600, iat=NOW + 9000)}, None, 600.0),
        ({"token": jwt(exp=NOW - 3000)}, NOW - 3600, 600.0),
        ({"token": jwt(exp=NOW - 3000)}, None, USUAL_LIFETIME),
        ({"token": jwt(exp="soon")}, None, USUAL_LIFETIME),
        ({"token": "opaque", "payload": None}, None, USUAL_LIFETIME),
        ({"token": "a.!!!.c"}, None, USUAL_LIFETIME),
        *(
            ({"token": "opaque", "payload": {"exp": never}}, None, USUAL_LIFETIME)
            for never in (float("inf"), float("nan"), 10**400, NOW * 1000)
        ),
    ],
)
def test_a_lifetime_is_counted_by_the_clock_of_the_server(
    payload: dict[str, object], server_now: float | None, lifetime: float
) -> None:
    assert read_tokens(payload, now=NOW, server_now=server_now).lifetime == lifetime


@pytest.mark.parametrize("token", [None, "", 7, "two words", "a\nb", "å"])
def test_what_is_no_token_is_not_taken_for_one(token: object) -> None:
    with pytest.raises(ValueError, match="no token"):
        read_tokens({"token": token}, now=NOW, server_now=None)


@given(st.floats(1, 1e6), st.floats(0, 2e6))
def test_a_token_is_fresh_until_shortly_before_its_end(lifetime: float, age: float) -> None:
    tokens = Tokens(token="t", received=NOW, lifetime=lifetime)
    fresh = tokens.is_fresh(now=NOW + age)
    assert not (fresh and age >= lifetime)
    assert fresh or age >= lifetime * 0.89 or age >= lifetime - 61


def test_a_refresh_token_is_worth_a_try_while_it_lasts() -> None:
    tokens = Tokens(token="t", received=NOW, refresh_token="r", refresh_lifetime=100.0)
    assert tokens.can_refresh(now=NOW + 99)
    assert not tokens.can_refresh(now=NOW + 100)
    assert not Tokens(token="t", received=NOW).can_refresh(now=NOW)


def test_an_unknown_way_in_is_refused() -> None:
    with pytest.raises(ValueError, match="fax"):
        Credentials(method="fax", secret="s").sign_in_input()


@given(st.text())
def test_whatever_is_sendable_fits_into_a_header(token: str) -> None:
    if is_sendable(token):
        assert token.encode("ascii").strip() == token.encode()
        assert not set(token) & set("\r\n \t\x00")


def test_when_to_come_back_is_read_in_seconds_and_as_a_date() -> None:
    now = datetime(2026, 11, 20, 12, tzinfo=UTC)
    later = format_datetime(now + timedelta(seconds=90), usegmt=True)
    assert retry_after("7") == 7.0
    assert retry_after(later, now=now) == 90.0
    assert retry_after(later, now=now + timedelta(hours=1)) is None
    assert retry_after("soon") is None
    assert retry_after(None) is None
