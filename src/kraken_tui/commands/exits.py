"""How a command ends: its exit code, and one sentence where it did not do what it should."""

import sys
from enum import IntEnum

from kraken_tui.api.errors import BadSetting, KrakenError, NotSent, OutcomeUnknown, SchemaUnreadable
from kraken_tui.api.text import plain, without_secrets
from kraken_tui.config.errors import ConfigError
from kraken_tui.store.errors import StoreError


class Exit(IntEnum):
    """What an exit code tells a script."""

    DONE = 0
    REFUSED = 1
    WRONG_USE = 2
    NOT_REACHABLE = 3
    UNKNOWN = 4
    INTERRUPTED = 130
    CLOSED_PIPE = 141


class UsageError(Exception):
    """What was typed cannot be done; the message is one sentence that says what to type."""

    @property
    def sentence(self) -> str:
        """Return what is wrong and what to do about it, for a person."""
        return str(self)


class NoSecret(BadSetting):
    """There is nothing to sign in with: the fault is on this side, and nothing was sent."""

    usual_hint = ""


EXPECTED = (KrakenError, ConfigError, StoreError, UsageError)
"""Everything that has a sentence of its own."""


def exit_code(error: Exception) -> Exit:
    """Return the code for an error, as long as no mutation was on its way."""
    match error:
        case BadSetting():
            return Exit.WRONG_USE
        case NotSent() | OutcomeUnknown() | SchemaUnreadable():
            return Exit.NOT_REACHABLE
        case KrakenError():
            return Exit.REFUSED
        case _:
            return Exit.WRONG_USE


def sentence_of(error: Exception) -> str:
    """Return one sentence: what happened, and what to do about it."""
    sentence: str = getattr(error, "sentence", "") or str(error)
    hint: str = getattr(error, "hint", "")
    if not hint:
        return sentence
    is_name = hint[1:2].isupper()
    return f"{sentence.rstrip('.')}; {hint if is_name else hint[:1].lower() + hint[1:]}"


def say(words: str) -> None:
    """Tell a person something; standard output stays free for data."""
    print(without_secrets(plain(words)), file=sys.stderr)
