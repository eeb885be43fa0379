"""Facts made of longer texts, and a few words that several lists share."""

from collections.abc import Collection, Iterator
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from kraken_tui.screens.words import UNKNOWN
from kraken_tui.widgets.facts import Fact

if TYPE_CHECKING:
    from kraken_tui.domain.accounts import Account

MOST_LINES = 60
"""The rest of a text of more lines stands in one fact, to be opened whole."""


def paragraphs(label: str, text: str, tone: str = "") -> Iterator[Fact]:
    """Give a text that somebody wrote, line by line, the label beside the first."""
    lines = text.splitlines()
    if len(lines) > MOST_LINES:
        lines[MOST_LINES:] = [" ".join(lines[MOST_LINES:])]
    for index, line in enumerate(lines):
        yield Fact("" if index else label, line.rstrip(), tone, private=True)


def known(facts: dict[str, str], *, private: Collection[str] = ()) -> Iterator[Fact]:
    """Give the facts whose value is known; ``private`` are the labels of those that are."""
    for label, value in facts.items():
        if value:
            yield Fact(label, value, private=label in private)


def nothing(account: "Account", field: str, sentence: str) -> tuple[Fact]:
    """Say that there is nothing in a field, or a dash where the tenant does not tell."""
    return (Fact("", sentence if field in account.none_of else UNKNOWN, "quiet"),)


def first_line(text: str) -> str:
    """Give what of a text stands in a row: its lines, one after another."""
    return " ".join(text.split())


def yes(value: bool | None) -> str:
    """Say yes or no, and nothing of what nobody knows."""
    return {True: "yes", False: "no", None: ""}[value]


def over(until: date | None, today: date) -> bool:
    """Tell whether something has ended."""
    return until is not None and until < today


def place(moment: datetime | None) -> datetime | None:
    """Make moments comparable: one without a zone is taken for UTC."""
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment
