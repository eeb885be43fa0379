"""The program as a person runs it: whatever goes wrong is one sentence and the right exit code."""

import os
import pty
import select
import socket
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

PROFILES = """
default = "here"
[profiles.here]
endpoint = "{endpoint}"
account = "A-1A2B3C4D"
[profiles.here.auth]
secret = "env:KRAKEN_TEST_SECRET"
"""


@dataclass(frozen=True)
class Person:
    """Someone with folders and an environment of their own, in front of the program."""

    environment: Mapping[str, str]
    profiles_file: Path

    def run(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run `kraken-tui` without a terminal, as a script does."""
        return subprocess.run(
            [sys.executable, "-m", "kraken_tui", *words],
            env={**self.environment, **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    def write_profiles(self, content: str, mode: int = 0o600) -> None:
        """Write a profiles file by hand."""
        self.profiles_file.parent.mkdir(parents=True, exist_ok=True)
        self.profiles_file.write_text(content, "utf-8")
        self.profiles_file.chmod(mode)


@pytest.fixture
def person(tmp_path: Path) -> Person:
    """Give a person who has never started the program."""
    homes = {f"XDG_{kind}_HOME": str(tmp_path / kind) for kind in ("CONFIG", "STATE", "CACHE")}
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    return Person(
        environment={**kept, **homes, "HOME": str(tmp_path), "KRAKEN_TEST_SECRET": "sk_1"},
        profiles_file=tmp_path / "CONFIG" / "kraken-tui" / "profiles.toml",
    )


@pytest.fixture
def closed_port() -> int:
    """Give a port that nobody listens at."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
    return port


def assert_one_sentence(
    ended: subprocess.CompletedProcess[str], *, code: int, parts: tuple[str, ...]
) -> None:
    assert ended.returncode == code, ended.stderr
    assert ended.stdout == ""
    assert ended.stderr.count("\n") == 1, ended.stderr
    assert ended.stderr.endswith((".\n", "?\n"))
    assert "Traceback" not in ended.stderr
    for part in parts:
        assert part in ended.stderr


@pytest.mark.parametrize("words", [(), ("login",), ("operations",), ("call", "x"), ("logout",)])
def test_without_a_profile_the_way_to_one_is_told(person: Person, words: tuple[str, ...]) -> None:
    assert_one_sentence(person.run(*words), code=2, parts=("profile add", "--demo"))


@pytest.mark.parametrize("words", [("--profile", "her"), ("login", "--profile", "her")])
def test_an_unknown_profile(person: Person, words: tuple[str, ...]) -> None:
    person.write_profiles(PROFILES.format(endpoint="https://api.x.example/v1/graphql/"))
    assert_one_sentence(person.run(*words), code=2, parts=('"her"', 'did you mean "here"?'))


@pytest.mark.parametrize("words", [(), ("login",), ("profile", "list")])
def test_a_broken_profiles_file(person: Person, words: tuple[str, ...]) -> None:
    person.write_profiles("[profiles.here\n")
    parts = (str(person.profiles_file), "line 1")
    assert_one_sentence(person.run(*words), code=2, parts=parts)


def test_a_profiles_file_that_others_may_write(person: Person) -> None:
    person.write_profiles("", mode=0o666)
    assert_one_sentence(person.run(), code=2, parts=("chmod 600",))


@pytest.mark.parametrize("words", [("login",), ("call", "x", "--json")])
def test_an_unreachable_endpoint(person: Person, closed_port: int, words: tuple[str, ...]) -> None:
    person.write_profiles(PROFILES.format(endpoint=f"http://127.0.0.1:{closed_port}/v1/graphql/"))
    assert_one_sentence(person.run(*words), code=3, parts=("nothing is listening", "endpoint"))


def test_a_secret_that_is_not_there(person: Person, closed_port: int) -> None:
    person.write_profiles(PROFILES.format(endpoint=f"http://127.0.0.1:{closed_port}/v1/graphql/"))
    ended = person.run("login", KRAKEN_TEST_SECRET="")
    assert_one_sentence(ended, code=2, parts=("KRAKEN_TEST_SECRET", "not set"))


def test_a_secret_that_cannot_be_asked_for(person: Person, closed_port: int) -> None:
    endpoint = f"http://127.0.0.1:{closed_port}/v1/graphql/"
    person.run("profile", "add", "here", "--endpoint", endpoint)
    assert_one_sentence(person.run("login"), code=2, parts=("no terminal", "API key for here"))


@pytest.mark.parametrize("words", [(), ("--demo",), ("--demo", "energy")])
def test_the_app_without_a_terminal(person: Person, words: tuple[str, ...]) -> None:
    person.write_profiles(PROFILES.format(endpoint="https://api.x.example/v1/graphql/"))
    assert_one_sentence(person.run(*words), code=2, parts=("terminal",))


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("nothing",), "'nothing'"),
        (("--screen", "kitchen"), "'kitchen'"),
        (("--demo", "gas"), "'gas'"),
        (("--prof", "x"), "COMMAND"),
        (("--demo", "--profile", "here"), "leave --profile out"),
        (("--demo", "water", "login"), "leave one of them out"),
        (("sandbox", "--port", "many"), "whole number"),
        (("profile",), "ACTION"),
        (("call",), "NAME"),
        (("operations", "--jsn"), "--jsn"),
    ],
)
def test_what_cannot_be_understood(person: Person, words: tuple[str, ...], part: str) -> None:
    assert_one_sentence(person.run(*words), code=2, parts=(part,))


