"""How a mutation runs: once, in one transaction, and written to the log."""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from graphql import GraphQLResolveInfo, GraphQLSchema

from ..context import Context
from ..documented import at_endpoint, refusal
from ..errors import Refusal
from ..operations import Operation

Arguments = Mapping[str, Any]
Handler = Callable[[Context, Arguments], Any]
Handlers = dict[str, Handler]
FindHandler = Callable[[str], Handler | None]

_ALWAYS_PUBLIC: Final = {"obtainKrakenToken", "masqueradeAuthentication", "resetPassword"}
_SECRETS: Final = {
    "APIKey",
    "bankDetails",
    "completionToken",
    "electricityIban",
    "gasIban",
    "iban",
    "linkToken",
    "masqueradeToken",
    "newPassword",
    "newPasswordConfirmed",
    "oldPassword",
    "organizationSecretKey",
    "password",
    "preSignedKey",
    "refreshToken",
    "retrievalToken",
    "token",
    "verificationCode",
}


def bind_mutations(
    schema: GraphQLSchema, find: FindHandler, documented: Mapping[str, tuple[Operation, ...]]
) -> None:
    """Bind every mutation of the schema; one without a handler says that it is disabled.

    A handler is looked for when the mutation is asked for.
    """
    assert schema.mutation_type is not None
    for name, field in schema.mutation_type.fields.items():
        field.resolve = _resolver(name, find, public=_is_public(name, documented))


def _is_public(name: str, documented: Mapping[str, tuple[Operation, ...]]) -> bool:
    # What may be asked without signing in cannot answer that the header is missing.
    errors = documented[name][0].errors if name in documented else ()
    needs_header = any(error.code == "KT-CT-1112" for error in errors)
    return name in _ALWAYS_PUBLIC or (bool(errors) and not needs_header)


def _resolver(name: str, find: FindHandler, *, public: bool) -> Callable[..., Any]:
    def resolve(_root: Any, info: GraphQLResolveInfo[Any], /, **arguments: Any) -> Any:
        context: Context = info.context
        _raise_on_request(name, context, arguments)
        handler = find(name)
        if handler is None:
            raise Refusal("KT-CT-1113")
        if not public and context.user is None:
            raise Refusal("KT-CT-1112")
        return _run(name, handler, context, arguments)

    return resolve


def _raise_on_request(name: str, context: Context, arguments: Arguments) -> None:
    if context.raising is None:
        return
    row = at_endpoint(context.state.operations, name, context.endpoint)
    error = row and refusal(context.state.schema, row, context.raising)
    if error:
        _note(name, context, arguments, error.code)
        raise error


def _run(name: str, handler: Handler, context: Context, arguments: Arguments) -> Any:
    store = context.state.store
    store.execute("BEGIN IMMEDIATE")
    try:
        answer = handler(context, arguments)
        _note(name, context, arguments, "accepted")
        store.execute("COMMIT")
        context.state.counts.clear()
    except BaseException as refusal:
        store.execute("ROLLBACK")
        if isinstance(refusal, Refusal):
            _note(name, context, arguments, refusal.code)
        raise
    return answer


def _note(name: str, context: Context, arguments: Arguments, outcome: str) -> None:
    context.state.store.execute(
        "INSERT INTO applied_mutations (name, variables, at, user_id, outcome)"
        " VALUES (?, ?, ?, ?, ?)",
        (
            name,
            json.dumps(without_secrets(arguments), default=str),
            context.now,
            context.user["id"] if context.user else None,
            outcome,
        ),
    )


def without_secrets(value: Any) -> Any:
    """Copy JSON-like data with every secret in it replaced."""
    if isinstance(value, Mapping):
        return {
            key: "***" if key in _SECRETS and inner else without_secrets(inner)
            for key, inner in value.items()
        }
    return [without_secrets(inner) for inner in value] if isinstance(value, list) else value
