"""Cache files: written in one step, or not at all."""

import contextlib
from pathlib import Path


def write_atomically(file: Path, content: bytes) -> None:
    """Write a cache file in one step; a folder that cannot be written is done without."""
    draft = file.with_name(f"{file.name}.{id(content):x}.tmp")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(content)
        draft.replace(file)
    except OSError:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
