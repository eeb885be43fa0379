"""A GraphQL server over any schema: parsed, validated and executed by graphql-core."""

import base64
import json
import os
import time
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLError,
    GraphQLSchema,
    execute_sync,
    parse,
    validate,
)

from tests.tenants.values import Values, Way

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

LIFETIME = 3600


class Server:
    """Serve a schema as an ASGI application: sign-in below ``/auth/``, all else is the API."""

    def __init__(
        self, schema: GraphQLSchema, way: Way = Way.FULL, *, kept: Path | None = None
    ) -> None:
        """Serve ``schema``; in the folder ``kept`` what it answers of itself, which takes long."""
        self._schema = schema
        self._kept = kept
        self._values = Values(schema, way)
        self.refused: list[str] = []
        """What was said against documents that do not fit the schema."""

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request; the only other thing that a server is told of is its life."""
        if scope["type"] != "http":
            return
        body = b""
        while True:
            message = await receive()
            body += message.get("body", b"")
            if not message.get("more_body"):
                break
        answer = self._signed_in() if "/auth/" in scope["path"] else self._answer(json.loads(body))
        headers = [(b"content-type", b"application/json")]
        headers.append((b"content-length", str(len(answer)).encode()))
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": answer})

    def _signed_in(self) -> bytes:
        now = int(time.time())
        tokens = {
            "token": _jwt(iat=now, exp=now + LIFETIME),
            "payload": {"iat": now, "exp": now + LIFETIME},
            "refreshToken": "refresh",
            "refreshExpiresIn": now + 7 * 24 * LIFETIME,
        }
        return json.dumps({"data": {"obtainKrakenToken": tokens}}).encode()

    def _answer(self, request: Mapping[str, Any]) -> bytes:
        text = request["query"]
        if "__schema" in text:
            return self._introspected(text)
        document, errors = _checked(self._schema, text)
        if document is None:
            self.refused += [error.message for error in errors]
            return _envelope(ExecutionResult(None, errors))
        done = execute_sync(
            self._schema,
            document,
            variable_values=dict(request.get("variables") or {}),
            operation_name=request.get("operationName"),
            field_resolver=self._values,
        )
        return _envelope(done)

    def _introspected(self, text: str) -> bytes:
        name = f"{sha256(text.encode()).hexdigest()}.json"
        path = self._kept / name if self._kept is not None else None
        if path is not None and path.exists():
            return path.read_bytes()
        answer = _envelope(execute_sync(self._schema, parse(text)))
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            # Whoever else keeps it at the same time keeps the same, and nobody reads half of it.
            half = path.with_suffix(f".{os.getpid()}")
            half.write_bytes(answer)
            half.replace(path)
        return answer


@cache
def _checked(schema: GraphQLSchema, text: str) -> tuple[DocumentNode | None, list[GraphQLError]]:
    try:
        document = parse(text)
    except GraphQLError as error:
        return None, [error]
    errors = validate(schema, document)
    return (None, errors) if errors else (document, [])


def _envelope(done: ExecutionResult) -> bytes:
    return json.dumps(done.formatted).encode()


def _jwt(**claims: int) -> str:
    parts = ({"alg": "none"}, claims)
    coded = [base64.urlsafe_b64encode(json.dumps(part).encode()).decode() for part in parts]
    return ".".join([*(part.rstrip("=") for part in coded), "signature"])
