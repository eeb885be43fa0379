"""The trace keeps what helps, in bounds, and nothing secret."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from kraken_tui.api.redact import HIDDEN, redact
from kraken_tui.api.trace import Operation, Trace


def operation(name: str) -> Operation:
    started = datetime(2026, 1, 1, tzinfo=UTC)
    return Operation(name=name, kind="query", started=started, seconds=0.1, outcome="ok")


def test_the_oldest_operations_make_room() -> None:
    trace = Trace(size=3)
    assert trace.last is None
    for name in "abcde":
        trace.add(operation(name))
    assert [found.name for found in trace] == ["c", "d", "e"]
    assert len(trace) == 3
    assert trace.last == operation("e")


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
