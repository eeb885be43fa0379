"""Read a form: what is in it becomes variables, and what is wrong with it problems.

One walk yields both, so that nothing can be sent that was not checked.
"""

from collections.abc import Callable
from datetime import datetime

from kraken_tui.api.errors import FieldProblem
from kraken_tui.forms import scalars
from kraken_tui.forms.characters import shown
from kraken_tui.forms.unreadable import Unreadable
from kraken_tui.forms.values import Group, Items, Leaf, Node, Path

# No schema may demand an object within itself for ever; one that does must not hang the form.
_DEEPEST = 40

UNSET = object()
"""Stands for "not sent", which is neither null nor empty."""

KeepBack = Callable[[Node], bool]
"""Tells of an argument, or of a field right under one, whether it had better not be sent.

Deeper, objects are sent whole: nobody knows whether a server keeps what is left out of them.
"""
_KEEPS_BACK = 2
"""Length of the paths down to which fields are kept back."""


class Reading:
    """The variables of a form and its problems, in the order of the fields."""

    def __init__(self, now: datetime, keep_back: KeepBack) -> None:
        self.now = now
        self.keep_back = keep_back
        self.variables: dict[str, object] = {}
        self.problems: list[FieldProblem] = []

    def object_to(self, path: Path, message: str) -> object:
        """Note a problem and return that there is nothing to send."""
        self.problems.append(FieldProblem(path, message))
        return UNSET


def read(root: Group, *, now: datetime, keep_back: KeepBack = lambda _node: False) -> Reading:
    """Read the whole form; `now` is aware and says what today is and which zone is local.

    What cannot be read is missing from the variables, and so are fields to `keep_back`: scalars if
    they are sound, objects and lists unread.
    """
    reading = Reading(now, keep_back)
    reading.variables = _fields(root, (), reading)
    return reading


def read_leaf(leaf: Leaf, *, now: datetime) -> object:
    """Return the wire value of a leaf, or `UNSET`. Raise `Unreadable` with a sentence."""
    spec = leaf.spec
    if leaf.mark is not None:
        return _marked(leaf)
    if not leaf.text:
        return UNSET
    if spec.kind == "enum":
        return read_choice(leaf)
    return scalars.parse(spec.type.name, leaf.text, scalars.Setting(spec.name, now))


def read_choice(leaf: Leaf) -> str:
    """Return the enum value that was typed, in the schema's spelling. Raise `Unreadable`."""
    word = leaf.text.strip().replace(" ", "_").replace("-", "_").casefold()
    for each in leaf.spec.choices:
        if each["name"] == leaf.text or each["name"].casefold() == word:
            return each["name"]
    some = ", ".join(each["name"] for each in leaf.spec.choices[:4])
    more = ", …" if len(leaf.spec.choices) > 4 else ""
    raise Unreadable(f"{shown(leaf.text)} is not on the list; choose one of {some}{more}.")


def _marked(leaf: Leaf) -> object:
    if leaf.mark not in leaf.marks:
        what = "null" if leaf.mark == "null" else "the empty text"
        raise Unreadable(f"{leaf.spec.label} cannot be {what}.")
    return None if leaf.mark == "null" else ""


def _value(node: Node, path: Path, reading: Reading, *, wanted: bool) -> object:
    if node.mark == "null" and "null" not in node.marks:
        return reading.object_to(path, f"{node.spec.label} cannot be null.")
    if isinstance(node, Leaf):
        return _leaf(node, path, reading, wanted=wanted)
    if len(path) <= _KEEPS_BACK and reading.keep_back(node):
        return UNSET
    if node.mark == "null":
        return None
    if isinstance(node, Items):
        return _items(node, path, reading, wanted=wanted)
    return _group(node, path, reading) if node.sent and len(path) < _DEEPEST else UNSET


def _leaf(leaf: Leaf, path: Path, reading: Reading, *, wanted: bool) -> object:
    try:
        value = read_leaf(leaf, now=reading.now)
    except Unreadable as problem:
        return reading.object_to(path, str(problem))
    if value is UNSET and wanted:
        return reading.object_to(path, _missing(leaf, path))
    return UNSET if len(path) <= _KEEPS_BACK and reading.keep_back(leaf) else value


def _items(node: Items, path: Path, reading: Reading, *, wanted: bool) -> object:
    if not node.is_set:
        missing = f"{node.spec.label} cannot be left out; add at least one."
        return reading.object_to(path, missing) if wanted else UNSET
    values = [
        _value(item, (*path, index), reading, wanted=True) for index, item in enumerate(node.items)
    ]
    return [each for each in values if each is not UNSET]


def _group(group: Group, path: Path, reading: Reading) -> object:
    values = _fields(group, path, reading)
    if group.spec.one_of and sum(each.is_set for each in group.children.values()) != 1:
        return reading.object_to(path, "Fill in exactly one of these fields.")
    return values


def _fields(group: Group, path: Path, reading: Reading) -> dict[str, object]:
    found = {
        name: _value(node, (*path, name), reading, wanted=node.spec.required)
        for name, node in group.children.items()
    }
    return {name: value for name, value in found.items() if value is not UNSET}


def _missing(leaf: Leaf, path: Path) -> str:
    if path and isinstance(path[-1], int):
        return "Fill this in, or remove it from the list."
    return f"{leaf.spec.label} is required."
