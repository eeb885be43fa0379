"""JSON is laid out without a value being touched, and says where it breaks off."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kraken_tui.forms.json_text import NoJson, laid_out, read_json

WORDS = st.text(max_size=8)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=12,
)


@given(value=VALUES, indent=st.sampled_from((None, 0, 4)))
def test_it_is_laid_out_as_the_standard_library_would(value: object, indent: int | None) -> None:
    text = json.dumps(value, indent=indent)
    assert laid_out(text) == json.dumps(value, indent=2)


def test_numbers_keep_their_digits_and_names_their_places() -> None:
    text = '{"a": 1.10, "a": 1E2, "b": 12345678901234567890.123}'
    assert "".join(laid_out(text).split()) == text.replace(" ", "")


@pytest.mark.parametrize(
    ("text", "line", "column"), [('{"a": 1,\n  oops}', 2, 3), ("[1", 1, 3), ("", 1, 1)]
)
def test_it_says_where_it_breaks_off(text: str, line: int, column: int) -> None:
    with pytest.raises(NoJson) as caught:
        read_json(text)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert f"line {line}, column {column}" in str(caught.value)
