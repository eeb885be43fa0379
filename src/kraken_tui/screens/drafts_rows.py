"""What was typed and not sent, as a list and whole."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from kraken_tui.api.text import plain
from kraken_tui.drafting import Kept
from kraken_tui.formats import Formats
from kraken_tui.forms import names
from kraken_tui.forms.typed import unlike
from kraken_tui.forms.values import Path
from kraken_tui.screens import activity_words as words
from kraken_tui.screens.listing import Listing
from kraken_tui.widgets.facts import Fact, Section, Subject
from kraken_tui.widgets.record_columns import Column

EMPTY = "Nothing is half done. A form that you leave without sending it is kept here."


def drafts(formats: Formats, *, now: Callable[[], datetime]) -> Listing[Kept]:
    """Describe the list of drafts."""

    def at(kept: Kept) -> str:
        return words.when(kept.typed_at, now=now(), formats=formats)

    return Listing(
        name="drafts",
        noun="drafts",
        empty=EMPTY,
        columns=(
            Column(key="at", title="When", width=words.when_width(formats)),
            Column(key="what", title="What", width=24, flex=1),
            Column(key="whom", title="For", width=12, flex=1),
            Column(key="typed", title="Typed", width=16, flex=2, private=True),
        ),
        cells=lambda kept: (at(kept), title(kept), " ".join(kept.about.values()), typed(kept)),
        key=lambda kept: kept.topic,
        title=title,
        sections=lambda kept: tuple(_sections(kept, at(kept))),
        subject=lambda kept: Subject("draft", title(kept), kept.about),
        order={"at": lambda kept: kept.typed_at},
    )


def title(kept: Kept) -> str:
    """Name what a draft is of."""
    return names.label(kept.topic.operation)


def typed(kept: Kept) -> str:
    """Say in short what was typed."""
    return ", ".join(f"{fact.label} {fact.value}" for fact in _facts(kept))


def _sections(kept: Kept, at: str) -> Iterator[Section]:
    about = (Fact(names.label(name), value) for name, value in kept.about.items())
    yield Section("Draft", (Fact("Typed", at), *about))
    yield Section("What was typed", tuple(_facts(kept)))


def _facts(kept: Kept) -> Iterator[Fact]:
    for path in unlike(kept.typed.now, kept.typed.before):
        for name, text in _texts(kept.typed.now, path):
            yield Fact(names.label(name), plain(text), private=True)


def _texts(kept: object, path: Path, name: str = "") -> Iterator[tuple[str, str]]:
    """Give the texts at and below a path of a snapshot, each with the name of its field."""
    if isinstance(kept, str):
        yield name, kept
    elif isinstance(kept, Mapping):
        inside = kept.get("fields")
        parts = dict(inside) if isinstance(inside, Mapping) else {}
        items = kept.get("items")
        listed = list(enumerate(items)) if isinstance(items, list) else []
        for key, each in (*parts.items(), *listed):
            if not path or path[0] == key:
                yield from _texts(each, path[1:], key if isinstance(key, str) else name)
