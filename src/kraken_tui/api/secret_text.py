"""Secrets within a text: tokens, keys, links that let somebody in, IBANs and card numbers."""

import json
import re
from collections.abc import Callable

from kraken_tui.api.text import without_secrets

HIDDEN = "(hidden)"

_USER = r"(\b\w+://)[^/\s@]+@"
_PARAMETER = r"(?i)([?&#;][\w.-]*(?:token|key|secret|passw|pwd|code|sig|auth)[\w.-]*=)[^&#;\s]+"
_BEARER = r"(?i)\b(Bearer|JWT|Basic)\s+[\w.~+/=-]{8,}"
_IBAN = r"\b[A-Z]{2}\d{2}(?:[A-Z0-9]{11,30}|(?:[ -][A-Z0-9]{1,4}){3,8})\b"
_CARD = r"(?<![\d-])(?:\d[ -]?){14,18}\d(?![\d-])"
_CARD_LENGTHS = {15, 16, 19}


def cover(text: str, *, redact_json: Callable[[object], object] | None = None) -> str:
    """Return a text without the secrets that can be told by their looks.

    A text that is JSON is read as such where it is told how to redact that.
    """
    if redact_json is not None and text[:1] in ("{", "[") and len(text) < LONGEST:
        try:
            return json.dumps(redact_json(json.loads(text)), ensure_ascii=False)
        except (ValueError, RecursionError):
            pass
    text = without_secrets(text)
    text = re.sub(_USER, rf"\1{HIDDEN}@", text)
    text = re.sub(_PARAMETER, rf"\1{HIDDEN}", text)
    text = re.sub(_BEARER, rf"\1 {HIDDEN}", text)
    text = re.sub(_IBAN, _without_iban, text)
    return re.sub(_CARD, lambda found: HIDDEN if _is_card(found[0]) else found[0], text)


LONGEST = 100_000
"""Longer texts are not read as JSON."""


def _without_iban(found: re.Match[str]) -> str:
    """Hide an IBAN; in groups, the words that follow it look like more of them."""
    text = found[0]
    for end in (len(text), *reversed([at for at, each in enumerate(text) if each in " -"])):
        if is_iban(text[:end]):
            return HIDDEN + text[end:]
    return text


def is_iban(text: str) -> bool:
    """Tell whether a text is an IBAN with the right check digits."""
    plain = re.sub("[ -]", "", text).upper()
    if not 15 <= len(plain) <= 34:
        return False
    return int("".join(str(int(each, 36)) for each in plain[4:] + plain[:4])) % 97 == 1


def _is_card(text: str) -> bool:
    """Tell a card's number by its length and its check digit."""
    digits = [int(each) for each in text if each.isdigit()]
    if len(digits) not in _CARD_LENGTHS:
        return False
    doubled = sum(sum(divmod(2 * digit, 10)) for digit in digits[-2::-2])
    return (sum(digits[-1::-2]) + doubled) % 10 == 0
