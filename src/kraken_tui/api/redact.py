"""Variables and answers with everything secret blotted out, for whatever outlives a request.

What is secret is told by the name of a field, by what stands beside it, and by what the value
itself looks like, for tenants name things in their own ways.
"""

import re
from collections.abc import Iterator, Mapping

from kraken_tui.api.secret_text import HIDDEN, cover

__all__ = ["HIDDEN", "is_secret_name", "redact", "redact_answer", "without_secrets_of"]

_WORD = r"[A-Z]{2,}(?![a-z])|[A-Z]?[a-z]+|[A-Z]|[0-9]+"
_RUN_TOGETHER = (
    r"passw(or)?d|passcode|passphrase|apikey|secret|credential|cardnumber|iban$|tokens?$"
    r"|^authori[sz]ation$"
)
_LAST = {"pin", "otp", "totp", "cvv", "cvc", "csc", "pan", "jwt", "nonce", "iban", "pwd"}
_NO_KEYS = {"idempotency", "field", "param", "deposit", "s3", "3", "primary", "foreign", "sort"}
"""Words before `key` with which it names something, and opens nothing."""
_INTENT = ("idempotency", "key")
"""Stays as it is, to tell two tries of one intent from two intents."""
_AFTER = {"expiry", "expires", "type", "id", "name", "hint"}
"""Last words of what is said about a secret."""

_BANK = {"bank", "card", "cards", "iban", "bic", "swift", "cvv", "cvc"}
_BESIDE_BANK = {("sort", "code"), ("account", "holder"), ("routing", "number")}
_BANK_NUMBERS = {("account", "number"), ("number",), ("account", "identifier"), ("four", "digits")}
_NUMERIC = r"[\d*][\d* -]{3,}"
_NAMING = ("key", "name", "code", "field")
"""Fields that name what a `value` beside them holds."""

_LINK = r"(?i)(https?://[^/\s?#]+[/?#])[^\s\"']+"

SHORTEST = 4
"""A shorter secret is not looked for in sentences: it could be any word."""


def redact(variables: Mapping[str, object]) -> dict[str, object]:
    """Copy `variables` with whatever is secret replaced, at any depth.

    An account number stays, for it names a Kraken account, unless it stands among bank details.
    """
    return {name: _value(name, value, bank=False) for name, value in variables.items()}


def redact_answer(data: Mapping[str, object]) -> dict[str, object]:
    """Copy what a mutation answered, without the secrets, tokens and links that it handed out.

    The mutations themselves, by whose names the answer goes, may well be about passwords.
    """
    return {name: _payload(_inside(name, payload, bank=False)) for name, payload in data.items()}


def is_secret_name(name: str) -> bool:
    """Tell whether a field of this name holds what must be neither seen nor kept."""
    parts = _words(name)
    if not parts or parts[-1] in _AFTER:
        return False
    if parts[-1] == "key":
        return len(parts) > 1 and parts[-2] not in _NO_KEYS
    return parts[-1] in _LAST or re.search(_RUN_TOGETHER, "".join(parts)) is not None


def without_secrets_of(variables: Mapping[str, object], text: str) -> str:
    """Return a sentence of the tenant's without the secrets that it was sent, should it quote any.

    What the sentence shows of other secrets goes too, as far as it can be told by its looks.
    """
    secrets = {each for each in _hidden(variables, redact(variables)) if len(each) >= SHORTEST}
    for secret in sorted(secrets, key=len, reverse=True):
        text = text.replace(secret, HIDDEN)
    return cover(text)


def _words(name: str) -> tuple[str, ...]:
    return tuple(found.lower() for found in re.findall(_WORD, name))


def _value(name: str, value: object, *, bank: bool) -> object:
    if value is None or value == "" or isinstance(value, bool) or _words(name) == _INTENT:
        return value
    return HIDDEN if _hides(name, bank=bank) else _inside(name, value, bank=bank)


def _hides(name: str, *, bank: bool) -> bool:
    return is_secret_name(name) or (bank and _is_number(name))


def _is_number(name: str) -> bool:
    parts = _words(name)
    return any(parts[-len(end) :] == end for end in _BANK_NUMBERS)


def _inside(name: str, value: object, *, bank: bool) -> object:
    if isinstance(value, Mapping):
        bank = bank or bool(_BANK.intersection(_words(name)))
        beside = not bank and _stands_beside_bank_details(value)
        told = {
            str(key): _value(str(key), inner, bank=bank or (beside and _looks_at_bank(inner)))
            for key, inner in value.items()
        }
        return _without_named_secret(told)
    if isinstance(value, list | tuple):
        return [_inside(name, inner, bank=bank) for inner in value]
    return cover(value, redact_json=_json) if isinstance(value, str) else value


def _stands_beside_bank_details(value: Mapping[str, object]) -> bool:
    """Tell bank details that are not called so by what is in them."""
    inside = [_words(str(key)) for key, inner in value.items() if isinstance(inner, str)]
    return any(_BANK.intersection(parts) or parts[-2:] in _BESIDE_BANK for parts in inside)


def _looks_at_bank(value: object) -> bool:
    """Tell an account's number at a bank from a Kraken account's, which begins with a letter."""
    return isinstance(value, str) and re.fullmatch(_NUMERIC, value) is not None


def _without_named_secret(told: dict[str, object]) -> dict[str, object]:
    """Hide the value beside a name that tells of a secret: ``{key: "apiToken", value: ...}``."""
    named = [name for each in _NAMING if isinstance(name := told.get(each), str)]
    is_secret = bool(told.get("value")) and any(map(is_secret_name, named))
    return {**told, "value": HIDDEN} if is_secret else told


def _json(value: object) -> object:
    """Redact what was found in a text of JSON."""
    return _inside("", value, bank=False)


def _payload(payload: object) -> object:
    """Hide a key that is the answer itself, and every link, which lets in whoever has it."""
    if isinstance(payload, Mapping) and payload.get("key"):
        payload = {**payload, "key": HIDDEN}
    return _unlinked(payload)


def _unlinked(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _unlinked(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_unlinked(inner) for inner in value]
    return re.sub(_LINK, rf"\1{HIDDEN}", value) if isinstance(value, str) else value


def _hidden(value: object, shown: object) -> Iterator[str]:
    """Give the texts of a value that a redacted copy of it hides."""
    if shown == HIDDEN:
        yield from _texts(value)
    elif isinstance(value, Mapping) and isinstance(shown, Mapping):
        for key, inner in value.items():
            yield from _hidden(inner, shown[str(key)])
    elif isinstance(value, list | tuple) and isinstance(shown, list):
        for inner, beside in zip(value, shown, strict=True):
            yield from _hidden(inner, beside)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)
    elif value is not None and not isinstance(value, bool):
        yield str(value)
