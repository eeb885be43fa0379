"""What a person does with a form's fields: type, choose, mark, fold, add, remove, move."""

from collections.abc import Callable
from datetime import date

from kraken_tui.forms.clock import Clock
from kraken_tui.forms.moments import day_in, on_day
from kraken_tui.forms.values import Group, Items, Leaf, Mark, Node, Path, at


class Editing:
    """The fields of a mutation and what has been put into them.

    A path names a field from the mutation's argument on: ("input", "owners", 0, "ownerId").
    Methods that take one raise `KeyError` if it names nothing.
    """

    def __init__(self, root: Group, *, clock: Clock) -> None:
        self.root = root
        self.on_change: Callable[[], None] = lambda: None
        """Told of everything that is put into the form."""
        self._clock = clock

    def node(self, path: Path) -> Node:
        """Return what is at `path`."""
        return at(self.root, path)

    def set_text(self, path: Path, text: str) -> None:
        """Put text into a field as it was typed; no text unsets it."""
        leaf = self._leaf(path)
        if leaf.text != text or leaf.mark is not None:
            leaf.put(text)
            self._unmark_above(path)
            self.on_change()

    def set_mark(self, path: Path, mark: Mark | None) -> None:
        """Make a field null, empty or (None) unset. Raise `ValueError` if it cannot be that."""
        node = self.node(path)
        if mark is not None and mark not in node.marks:
            raise ValueError(f"{node.spec.label} cannot be {mark}")
        if isinstance(node, Leaf):
            node.put("", mark=mark)
        else:
            node.put_mark(mark)
        self._unmark_above(path)
        self.on_change()

    def cycle_mark(self, path: Path) -> None:
        """Go on from unset to null to empty and back, as far as the field can be these."""
        node = self.node(path)
        ring: tuple[Mark | None, ...] = (None, *node.marks)
        here = ring.index(node.mark) if node.mark in ring else 0
        self.set_mark(path, ring[(here + 1) % len(ring)])

    def choices(self, path: Path) -> tuple[str, ...]:
        """Return what can be chosen in a field: an enum's values, true and false, or nothing."""
        spec = self.node(path).spec
        if spec.kind == "scalar" and spec.type.name == "Boolean":
            return ("true", "false")
        return tuple(each["name"] for each in spec.choices) if spec.kind == "enum" else ()

    def step(self, path: Path, by: int) -> None:
        """Choose the next (1) or previous (-1) of a field's choices, unset being one of them."""
        ring = ("", *self.choices(path))
        leaf = self._leaf(path)
        here = ring.index(leaf.text) if leaf.text in ring else 0
        self.set_text(path, ring[(here + by) % len(ring)])

    def expand(self, path: Path, expanded: bool | None = None) -> None:
        """Open or fold an object or a list; turn it over if `expanded` is not given."""
        node = self.node(path)
        if not isinstance(node, Leaf):
            node.expanded = not node.expanded if expanded is None else expanded

    def add(self, path: Path) -> Path:
        """Add an item at the end of a list and return its path."""
        node = self._items(path)
        node.add()
        self._unmark_above(path)
        self.on_change()
        return (*path, len(node.items) - 1)

    def remove(self, path: Path) -> None:
        """Take the item at `path` out of its list."""
        self._items(path[:-1]).remove(_index(path))
        self.on_change()

    def move(self, path: Path, by: int) -> Path:
        """Move an item up (-1) or down (1) in its list and return its new path."""
        place = self._items(path[:-1]).move(_index(path), by)
        self.on_change()
        return (*path[:-1], place)

    def take_day(self, path: Path, day: date) -> None:
        """Put a day into a date's field, or into a moment's, whose time of day stays."""
        leaf = self._leaf(path)
        self.set_text(path, on_day(leaf.text, day, now=self._clock()))

    def day(self, path: Path) -> date:
        """Return the day in a date's or a moment's field; today if there is none."""
        return day_in(self._leaf(path).text, now=self._clock())

    def _leaf(self, path: Path) -> Leaf:
        node = self.node(path)
        if not isinstance(node, Leaf):
            raise KeyError(path)
        return node

    def _items(self, path: Path) -> Items:
        node = self.node(path)
        if not isinstance(node, Items):
            raise KeyError(path)
        return node

    def _unmark_above(self, path: Path) -> None:
        # An object is no longer null or empty once something inside it is set.
        for depth in range(1, len(path)):
            above = self.node(path[:depth])
            above.mark = above.error = None


def _index(path: Path) -> int:
    last = path[-1] if path else ""
    if not isinstance(last, int):
        raise KeyError(path)
    return last
