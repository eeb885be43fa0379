"""What a fact view shows: sections of labelled values, some standing for an object."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from kraken_tui.widgets.destinations import Destination


class Subject(NamedTuple):
    """An object on the screen: what to call it and the identifiers that name it to the API.

    ``identifiers`` uses the API's own argument names, such as ``{"accountNumber": "A-1"}``;
    ``screen`` is where ``enter`` leads; empty where it only opens the value whole.
    """

    kind: str
    title: str
    identifiers: Mapping[str, object] = MappingProxyType({})
    screen: Destination = ""


class Fact(NamedTuple):
    """A labelled value; ``tone`` is good, warn, bad, quiet or nothing.

    What is ``private`` tells who a customer is, where they live, how to reach them or where they
    bank, or may do so, as a text that somebody wrote.
    """

    label: str
    value: str
    tone: str = ""
    subject: Subject | None = None
    was: str | None = None
    private: bool = False

    @property
    def shown(self) -> str:
        """Say the value, and what it was before it changed."""
        return self.value if self.was is None else f"{self.value}  (was {self.was or 'empty'})"


class Section(NamedTuple):
    """A titled group of facts."""

    title: str
    facts: tuple[Fact, ...]


def about(subject: Subject | None, facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Let every fact that stands for no object of its own offer this one's actions."""
    return tuple(fact._replace(subject=fact.subject or subject) for fact in facts)


def mark_changes(before: tuple[Section, ...], after: tuple[Section, ...]) -> tuple[Section, ...]:
    """Mark in ``after`` every fact whose value is new or differs from ``before``."""
    known = {key: fact.value for key, fact in _keyed(before)}
    marked = dict(_keyed(after))
    for key, fact in marked.items():
        if known.get(key) != fact.value:
            marked[key] = fact._replace(was=known.get(key, "not there"))
    facts = iter(marked.values())
    return tuple(
        section._replace(facts=tuple(next(facts) for _ in section.facts)) for section in after
    )


def _keyed(
    sections: tuple[Section, ...],
) -> list[tuple[tuple[str, str, int], Fact]]:
    """Key facts by section, label and how often the label came before in the section."""
    keyed = []
    for section in sections:
        seen: dict[str, int] = {}
        for fact in section.facts:
            turn = seen[fact.label] = seen.get(fact.label, -1) + 1
            keyed.append(((section.title, fact.label, turn), fact))
    return keyed
