"""Running the command line as a person would, with folders of one's own."""

import gc
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

from kraken_tui.cli import main
from kraken_tui.config.paths import Folders


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit code, the data it printed, the words it said."""

    code: int
    out: str
    err: str


Run = Callable[..., Ended]


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folders:
    """Give folders that the command line takes for the person's own."""
    for kind in ("CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / kind))
    return Folders.of_user()


@pytest.fixture
def run(folders: Folders, capsys: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """Give a way to run one command line."""

    def run_line(*words: str) -> Ended:
        capsys.readouterr()
        code = main(words)
        said = capsys.readouterr()
        return Ended(int(code), said.out, said.err)

    yield run_line
    gc.enable()


@dataclass(frozen=True)
class Sandbox:
    """A tenant that `kraken-tui sandbox` serves over HTTP, and its controls."""

    endpoint: str
    account: str
    log_address: str

    def log(self) -> dict[str, Any]:
        """Return what was asked and what was done since the start."""
        with urlopen(self.log_address) as answer:
            found: dict[str, Any] = json.load(answer)
        return found

    def sent(self, name: str) -> list[dict[str, Any]]:
        """Return the variables of every mutation of that name that was carried out."""
        done = self.log()["mutations"]
        return [each["variables"] for each in done if each["name"] == name]

    def order_fault(self, **fault: Any) -> None:
        """Let the next request fail in a way of choice."""
        address = self.log_address.replace("/log", "/fault")
        with urlopen(Request(address, data=json.dumps(fault).encode())) as answer:
            assert json.load(answer) == {"ordered": True}


@pytest.fixture(scope="session")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    """Serve the water tenant on a free port, in a process of its own."""
    program = subprocess.Popen(
        [sys.executable, "-m", "kraken_tui", "sandbox", "--port", "0"],
        env={**os.environ, "XDG_CACHE_HOME": str(tmp_path_factory.mktemp("sandbox"))},
        stdout=subprocess.PIPE,
        text=True,
    )
    with program:
        told = _read_ways_in(program)
        yield Sandbox(told["API"], told["An account"], told["Controls"])
        program.terminate()


def _read_ways_in(program: "subprocess.Popen[str]") -> dict[str, str]:
    """Read what the sandbox tells when it is ready; the account is the last of it."""
    told: dict[str, str] = {}
    assert program.stdout is not None
    for line in program.stdout:
        name, _, value = line.strip().rpartition("  ")
        told[name.strip()] = value.strip()
        if "An account" in told:
            return told
    raise AssertionError("The sandbox did not start.")
