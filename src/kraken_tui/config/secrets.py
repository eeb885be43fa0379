"""Fetching a secret from where a profile says it is kept."""

import os
import re

from kraken_tui.config.errors import SecretError

REFERENCE_FORMS = '"env:NAME", "command:...", "keyring:SERVICE/USER" or "prompt"'
COMMAND_SECONDS = 30.0

_REFERENCE = r"(?s:prompt|env:\w+|command:\s*\S.*|keyring:[^/]+/.+)"


def is_reference(text: str) -> bool:
    """Tell whether a text says where a secret is kept."""
    return re.fullmatch(_REFERENCE, text) is not None


def told(reference: str) -> str:
    """Say where a secret is kept; of a command, whose words may hold it, the program only."""
    kind, _, rest = reference.partition(":")
    if kind != "command":
        return reference
    words = rest.split()
    return f"command:{words[0]}" + (" ..." if len(words) > 1 else "")


def resolve(reference: str, *, timeout: float = COMMAND_SECONDS) -> str | None:
    """Return the secret that a reference leads to, or None when the person must be asked.

    May wait for a command (at most `timeout` seconds) or for the keyring, so call it in a thread.
    Raise SecretError when there is no secret to be had.
    """
    if not is_reference(reference):
        raise SecretError(f"The secret of a profile must be kept as {REFERENCE_FORMS}.")
    kind, _, rest = reference.partition(":")
    match kind:
        case "env":
            return _from_environment(rest)
        case "command":
            return _from_command(rest, timeout)
        case "keyring":
            return _from_keyring(*rest.split("/", 1))
        case _:
            return None


def _from_environment(name: str) -> str:
    secret = os.environ.get(name, "").strip()
    if not secret:
        raise SecretError(
            f"The environment variable {name}, which should hold the secret, is not set; "
            "set it and start again."
        )
    return secret


def _from_command(command: str, timeout: float) -> str:
    import shlex

    try:
        words = shlex.split(command)
    except ValueError:
        raise SecretError(
            "The command for the secret opens a quote and never ends it; correct the profile."
        ) from None
    secret = _output(words, timeout).strip()
    if not secret:
        raise _failed(words[0], "printed nothing")
    return secret


def _output(words: list[str], timeout: float) -> str:
    import subprocess

    try:
        done = subprocess.run(
            words,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=timeout,
            check=True,
            # What it asked in the terminal would be drawn across the app's screen.
            start_new_session=True,
            env={name: value for name, value in os.environ.items() if name != "GPG_TTY"},
        )
        return done.stdout.decode()
    # Neither its words nor its output are repeated: either may hold the secret.
    except subprocess.TimeoutExpired:
        raise _failed(words[0], f"did not finish within {timeout:g} seconds") from None
    except subprocess.CalledProcessError as error:
        raise _failed(words[0], f"failed with code {error.returncode}") from None
    except UnicodeDecodeError:
        raise _failed(words[0], "printed something that is not text") from None
    except OSError as error:
        raise _failed(words[0], f"cannot be run, {(error.strerror or '').lower()}") from None


def _failed(program: str, problem: str) -> SecretError:
    return SecretError(
        f"The command for the secret, {program}, {problem}; try it in a terminal of its own."
    )


def _from_keyring(service: str, user: str) -> str:
    import importlib

    try:
        keyring = importlib.import_module("keyring")
    except ImportError:
        raise SecretError(
            "The secret is in the keyring, but the keyring package is not installed; "
            "install it with `pip install keyring`."
        ) from None
    try:
        secret: str | None = keyring.get_password(service, user)
    except Exception as error:  # noqa: BLE001  # Each backend has its own ways to fail.
        raise SecretError(
            f"The keyring cannot be read ({type(error).__name__}); unlock it and try again."
        ) from None
    if not secret:
        raise SecretError(
            f"The keyring has no secret for {service}/{user}; "
            f"add it with `keyring set {service} {user}`."
        )
    return secret
