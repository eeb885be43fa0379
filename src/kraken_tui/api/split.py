"""Split a document that is too complex into two, and put what both answer together again.

Fields are parted where the document is heaviest: at its root, else inside of the one object that
nearly all of it lies in. What tells objects apart is asked for by both parts, so that a list that
changes between the two answers is noticed and not mixed up.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from graphql import (
    ArgumentNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    IntValueNode,
    Node,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    VariableNode,
    Visitor,
    parse,
    print_ast,
    visit,
)

OBJECT = 10
"""What an object weighs; a value weighs 1."""
PAGE = 100
"""The size of a page that only the variables tell."""
SIZES = ("first", "last")
IDENTIFIERS = {"id", "number", "code", "key", "cursor", "__typename"}
MOST_OF_IT = 2 / 3


class Changed(Exception):
    """The two answers do not speak of the same objects."""


def split(text: str) -> tuple[str, str] | None:
    """Part a document of one query into two that ask for all of it; None where that cannot be."""
    document = _without_spreads(parse(text, no_location=True))
    operation = document.definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    halves = _halves(operation.selection_set.selections)
    if halves is None:
        return None
    first, second = (_printed(operation, half) for half in halves)
    return first, second


def merge(first: Any, second: Any) -> Any:
    """Put two answers together, or two values of them at the same place.

    Raises:
        Changed: they differ where both tell the same.
    """
    if first is None or second is None:
        return second if first is None else first
    if isinstance(first, Mapping) and isinstance(second, Mapping):
        both = {key: merge(value, second[key]) for key, value in first.items() if key in second}
        return {**first, **second, **both}
    if isinstance(first, list) and isinstance(second, list) and len(first) == len(second):
        return [merge(*pair) for pair in zip(first, second, strict=True)]
    if first != second:
        raise Changed
    return first


class Shortened(NamedTuple):
    """A document with a smaller page: `way` leads to it in an answer, which has `size` items."""

    text: str
    way: tuple[str, ...]
    size: int

    def cuts(self, data: Any) -> bool:
        """Tell whether a list of an answer is as long as may be, so that more may follow."""
        found = [data]
        for name in self.way:
            below = [each.get(name) for each in found if isinstance(each, Mapping)]
            found = [one for each in below for one in (each if isinstance(each, list) else [each])]
        pages = (each.get("edges") for each in found if isinstance(each, Mapping))
        return any(isinstance(page, list) and len(page) >= self.size for page in pages)


def shorten(text: str) -> Shortened | None:
    """Halve the largest page that a document itself gives the size of; None if all hold 1."""
    document = parse(text, no_location=True)
    pages = _Pages()
    visit(document, pages)
    if pages.field is None or pages.size < 2:
        return None
    size = pages.size // 2
    smaller = visit(document, _Resize(pages.field, size))
    return Shortened(print_ast(smaller), pages.way, size)


def _without_spreads(document: DocumentNode) -> DocumentNode:
    """Put fragments in the place of their names."""
    fragments = {
        node.name.value: node
        for node in document.definitions
        if isinstance(node, FragmentDefinitionNode)
    }
    operations = tuple(
        visit(node, _Inline(fragments))
        for node in document.definitions
        if isinstance(node, OperationDefinitionNode)
    )
    return DocumentNode(definitions=operations)


class _Inline(Visitor):
    def __init__(self, fragments: Mapping[str, FragmentDefinitionNode]) -> None:
        super().__init__()
        self._fragments = fragments

    def enter_fragment_spread(self, node: FragmentSpreadNode, *_: object) -> Node:
        found = self._fragments[node.name.value]
        return InlineFragmentNode(
            type_condition=found.type_condition,
            directives=node.directives,
            selection_set=visit(found.selection_set, _Inline(self._fragments)),
        )


Half = list[SelectionNode]


def _halves(nodes: Sequence[SelectionNode]) -> tuple[Half, Half] | None:
    shared = {id(node) for node in _identifying(nodes)}
    weights = {id(node): _weight(node) for node in nodes}
    heaviest = max(nodes, key=lambda node: weights[id(node)])
    is_page = any(_name(node) in {"edges", "node"} for node in nodes)
    if is_page or weights[id(heaviest)] > MOST_OF_IT * sum(weights.values()):
        inner = _inside(heaviest)
        if inner is not None:
            with_first, with_second = inner
            return (
                [with_first if node is heaviest else node for node in nodes],
                [
                    with_second if node is heaviest else node
                    for node in nodes
                    if node is heaviest or id(node) in shared
                ],
            )
    if is_page:
        return None  # Parted, a page would be asked for twice and nothing be gained.
    return _shared_out(nodes, weights, shared)


def _inside(node: SelectionNode) -> tuple[SelectionNode, SelectionNode] | None:
    if not (chosen := _selected(node)):
        return None
    halves = _halves(chosen)
    if halves is None:
        return None
    first, second = (_with(node, half) for half in halves)
    return first, second


def _shared_out(
    nodes: Sequence[SelectionNode], weights: Mapping[int, int], shared: set[int]
) -> tuple[Half, Half] | None:
    parted = [node for node in nodes if id(node) not in shared]
    if len(parted) < 2:
        return None
    bins: tuple[set[int], set[int]] = (set(), set())
    loads = [0, 0]
    for node in sorted(parted, key=lambda node: -weights[id(node)]):
        lighter = int(loads[1] < loads[0])
        bins[lighter].add(id(node))
        loads[lighter] += weights[id(node)]
    first, second = ([n for n in nodes if id(n) in chosen | shared] for chosen in bins)
    return first, second


def _identifying(nodes: Iterable[SelectionNode]) -> list[FieldNode]:
    """Choose the values that tell objects apart; the first value where none is named so."""
    values = [node for node in nodes if isinstance(node, FieldNode) and not node.selection_set]
    return [node for node in values if _name(node) in IDENTIFIERS] or values[:1]


def _weight(node: SelectionNode) -> int:
    inner = _selected(node)
    if not inner:
        return 1
    return OBJECT + _size(node) + sum(map(_weight, inner))


def _size(node: SelectionNode) -> int:
    for argument in node.arguments or () if isinstance(node, FieldNode) else ():
        if argument.name.value in SIZES:
            return int(argument.value.value) if isinstance(argument.value, IntValueNode) else PAGE
    return 0


def _selected(node: SelectionNode) -> Sequence[SelectionNode]:
    chosen = getattr(node, "selection_set", None)
    return chosen.selections if chosen is not None else ()


def _name(node: SelectionNode) -> str:
    return node.name.value if isinstance(node, FieldNode) else ""


def _with(node: SelectionNode, chosen: Half) -> SelectionNode:
    kept = {name: getattr(node, name) for name in node.keys if name != "selection_set"}
    kept["selection_set"] = SelectionSetNode(selections=tuple(chosen))
    return type(node)(**kept)


def _printed(operation: OperationDefinitionNode, chosen: Half) -> str:
    used = _Variables()
    for node in (*chosen, *(operation.directives or ())):
        visit(node, used)
    kept = {name: getattr(operation, name) for name in operation.keys}
    declared = operation.variable_definitions or ()
    wanted = tuple(each for each in declared if each.variable.name.value in used.names)
    chosen_set = SelectionSetNode(selections=tuple(chosen))
    changed = {"variable_definitions": wanted, "selection_set": chosen_set}
    return print_ast(OperationDefinitionNode(**{**kept, **changed}))


class _Variables(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def enter_variable(self, node: VariableNode, *_: object) -> None:
        self.names.add(node.name.value)


class _Pages(Visitor):
    """Find the field with the largest page."""

    def __init__(self) -> None:
        super().__init__()
        self.field: FieldNode | None = None
        self.size = 0
        self.way: tuple[str, ...] = ()
        self._above: list[str] = []

    def leave_field(self, *_: object) -> None:
        self._above.pop()

    def enter_field(self, node: FieldNode, *_: object) -> None:
        self._above.append((node.alias or node.name).value)
        sizes = [
            int(argument.value.value)
            for argument in node.arguments or ()
            if argument.name.value in SIZES and isinstance(argument.value, IntValueNode)
        ]
        if sizes and max(sizes) > self.size:
            self.field, self.size, self.way = node, max(sizes), tuple(self._above)


class _Resize(Visitor):
    def __init__(self, field: FieldNode, size: int) -> None:
        super().__init__()
        self._arguments = {id(argument) for argument in field.arguments or ()}
        self._size = size

    def enter_argument(self, node: ArgumentNode, *_: object) -> Node | None:
        if id(node) in self._arguments and node.name.value in SIZES:
            return ArgumentNode(name=node.name, value=IntValueNode(value=str(self._size)))
        return None
