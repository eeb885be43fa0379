"""A home folder with a profile, and a sandbox over HTTP for it to speak with."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.terminal import NotReady

KRAKEN = (sys.executable, "-m", "kraken_tui")
DEMO_ACCOUNT = "A-1A2B3C4D"
PROFILE = """\
default = "bench"

[profiles.bench]
endpoint = "http://127.0.0.1:{port}/v1/graphql/"
auth_endpoint = "http://127.0.0.1:{port}/auth/graphql/"
environment = "sandbox"
{account}read_only = false
currency = "GBP"
locale = "en_GB"

[profiles.bench.auth]
method = "api-key"
secret = "env:KRAKEN_BENCH_KEY"
"""


def home(folder: Path) -> dict[str, str]:
    """Give the environment of a program whose files all lie in a folder."""
    return {
        "HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "XDG_STATE_HOME": str(folder / "state"),
        "XDG_CACHE_HOME": str(folder / "cache"),
        "XDG_DATA_HOME": str(folder / "data"),
        "KRAKEN_BENCH_KEY": "sk_demo_water",
    }


def write_profile(folder: Path, *, port: int, account: str = "") -> None:
    """Write the only profile of a home folder."""
    path = folder / "config" / "kraken-tui" / "profiles.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    line = f'account = "{account}"\n' if account else ""
    path.write_text(PROFILE.format(port=port, account=line))
    path.chmod(0o600)


@contextmanager
def sandbox(*options: str) -> Iterator[int]:
    """Run a sandbox on a free port while the context lasts."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    process = subprocess.Popen(
        [*KRAKEN, "sandbox", "--port", str(port), *options],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ},
    )
    try:
        _await_port(port, process)
        yield port
    finally:
        process.terminate()
        process.communicate(timeout=10)


def _await_port(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        if process.poll() is not None:
            assert process.stderr is not None
            words = process.stderr.read().decode(errors="replace").strip()
            raise NotReady(f"the sandbox does not start: {words[-300:]}")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise NotReady("the sandbox does not listen")
