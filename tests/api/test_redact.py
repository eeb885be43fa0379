"""What outlives a request holds nothing secret, however the tenant spells it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kraken_tui.api.redact import (
    HIDDEN,
    is_secret_name,
    redact,
    redact_answer,
    without_secrets_of,
)
from kraken_tui.api.secret_text import cover

IBAN = "GB33BUKB20201555555555"
CARD = "4111 1111 1111 1111"

SECRET = """
pin OTP totpSecret clientSecret secret_key apikey private-key liveSecretKey newPasswordConfirmed
cardPan securityCvc refresh_token tokens paymentMethodNonce userPasscode gasIban
"""
HARMLESS = """
idempotencyKey key keyDate s3Key depositKey tokenExpiry tokenType passenger shippingDate pinned
unpinAt spinach accountNumber authorName compassion japan keywords
"""


def test_secrets_are_blotted_out_at_any_depth() -> None:
    assert redact(
        {
            "input": {
                "accountNumber": "A-1234ABCD",
                "idempotencyKey": "3f1c",
                "password": "p",
                "APIKey": "sk_live_1",
                "refreshToken": "r",
                "bankDetails": {
                    "accountHolder": "Ada",
                    "accountNumber": "12345678",
                    "iban": "GB1",
                },
                "cards": [{"cardNumber": "4111", "cvv": "123", "number": "4111"}],
                "token": None,
            },
            "masqueradeToken": ["m"],
        }
    ) == {
        "input": {
            "accountNumber": "A-1234ABCD",
            "idempotencyKey": "3f1c",
            "password": HIDDEN,
            "APIKey": HIDDEN,
            "refreshToken": HIDDEN,
            "bankDetails": {"accountHolder": "Ada", "accountNumber": HIDDEN, "iban": HIDDEN},
            "cards": [{"cardNumber": HIDDEN, "cvv": HIDDEN, "number": HIDDEN}],
            "token": None,
        },
        "masqueradeToken": HIDDEN,
    }


NAMES = st.sampled_from(["input", "bankDetails", "accountNumber", "iban", "password", "a", "items"])
VALUES = st.recursive(
    st.none() | st.integers() | st.just("s3cret") | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
)


@given(VALUES, st.sampled_from(["password", "newPassword", "iban", "linkToken"]))
def test_whatever_stands_under_a_secret_name_is_hidden(value: object, name: str) -> None:
    assert "s3cret" not in repr(redact({"input": [{name: value}]}))


@given(st.dictionaries(st.sampled_from(["a", "input", "items"]), VALUES))
def test_redacting_twice_changes_nothing(variables: dict[str, object]) -> None:
    once = redact(variables)
    assert redact(once) == once


@pytest.mark.parametrize("name", SECRET.split())
def test_a_secret_is_known_by_its_name(name: str) -> None:
    assert is_secret_name(name)


@pytest.mark.parametrize("name", HARMLESS.split())
def test_a_harmless_name_is_left_alone(name: str) -> None:
    assert not is_secret_name(name)


def test_bank_details_are_known_by_what_stands_beside_them() -> None:
    flat = {"accountNumber": "A-1234ABCD", "gasIban": IBAN}
    assert redact({"input": flat}) == {"input": {"accountNumber": "A-1234ABCD", "gasIban": HIDDEN}}
    payee = {"accountHolder": "Ada", "accountNumber": "12 34 56 78", "sortCode": "20-00-00"}
    assert redact({"payee": payee}) == {"payee": {**payee, "accountNumber": HIDDEN}}


def test_a_value_is_hidden_by_the_name_beside_it() -> None:
    pairs = [{"key": "apiToken", "value": "s3cret"}, {"key": "colour", "value": "red"}]
    hidden = [{"key": "apiToken", "value": HIDDEN}, {"key": "colour", "value": "red"}]
    assert redact({"metadata": pairs}) == {"metadata": hidden}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"pay into {IBAN} OR NOT", f"pay into {HIDDEN} OR NOT"),
        ("GB33 BUKB 2020 1555 5555 55 as ever", f"{HIDDEN} as ever"),
        (f"card {CARD}, please", f"card {HIDDEN}, please"),
        ("https://me:s3cret@tenant.example/x", f"https://{HIDDEN}@tenant.example/x"),
        ("https://tenant.example/x?a=1&access_token=s3c%20#b", None),
        ("curl -H 'Authorization: Bearer s3cret.s3cret'", None),
        ('{"outer": [{"password": "s3cret"}], "n": 1}', None),
        # Supply points, meters and moments are no bank details.
        ("ES0021000000000001AB 1200012345678 2026-01-01T10:00:00Z £1,234.56", None),
    ],
)
def test_secrets_within_a_text_are_hidden(text: str, shown: str | None) -> None:
    found = redact({"note": text})["note"]
    assert "s3c" not in str(found)
    assert found == shown or (shown is None and ("s3c" in text) is (found != text))


def test_an_answer_is_kept_without_what_it_hands_out() -> None:
    assert redact_answer(
        {
            "regenerateSecretKey": {"key": "sk_live_1"},
            "updatePassword": {"viewer": {"email": "ada@example.org"}},
            "initiateHostedPayment": {
                "url": "https://pay.example/s3cret/path?x=s3cret",
                "retrievalToken": "s3cret",
                "metadata": [{"key": "colour", "value": "red"}],
            },
        }
    ) == {
        "regenerateSecretKey": {"key": HIDDEN},
        "updatePassword": {"viewer": {"email": "ada@example.org"}},
        "initiateHostedPayment": {
            "url": f"https://pay.example/{HIDDEN}",
            "retrievalToken": HIDDEN,
            "metadata": [{"key": "colour", "value": "red"}],
        },
    }


def test_a_sentence_quotes_no_secret_that_was_sent() -> None:
    sent = {"input": {"newPassword": "hunter22", "pin": 1, "bank": [{"number": 12345678}]}}
    told = without_secrets_of(sent, "hunter22 is too short for 12345678; 1 try is left.")
    assert told == f"{HIDDEN} is too short for {HIDDEN}; 1 try is left."


@given(st.text())
def test_hiding_twice_changes_nothing(text: str) -> None:
    assert cover(cover(text)) == cover(text)
