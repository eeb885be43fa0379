"""Passwords as the sandbox keeps them: salted and hashed, cheaply, for they guard nothing real."""

from hashlib import pbkdf2_hmac
from hmac import compare_digest
from secrets import token_hex

_ROUNDS = 600


def hash_password(password: str, *, salt: str | None = None) -> str:
    """Return `rounds$salt$digest` for the password; the salt is random unless given."""
    chosen = token_hex(8) if salt is None else salt
    return f"{_ROUNDS}${chosen}${_digest(password, chosen, _ROUNDS)}"


def matches(password: str, stored: str | None) -> bool:
    """Tell whether `password` is the one that was hashed; False where none is stored."""
    if stored is None:
        return False
    rounds, salt, digest = stored.split("$")
    return compare_digest(_digest(password, salt, int(rounds)), digest)


def _digest(password: str, salt: str, rounds: int) -> str:
    return pbkdf2_hmac("sha256", password.encode(), salt.encode(), rounds).hex()
