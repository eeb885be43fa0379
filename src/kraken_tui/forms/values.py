"""What has been put into a form: a tree of nodes beside the tree of specs.

Unset, null and empty are three different things: an unset node is not sent, the other two are
marks. Text stays as it was typed, also while it means nothing. Nodes come into being when they are
looked at, so a form over a type that contains itself is as small as what has been opened.
"""

from collections.abc import Iterator
from typing import Literal

from kraken_tui.forms.spec import FieldSpec

Mark = Literal["null", "empty"]
Path = tuple[str | int, ...]

_MAY_BE_EMPTY = frozenset({"String", "ID", "GenericScalar"})
_KNOWN_NOT_EMPTY = frozenset(
    {"Int", "Float", "Boolean", "BigInt", "Decimal", "Date", "DateTime", "Time", "UUID"}
    | {"JSONString", "NonEmptyString", "NonEmptyID", "Email"}
)


class Leaf:
    """A scalar or an enum: the text as typed, or a mark."""

    def __init__(self, spec: FieldSpec) -> None:
        self.spec = spec
        self.text = ""
        self.mark: Mark | None = None
        self.error: str | None = None
        self.present: str | None = None
        """What the field holds at the tenant now, as far as the screens know it."""

    @property
    def is_set(self) -> bool:
        """Tell whether something is to be sent for this field."""
        return bool(self.text) or self.mark is not None

    @property
    def prefilled(self) -> bool:
        """Tell whether the field still holds what the screens filled in."""
        return bool(self.text) and self.text == self.present

    def put(self, text: str, *, mark: Mark | None = None) -> None:
        """Take `text`, or a mark instead of it; what was wrong before is forgotten."""
        self.text, self.mark = ("", mark) if mark else (text, None)
        self.error = None

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Return which marks this field can carry."""
        spec = self.spec
        open_text = spec.kind == "scalar" and (
            spec.type.name in _MAY_BE_EMPTY or spec.type.name not in _KNOWN_NOT_EMPTY
        )
        return _marks(spec, empty=open_text)


class Group:
    """An input object; with `fields`, one whose fields are given instead of looked up."""

    def __init__(self, spec: FieldSpec, fields: tuple[FieldSpec, ...] | None = None) -> None:
        self.spec = spec
        self.mark: Mark | None = None
        self.error: str | None = None
        self.expanded = spec.required
        self.always = spec.required
        """True if the object is sent even when nothing inside is set."""
        self.present: object = None
        """A snapshot of what the object holds at the tenant now, as far as the screens know it."""
        self._given = fields
        self._children: dict[str, Node] | None = None

    @property
    def children(self) -> "dict[str, Node]":
        """Return the fields' nodes by name, made on the first look."""
        if self._children is None:
            specs = self.spec.children() if self._given is None else self._given
            self._children = {each.name: node_for(each) for each in specs}
        return self._children

    @property
    def built(self) -> "dict[str, Node]":
        """Return the fields' nodes that were looked at already, which may be none."""
        return self._children or {}

    @property
    def is_set(self) -> bool:
        """Tell whether this object is marked or anything inside it is set."""
        return self.mark is not None or self.touched

    @property
    def touched(self) -> bool:
        """Tell whether anything inside is set; fields nobody looked at are not."""
        return any(each.is_set for each in self.built.values())

    @property
    def sent(self) -> bool:
        """Tell whether the object itself will be there in what is sent."""
        return self.mark != "null" and (self.always or self.is_set)

    def put_mark(self, mark: Mark | None) -> None:
        """Make the object null, empty or unset; what was inside is let go."""
        self._children, self.mark, self.error = None, mark, None

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Return which marks this object can carry."""
        return _marks(self.spec, empty=True)


class Items:
    """A list; its items are nodes of the item's spec, which may be lists again."""

    def __init__(self, spec: FieldSpec) -> None:
        self.spec = spec
        self.items: list[Node] = []
        self.mark: Mark | None = None
        self.error: str | None = None
        self.expanded = False
        self.present: object = None
        """A snapshot of what the list holds at the tenant now, as far as the screens know it."""

    @property
    def is_set(self) -> bool:
        """Tell whether a list is to be sent, be it an empty one."""
        return bool(self.items) or self.mark is not None

    def add(self, at: int | None = None) -> "Node":
        """Put a new item at the end, or at `at`, and return it."""
        item = node_for(self.spec.item())
        if isinstance(item, Group):
            item.always = item.expanded = True
        self.items.insert(len(self.items) if at is None else at, item)
        self.mark, self.error, self.expanded = None, None, True
        return item

    def remove(self, index: int) -> None:
        """Take an item out; a list whose last item goes is unset."""
        del self.items[index]
        self.error = None

    def move(self, index: int, by: int) -> int:
        """Move an item up (-1) or down (1) as far as the list goes; return where it is now."""
        target = min(max(index + by, 0), len(self.items) - 1)
        self.items.insert(target, self.items.pop(index))
        return target

    def put_mark(self, mark: Mark | None) -> None:
        """Make the list null, empty or unset; its items are let go."""
        self.items, self.mark, self.error = [], mark, None

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Return which marks this list can carry."""
        return _marks(self.spec, empty=True)


Node = Leaf | Group | Items


def node_for(spec: FieldSpec) -> Node:
    """Return an unset node for `spec`."""
    if spec.kind == "list":
        return Items(spec)
    return Group(spec) if spec.kind == "object" else Leaf(spec)


def below(node: Node) -> Iterator[tuple[str | int, Node]]:
    """Yield the parts of a node with their path elements."""
    if isinstance(node, Group):
        yield from node.children.items()
    elif isinstance(node, Items):
        yield from enumerate(node.items)


def built(node: Node) -> Iterator[tuple[str | int, Node]]:
    """Yield the parts of a node that exist already; unlike `below` this makes none."""
    if isinstance(node, Group):
        yield from node.built.items()
    else:
        yield from below(node)


def child(node: Node, key: str | int) -> Node | None:
    """Return the part of `node` called `key`, None if there is none."""
    if isinstance(node, Group):
        return node.children.get(str(key))
    if isinstance(node, Items) and isinstance(key, int) and 0 <= key < len(node.items):
        return node.items[key]
    return None


def at(root: Node, path: Path) -> Node:
    """Return the node at `path`. Raise `KeyError` if there is none."""
    node = root
    for key in path:
        found = child(node, key)
        if found is None:
            raise KeyError(path)
        node = found
    return node


def _marks(spec: FieldSpec, *, empty: bool) -> tuple[Mark, ...]:
    null: tuple[Mark, ...] = ("null",) if spec.nullable else ()
    return (*null, "empty") if empty else null
