"""The journal as a list."""

from collections.abc import Callable
from datetime import datetime

from kraken_tui.api.text import plain
from kraken_tui.formats import Formats
from kraken_tui.screens import activity_words as words
from kraken_tui.screens.activity_facts import whole
from kraken_tui.screens.listing import Listing
from kraken_tui.store.journal import Entry
from kraken_tui.widgets.facts import Subject
from kraken_tui.widgets.record_columns import Column

NOUN = "changes"
EMPTY = "Nothing was sent yet. What you change is noted here, with what became of it."
ALL_SETTLED = "Nothing is to settle: of every change it is known whether it was made."

LOOKS = {"bad": "bad", "quiet": "dim", "warn": "warn"}
"""How rows look by their tone; most are accepted, and would drown the others in colour."""


def journal(formats: Formats, *, now: Callable[[], datetime], everybody: bool) -> Listing[Entry]:
    """Describe the list of tries, of one profile or of all."""

    def cells(entry: Entry) -> tuple[str, ...]:
        return (
            words.when(entry.at, now=now(), formats=formats),
            *((entry.profile,) if everybody else ()),
            entry.account,
            words.title(entry),
            words.outcome(entry),
            plain(entry.sentence),
            words.took(entry.seconds),
        )

    return Listing(
        name="journal",
        noun=NOUN,
        empty=EMPTY,
        columns=columns(formats, everybody=everybody),
        cells=cells,
        key=lambda entry: entry.id,
        title=words.title,
        sections=lambda entry: whole(entry, (), formats),
        subject=subject,
        tag=lambda entry: LOOKS.get(words.tone(entry)),
        order={
            "at": lambda entry: entry.at,
            "took": lambda entry: entry.seconds,
            "outcome": words.outcome,
        },
    )


def columns(formats: Formats, *, everybody: bool) -> tuple[Column, ...]:
    """Return the columns of the list."""
    profile = (Column(key="profile", title="Profile", width=12),) if everybody else ()
    return (
        Column(key="at", title="When", width=words.when_width(formats)),
        *profile,
        Column(key="account", title="Account", width=10),
        Column(key="operation", title="Operation", width=20, flex=2),
        Column(key="outcome", title="Outcome", width=10),
        Column(key="sentence", title="What came back", width=20, flex=3, from_width=100),
        Column(key="took", title="Took", width=7, align="right", from_width=110),
    )


def subject(entry: Entry) -> Subject:
    """Tell what a try can be acted on as."""
    return Subject("try", words.title(entry), {"entry": entry.id})
