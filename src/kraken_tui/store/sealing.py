"""Contents and names of files that only who has the passphrase can read."""

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from kraken_tui.config.files import write_private
from kraken_tui.store.errors import StoreError
from kraken_tui.store.seen import SALT

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NOT_INSTALLED = (
    "What was seen is to be kept encrypted, and the library for that is not installed, so nothing "
    "is kept; `pip install 'kraken-tui[encrypted]'` adds it."
)
_SALT_BYTES = 16
_NONCE_BYTES = 12
_BEGINNING = b"kraken-tui 1\n"
_COST = {"n": 2**14, "r": 8, "p": 1, "maxmem": 2**26, "dklen": 64}
"""What each guess at a passphrase costs: a tenth of a second and 16 MB."""


class Sealed:
    """Seal contents with AES-GCM, and name files by a keyed hash of what is in them.

    Making one takes a tenth of a second: do it in a thread. Raise StoreError where the library is
    missing or the salt cannot be kept.
    """

    ending = ".sealed"

    def __init__(self, folder: Path, passphrase: str) -> None:
        keys = hashlib.scrypt(passphrase.encode(), salt=_salt(folder), **_COST)
        self._cipher = _cipher(keys[:32])
        self._naming = keys[32:]

    def name(self, question: bytes) -> str:
        """Make a file's name of a question; without the key nobody can tell or guess that."""
        return hashlib.blake2b(question, digest_size=20, key=self._naming).hexdigest()

    def wrap(self, name: str, content: bytes) -> bytes:
        """Seal what is to be put into the file of that name, and into no other."""
        nonce = os.urandom(_NONCE_BYTES)
        return _BEGINNING + nonce + self._cipher.encrypt(nonce, content, name.encode())

    def open(self, name: str, content: bytes) -> bytes | None:
        """Return what was sealed; None if that was done with another key, or it was changed."""
        from cryptography.exceptions import InvalidTag

        sealed = content.removeprefix(_BEGINNING)
        nonce, rest = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
        if sealed == content or len(nonce) < _NONCE_BYTES:
            return None
        try:
            return self._cipher.decrypt(nonce, rest, name.encode())
        except InvalidTag:
            return None


def _cipher(key: bytes) -> "AESGCM":
    try:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    except ImportError:
        raise StoreError(NOT_INSTALLED) from None
    return AESGCM(key)


def _salt(folder: Path) -> bytes:
    """Return the salt of a folder, made when it is first wanted."""
    path = folder / SALT
    try:
        if not path.exists():
            # Of two windows that begin at once the later wins; what the other keeps is as lost.
            write_private(path, os.urandom(_SALT_BYTES))
        salt = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise StoreError(f"{path} cannot be used, so nothing is kept: {reason}.") from error
    if len(salt) == _SALT_BYTES:
        return salt
    raise StoreError(f"{path} is damaged, so nothing is kept; remove {folder} to begin anew.")
