"""What a query costs: its complexity and how many nodes it may return, before it runs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
    get_named_type,
    is_leaf_type,
)

from .errors import Refusal

MAX_COMPLEXITY: Final = 550
MAX_NODES: Final = 10_000
_ITEMS_PER_POINT: Final = 10
_PAGE: Final = 100
_MEASUREMENT_PAGE: Final = 1_000


@dataclass(frozen=True, slots=True)
class Cost:
    """One point an object asked for and one for every ten items of a page; nodes of all pages."""

    complexity: int
    nodes: int


@dataclass(slots=True)
class Bounds:
    """What a tenant runs at most; may be changed while it runs."""

    complexity: int = MAX_COMPLEXITY
    nodes: int = MAX_NODES

    def check(self, cost: Cost) -> None:
        """Raise Refusal where a tenant would not run such a query."""
        if cost.complexity > self.complexity:
            raise Refusal("KT-CT-1188")
        if cost.nodes > self.nodes:
            raise Refusal("KT-CT-1189")

    def reset(self) -> None:
        """Allow again what a tenant usually allows."""
        self.complexity, self.nodes = MAX_COMPLEXITY, MAX_NODES


def measure(
    schema: GraphQLSchema,
    document: DocumentNode,
    *,
    operation_name: str | None = None,
    variables: Mapping[str, Any] | None = None,
) -> Cost:
    """Measure one operation of a document that is valid.

    Raises Refusal where a connection is asked for without a size, or for more than a page.
    """
    operation = find_operation(document, operation_name)
    if operation is None:
        return Cost(0, 0)
    known = _defaults(operation) | dict(variables or {})
    root = schema.get_root_type(operation.operation)
    return _Meter(schema, document, known).measure(operation.selection_set, root, 1)


def find_operation(document: DocumentNode, name: str | None) -> OperationDefinitionNode | None:
    """Find the operation of that name, or the only one."""
    for node in document.definitions:
        named = isinstance(node, OperationDefinitionNode) and node.name and node.name.value
        if isinstance(node, OperationDefinitionNode) and (not name or name == named):
            return node
    return None


def _defaults(operation: OperationDefinitionNode) -> dict[str, Any]:
    return {
        defined.variable.name.value: int(defined.default_value.value)
        for defined in operation.variable_definitions or ()
        if isinstance(defined.default_value, IntValueNode)
    }


class _Meter:
    def __init__(
        self, schema: GraphQLSchema, document: DocumentNode, variables: Mapping[str, Any]
    ) -> None:
        self._schema = schema
        self._variables = variables
        self._fragments = {
            node.name.value: node
            for node in document.definitions
            if isinstance(node, FragmentDefinitionNode)
        }

    def measure(
        self, selection: SelectionSetNode, parent: GraphQLNamedType | None, times: int
    ) -> Cost:
        complexity = nodes = 0
        for field, owner in self._fields(selection, parent):
            defined = _definition(owner, field.name.value)
            if defined is None or is_leaf_type(get_named_type(defined.type)):
                continue
            size = self._size(field, defined)
            complexity += 1 + (size or 0) // _ITEMS_PER_POINT
            nodes += times * (size or 0)
            if field.selection_set:
                inner = get_named_type(defined.type)
                below = self.measure(field.selection_set, inner, times * max(size or 1, 1))
                complexity, nodes = complexity + below.complexity, nodes + below.nodes
        return Cost(complexity, nodes)

    def _fields(
        self, selection: SelectionSetNode, parent: GraphQLNamedType | None
    ) -> Iterator[tuple[FieldNode, GraphQLNamedType | None]]:
        for node in selection.selections:
            if isinstance(node, FieldNode):
                yield node, parent
            elif isinstance(node, InlineFragmentNode):
                yield from self._fields(node.selection_set, self._narrowed(node, parent))
            elif isinstance(node, FragmentSpreadNode):
                fragment = self._fragments[node.name.value]
                yield from self._fields(fragment.selection_set, self._narrowed(fragment, parent))

    def _narrowed(
        self,
        node: InlineFragmentNode | FragmentDefinitionNode,
        parent: GraphQLNamedType | None,
    ) -> GraphQLNamedType | None:
        condition = node.type_condition
        return self._schema.get_type(condition.name.value) if condition else parent

    def _size(self, field: FieldNode, defined: GraphQLField) -> int | None:
        if "first" not in defined.args:
            return None
        sizes = [self._number(field, name) for name in ("first", "last")]
        asked = [size for size in sizes if size is not None]
        if not asked:
            raise Refusal("KT-CT-1201", description=f"`{field.name.value}` needs a size.")
        name = get_named_type(defined.type).name
        most = _MEASUREMENT_PAGE if name == "MeasurementConnection" else _PAGE
        if not 0 <= asked[0] <= most:
            described = f"`{field.name.value}` gives between 0 and {most} items a page."
            raise Refusal("KT-CT-1201", "Page size out of range.", description=described)
        return asked[0]

    def _number(self, field: FieldNode, name: str) -> int | None:
        for argument in field.arguments or ():
            if argument.name.value == name:
                if isinstance(argument.value, VariableNode):
                    value = self._variables.get(argument.value.name.value)
                    return value if isinstance(value, int) else None
                if isinstance(argument.value, IntValueNode):
                    return int(argument.value.value)
        return None


def _definition(owner: GraphQLNamedType | None, name: str) -> GraphQLField | None:
    if isinstance(owner, GraphQLObjectType | GraphQLInterfaceType):
        found: GraphQLField | None = owner.fields.get(name)
        return found
    return None
