"""One tenant and one nursery for all moments, for both take long to start."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO, cast

import httpx
import pytest

from tests.kill.person import OPERATION, Job

ROOT = Path(__file__).parents[2]
ON_THE_WIRE = 0.15
"""Seconds that an answer takes, so that some moments fall between a change and its answer."""


@contextmanager
def program(*arguments: str) -> Iterator["subprocess.Popen[str]"]:
    """Run a module of these tests; its input ends, and it is waited for, at the end."""
    running = subprocess.Popen(
        [sys.executable, "-m", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    with running:
        try:
            yield running
        finally:
            cast(TextIO, running.stdin).close()


@dataclass
class Nursery:
    """Where windows are born and die."""

    talk: "subprocess.Popen[str]"

    def bear(self, job: Job) -> int:
        """Open a window; return the id of its process."""
        found: int = self._ask(job)
        return found

    def kill(self, child: int) -> float:
        """Kill a window; return when, by the machine's steady clock."""
        moment = self._ask(child)
        assert moment is not None, "The window had ended before; see its log."
        return float(moment)

    def _ask(self, told: Any) -> Any:
        talk = self.talk
        assert talk.stdin is not None and talk.stdout is not None
        talk.stdin.write(json.dumps(told) + "\n")
        talk.stdin.flush()
        return json.loads(talk.stdout.readline())


@dataclass
class Tenant:
    """The tenant's port, and its own log of what it has applied."""

    port: int

    def applied(self) -> list[str]:
        """Return the addresses that were set, in order."""
        answer = httpx.get(f"http://127.0.0.1:{self.port}/sandbox/log", verify=False)
        return [
            each["variables"]["input"]["billingEmail"]
            for each in answer.json()["mutations"]
            if each["name"] == OPERATION
        ]


@pytest.fixture(scope="session")
def places(sandbox_cache: Path) -> Iterator[tuple[Tenant, Nursery]]:
    """Start the tenant and the nursery, both at once."""
    with (
        program("tests.kill.tenant", str(sandbox_cache)) as tenant,
        program("tests.kill.nursery") as nursery,
    ):
        assert tenant.stdout is not None and nursery.stdout is not None
        port = next(line.split(":")[-1] for line in tenant.stdout if " API " in line)
        nursery.stdout.readline()
        found = Tenant(int(port.split("/")[0]))
        slow = {"delay": ON_THE_WIRE, "times": 10**6, "operation": OPERATION, "when": "after"}
        url = f"http://127.0.0.1:{found.port}/sandbox/fault"
        httpx.post(url, json=slow, verify=False).raise_for_status()
        yield found, Nursery(nursery)
        tenant.terminate()
