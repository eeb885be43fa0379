"""What an import of ours loads, seen from a process of its own."""

import subprocess
import sys

import pytest


def run(code: str) -> str:
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    return ran.stdout.strip()


LOADED = "import sys; print(sorted(set(sys.modules) & %r))"
HEAVY = {"httpx", "gql", "graphql", "anyio", "textual", "rich"}
HEAVY |= {"urllib.request", "http.client", "email.parser"}


@pytest.mark.parametrize(
    "module",
    ["errors", "envelope", "records", "text", "trace", "redact", "tokens", "answer", "schema"],
)
def test_what_is_imported_early_brings_no_network_library(module: str) -> None:
    assert run(f"import kraken_tui.api.{module}; " + LOADED % HEAVY) == "[]"


def test_the_network_libraries_come_without_what_is_never_used() -> None:
    unwanted = {"click", "rich", "pygments", "textual", "httpx2"}
    code = "import kraken_tui.api.client; " + LOADED % unwanted
    assert run(code) == "[]"


def test_httpx_works_afterwards_and_so_does_its_command_line() -> None:
    code = """
import kraken_tui.api.client
import asyncio, sys, httpx
async def get():
    answers = httpx.MockTransport(lambda request: httpx.Response(204))
    async with httpx.AsyncClient(transport=answers) as client:
        return (await client.get("https://water.example/")).status_code
assert asyncio.run(get()) == 204
assert "httpx._main" not in sys.modules and "httpx2" not in sys.modules
import httpx._main, click
print(callable(httpx._main.main))
"""
    assert run(code) == "True"


def test_a_failing_import_leaves_no_trace() -> None:
    code = """
import sys
from kraken_tui.api.late import light_imports
try:
    with light_imports():
        raise ImportError
except ImportError:
    print([name for name, module in sys.modules.items() if module is None])
"""
    assert run(code) == "[]"
