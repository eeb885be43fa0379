"""Everything that is known of one tenant's schema: what it told, or what stands in for that.

Asked first is the tenant. One that does not tell its schema is worked with by a file that the
profile names, or else by the bundled contract that fits best; that choice is kept for a day too.
"""

import asyncio
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from kraken_tui.api.errors import (
    KrakenError,
    RateLimited,
    Refused,
    SchemaUnreadable,
    SignInRefused,
    Unauthorised,
)
from kraken_tui.api.schema_cache import SchemaCache
from kraken_tui.api.schema_choice import Choice
from kraken_tui.api.schema_origin import Found, Origin
from kraken_tui.api.trims import Trims

if TYPE_CHECKING:
    from kraken_tui.api.client import KrakenClient

FRESH_FOR = timedelta(days=1)
"""Schemas change with a tenant's releases, which are rarely more than one a day."""

SIGNED_IN = "query SignedIn { __typename }"


def machine_clock() -> datetime:
    """Tell the time of the machine."""
    return datetime.now(UTC)


class SchemaHome:
    """Keep the schema of the tenant at `endpoint` in `folder`, with documents fitted to it.

    `file` is the schema file that the profile names, if it does. `documents` gives the documents
    by name; it reads the disk.
    """

    def __init__(
        self,
        endpoint: str,
        folder: Path,
        *,
        documents: Callable[[], Mapping[str, str]],
        file: str = "",
        clock: Callable[[], datetime] = machine_clock,
    ) -> None:
        self._endpoint = endpoint
        self._cache = SchemaCache(folder)
        self._documents = documents
        self._file = Path(file).expanduser() if file else None
        self._clock = clock
        path = self._cache.path(endpoint)
        self._choice = Choice(path.with_suffix(".origin"), self._file)
        self._trims = Trims(path.with_suffix(".trimmed"))

    def kept(self) -> Found | None:
        """Open what is kept on disk, of whatever age; touches the disk."""
        documents = self._documents()
        own = self._cache.open(self._endpoint, documents=documents)
        if own is not None:
            return Found(own, Origin("live", own.fetched_at))
        chosen = self._choice.read()
        if chosen is None:
            return None
        key, origin = chosen
        index = self._cache.open(key, documents=documents if origin.is_certain else {})
        return None if index is None else Found(index, origin)

    def trimmed(self) -> dict[str, str | None]:
        """Read the documents as the tenant's objections left them; touches the disk."""
        return self._trims.read(self._documents(), self._clock())

    def keep_trimmed(self, trimmed: Mapping[str, str | None]) -> None:
        """Keep documents as the tenant's objections left them, none to forget; touches the disk."""
        if trimmed:
            self._trims.write(trimmed, self._documents(), self._clock())
        else:
            self._trims.drop()

    def is_fresh(self, found: Found) -> bool:
        """Tell whether it is too early to ask the tenant again."""
        return self._clock() - found.origin.at < FRESH_FOR

    async def load(self, client: "KrakenClient") -> Found:
        """Ask the tenant, and find what stands in for its schema if it does not tell that.

        Raises:
            KrakenError: the tenant cannot be asked, or nothing that was found can be read.
        """
        from kraken_tui.api.schema import refresh_schema

        documents = await asyncio.to_thread(self._documents)
        try:
            index = await refresh_schema(client, self._cache, self._endpoint, documents)
        except KrakenError as error:
            if not _does_not_tell(error):
                raise
            return await self._stand_in(client, documents, error)
        await asyncio.to_thread(self._choice.drop)
        return Found(index, Origin("live", index.fetched_at))

    # -- what stands in ------------------------------------------------------------------------

    async def _stand_in(
        self, client: "KrakenClient", documents: Mapping[str, str], refusal: KrakenError
    ) -> Found:
        """Take what it told once, or the profile's file, or the contract that fits best."""
        if isinstance(refusal, Unauthorised):
            await client.query(SIGNED_IN)  # Or it is not the schema that is kept from us.
        own = await asyncio.to_thread(self._cache.open, self._endpoint, documents=documents)
        if own is not None:
            return Found(own, Origin("kept", own.fetched_at, why=refusal.sentence))
        why = refusal.sentence
        if self._file is not None:
            try:
                return await self._from_file(self._file, documents, why)
            except SchemaUnreadable as error:
                why = f"{why} {error.sentence}"
        return await self._bundled(client, refusal, why)

    async def _from_file(self, file: Path, documents: Mapping[str, str], why: str) -> Found:
        try:
            digest = await asyncio.to_thread(lambda: sha256(file.read_bytes()).hexdigest())
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise SchemaUnreadable(
                f"The profile's schema file {file} cannot be read: {reason}."
            ) from error
        origin = Origin("file", self._clock(), name=file.name, why=why)
        return await self._made(file, digest, documents, origin)

    async def _bundled(self, client: "KrakenClient", refusal: KrakenError, why: str) -> Found:
        """Take the contract that fits best, with no document fitted to what it might not have."""
        from kraken_tui.api import contracts

        known = await asyncio.to_thread(contracts.bundled)
        asked = await asyncio.to_thread(contracts.question, known)
        try:
            await client.query(asked)
        except (RateLimited, SignInRefused, Unauthorised):
            raise refusal from None
        except Refused as answer:
            fit = contracts.best_fit(known, answer.problems)
        else:
            fit = contracts.best_fit(known, ())
        best = fit.contract
        await asyncio.to_thread(best.prepare)
        origin = Origin(
            "bundled", self._clock(), name=best.name, why=why, fit=(fit.agreed, fit.asked)
        )
        return await self._made(best.path, best.hash, {}, origin, best.described)

    async def _made(
        self,
        source: Path,
        digest: str,
        documents: Mapping[str, str],
        origin: Origin,
        described: Mapping[str, str] | None = None,
    ) -> Found:
        """Open what is kept of a file's content, made first if it is not there."""
        from kraken_tui.api.schema import build_from

        key = f"{origin.kind}:{digest}"
        index = await asyncio.to_thread(self._cache.open, key, documents=documents)
        if index is None:
            await build_from(
                *(source, digest),
                cache=self._cache,
                key=key,
                documents=documents,
                described=described or {},
                unclear=f"{source} holds neither SDL nor the answer to an introspection query.",
            )
            index = await asyncio.to_thread(self._cache.open, key)
        if index is None:
            raise SchemaUnreadable("The schema could not be kept on disk.")
        await asyncio.to_thread(self._choice.write, key, origin)
        return Found(index, origin)


def _does_not_tell(error: KrakenError) -> bool:
    """Tell a tenant that keeps its schema to itself from one that cannot be asked just now."""
    if isinstance(error, SchemaUnreadable):
        return True
    return isinstance(error, Refused) and not isinstance(error, RateLimited | SignInRefused)