def test_the_demo_leaves_the_profiles_alone(person: Person) -> None:
    person.write_profiles("broken")
    assert "terminal" in person.run("--demo").stderr
    assert person.profiles_file.read_text("utf-8") == "broken"


def test_a_sandbox_whose_port_is_taken(person: Person) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ended = person.run("sandbox", "--port", port)
    assert_one_sentence(ended, code=2, parts=(f"127.0.0.1:{port}", "another --port"))


def test_a_sandbox_whose_database_is_none(person: Person, tmp_path: Path) -> None:
    file = tmp_path / "file.db"
    file.write_bytes(b"no database" * 1000)
    ended = person.run("sandbox", "--port", "0", "--db", str(file))
    assert_one_sentence(ended, code=2, parts=(str(file), "another --db"))


def test_help_and_version_are_data(person: Person) -> None:
    version = person.run("--version")
    assert (version.returncode, version.stderr) == (0, "")
    assert version.stdout.startswith("kraken-tui ")
    told = person.run("--help").stdout
    for word in ("profile", "login", "logout", "sandbox", "operations", "call", "--demo"):
        assert word in told


def test_a_reader_that_leaves_early_hears_no_complaint(person: Person) -> None:
    person.run("profile", "add", "here", "--endpoint", "https://api.x.example/v1/graphql/")
    with subprocess.Popen(
        [sys.executable, "-u", "-m", "kraken_tui", "profile", "list", "--json"],
        env=person.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stdout is not None
        program.stdout.close()
        assert program.stderr is not None
        assert program.stderr.read() == ""
    assert program.returncode == 141


CRASHING = """
import sys
import kraken_tui.app
from kraken_tui.cli import main

def fail(self):
    raise ZeroDivisionError("A-1234ABCD")

async def work(self):
    fail(self)

def start_work(self):
    self.run_worker(work(self))

kraken_tui.app.KrakenApp.on_mount = {start}
sys.exit(main(sys.argv[1:]))
"""


SITTING = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""
"""Makes a terminal one's own, so that Ctrl+C in it is a signal."""


def sit_down(
    person: Person, program: tuple[str, ...], *, wait_for: bytes = b"", keys: bytes = b""
) -> tuple[int, str]:
    """Run a program in a terminal, press keys once it has drawn something; return all of it."""
    ours, theirs = pty.openpty()
    environment = {**person.environment, "TERM": "xterm-256color"}
    with subprocess.Popen(
        [sys.executable, "-c", SITTING, *program],
        env=environment,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    ) as running:
        os.close(theirs)
        drawn = b""
        while piece := _read(ours):
            drawn += piece
            if keys and wait_for in drawn:
                os.write(ours, keys)
                keys = b""
    os.close(ours)
    return running.returncode, drawn.decode("utf-8", "replace")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # Linux tells the end of a terminal so.
        return b""


def test_the_app_starts_without_the_network_and_leaves(person: Person, closed_port: int) -> None:
    person.write_profiles(PROFILES.format(endpoint=f"http://127.0.0.1:{closed_port}/v1/graphql/"))
    program = ("-m", "kraken_tui", "--account", "A-9Z9Z9Z9Z")
    code, drawn = sit_down(person, program, wait_for=b"A-9Z9Z9Z9Z", keys=b"\x11")
    assert code == 0
    assert "Traceback" not in drawn


def test_an_unknown_theme(person: Person) -> None:
    person.write_profiles(PROFILES.format(endpoint="https://api.x.example/v1/graphql/"))
    code, drawn = sit_down(person, ("-m", "kraken_tui", "--theme", "kraken-drak"))
    assert (code, drawn.count("\n")) == (2, 1)
    assert 'did you mean "kraken-dark"?' in drawn


def test_a_secret_is_asked_for_unseen(person: Person, closed_port: int) -> None:
    endpoint = f"http://127.0.0.1:{closed_port}/v1/graphql/"
    person.run("profile", "add", "here", "--endpoint", endpoint)
    program = ("-m", "kraken_tui", "login")
    code, drawn = sit_down(person, program, wait_for=b"API key for here", keys=b"sk_typed\n")
    assert code == 3
    assert "nothing is listening" in drawn
    assert "sk_typed" not in drawn


def test_an_interrupted_question_ends_quietly(person: Person, closed_port: int) -> None:
    endpoint = f"http://127.0.0.1:{closed_port}/v1/graphql/"
    person.run("profile", "add", "here", "--endpoint", endpoint)
    program = ("-m", "kraken_tui", "login")
    code, drawn = sit_down(person, program, wait_for=b"API key for here", keys=b"\x03")
    assert code == 130
    assert drawn.strip().strip("^C").strip() == "API key for here:"


@pytest.mark.parametrize("start", ["fail", "start_work"])
def test_a_crash_of_the_app_is_one_sentence(person: Person, tmp_path: Path, start: str) -> None:
    person.write_profiles(PROFILES.format(endpoint="https://api.x.example/v1/graphql/"))
    code, drawn = sit_down(person, ("-c", CRASHING.format(start=start)))
    (note,) = (tmp_path / "STATE" / "kraken-tui").glob("crash-*.txt")
    assert code == 1
    assert str(note) in drawn.replace("\r\n", "")
    assert "Traceback" not in drawn
    assert "ZeroDivisionError" in drawn
    assert "A-1234ABCD" not in drawn + note.read_text("utf-8")
    assert "in fail" in note.read_text("utf-8")


@pytest.mark.skipif(not hasattr(select, "epoll"), reason="only Linux can tell")
def test_the_app_leaves_with_its_terminal_although_no_signal_says_so(person: Person) -> None:
    person.write_profiles(PROFILES.format(endpoint="https://api.x.example/v1/graphql/"))
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "kraken_tui"],
        env={**person.environment, "TERM": "xterm-256color"},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,  # Which has no terminal of its own, so nobody signals anything.
    ) as running:
        os.close(theirs)
        drawn = b""
        while b"Overview" not in drawn:
            read = _read(ours)
            assert read, drawn
            drawn += read
        os.close(ours)
        running.wait(timeout=20)  # It raises for a program that goes on.
