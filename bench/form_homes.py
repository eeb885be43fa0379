"""Schemas to open forms from: each cached in a home folder, as the app itself keeps them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import Request, urlopen

from bench.tenant import home, sandbox, write_profile
from kraken_tui.api.introspection import questions
from kraken_tui.api.schema_cache import SchemaCache, SchemaIndex, hash_of
from kraken_tui.domain import documents

TENANTS = ("water", "energy")
# Nobody answers there: a cached schema is all that a form needs.
PORT = 9
ENDPOINT = f"http://127.0.0.1:{PORT}/v1/graphql/"
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
            answer = _ask(f"http://127.0.0.1:{port}/v1/graphql/")
        yield _tenant(name, answer, stack)
    if further is not None:
        asked = subprocess.run(
            [sys.executable, "-c", ASK, further], check=True, capture_output=True
        )
        yield _tenant(further.stem, asked.stdout, stack)


def _ask(endpoint: str) -> bytes:
    body = json.dumps({"query": questions()[0]}).encode()
    request = Request(endpoint, body, {"Content-Type": "application/json"})
    with urlopen(request) as answer:
        return bytes(answer.read())


def _tenant(name: str, answer: bytes, stack: ExitStack) -> Tenant:
    folder = Path(stack.enter_context(TemporaryDirectory(prefix="kraken-bench-")))
    write_profile(folder, port=PORT)
    schemas = folder / "cache" / "kraken-tui" / "schemas"
    _keep(answer, SchemaCache(schemas).path(ENDPOINT), folder / "introspection.json")
    return Tenant(name, home(folder), schemas)


def _keep(answer: bytes, target: Path, draft: Path) -> None:
    """Do what the app does with a new schema, in a process of its own as the app does."""
    texts = documents.all_texts()
    about = {
        "hash": sha256(answer).hexdigest(),
        "endpoint": ENDPOINT,
        "documents_hash": hash_of(texts),
    }
    job = {"introspection": str(draft), "target": str(target), "about": about, "documents": texts}
    draft.write_bytes(answer)
    build = [sys.executable, "-m", "kraken_tui.api.schema_build"]
    subprocess.run(build, input=json.dumps(job).encode(), check=True)
    draft.unlink()
