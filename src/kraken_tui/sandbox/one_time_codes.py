"""One-time codes: from a shared secret and the time, as authenticators make them (RFC 6238)."""

import base64
import hmac
import secrets
from typing import Final

_STEP: Final = 30
_DIGITS: Final = 6


def new_secret() -> str:
    """Make a secret, in the base 32 that authenticators take."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def code(secret: str, at: int) -> str:
    """Return the six digits that are right at a time in Unix seconds."""
    counter = (at // _STEP).to_bytes(8, "big")
    digest = hmac.digest(base64.b32decode(secret), counter, "sha1")
    offset = digest[-1] & 0xF
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**_DIGITS:0{_DIGITS}}"


def is_right(given: str, secret: str, at: int, *, steps: int) -> bool:
    """Say whether a code was right within the last `steps` half minutes, or will be in the next."""
    times = (at + _STEP * step for step in range(-steps, 2))
    return any(hmac.compare_digest(code(secret, each), given.strip()) for each in times)
