"""Schemas to open forms from: each cached in a home folder, as the app itself keeps them."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, cast
from urllib.request import Request, urlopen

from bench.tenant import home, sandbox, write_profile
from kraken_tui.api.introspection import questions
from kraken_tui.api.schema import SchemaCache, SchemaIndex, refresh_schema
from kraken_tui.domain.documents import all_texts

if TYPE_CHECKING:
    from kraken_tui.api.client import KrakenClient

TENANTS = ("water", "energy")
# Nobody answers there: a cached schema is all that a form needs.
PORT = 9
ENDPOINT = f"http://127.0.0.1:{PORT}/v1/graphql/"
FURTHER = "KRAKEN_BENCH_SCHEMA"
"""Names the environment variable with the path of one more schema, as SDL."""
ASK = """\
import json, sys
from graphql import build_schema, graphql_sync
from kraken_tui.api.introspection import questions
schema = build_schema(open(sys.argv[1], encoding="utf-8").read(), assume_valid=True)
print(json.dumps({"data": graphql_sync(schema, questions()[0]).data}))
"""


@dataclass(frozen=True, slots=True)
class Tenant:
    """Name a schema, the environment of an app that has it cached, and the cache's folder."""

    name: str
    env: Mapping[str, str] = field(hash=False)
    folder: Path

    def index(self) -> SchemaIndex:
        """Open the cached schema."""
        found = SchemaCache(self.folder).open(ENDPOINT)
        assert found is not None
        return found


def tenants(stack: ExitStack, further: Path | None) -> Iterator[Tenant]:
    """Cache the schemas of the sandbox's tenants, and one more if its SDL is given."""
    for name in TENANTS:
        with sandbox("--tenant", name) as port:
            answer = answer_of_sandbox(port)
        yield _tenant(name, answer, stack)
    if further is not None:
        yield _tenant(further.stem, answer_of_file(further), stack)


def answer_of_sandbox(port: int) -> bytes:
    """Ask a sandbox for its schema."""
    body = json.dumps({"query": questions()[0]}).encode()
    endpoint = f"http://127.0.0.1:{port}/v1/graphql/"
    request = Request(endpoint, body, {"Content-Type": "application/json"})
    with urlopen(request) as answer:
        return bytes(answer.read())


def answer_of_file(path: Path) -> bytes:
    """Answer as a tenant of the schema in an SDL file would."""
    asked = subprocess.run([sys.executable, "-c", ASK, path], check=True, capture_output=True)
    return asked.stdout


def _tenant(name: str, answer: bytes, stack: ExitStack) -> Tenant:
    folder = Path(stack.enter_context(TemporaryDirectory(prefix="kraken-bench-")))
    write_profile(folder, port=PORT)
    schemas = folder / "cache" / "kraken-tui" / "schemas"
    client = cast("KrakenClient", _Answered(answer))
    asyncio.run(refresh_schema(client, SchemaCache(schemas), ENDPOINT, all_texts()))
    return Tenant(name, home(folder), schemas)


@dataclass(frozen=True)
class _Answered:
    """Stands for a client whose tenant has told its schema; the real one imports graphql-core."""

    answer: bytes

    async def fetch_introspection(self) -> bytes:
        return self.answer
