"""Search what a program has left for secrets, however they are written."""

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

SHORTEST = 6


def ways(secret: str) -> Iterator[bytes]:
    """Give the ways in which a secret may be written."""
    raw = secret.encode()
    yield raw
    yield secret.encode("utf-16-le")
    yield secret.encode("utf-16-be")
    yield raw.hex().encode()
    yield quote(secret, safe="").encode()
    yield json.dumps(secret)[1:-1].encode()
    yield secret.upper().encode()
    yield secret.lower().encode()
    # In base64 a text looks otherwise after each number of bytes before it, and at its ends.
    for before in range(3):
        coded = base64.b64encode(b"\0" * before + raw)
        yield coded[4 if before else 0 : len(coded) - 4]
        yield base64.urlsafe_b64encode(b"\0" * before + raw)[4 if before else 0 : len(coded) - 4]


def found_in(data: bytes, secrets: dict[str, str]) -> list[str]:
    """Name the secrets that are in some bytes; ``secrets`` are texts by name."""
    for secret in secrets.values():
        assert len(secret) >= SHORTEST, secret
    return [
        name for name, secret in secrets.items() if any(way in data for way in set(ways(secret)))
    ]


def found_below(folder: Path, secrets: dict[str, str]) -> dict[str, list[str]]:
    """Name the secrets in each file below a folder, and in its name."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        data = path.read_bytes() if path.is_file() else b""
        if leaked := found_in(name.encode() + b"\0" + data, secrets):
            found[name] = leaked
    return found
