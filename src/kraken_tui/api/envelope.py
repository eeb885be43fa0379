"""Kraken's error envelope read into problems, and problems into the error that tells them best.

The shape is `errors[].{message, path, extensions.{errorType | errorClass, errorCode,
errorDescription, validationErrors}}`. Servers and the proxies before them bend it, so every part
may be missing or of another type; nothing here raises for that.
"""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from kraken_tui.api.errors import (
    KEY_USED_AGAIN,
    AccountNotFound,
    FieldProblem,
    InvalidDocument,
    Problem,
    RateLimited,
    Refused,
    SignInRefused,
    TooComplex,
    Unauthorised,
)
from kraken_tui.api.text import plain, shorten, without_secrets

EXPIRED = "KT-CT-1124"
EXPIRED_TOO = "KT-CT-1120"
UNAUTHORISED = "KT-CT-1111"

_BY_CODE: dict[str, type[Refused]] = {
    "KT-CT-1199": RateLimited,
    "KT-CT-1188": TooComplex,
    "KT-CT-1189": TooComplex,
    "KT-CT-1134": SignInRefused,
    "KT-CT-1135": SignInRefused,
    "KT-CT-1138": SignInRefused,
    "KT-CT-1139": SignInRefused,
    UNAUTHORISED: Unauthorised,
    "KT-CT-1112": Unauthorised,
    EXPIRED: Unauthorised,
    EXPIRED_TOO: Unauthorised,
    "KT-CT-4177": AccountNotFound,
    "KT-CT-4178": AccountNotFound,
}
_BY_KIND: dict[str, type[Refused]] = {"AUTHORIZATION": Unauthorised}
_SENTENCES = {
    "KT-CT-1113": "This tenant has switched that field or operation off.",
    "KT-CT-1138": "The e-mail address or the password is wrong.",
    "KT-CT-1139": "The API key is wrong or no longer valid.",
    EXPIRED: "The sign-in has expired.",
    EXPIRED_TOO: "The sign-in has expired.",
    "KT-CT-1112": "The API asks for a sign-in.",
    "KT-CT-1188": "The request is more complex than this API allows.",
    "KT-CT-1189": "The request asks for more objects than this API allows.",
    "KT-CT-1199": "Too many requests in a short time, so the API refused this one.",
    "KT-CT-4177": "This sign-in does not give access to that account.",
    "KT-CT-4178": "There is no account with that number.",
    KEY_USED_AGAIN: "This was sent before with the same idempotency key, so that try arrived.",
}
_HINTS = {
    "KT-CT-1113": "Use another way to do this.",
    KEY_USED_AGAIN: "Look at the account: it was most likely done.",
}
_PRIORITY = (RateLimited, TooComplex, Unauthorised, SignInRefused, AccountNotFound, InvalidDocument)
_DOES_NOT_FIT = (
    r"(?i)Cannot query field|Unknown (?:argument|type|fragment|directive)|Syntax Error"
    r"|must not have a selection|must have a selection of subfields"
    r"|Fragment .* cannot be spread|is not defined by type|of type .+ used in position expecting"
    r"|(?:of required type .+|is required, but it) was not provided|does not exist in .+ enum"
    r"|Expected value of type .+ (?:not to include unknown|to include required) field"
)


def from_envelope(errors: object) -> Refused:
    """Turn the `errors` of an answer into the exception that tells them best.

    Codes win over types. Odd shapes are tolerated: whatever can be told is told.
    """
    return refusal(read_problems(errors))


def read_problems(errors: object) -> tuple[Problem, ...]:
    """Read the `errors` of an answer, whatever their shape, into problems in the same order."""
    if isinstance(errors, list | tuple):
        return tuple(_problem(error) for error in errors)
    return () if errors is None else (_problem(errors),)


def refusal(problems: tuple[Problem, ...]) -> Refused:
    """Choose the exception for `problems`: the most telling of them decides."""
    kinds = [_kind(problem) for problem in problems]
    for kind in _PRIORITY:
        if kind in kinds:
            return _told(kind, problems[kinds.index(kind)], problems)
    if not problems:
        return Refused("The API refused this without saying why.")
    return _told(Refused, problems[0], problems)


def _told(kind: type[Refused], first: Problem, problems: tuple[Problem, ...]) -> Refused:
    code = first.code or ""
    if kind("", problems=(first,)).key_was_used:
        code = KEY_USED_AGAIN
    sentence = _SENTENCES.get(code) or f"The API refused this: {first.sentence}"
    more = len(problems) - 1
    if more and code not in _SENTENCES:
        sentence = f"{sentence} (and {more} more)"
    return kind(sentence, problems=problems, hint=_HINTS.get(code, ""))


def _kind(problem: Problem) -> type[Refused]:
    by_code = _BY_CODE.get(problem.code or "")
    if by_code is not None:
        return by_code
    if re.search(_DOES_NOT_FIT, problem.message):
        return InvalidDocument
    return _BY_KIND.get(problem.kind or "", Refused)


def _problem(error: object) -> Problem:
    if not isinstance(error, Mapping):
        return Problem(message=_words(error) or "No reason given.")
    found = error.get("extensions")
    extensions: Mapping[str, Any] = found if isinstance(found, Mapping) else {}
    description = _words(extensions.get("errorDescription"))
    return Problem(
        message=_words(error.get("message")) or description or "No reason given.",
        code=_words(extensions.get("errorCode")) or None,
        kind=_words(extensions.get("errorType") or extensions.get("errorClass")) or None,
        description=description or None,
        path=_path(error.get("path")),
        fields=_fields(extensions.get("validationErrors")),
        locations=_locations(error.get("locations")),
    )


def _locations(found: object) -> tuple[tuple[int, int], ...]:
    if not isinstance(found, list | tuple):
        return ()
    places = [(at.get("line"), at.get("column")) for at in found if isinstance(at, Mapping)]
    return tuple(
        (line, column)
        for line, column in places
        if isinstance(line, int) and isinstance(column, int)
    )


def _fields(found: object) -> tuple[FieldProblem, ...]:
    if isinstance(found, str):
        found = _decoded(found)
    if isinstance(found, Mapping):
        known = "message" in found or "inputPath" in found
        found = [found] if known else [_named(key, value) for key, value in found.items()]
    if not isinstance(found, list | tuple):
        return ()
    return tuple(_field(entry) for entry in found if entry)


def _named(name: object, value: object) -> dict[str, object]:
    message = "; ".join(_flat(value)) if isinstance(value, list | tuple) else value
    return {"inputPath": name, "message": message}


def _flat(values: Iterable[object]) -> list[str]:
    return [_words(one.get("message") if isinstance(one, Mapping) else one) for one in values]


def _field(entry: object) -> FieldProblem:
    if not isinstance(entry, Mapping):
        return FieldProblem(path=(), message=_words(entry))
    return FieldProblem(
        path=_path(entry.get("inputPath")),
        message=_words(entry.get("message")) or "Not accepted.",
        code=_words(entry.get("code")) or None,
    )


def _path(found: object) -> tuple[str | int, ...]:
    if isinstance(found, str):
        found = found.split(".")
    if not isinstance(found, list | tuple):
        return ()
    return tuple(part if isinstance(part, int) else plain(part) for part in found if part != "")


def _decoded(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return [text]


def _words(value: object) -> str:
    return shorten(without_secrets(plain(value)).strip())
