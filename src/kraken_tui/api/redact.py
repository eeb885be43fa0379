"""Variables with everything secret in them blotted out, for traces and logs."""

import re
from collections.abc import Mapping

HIDDEN = "(hidden)"

_SECRET = re.compile(r"password|passcode|secret|token|key|iban|cardnumber|cvv|cvc", re.IGNORECASE)
_OPEN = {"idempotencyKey"}
"""Named like a secret, but needed to tell two tries of one intent from two intents."""
_BANK = re.compile(r"bank|card", re.IGNORECASE)
_BANK_SECRET = {"accountNumber", "number"}


def redact(variables: Mapping[str, object]) -> dict[str, object]:
    """Copy `variables` with the values of secret fields replaced, at any depth.

    An account number stays, for it names a Kraken account, unless it stands in bank details.
    """
    return {name: _value(name, value, bank=False) for name, value in variables.items()}


def _value(name: str, value: object, *, bank: bool) -> object:
    if value is None:
        return None
    if _SECRET.search(name) and name not in _OPEN:
        return HIDDEN
    if bank and name in _BANK_SECRET:
        return HIDDEN
    return _inside(name, value, bank=bank or _BANK.search(name) is not None)


def _inside(name: str, value: object, *, bank: bool) -> object:
    if isinstance(value, Mapping):
        return {str(key): _value(str(key), inner, bank=bank) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_value(name, inner, bank=bank) for inner in value]
    return value
