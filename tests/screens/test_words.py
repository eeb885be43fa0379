"""How screens write what the API codes."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from kraken_tui.screens.answer_words import answer_words
from kraken_tui.screens.words import when, words

TOKYO = timezone(timedelta(hours=9))
SEEN = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (datetime(2026, 3, 1, 23, 45, tzinfo=UTC), "23:30"),
        (datetime(2026, 3, 2, 0, 5, tzinfo=UTC), "01 Mar 2026 23:30"),
        (datetime(2026, 3, 2, 12, 0, tzinfo=TOKYO), "08:30"),
    ],
    ids=["today", "yesterday", "today where the person sits"],
)
def test_a_time_of_today_needs_no_date(now: datetime, told: str) -> None:
    assert when(SEEN, now=now) == told


def test_a_constant_is_written_in_words_and_other_text_is_left_alone() -> None:
    assert words("POSTAL_MAIL") == "Postal mail"
    assert words("Mercia Water") == "Mercia Water"


def test_a_line_of_news_never_says_a_secret() -> None:
    answer = {"do": {"done": True, "person": {"token": "ey.a", "number": "7", "note": "sk_x_1"}}}
    assert answer_words(answer) == "Done yes, Token (hidden), Number 7, Note (hidden)"
