"""What of a tenant's schema a document asks for, and what of that the tenant means to give up."""

from typing import TypedDict

from graphql import (
    ArgumentNode,
    FieldNode,
    GraphQLSchema,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    parse,
    visit,
)


class Used(TypedDict):
    """Fields as `Type.field`; what is deprecated, arguments too, with the server's reason."""

    fields: list[str]
    deprecated: list[tuple[str, str]]


def used(text: str | None, schema: GraphQLSchema) -> Used:
    """List what a document that fits the schema asks for; None asks for nothing."""
    found: Used = {"fields": [], "deprecated": []}
    if text is not None:
        info = TypeInfo(schema)
        visitor = _Using(info)
        visit(parse(text, no_location=True), TypeInfoVisitor(info, visitor))
        found["fields"] = list(visitor.fields)
        found["deprecated"] = list(visitor.deprecated.items())
    return found


class _Using(Visitor):
    def __init__(self, info: TypeInfo) -> None:
        super().__init__()
        self._info = info
        self.fields: dict[str, None] = {}
        self.deprecated: dict[str, str] = {}

    def enter_field(self, node: FieldNode, *_: object) -> None:
        defined, name = self._info.get_field_def(), self._field(node)
        self.fields[name] = None
        if defined is not None and defined.deprecation_reason is not None:
            self.deprecated[name] = defined.deprecation_reason

    def enter_argument(self, node: ArgumentNode, *_: object) -> None:
        argument, parent = self._info.get_argument(), self._info.get_parent_type()
        if argument is None or argument.deprecation_reason is None or parent is None:
            return
        # Within a field's arguments its own type is not left yet.
        self.deprecated[f"{self._last}({node.name.value})"] = argument.deprecation_reason

    def _field(self, node: FieldNode) -> str:
        parent = self._info.get_parent_type()
        self._last = f"{parent.name if parent is not None else ''}.{node.name.value}"
        return self._last
