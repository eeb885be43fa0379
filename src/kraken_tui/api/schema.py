"""Fetching the live schema of an endpoint and keeping it, with the work done in a child process."""

import asyncio
import hashlib
import json
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING
from uuid import uuid4

from kraken_tui.api.errors import SchemaUnreadable
from kraken_tui.api.schema_cache import SchemaCache, SchemaIndex, hash_of
from kraken_tui.api.schema_file import LEFTOVER, remove_leftovers, replace_atomically

if TYPE_CHECKING:
    from kraken_tui.api.client import KrakenClient

__all__ = ["SchemaCache", "SchemaIndex", "refresh_schema"]


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
    target = cache.path(endpoint)
    raw = target.with_suffix(f".{uuid4().hex}{LEFTOVER}")
    about = {"hash": digest, "endpoint": endpoint, "documents_hash": hash_of(documents)}
    job = {
        "introspection": str(raw),
        "target": str(target),
        "about": about,
        "documents": dict(documents),
    }
    try:
        await asyncio.to_thread(remove_leftovers, raw.parent)
        await asyncio.to_thread(replace_atomically, raw, body)
        await _in_child(json.dumps(job).encode())
    except OSError as error:
        raise SchemaUnreadable(
            "The schema could not be kept on disk.", hint="Check the space in the cache folder."
        ) from error
    finally:
        with suppress(OSError):
            raw.unlink()


async def _in_child(job: bytes) -> None:
    # -P, or a file called json.py in the person's working folder would be run instead.
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-m", "kraken_tui.api.schema_build"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
        start_new_session=True,  # A Ctrl+C in the terminal is not meant for it.
    )
    try:
        await child.communicate(job)
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    if child.returncode != 0:
        raise SchemaUnreadable("The server's schema could not be understood.")
