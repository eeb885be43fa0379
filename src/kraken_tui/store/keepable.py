"""What of an answer may lie on a disk: all that is needed to read it again, and no secret."""

import re
from collections.abc import Mapping
from typing import Any

_SECRET = re.compile(r"token|secret|password|passcode|cvv|cvc", re.IGNORECASE)
_BANK = re.compile(r"iban$|cardNumber$|bankAccountNumber$|bsb$", re.IGNORECASE)
_SIGNED = re.compile(r"(temporary|fetch|pdf|download|signed)url$", re.IGNORECASE)
_SHOWN = 4
"""So many of the last characters tell one bank account from another."""
_DOT = "\N{BULLET}"


def keepable(value: Any, field: str = "") -> Any:
    """Copy an answer without what signs its links, without sensitive details and whole IBANs."""
    if isinstance(value, Mapping):
        kept = {name: keepable(inner, name) for name, inner in value.items()}
        if value.get("isSensitive") is True and "value" in kept:
            kept["value"] = None
        return kept
    if isinstance(value, list | tuple):
        return [keepable(inner, field) for inner in value]
    return _text(value, field) if isinstance(value, str) else value


def _text(text: str, field: str) -> str | None:
    if _SECRET.search(field):
        return None
    if _BANK.search(field):
        return _DOT * (len(text) - _SHOWN) + text[-_SHOWN:]
    # What signs a link stands behind its path; without that it leads nowhere.
    return re.split(r"[?#]", text, maxsplit=1)[0] if _SIGNED.search(field) else text
