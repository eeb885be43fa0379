"""What a mutation's description says besides words: its errors, and what became of it."""

import re
from datetime import date
from typing import NamedTuple

from kraken_tui.api.records import MutationRecord
from kraken_tui.api.text import plain

_HEAD = r"(?i)\s*The possible errors that can be raised are:?\s*"
_CODE = r"-\s+(KT-[A-Z]{2}-[0-9]+):"
_ERROR = rf"(?s){_CODE}\s*(.*?)\s*(?={_CODE}|\Z)"

_DAY = r"([0-9]{4}-[0-9]{2}-[0-9]{2})"
_SINCE = rf"(?i)(?:since|deprecated on):?\s+{_DAY}"
_REMOVAL = rf"(?i)removal\b[a-z ]*?:?\s+{_DAY}"
_INSTEAD = (
    r"\b[Uu]se\s+(?:the\s+)?(?:new\s+)?"
    r"(?:['\"`]([a-z][A-Za-z0-9.]+)['\"`]|([a-z]+[A-Z][A-Za-z0-9]*)|([a-z][a-z0-9]*)(?= instead))"
)


class PossibleError(NamedTuple):
    """An error that the description announces, e.g. KT-CT-4123: "Unauthorized."."""

    code: str
    message: str


class Deprecation(NamedTuple):
    """What became of an operation: since when, until when, and what to use instead.

    Whatever the reason does not tell is None; `reason` is all of it, in the server's words.
    """

    reason: str
    since: date | None = None
    removal: date | None = None
    instead: str | None = None

    @property
    def brief(self) -> str:
        """Return it in a line: "deprecated since 2025-02-10, goes from 2025-08-10, use …"."""
        told = [
            f"since {self.since}" if self.since else "",
            f"may go from {self.removal}" if self.removal else "",
            f"use {self.instead}" if self.instead else "",
        ]
        words = ", ".join(filter(None, told))
        return ("deprecated " if self.since else "deprecated, ") + words if words else "deprecated"


def in_words(gone: Deprecation) -> str:
    """Say in a sentence what became of something: by dates and way out, or by the reason."""
    words = gone.reason.partition(" - ")[0]
    known = gone.since or gone.removal or gone.instead
    told = gone.brief if known else f"deprecated: {words}"
    if known and not gone.instead:
        told = f"{told}. {words}"
    return f"{told[0].upper()}{told[1:].rstrip('.')}."


class Documented(NamedTuple):
    """A mutation's description taken apart; `summary` is what is left without the errors."""

    summary: str
    errors: tuple[PossibleError, ...]
    deprecation: Deprecation | None


def documented(record: MutationRecord) -> Documented:
    """Read a mutation's description and the reason for its deprecation."""
    summary, errors = _parts(record["description"] or "")
    reason = record["deprecated"]
    return Documented(summary, errors, None if reason is None else deprecation(reason))


def deprecation(reason: str) -> Deprecation:
    """Read the dates and the way out from a reason, as far as it tells them."""
    words = _line(reason)
    instead = re.search(_INSTEAD, words)
    return Deprecation(
        reason=words,
        since=_day(_SINCE, words),
        removal=_day(_REMOVAL, words),
        instead=next(filter(None, instead.groups()), None) if instead else None,
    )


def _parts(description: str) -> tuple[str, tuple[PossibleError, ...]]:
    summary, _head, listing = _split(description)
    found = (PossibleError(each[1], _line(each[2])) for each in re.finditer(_ERROR, listing))
    # A listing names what every operation may raise once more at its end.
    return _line(summary), tuple(dict.fromkeys(found))


def _split(description: str) -> tuple[str, str, str]:
    head = re.search(_HEAD, description)
    if head is None:
        return description, "", ""
    return description[: head.start()], head[0], description[head.end() :]


def _day(pattern: str, text: str) -> date | None:
    found = re.search(pattern, text)
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


def _line(text: str) -> str:
    return re.sub(r"\s+", " ", plain(text)).strip()
