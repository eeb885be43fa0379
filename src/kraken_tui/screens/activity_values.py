"""What was sent and what was answered, as facts in the words of forms."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from kraken_tui.api.redact import HIDDEN
from kraken_tui.api.text import plain
from kraken_tui.formats import Formats
from kraken_tui.forms import names
from kraken_tui.forms.personal import is_personal
from kraken_tui.widgets.facts import Fact, Section

INPUT = "input"
"""What mutations call their one argument; it says nothing to people."""

_WRITTEN = {"note", "notes", "comment", "comments", "message", "body"}
"""Words of names of texts that somebody wrote, in which anything may stand."""

_WORDS = {True: "yes", False: "no", None: "null"}


def sent(variables: Mapping[str, object], formats: Formats) -> Iterator[Section]:
    """Show variables: the plain ones first, each object in a section of its own after them."""
    only = variables.get(INPUT) if len(variables) == 1 else None
    values = only if isinstance(only, Mapping) else variables
    found = tuple(_sections("What was sent", "Sent: ", values, Inside(formats)))
    yield from found or (Section("What was sent", (Fact("", "nothing", "quiet"),)),)


def answered(answer: Mapping[str, object], formats: Formats) -> Iterator[Section]:
    """Show what there is of an answer; the mutation's own name says nothing new there."""
    only = next(iter(answer.values()), None) if len(answer) == 1 else None
    values = _told(only if isinstance(only, Mapping) else answer)
    yield from _sections("What was answered", "Answered: ", values, Inside(formats))


class Inside(NamedTuple):
    """In which object values are: what that is called, and whether all in it is private."""

    formats: Formats
    above: str = ""
    private: bool = False

    def within(self, name: str) -> "Inside":
        """Go into an object; whatever is in an address tells where somebody lives."""
        private = self.private or is_personal(name, self.above)
        return self._replace(above=name, private=private)

    def is_private(self, name: str) -> bool:
        """Tell whether nobody looking on should read a value."""
        is_written = not _WRITTEN.isdisjoint(names.words(name))
        return self.private or is_written or is_personal(name, self.above)


def _sections(
    title: str, prefix: str, values: Mapping[str, object], inside: Inside
) -> Iterator[Section]:
    shown = {name: value for name, value in values.items() if name != "__typename"}
    facts = [_fact(name, value, inside) for name, value in shown.items() if not _inner(value)]
    if facts:
        yield Section(title, tuple(facts))
    for name, value in shown.items():
        for label, each in _objects(names.label(plain(name)), value):
            below = f"{prefix}{label}"
            yield from _sections(below, f"{below}, ", each, inside.within(name))


def _told(answer: Mapping[str, object]) -> dict[str, object]:
    """Leave out what an answer says nothing of."""
    return {
        name: _told(value) if isinstance(value, Mapping) else value
        for name, value in answer.items()
        if value not in (None, "", [], {})
    }


def _inner(value: object) -> bool:
    """Tell whether a value is an object, or a list that holds some."""
    if isinstance(value, Mapping):
        return bool(value)
    return isinstance(value, list) and any(isinstance(each, Mapping | list) for each in value)


def _objects(label: str, value: object) -> Iterator[tuple[str, Mapping[str, object]]]:
    if isinstance(value, Mapping) and value:
        yield label, value
    elif isinstance(value, list) and _inner(value):
        item = names.singular(label)
        for number, each in enumerate(value, 1):
            yield f"{item} {number}", each if isinstance(each, Mapping) else {label: each}


def _fact(name: str, value: object, inside: Inside) -> Fact:
    label = names.label(plain(name))
    if value == HIDDEN:
        return Fact(label, f"{HIDDEN}, not kept", "quiet")
    return Fact(label, _text(name, value, inside.formats), private=inside.is_private(name))


def _text(name: str, value: object, formats: Formats) -> str:
    if isinstance(value, bool) or value is None:
        return _WORDS[value]
    if isinstance(value, str):
        return plain(value) or "empty"
    if isinstance(value, Mapping):
        return "empty"
    if isinstance(value, Sequence):
        return ", ".join(_text(name, each, formats) for each in value) or "empty"
    if isinstance(value, int) and names.is_money(name):
        return f"{value} = {formats.money(value)}"
    return str(value)
