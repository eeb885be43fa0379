"""How an operation looks on the wire: what goes out, what is taken for an answer."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from kraken_tui.api.incoming import ANSWER, SCHEMA, Bounds
from kraken_tui.api.late import light_imports

with light_imports():
    import httpx
    from gql import GraphQLRequest
    from graphql import (
        DocumentNode,
        FieldNode,
        GraphQLError,
        OperationDefinitionNode,
        parse,
        print_ast,
    )

Kind = Literal["query", "mutation"]


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds to wait for a connection, for each piece of an answer or a request, for a turn.

    `answer` and `schema` bound the whole of an answer, and of one that holds a schema.
    """

    connect: float = 10.0
    read: float = 30.0
    write: float = 30.0
    pool: float = 30.0
    answer: Bounds = ANSWER
    schema: Bounds = SCHEMA

    def for_httpx(self) -> httpx.Timeout:
        """Return the same as httpx wants it."""
        return httpx.Timeout(connect=self.connect, read=self.read, write=self.write, pool=self.pool)


@dataclass(frozen=True, slots=True)
class Document:
    """A GraphQL document with its one operation.

    `text` is what is sent, and what the locations in the server's errors refer to: the document as
    graphql-core prints it.
    """

    text: str
    name: str
    kind: str
    tree: DocumentNode
    roots: Mapping[str, bool]
    """What the data of an answer has to hold, by name, and whether each is an object or a list.

    Empty where that cannot be told.
    """

    def must_be(self, kind: Kind) -> None:
        """Raise ValueError if the operation is of another kind: a mutation is no query."""
        if self.kind != kind:
            raise ValueError(f"{self.name} is a {self.kind}, not a {kind}.")


def read_document(text: str) -> Document:
    """Parse `text`.

    Raises:
        ValueError: it is no GraphQL, or holds not exactly one operation.
    """
    try:
        tree = parse(text, no_location=True)
    except GraphQLError as error:
        raise ValueError(f"This is no GraphQL document: {error.message}") from error
    found = [node for node in tree.definitions if isinstance(node, OperationDefinitionNode)]
    if len(found) != 1:
        raise ValueError(f"A document holds one operation, this one {len(found)}.")
    name = found[0].name.value if found[0].name else ""
    return Document(
        text=print_ast(tree),
        name=name,
        kind=found[0].operation.value,
        tree=tree,
        roots=_roots(found[0]),
    )


def _roots(operation: OperationDefinitionNode) -> dict[str, bool]:
    roots: dict[str, bool] = {}
    for node in operation.selection_set.selections:
        if not isinstance(node, FieldNode) or node.directives:
            return {}
        roots[(node.alias or node.name).value] = node.selection_set is not None
    return roots


class Outgoing(GraphQLRequest):
    """A request that carries the document as text, so that it is not printed anew each time."""

    def __init__(self, document: Document, variables: Mapping[str, object]) -> None:
        super().__init__(
            document.tree, variable_values=dict(variables), operation_name=document.name
        )
        self._text = document.text

    @property
    def payload(self) -> dict[str, Any]:
        """The JSON body."""
        body: dict[str, Any] = {"query": self._text, "variables": self.variable_values}
        if self.operation_name:
            body["operationName"] = self.operation_name
        return body


def decode_envelope(body: bytes) -> dict[str, Any]:
    """Decode an answer, with `errors` a list if there are any.

    Raises:
        ValueError: it is not a GraphQL answer.
    """
    answer = json.loads(body)
    if not isinstance(answer, dict):
        raise ValueError("not an object")
    data, errors = answer.get("data"), answer.get("errors")
    if data is not None and not isinstance(data, dict):
        raise ValueError("data is no object")
    if data is None and not errors:
        raise ValueError("neither data nor errors")
    return {**answer, "errors": errors if isinstance(errors, list) else [errors] if errors else []}
