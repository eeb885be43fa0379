"""Answers to introspection, which never change and take long to compute."""

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from graphql import FieldNode, OperationDefinitionNode

from .files import write_atomically
from .schema import schema_key


def is_pure(operation: OperationDefinitionNode) -> bool:
    """Say whether an operation asks for nothing but the schema."""
    return all(
        isinstance(node, FieldNode) and node.name.value.startswith("__")
        for node in operation.selection_set.selections
    )


class Answers:
    """The answers given so far, in memory and, where there is one, in a cache folder."""

    def __init__(self, tenant: str, folder: Path | None) -> None:
        """Keep the answers of one tenant."""
        self._tenant = tenant
        self._folder = folder
        self._kept: dict[str, bytes] = {}

    def get(self, request: Mapping[str, Any], compute: Callable[[], dict[str, Any]]) -> bytes:
        """Return the answer to a request as JSON, computing it only once."""
        asked = [request.get(part) for part in ("query", "variables", "operationName")]
        key = hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()[:16]
        if key not in self._kept:
            self._kept[key] = self._read(key) or self._computed(key, compute)
        return self._kept[key]

    def _computed(self, key: str, compute: Callable[[], dict[str, Any]]) -> bytes:
        body = json.dumps(compute(), separators=(",", ":")).encode()
        file = self._file(key)
        if file is not None:
            write_atomically(file, body)
        return body

    def _read(self, key: str) -> bytes | None:
        file = self._file(key)
        try:
            body = file.read_bytes() if file is not None else b""
        except OSError:
            return None
        # A torn file is never seen, since it is moved into place; a foreign one may be.
        return body if body.startswith(b'{"data":') and body.endswith(b"}") else None

    def _file(self, key: str) -> Path | None:
        if self._folder is None:
            return None
        return self._folder / f"{self._tenant}-{schema_key(self._tenant)}-answer-{key}.json"
