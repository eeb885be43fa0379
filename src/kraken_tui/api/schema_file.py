"""The file that a schema's records are kept in: a line of sizes and sums, an index, the records.

One file, so that it is replaced as a whole; opened once, so that a replacement does no harm to who
reads the old one. Anything that is not exactly such a file counts as no file at all.
"""

import json
import os
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp
from typing import Any, BinaryIO, NamedTuple
from zlib import crc32

FORMAT = 3
OUTLINE = ":outline"
"""The record that holds the whole schema in short; no mutation can be called that."""
LEFTOVER = ".introspection"
"""How the name of a file ends that holds a server's answer while it is worked on."""
_DRAFT = ".part"
_ABANDONED = 86_400.0
_MAGIC = b"kraken-tui schema"
_HEAD = len(_MAGIC) + len(b" 0001 000000000000 000000000000 0000000000 0000000000\n")
_PIECE = 1 << 20

Place = tuple[int, int]
"""Offset from the start of the records, and length, in bytes."""


class Index(NamedTuple):
    """What stands before the records: `about` is free, `places` says where each record is."""

    about: Mapping[str, Any]
    places: Mapping[str, Place]
    start: int
    """Where the records begin in the file."""
    sum: int
    """What the records have to add up to; see `is_whole`."""


def write_schema_file(
    path: Path, *, about: Mapping[str, Any], records: Iterable[tuple[str, str]]
) -> None:
    """Write named `records` (JSON texts) to `path`, atomically, for this user's eyes only."""
    places: dict[str, Place] = {}
    parts = []
    offset = 0
    for name, text in records:
        part = text.encode(errors="replace")
        places[name] = (offset, len(part))
        parts.append(part)
        offset += len(part)
    index = json.dumps({"about": about, "places": places}, ensure_ascii=False)
    index_bytes = index.encode(errors="replace")
    content = b"".join(parts)
    head = b"%s %04d %012d %012d %010d %010d\n" % (
        *(_MAGIC, FORMAT, len(index_bytes), offset),
        *(crc32(index_bytes), crc32(content)),
    )
    replace_atomically(path, b"".join([head, index_bytes, content]))


def read_index(file: BinaryIO) -> Index | None:
    """Read the index of an open file; None if it is cut off, damaged, or foreign."""
    head = file.read(_HEAD)
    parts = head[len(_MAGIC) :].split()
    if not head.startswith(_MAGIC) or len(parts) != 5 or not all(p.isdigit() for p in parts):
        return None
    written, index_size, size, index_sum, records_sum = (int(part) for part in parts)
    start = _HEAD + index_size
    if written != FORMAT or os.fstat(file.fileno()).st_size != start + size:
        return None
    try:
        text = file.read(index_size)
        if crc32(text) != index_sum:
            return None
        found = json.loads(text)
        places = {name: (int(at), int(length)) for name, (at, length) in found["places"].items()}
        return Index(about=dict(found["about"]), places=places, start=start, sum=records_sum)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def is_whole(file: BinaryIO, index: Index) -> bool:
    """Tell whether the records are still what was written; reads all of the file."""
    found = 0
    file.seek(index.start)
    while piece := file.read(_PIECE):
        found = crc32(piece, found)
    return found == index.sum


def remove_leftovers(folder: Path) -> None:
    """Remove what a program that was killed at its work has left in `folder`."""
    for path in (*folder.glob(f"*{LEFTOVER}"), *folder.glob(f".*{_DRAFT}")):
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > _ABANDONED:
                path.unlink()


def replace_atomically(path: Path, content: bytes) -> None:
    """Put `content` at `path`, mode 0600, so that others see the old file or the new one."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, draft = mkstemp(dir=path.parent, prefix=".", suffix=_DRAFT)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.replace(draft, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(draft)
        raise
