"""Fit a document to a tenant by the tenant's own objections, before its schema is at hand.

A server that cannot validate a document says where: each error carries the line and the column of
the node it stumbled over. Dropping just these nodes gives a document that asks for everything the
tenant does have, for the price of one refused request instead of an introspection of megabytes.
"""

from collections.abc import Collection

from graphql import (
    REMOVE,
    ArgumentNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    Node,
    OperationDefinitionNode,
    VariableDefinitionNode,
    VariableNode,
    Visitor,
    parse,
    print_ast,
    visit,
)

from kraken_tui.api.errors import Problem

Place = tuple[int, int]
DROPPABLE = (
    FieldNode,
    ArgumentNode,
    InlineFragmentNode,
    FragmentSpreadNode,
    FragmentDefinitionNode,
    VariableDefinitionNode,
)


def trim(text: str, problems: Collection[Problem]) -> str | None:
    """Return the document without the nodes that the problems point at.

    The text comes back as it went in where no problem says a place in it, and ``None`` where
    nothing would be left to ask for. Places refer to the document as the client prints it.
    """
    places = {place for problem in problems for place in problem.locations}
    printed = parse(print_ast(parse(text)))
    trimmed = _without_empty(visit(printed, _Drop(places)))
    if not any(isinstance(node, OperationDefinitionNode) for node in trimmed.definitions):
        return None
    shorter = print_ast(_without_unused(trimmed))
    return text if shorter == print_ast(printed) else shorter


def lost(whole: str, left: str | None) -> list[str]:
    """List what a document has and what is left of it has not, as `kraken_tui.api.adapt` does.

    Of what went with the field that it stands in, only that field is listed.
    """
    before, after = (_Ways.of(text) for text in (whole, left))
    gone = [way for way in before if way not in after]
    inside = tuple(f"{way}{step}" for way in gone for step in (".", "(", " ..."))
    return [way for way in gone if not way.startswith(inside)]


class _Ways(Visitor):
    """The way to every field, argument and kind of object that a document names."""

    def __init__(self) -> None:
        super().__init__()
        self._above: list[str] = []
        self.found: dict[str, None] = {}

    @classmethod
    def of(cls, text: str | None) -> dict[str, None]:
        """List the ways of a document, in its order; of none there are none."""
        visitor = cls()
        if text is not None:
            visit(parse(text, no_location=True), visitor)
        return visitor.found

    def enter(self, node: Node, *_: object) -> None:
        way = ".".join(self._above)
        if isinstance(node, FieldNode):
            self._above.append(node.name.value)
            self.found[".".join(self._above)] = None
        elif isinstance(node, ArgumentNode):
            self.found[f"{way}({node.name.value})"] = None
        elif isinstance(node, InlineFragmentNode) and node.type_condition is not None:
            self.found[f"{way} ... on {node.type_condition.name.value}".strip()] = None

    def leave(self, node: Node, *_: object) -> None:
        if isinstance(node, FieldNode):
            self._above.pop()


class _Drop(Visitor):
    """Drop every node that starts at, or, for what cannot stand alone, holds one of the places."""

    def __init__(self, places: Collection[Place]) -> None:
        super().__init__()
        self._places = places

    def enter(self, node: Node, *_: object) -> object:
        if isinstance(node, DROPPABLE) and self._starts(node):
            return REMOVE
        if isinstance(node, InlineFragmentNode) and node.type_condition is not None:
            return REMOVE if self._starts(node.type_condition) else None
        if isinstance(node, FragmentDefinitionNode) and self._starts(node.type_condition):
            return REMOVE
        if isinstance(node, VariableDefinitionNode):
            return REMOVE if self._holds(node) else None
        return None

    def _starts(self, node: Node) -> bool:
        if node.loc is None:
            return False
        token = node.loc.start_token
        return (token.line, token.column) in self._places

    def _holds(self, node: Node) -> bool:
        if node.loc is None:
            return False
        first, last = node.loc.start_token, node.loc.end_token
        start, end = (first.line, first.column), (last.line, last.column)
        return any(start <= place <= end for place in self._places)


def _without_empty(document: DocumentNode) -> DocumentNode:
    """Drop what has lost all it selected, from the inside out, and spreads of what is gone."""
    while True:
        fragments = {
            node.name.value
            for node in document.definitions
            if isinstance(node, FragmentDefinitionNode)
        }
        smaller: DocumentNode = visit(document, _DropEmpty(fragments))
        if print_ast(smaller) == print_ast(document):
            return smaller
        document = smaller


class _DropEmpty(Visitor):
    def __init__(self, fragments: Collection[str]) -> None:
        super().__init__()
        self._fragments = fragments

    def leave(self, node: Node, *_: object) -> object:
        if isinstance(node, FragmentSpreadNode):
            return None if node.name.value in self._fragments else REMOVE
        selections = getattr(node, "selection_set", None)
        return REMOVE if selections is not None and not selections.selections else None


def _without_unused(document: DocumentNode) -> DocumentNode:
    """Drop fragments that nothing spreads and variables that nothing uses."""
    used = _Used()
    visit(document, used)
    smaller: DocumentNode = visit(document, _DropUnused(used))
    return smaller


class _Used(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.names: set[tuple[type[Node], str]] = set()

    def enter(self, node: Node, *_: object) -> object:
        if isinstance(node, VariableDefinitionNode):
            return False
        if isinstance(node, FragmentSpreadNode | VariableNode):
            self.names.add((type(node), node.name.value))
        return None


class _DropUnused(Visitor):
    def __init__(self, used: _Used) -> None:
        super().__init__()
        self._used = used.names

    def enter(self, node: Node, *_: object) -> object:
        if isinstance(node, FragmentDefinitionNode):
            return None if (FragmentSpreadNode, node.name.value) in self._used else REMOVE
        if isinstance(node, VariableDefinitionNode):
            return None if (VariableNode, node.variable.name.value) in self._used else REMOVE
        return None
