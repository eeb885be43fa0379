"""Fits a document to a tenant's schema: what the tenant does not have is taken out and noted.

The rules of validation are the judge: whatever they object to is dropped, until they object to
nothing. So what is left is valid there, and never asks for anything that was not asked for.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from graphql import (
    REMOVE,
    ArgumentNode,
    DirectiveNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLSchema,
    InlineFragmentNode,
    Node,
    OperationDefinitionNode,
    VariableDefinitionNode,
    Visitor,
    parse,
    print_ast,
    validate,
    visit,
)

_DROPPABLE = (
    FieldNode,
    ArgumentNode,
    DirectiveNode,
    InlineFragmentNode,
    FragmentSpreadNode,
    FragmentDefinitionNode,
    VariableDefinitionNode,
    OperationDefinitionNode,
)


@dataclass(frozen=True, slots=True)
class Pruned:
    """A document as a tenant understands it; `text` is None if nothing of it is left.

    `fell_away` names what was taken out by its place, e.g. "account.wallets",
    "account.bills(last)" or "account.transactions ... on Refund".
    """

    text: str | None
    fell_away: tuple[str, ...] = ()


def prune(text: str, schema: GraphQLSchema) -> Pruned:
    """Take everything out of the document `text` that `schema` does not have.

    A document that fits comes out as it went in, in graphql-core's layout.

    Raises:
        GraphQLError: `text` is no GraphQL document.
    """
    document: DocumentNode = parse(text, no_location=True)
    fell_away: dict[str, None] = {}
    while culprits := _culprits(document, schema):
        places = _Places()
        visit(document, places)
        fell_away.update((note, None) for note in places.notes(culprits))
        document = visit(document, _Drop(places.holders(culprits)))
    if not _asks_something(document):
        return Pruned(text=None, fell_away=tuple(fell_away))
    return Pruned(text=print_ast(document), fell_away=tuple(fell_away))


def _culprits(document: DocumentNode, schema: GraphQLSchema) -> list[Node]:
    if not document.definitions:
        return []
    errors = validate(schema, document, hide_suggestions=True)
    return [_culprit(error.nodes) for error in errors if error.nodes]


def _culprit(nodes: Sequence[Node]) -> Node:
    in_conflict = len(nodes) > 1 and all(isinstance(node, FieldNode) for node in nodes)
    if in_conflict:
        return nodes[-1]
    if len(nodes) > 1 and isinstance(nodes[0], VariableDefinitionNode):
        return nodes[1]  # Where the variable does not fit, for it may fit elsewhere.
    return nodes[0]


def _asks_something(document: DocumentNode) -> bool:
    return any(
        not (isinstance(selection, FieldNode) and selection.name.value == "__typename")
        for node in document.definitions
        if isinstance(node, OperationDefinitionNode)
        for selection in node.selection_set.selections
    )


class _Places(Visitor):
    """Where each node stands: the nearest node that can be dropped, and the way to it in words."""

    def __init__(self) -> None:
        super().__init__()
        self._above: list[Node] = []
        self._holder: dict[int, Node] = {}
        self._way: dict[int, str] = {}

    def enter(self, node: Node, *_: object) -> None:
        self._above.append(node)
        for holder in reversed(self._above):
            if isinstance(holder, _DROPPABLE):
                self._holder[id(node)] = holder
                break
        fields = (above.name.value for above in self._above if isinstance(above, FieldNode))
        self._way[id(node)] = ".".join(fields)

    def leave(self, *_: object) -> None:
        self._above.pop()

    def holders(self, culprits: Collection[Node]) -> set[int]:
        """Return the ids of the nodes to drop."""
        return {id(self._holder[id(node)]) for node in culprits}

    def notes(self, culprits: Collection[Node]) -> list[str]:
        """Say what will be missed; what nobody used any more is not."""
        found = [self._note(node, self._holder[id(node)]) for node in culprits]
        return [note for note in found if note]

    def _note(self, culprit: Node, holder: Node) -> str:
        way = self._way[id(holder)]
        match holder:
            case FieldNode():
                return way
            case ArgumentNode(name=name):
                return f"{way}({name.value})"
            case DirectiveNode(name=name):
                return f"{way} @{name.value}".strip()
            case InlineFragmentNode(type_condition=kind) if kind is not None:
                return f"{way} ... on {kind.name.value}".strip()
            case FragmentDefinitionNode(type_condition=kind) if culprit is kind:
                return f"... on {kind.name.value}"
            case _:
                return ""


class _Drop(Visitor):
    """Drops nodes, and from the inside out whatever has nothing left to select."""

    def __init__(self, doomed: Collection[int]) -> None:
        super().__init__()
        self._doomed = doomed

    def enter(self, node: Node, *_: object) -> object:
        return REMOVE if id(node) in self._doomed else None

    def leave(self, node: Node, *_: object) -> object:
        selected = getattr(node, "selection_set", None)
        return REMOVE if selected is not None and not selected.selections else None
