"""Facts find their places, long ones on several lines, and changes are marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kraken_tui.widgets.fact_layout import LABEL_WIDTH, MOST_LINES, lay_out
from kraken_tui.widgets.facts import Fact, Section, mark_changes

TEXTS = st.text(alphabet=st.characters(codec="ascii", exclude_categories=["C"]), max_size=200)
SECTIONS = st.lists(
    st.builds(
        Section,
        title=TEXTS,
        facts=st.lists(st.builds(Fact, label=TEXTS, value=TEXTS), max_size=4).map(tuple),
    ),
    max_size=5,
)


@given(SECTIONS, st.integers(1, 3), st.integers(1, 120))
def test_every_fact_stands_once_and_in_order(
    sections: list[Section], count: int, width: int
) -> None:
    columns = lay_out(sections, count=count, width=width)
    assert len(columns) == count
    starts = [line.fact for column in columns for line in column if line.fact and not line.part]
    assert starts == [fact for section in sections for fact in section.facts]
    assert all(line.part < MOST_LINES for column in columns for line in column)


def test_a_long_value_wraps_between_words() -> None:
    fact = Fact("Address", "42 Canal Side, Hartshill, Leamington Spa")
    (column,) = lay_out([Section("Home", (fact,))], count=1, width=LABEL_WIDTH + 16)
    assert [line.text for line in column if line.fact] == [
        "42 Canal Side,",
        "Hartshill,",
        "Leamington Spa",
    ]


def test_what_commas_part_is_kept_together_where_there_is_room() -> None:
    fact = Fact("Address", "104 Bridge Street, Copthorne, Gloucester, GL1 6SG")
    (column,) = lay_out([Section("Home", (fact,))], count=1, width=LABEL_WIDTH + 46)
    assert [line.text for line in column if line.fact] == [
        "104 Bridge Street, Copthorne, Gloucester,",
        "GL1 6SG",
    ]


def test_a_value_without_end_takes_three_lines() -> None:
    (column,) = lay_out([Section("", (Fact("Note", "word " * 2000),))], count=1, width=60)
    assert sum(line.fact is not None for line in column) == MOST_LINES


@pytest.mark.parametrize(
    ("before", "after", "was"),
    [
        ("old", "new", "old"),
        ("same", "same", None),
        ("", "new", ""),
    ],
)
def test_what_changed_says_what_it_was(before: str, after: str, was: str | None) -> None:
    old = (Section("Billing", (Fact("E-mail", before), Fact("Name", "Ada"))),)
    new = (Section("Billing", (Fact("E-mail", after), Fact("Name", "Ada"))),)
    (marked,) = mark_changes(old, new)
    assert [fact.was for fact in marked.facts] == [was, None]


def test_what_was_not_there_before_is_marked_too() -> None:
    new = (Section("Ledgers", (Fact("L-1", "£1.00"),)),)
    (marked,) = mark_changes((), new)
    assert marked.facts[0].was == "not there"


def test_a_section_alone_stands_in_the_first_column() -> None:
    first, second = lay_out([Section("Home", (Fact("Name", "Ada"),))], count=2, width=40)
    assert first and not second
