"""Text from the server reaches the terminal as data only."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kraken_tui.api.text import plain, shorten, without_secrets


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("Flat 2, 10 Downing Street", "Flat 2, 10 Downing Street"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;new title\x07after", "after"),
        ("\x1b]8;;https://evil.example\x1b\\link", "link"),
        ("\x9b2Jcleared", "cleared"),
        ("abc\u202egpj.exe", "abcgpj.exe"),
        ("a\r\nb\tc", "a b c"),
        ("bell\x07 null\x00", "bell null"),
        ("half \ud83d pair", "half \ufffd pair"),
        ("[bold]not markup[/]", "[bold]not markup[/]"),
        ("名前 👩\u200d🔬", "名前 👩\u200d🔬"),
        (None, ""),
        (12, "12"),
    ],
)
def test_only_what_can_be_read_is_left(given_text: object, expected: str) -> None:
    assert plain(given_text) == expected


def test_line_breaks_stay_where_they_are_asked_for() -> None:
    assert plain("one\r\ntwo\tthree\x1b[Kfour\x85five", lines=True) == "one\ntwo threefour\nfive"


@given(st.text(st.characters(codec=None)), st.booleans())
def test_nothing_that_steers_a_terminal_is_ever_left(text: str, lines: bool) -> None:
    left = plain(text, lines=lines)
    allowed = "\n" if lines else ""
    assert not [c for c in left if unicodedata.category(c) in {"Cc", "Cs"} and c not in allowed]
    left.encode("utf-8")
    assert plain(left, lines=lines) == left


def test_tokens_and_keys_are_hidden_wherever_they_turn_up() -> None:
    token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJrcmFrZW4ifQ.c2lnbmF0dXJl"
    text = without_secrets(f"bad token {token} or sk_demo_water")
    assert text == "bad token (hidden) or (hidden)"


def test_a_long_text_is_cut_and_says_so() -> None:
    assert shorten("x" * 10, limit=10) == "x" * 10
    assert shorten("x" * 11, limit=10) == "x" * 9 + "…"
