"""Secrets are fetched from where a profile says they are, and never repeated."""

import shlex
import sys

import pytest

from kraken_tui.config.errors import SecretError
from kraken_tui.config.secrets import is_reference, resolve


def python(code: str) -> str:
    return "command:" + shlex.join([sys.executable, "-c", code])


def test_the_environment_holds_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KRAKEN_TEST_SECRET", " sk_1 \n")
    assert resolve("env:KRAKEN_TEST_SECRET") == "sk_1"


@pytest.mark.parametrize("value", [None, "", "  "])
def test_a_variable_without_it_is_named(monkeypatch: pytest.MonkeyPatch, value: str | None) -> None:
    monkeypatch.delenv("KRAKEN_TEST_SECRET", raising=False)
    if value is not None:
        monkeypatch.setenv("KRAKEN_TEST_SECRET", value)
    with pytest.raises(SecretError, match="KRAKEN_TEST_SECRET"):
        resolve("env:KRAKEN_TEST_SECRET")


def test_a_command_prints_it() -> None:
    assert resolve(python("print('sk_2')")) == "sk_2"


def test_a_command_gets_no_input() -> None:
    assert resolve(python("import sys; print(repr(sys.stdin.read()))")) == "''"


def test_a_command_has_no_terminal_to_ask_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GPG_TTY", "/dev/pts/0")
    code = "import os; print(os.getsid(0) == os.getpid(), 'GPG_TTY' in os.environ)"
    assert resolve(python(code)) == "True False"


@pytest.mark.parametrize(
    ("reference", "problem"),
    [
        (python("print('sk_secret'); raise SystemExit(3)"), "failed with code 3"),
        (python("pass"), "printed nothing"),
        (python(r"import sys; sys.stdout.buffer.write(b'\xff')"), "not text"),
        ("command:/nowhere/at-all sk_secret", "cannot be run"),
        ("command:echo 'sk_secret", "opens a quote"),
    ],
)
def test_a_command_that_fails_says_so_without_the_secret(reference: str, problem: str) -> None:
    with pytest.raises(SecretError, match=problem) as raised:
        resolve(reference)
    assert "sk_secret" not in raised.value.sentence


def test_a_command_that_never_ends_is_stopped() -> None:
    with pytest.raises(SecretError, match="did not finish within"):
        resolve(python("import threading; threading.Event().wait()"), timeout=0.2)


def test_the_person_is_asked() -> None:
    assert resolve("prompt") is None


@pytest.mark.parametrize(
    "text",
    ["sk_live_1234", "", "env:", "env:A B", "command: ", "keyring:x", "keyring:/y", "Prompt"],
)
def test_what_is_no_reference_may_be_the_secret_itself(text: str) -> None:
    assert not is_reference(text)
    with pytest.raises(SecretError) as raised:
        resolve(text)
    assert "sk_live" not in raised.value.sentence


def test_a_keyring_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(SecretError, match="keyring package is not installed"):
        resolve("keyring:kraken/me")
