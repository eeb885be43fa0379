"""Write docs/keys.md from the bindings of the app: `python -m scripts.keys`."""

import importlib
import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from pkgutil import walk_packages

from textual.binding import Binding
from textual.dom import DOMNode
from textual.widgets import Input

import kraken_tui

PAGE = Path(__file__).parent.parent / "docs" / "keys.md"

TITLES = {
    "KrakenApp": "Everywhere",
    "WorkScreen": "On every screen",
    "DataScreen": "On screens that show an account",
    "OverviewScreen": "Overview",
    "FactView": "Among the facts of the overview",
    "TransactionsPane": "Transactions",
    "OperationsScreen": "Operations",
    "JournalPane": "In the journal",
    "EntryScreen": "A change of the journal opened whole",
    "ForgetOld": "Forgetting old changes",
    "OutboxPane": "In the outbox",
    "OutboxItem": "A change of the outbox opened whole",
    "AskSend": "Asked whether to send what waits",
    "AskRemove": "Asked whether to throw away what waits",
    "CompareScreen": "Among the differences of two schemas",
    "ChangeScreen": "A difference opened whole",
    "RecordTable": "In a table",
    "Picker": "Picking an account or an action",
    "WholeValue": "A value opened whole",
    "ProfileList": "In the list of profiles",
    "ProfileForm": "In the form of a profile",
    "Setup": "At the first start",
    "Question": "Asked for a secret",
    "FormTools": "In a form",
    "FormView": "Among the fields of a form",
    "FieldEditor": "Typing into a field",
    "ChoiceScreen": "Choosing one of many values",
}
"""What a person calls the place where a class's keys work, in the order of the page."""

NAMES = {
    "comma": ",",
    "escape": "esc",
    "full_stop": ".",
    "greater_than_sign": ">",
    "left_square_bracket": "[",
    "less_than_sign": "<",
    "question_mark": "?",
    "right_square_bracket": "]",
    "slash": "/",
}

INTRODUCTION = """\
# Keys

This page is written from the app itself by `make keys`. The line at the bottom of the screen shows
the keys that do something now; `?` shows all of them, except in a line of text, where `f1` does.

`ctrl+p` opens the palette, which finds every command by its name, themes among them, and what keys
do where you are. `tab` moves between the parts of a screen. The mouse works too: a click puts the
cursor somewhere, a second one opens what is there, and a click on a key at the bottom presses it;
`More` opens the palette, with the keys that found no room.

The id is the name of a key's meaning. It stays the same when the key changes.
"""


@dataclass(frozen=True, slots=True)
class Place:
    """A part of the app and the keys that it answers to."""

    owner: str
    bindings: tuple[Binding, ...]

    @property
    def title(self) -> str:
        """What a person calls the place."""
        return TITLES.get(self.owner) or "".join(
            f" {letter.lower()}" if letter.isupper() and at else letter
            for at, letter in enumerate(self.owner)
        )


def places() -> list[Place]:
    """Give every place that has keys of its own, in the order of the page."""
    order = list(TITLES)
    found = [
        Place(owner.__name__, tuple(Binding.make_bindings(owner.__dict__["BINDINGS"])))
        for owner in _owners()
    ]
    found = [place for place in found if place.bindings]
    return sorted(
        found,
        key=lambda place: (
            order.index(place.owner) if place.owner in order else len(order),
            place.owner,
        ),
    )


def is_textuals(binding: Binding) -> bool:
    """Tell whether a binding was taken over from Textual's line of text, which has no ids."""
    taken = {(each.key, each.action) for each in Binding.make_bindings(Input.BINDINGS)}
    return not binding.id and (binding.key, binding.action) in taken


def page() -> str:
    """Write the page."""
    return "\n".join([INTRODUCTION, *(_section(place) for place in places())])


def _owners() -> Iterator[type[DOMNode]]:
    for module in walk_packages(kraken_tui.__path__, prefix="kraken_tui."):
        if module.name.split(".")[1] not in ("app", "screens", "widgets"):
            continue
        loaded = importlib.import_module(module.name)
        for _, owner in inspect.getmembers(loaded, inspect.isclass):
            own = owner.__module__ == module.name and "BINDINGS" in owner.__dict__
            if own and issubclass(owner, DOMNode):
                yield owner


def _section(place: Place) -> str:
    lines = [f"## {place.title}", "", "| Key | What it does | Id |", "| --- | --- | --- |"]
    told: dict[tuple[str, str], list[str]] = {}
    for binding in place.bindings:
        told.setdefault((binding.description, binding.id or ""), []).append(_name(binding.key))
    for (description, id_), keys in told.items():
        pressed = ", ".join(f"`{key}`" for key in keys)
        lines.append(f"| {pressed} | {description} | {f'`{id_}`' if id_ else ''} |")
    return "\n".join([*lines, ""])


def _name(key: str) -> str:
    *held, last = key.split("+")
    return "+".join([*held, NAMES.get(last, last)])


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
