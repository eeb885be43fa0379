"""Run GraphQL requests against a tenant's state."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLError,
    GraphQLSchema,
    NoSchemaIntrospectionCustomRule,
    OperationDefinitionNode,
    OperationType,
    execute_sync,
    parse,
    specified_rules,
    validate,
)

from . import brownouts, cost, introspection
from .auth import authenticate
from .context import Context, State
from .documented import at_endpoint
from .errors import Refusal, envelope, format_error

_AT_AUTH_ENDPOINT: Final = {
    "createMfaDevice",
    "deleteMfaDevice",
    "forceReauthentication",
    "krakenVersion",
    "masqueradeAuthentication",
    "mfaDevices",
    "obtainKrakenToken",
    "regenerateSecretKey",
    "sendPreSignedTokenEmail",
    "validateMfaDevice",
    "viewer",
}
_FREE: Final = {"rateLimitInfo", "apiBrownouts"}
_KEPT_DOCUMENTS: Final = 256


class InvalidRequest(ValueError):
    """The body of a request is not a GraphQL request at all."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document that was read and checked once."""

    document: DocumentNode | None
    errors: tuple[GraphQLError, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a request: the answer as JSON bytes, and what the log wants to know."""

    body: bytes
    kind: str | None = None
    fields: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    user: str | None = None
    points: int = 0


class Executor:
    """Run requests: sign-in, limits, then the resolvers."""

    def __init__(self, state: State) -> None:
        """Answer from `state`, whose schema has its resolvers bound."""
        self._state = state
        self._made_for = (state.schema, state.tells_schema)
        self._introspection = introspection.Answers(state.tenant, state.cache_folder)

    def run(
        self,
        request: Mapping[str, Any],
        headers: Mapping[str, str],
        *,
        endpoint: str,
        raising: str | None = None,
    ) -> Outcome:
        """Answer one request, `{query, variables, operationName}`.

        `raising` is the code of an error to answer with: at the mutation that documents it, or
        else in place of the whole answer.

        Raises InvalidRequest for anything else.
        """
        _check(request)
        prepared = self._prepare(request["query"])
        operation = _operation(prepared, request)
        if raising and not self._documents_error(operation, endpoint, raising):
            return _whole(Refusal(raising), operation)
        try:
            user = authenticate(self._state, headers)
        except Refusal as refusal:
            return _whole(refusal, operation)
        if operation is None or prepared.document is None:
            return _outcome(_objections(prepared, request))
        if introspection.is_pure(operation):
            document = prepared.document
            body = self._introspection.get(
                request, lambda: _executed(self._state.schema, document, request)
            )
            return Outcome(body, "query", _fields(operation))
        context = Context(self._state, user, endpoint, raising)
        try:
            points = self._admit(context, prepared.document, request, operation)
        except Refusal as refusal:
            return _whole(refusal, operation)
        answer = _executed(
            self._state.schema,
            prepared.document,
            request,
            context_value=context,
            field_resolver=self._state.defaults,
        )
        return _outcome(answer, operation, context, points)

    def names(self, request: Any) -> tuple[str, ...]:
        """Name what a request asks for: its operation, and the fields at its root."""
        try:
            _check(request)
        except InvalidRequest:
            return ()
        operation = _operation(self._prepare(request["query"]), request)
        fields = _fields(operation) if operation else ()
        name = request.get("operationName")
        return (name, *fields) if name else fields

    def _documents_error(
        self, operation: OperationDefinitionNode | None, endpoint: str, code: str
    ) -> bool:
        if operation is None or operation.operation is not OperationType.MUTATION:
            return False
        rows = (at_endpoint(self._state.operations, name, endpoint) for name in _fields(operation))
        return any(error.code == code for row in rows if row for error in row.errors)

    def _prepare(self, query: str) -> Prepared:
        made = (self._state.schema, self._state.tells_schema)
        if made != self._made_for:
            self._made_for = made
            self._introspection = introspection.Answers(self._state.tenant, None)
        return _prepare(*made, query)

    def _admit(
        self,
        context: Context,
        document: DocumentNode,
        request: Mapping[str, Any],
        operation: OperationDefinitionNode,
    ) -> int:
        if context.endpoint == "auth" and not set(_fields(operation)) <= _AT_AUTH_ENDPOINT:
            raise Refusal("KT-CT-1113")
        state = self._state
        brownouts.refuse(state.schema, document, state.brownouts, state.clock())
        measured = cost.measure(
            state.schema,
            document,
            operation_name=request.get("operationName"),
            variables=request.get("variables"),
        )
        state.bounds.check(measured)
        # Asking how much is left is free, or nobody could tell why they are blocked.
        if context.user is None or set(_fields(operation)) <= _FREE:
            return 0
        state.allowance.charge(context.user["number"], measured.complexity)
        return measured.complexity


def _check(request: Any) -> None:
    if not isinstance(request, Mapping) or not isinstance(request.get("query"), str):
        raise InvalidRequest("A request is an object with a query, which is a string.")
    if not isinstance(request.get("variables") or {}, Mapping):
        raise InvalidRequest("Variables are an object.")
    if not isinstance(request.get("operationName") or "", str):
        raise InvalidRequest("The operation name is a string.")


@lru_cache(maxsize=_KEPT_DOCUMENTS)
def _prepare(schema: GraphQLSchema, tells_schema: bool, query: str) -> Prepared:
    """Read and check a document, once for all sandboxes of the process that share the schema."""
    try:
        document = parse(query)
    except GraphQLError as error:
        return Prepared(None, (error,))
    rules = specified_rules if tells_schema else (*specified_rules, NoSchemaIntrospectionCustomRule)
    errors = validate(schema, document, rules)
    return Prepared(None if errors else document, tuple(errors))


def _operation(prepared: Prepared, request: Mapping[str, Any]) -> OperationDefinitionNode | None:
    if prepared.document is None:
        return None
    return cost.find_operation(prepared.document, request.get("operationName"))


def _objections(prepared: Prepared, request: Mapping[str, Any]) -> dict[str, Any]:
    """Say why a request cannot be answered: its document is not valid, or lacks the operation."""
    unknown = GraphQLError(f'Unknown operation named "{request.get("operationName")}".')
    return {"errors": [dict(error.formatted) for error in prepared.errors or [unknown]]}


def _executed(
    schema: GraphQLSchema, document: DocumentNode, request: Mapping[str, Any], **options: Any
) -> dict[str, Any]:
    """Answer with a document that was found valid."""
    result = execute_sync(
        schema,
        document,
        variable_values=request.get("variables"),
        operation_name=request.get("operationName"),
        **options,
    )
    answer: dict[str, Any] = {"data": result.data}
    if result.errors:
        answer["errors"] = [format_error(error) for error in result.errors]
    return answer


def _fields(operation: OperationDefinitionNode) -> tuple[str, ...]:
    selections = operation.selection_set.selections
    return tuple(node.name.value for node in selections if isinstance(node, FieldNode))


def _whole(refusal: Refusal, operation: OperationDefinitionNode | None) -> Outcome:
    return _outcome(envelope(refusal), operation)


def _outcome(
    answer: dict[str, Any],
    operation: OperationDefinitionNode | None = None,
    context: Context | None = None,
    points: int = 0,
) -> Outcome:
    errors = answer.get("errors") or []
    return Outcome(
        json.dumps(answer, separators=(",", ":")).encode(),
        kind=operation.operation.value if operation else None,
        fields=_fields(operation) if operation else (),
        codes=tuple((error.get("extensions") or {}).get("errorCode") or "" for error in errors),
        user=context.user["number"] if context and context.user else None,
        points=points,
    )


def is_mutation(outcome: Outcome) -> bool:
    """Say whether the request was a mutation."""
    return outcome.kind == OperationType.MUTATION.value
