"""What an e-mail address, a telephone number and a tax number look like."""

import re
from typing import Final

from ...context import Context

_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_PHONE: Final = re.compile(r"\+?\d{7,15}")
_NIF_LETTERS: Final = "TRWAGMYFPDXBNJZSQVHLCKE"
_PLACEHOLDER: Final = re.compile(r"blackhole\+.*@kraken\.example", re.IGNORECASE)


def is_email(text: str) -> bool:
    """Say whether a text has the form of an e-mail address."""
    return _EMAIL.fullmatch(text) is not None


def is_phone(text: str) -> bool:
    """Say whether a text is a telephone number, however it is spaced."""
    return _PHONE.fullmatch(re.sub(r"[\s().-]", "", text)) is not None


def is_nif(text: str) -> bool:
    """Say whether a text is a Spanish tax number of a person, with the letter that fits."""
    found = re.fullmatch(r"([XYZ]?)(\d{7,8})([A-Z])", text.upper())
    if found is None or len(found[1] + found[2]) != 8:
        return False
    prefix = {"": "", "X": "0", "Y": "1", "Z": "2"}[found[1]]
    return _NIF_LETTERS[int(prefix + found[2]) % 23] == found[3]


def is_placeholder(email: str) -> bool:
    """Say whether an address only stands in for one that nobody has told yet."""
    return _PLACEHOLDER.fullmatch(email) is not None


def is_taken(context: Context, email: str, *, user_id: int) -> bool:
    """Say whether another user has the e-mail address."""
    query = "SELECT 1 FROM users WHERE email = ? COLLATE NOCASE AND id != ?"
    return context.value(query, email, user_id) is not None
