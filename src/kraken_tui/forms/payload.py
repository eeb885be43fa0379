"""Objections in the payload itself: older mutations answer `errors` beside data, as if accepted."""

from collections.abc import Iterator, Mapping

from kraken_tui.api.errors import FieldProblem, Problem
from kraken_tui.api.text import plain


def payload_problems(data: Mapping[str, object]) -> tuple[Problem, ...]:
    """Return what a mutation's payload says was wrong; nothing if it was accepted.

    An entry of `errors` has a `field`, by its name below the input, and `messages`, or `errors`
    that have a `message` each.
    """
    payload = next(iter(data.values()), None)
    found = payload.get("errors") if isinstance(payload, Mapping) else None
    entries = found if isinstance(found, list) else []
    return tuple(_problem(entry) for entry in entries if isinstance(entry, Mapping))


def _problem(entry: Mapping[str, object]) -> Problem:
    message = " ".join(_messages(entry)) or "Not accepted."
    code = plain(entry.get("code")) or None
    field = plain(entry.get("field"))
    if not field:
        return Problem(message, code=code)
    return Problem(message, code=code, fields=(FieldProblem(tuple(field.split(".")), message),))


def _messages(entry: Mapping[str, object]) -> Iterator[str]:
    if entry.get("message"):
        yield plain(entry["message"])
    for name in ("messages", "errors"):
        several = entry.get(name)
        for each in several if isinstance(several, list) else []:
            if isinstance(each, Mapping):
                yield from _messages(each)
            elif each:
                yield plain(each)
