"""Fetching the live schema of an endpoint and keeping it, with the work done in a child process."""

import asyncio
import hashlib
import json
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING
from uuid import uuid4

from kraken_tui.api import child
from kraken_tui.api.errors import SchemaUnreadable
from kraken_tui.api.schema_cache import SchemaCache, SchemaIndex, hash_of
from kraken_tui.api.schema_file import LEFTOVER, remove_leftovers, replace_atomically

if TYPE_CHECKING:
    from kraken_tui.api.client import KrakenClient

__all__ = ["SchemaCache", "SchemaIndex", "build_from", "refresh_schema"]

_NO_ROOM = "The schema could not be kept on disk."
_MAKE_ROOM = "Check the space in the cache folder."
NOTHING: Mapping[str, str] = MappingProxyType({})


async def refresh_schema(
    client: "KrakenClient", cache: SchemaCache, endpoint: str, documents: Mapping[str, str]
) -> SchemaIndex:
    """Fetch the schema of `endpoint` and keep it, with `documents` (by name) fitted to it.

    Raises:
        KrakenError: it could not be fetched, understood or kept.
    """
    body = await client.fetch_introspection()
    digest = await asyncio.to_thread(lambda: hashlib.sha256(body).hexdigest())
    if not await asyncio.to_thread(_still_fits, cache, endpoint, digest, documents):
        await _rebuild(body, digest, cache=cache, endpoint=endpoint, documents=documents)
    index = await asyncio.to_thread(cache.open, endpoint)
    if index is None:
        raise SchemaUnreadable("The schema was fetched and could not be kept on disk.")
    return index


def _still_fits(
    cache: SchemaCache, endpoint: str, digest: str, documents: Mapping[str, str]
) -> bool:
    known = cache.open(endpoint, documents=documents)
    if known is None or known.hash != digest or not known.is_whole():
        return False
    known.close()
    with suppress(OSError):
        os.utime(cache.path(endpoint))  # The time of the file is the time of the fetch.
    return True


async def _rebuild(
    body: bytes, digest: str, *, cache: SchemaCache, endpoint: str, documents: Mapping[str, str]
) -> None:
    raw = cache.path(endpoint).with_suffix(f".{uuid4().hex}{LEFTOVER}")
    try:
        await asyncio.to_thread(remove_leftovers, raw.parent)
        await asyncio.to_thread(replace_atomically, raw, body)
        await build_from(raw, digest, cache=cache, key=endpoint, documents=documents)
    except OSError as error:
        raise SchemaUnreadable(_NO_ROOM, hint=_MAKE_ROOM) from error
    finally:
        with suppress(OSError):
            raw.unlink()


async def build_from(
    source: Path,
    digest: str,
    *,
    cache: SchemaCache,
    key: str,
    documents: Mapping[str, str],
    described: Mapping[str, str] = NOTHING,
    unclear: str = "The server's schema could not be understood.",
) -> None:
    """Keep under `key` what a file says, see `kraken_tui.api.schema_text`, worked out in a child.

    Raises:
        SchemaUnreadable: it makes no sense, which `unclear` says, or there is no room for it.
    """
    job = {
        "introspection": str(source),
        "target": str(cache.path(key)),
        "about": {"hash": digest, "endpoint": key, "documents_hash": hash_of(documents)},
        "documents": dict(documents),
        "described": dict(described),
    }
    match await _in_child(json.dumps(job).encode()):
        case 0:
            return
        case 2:  # See `kraken_tui.api.schema_build.main`.
            raise SchemaUnreadable(_NO_ROOM, hint=_MAKE_ROOM)
        case _:
            raise SchemaUnreadable(unclear)


async def _in_child(job: bytes) -> int | None:
    """Return the exit code of the process that did the job."""
    # -P, or a file called json.py in the person's working folder would be run instead.
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-m", "kraken_tui.api.schema_build"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
        start_new_session=True,  # A Ctrl+C in the terminal is not meant for it.
        env=child.environment(),
    )
    try:
        await process.communicate(job)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return process.returncode
