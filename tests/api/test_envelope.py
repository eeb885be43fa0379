"""Kraken's error envelope, as it should be and as it comes."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kraken_tui.api.envelope import from_envelope, read_problems
from kraken_tui.api.errors import (
    AccountNotFound,
    FieldProblem,
    InvalidDocument,
    RateLimited,
    Refused,
    SignInRefused,
    TooComplex,
    Unauthorised,
)


def error(message: str = "Invalid data.", **extensions: Any) -> dict[str, Any]:
    return {"message": message, "path": ["submitMeterReading"], "extensions": extensions}


@pytest.mark.parametrize(
    ("code", "kind", "expected"),
    [
        ("KT-CT-1138", "VALIDATION", SignInRefused),
        ("KT-CT-1139", "VALIDATION", SignInRefused),
        ("KT-CT-1134", "VALIDATION", SignInRefused),
        ("KT-CT-1124", "APPLICATION", Unauthorised),
        ("KT-CT-1111", "AUTHORIZATION", Unauthorised),
        ("KT-CT-1112", "AUTHORIZATION", Unauthorised),
        ("KT-CT-4177", "AUTHORIZATION", AccountNotFound),
        ("KT-CT-4178", "NOT_FOUND", AccountNotFound),
        ("KT-CT-1199", "APPLICATION", RateLimited),
        ("KT-CT-1188", "VALIDATION", TooComplex),
        ("KT-CT-1189", "VALIDATION", TooComplex),
        ("KT-CT-4123", "AUTHORIZATION", Unauthorised),
        ("KT-CT-3822", "VALIDATION", Refused),
        ("KT-GB-1138", "VALIDATION", Refused),
        (None, "AUTHORIZATION", Unauthorised),
        (None, None, Refused),
    ],
)
def test_the_code_decides_and_the_type_only_without_one(
    code: str | None, kind: str | None, expected: type[Refused]
) -> None:
    assert type(from_envelope([error(errorCode=code, errorType=kind)])) is expected


@pytest.mark.parametrize(
    "message",
    [
        "Cannot query field 'wallets' on type 'AccountType'. Did you mean 'bills'?",
        "Unknown argument 'last' on field 'AccountType.bills'.",
        "Unknown type 'RefundInput'.",
        'Syntax Error: Expected Name, found "}".',
    ],
)
def test_a_document_that_does_not_fit_is_told_apart(message: str) -> None:
    assert type(from_envelope([{"message": message}])) is InvalidDocument


def test_field_errors_keep_their_place_in_the_input() -> None:
    refused = from_envelope(
        [
            error(
                errorCode="KT-CT-3940",
                errorDescription="The bank details are not valid.",
                validationErrors=[
                    {"message": "Bad IBAN.", "inputPath": ["input", "bankDetails", "iban"]},
                    {"message": "Too many.", "inputPath": ["input", "reads", 2], "code": "max"},
                    {"message": "They do not fit together."},
                ],
            )
        ]
    )
    assert refused.problems[0].fields == (
        FieldProblem(path=("input", "bankDetails", "iban"), message="Bad IBAN."),
        FieldProblem(path=("input", "reads", 2), message="Too many.", code="max"),
        FieldProblem(path=(), message="They do not fit together."),
    )
    assert refused.codes == ("KT-CT-3940",)
    assert "The bank details are not valid." in refused.sentence


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        ('[{"message": "Bad.", "inputPath": ["a"]}]', FieldProblem(path=("a",), message="Bad.")),
        ({"message": "Bad.", "inputPath": ["a"]}, FieldProblem(path=("a",), message="Bad.")),
        ({"a": ["Bad.", "Worse."]}, FieldProblem(path=("a",), message="Bad.; Worse.")),
        ({"input.a": "Bad."}, FieldProblem(path=("input", "a"), message="Bad.")),
        (["Bad."], FieldProblem(path=(), message="Bad.")),
        ("not json", FieldProblem(path=(), message="not json")),
    ],
)
def test_field_errors_are_read_in_every_shape(shape: object, expected: FieldProblem) -> None:
    assert read_problems([error(validationErrors=shape)])[0].fields == (expected,)


def test_the_most_telling_of_several_errors_decides() -> None:
    refused = from_envelope([error(), error(errorCode="KT-CT-1199"), error("And another.")])
    assert type(refused) is RateLimited
    assert len(refused.problems) == 3


def test_a_key_that_was_used_is_proof_wherever_that_is_said() -> None:
    fields = [{"inputPath": ["input", "idempotencyKey"], "message": "Used.", "code": "KT-CT-9221"}]
    for found in (
        error(errorCode="KT-CT-9221"),
        error(errorCode="KT-CT-3932", validationErrors=fields),
    ):
        refused = from_envelope([found])
        assert refused.key_was_used
        assert refused.sentence.endswith("so that try arrived.")
        assert refused.hint == "Look at the account: it was most likely done."


def test_what_a_person_reads_holds_no_control_codes_and_no_secrets() -> None:
    hostile = "\x1b[2J\u202eKey sk_live_abc123 and eyJhbGciOiJIUzI1.eyJzdWIiOiI.sig refused"
    refused = from_envelope([error(hostile, errorDescription=hostile)])
    for text in (refused.sentence, str(refused), refused.problems[0].message):
        assert "\x1b" not in text and "\u202e" not in text
        assert "abc123" not in text and "eyJ" not in text


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
BENT = st.fixed_dictionaries(
    {},
    optional={
        "message": JSON,
        "path": JSON,
        "extensions": JSON
        | st.fixed_dictionaries(
            {},
            optional={
                "errorCode": JSON,
                "errorType": JSON,
                "errorDescription": JSON,
                "validationErrors": JSON
                | st.lists(
                    st.fixed_dictionaries({}, optional={"message": JSON, "inputPath": JSON})
                ),
            },
        ),
    },
)


@given(JSON | st.lists(BENT | JSON))
def test_no_shape_of_errors_is_too_odd(errors: object) -> None:
    refused = from_envelope(errors)
    assert refused.sentence
    assert refused.hint
