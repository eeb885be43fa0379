"""What the app asks for, fitted to what the tenant has.

A tenant's live schema is kept on disk, and with it every document as far as it fits. Until it is
there, documents are sent whole, and cut down where the tenant objects.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from kraken_tui.api.errors import InvalidDocument, KrakenError
from kraken_tui.domain import documents

if TYPE_CHECKING:
    from kraken_tui.api.client import KrakenClient
    from kraken_tui.api.schema import SchemaCache, SchemaIndex

FRESH_FOR = timedelta(days=1)
"""Schemas change with a tenant's releases, which are rarely more than one a day."""


class MissingFromTenant(KrakenError):
    """The tenant's schema has nothing of what a view shows."""

    usual_hint = "Choose another screen."


class Fitting:
    """Keep the documents and the schema of one endpoint.

    ``client`` gives the client when the schema must be fetched.
    """

    def __init__(
        self, endpoint: str, folder: Path, client: Callable[[], Awaitable["KrakenClient"]]
    ) -> None:
        self._endpoint = endpoint
        self._folder = folder
        self._client = client
        self._lock = asyncio.Lock()
        self._index: SchemaIndex | None = None
        self._recalled = False
        self._fresh = False
        self._trimmed: dict[str, str] = {}

    async def document(self, view: str) -> str:
        """Give the document of a view as far as it is known to fit.

        Raises:
            MissingFromTenant: the schema has nothing of it.
        """
        await self._recall()
        if self._index is not None and view in self._index.documents:
            fitted = self._index.document(view)
            if fitted is None:
                raise MissingFromTenant(f"This tenant has nothing to show here: {view}.")
            return fitted
        if view in self._trimmed:
            return self._trimmed[view]
        return await asyncio.to_thread(documents.text, view)

    async def _recall(self) -> None:
        """Open what is kept on disk, of whatever age: asking shows whether it still fits."""
        if self._recalled:
            return
        from kraken_tui.api.schema import SchemaCache

        self._recalled = True
        texts = await asyncio.to_thread(documents.all_texts)
        cache = SchemaCache(self._folder)
        self._index = await asyncio.to_thread(cache.open, self._endpoint, documents=texts)

    async def trim(self, view: str, text: str, refusal: InvalidDocument) -> None:
        """Drop from a document what the tenant objected to.

        Raises:
            MissingFromTenant: nothing is left.
            InvalidDocument: the objections name no place in it.
        """
        from kraken_tui.api.trim import trim

        shorter = await asyncio.to_thread(trim, text, refusal.problems)
        if shorter is None:
            raise MissingFromTenant(f"This tenant has nothing to show here: {view}.") from refusal
        if shorter == text:
            raise refusal
        self._index, self._fresh, self._trimmed[view] = None, False, shorter

    async def schema(self) -> "SchemaIndex":
        """Give the tenant's mutations; fetch them where the disk has none that are fresh.

        Without an answer old ones are better than none. Raise ``KrakenError`` without any.
        """
        from kraken_tui.api.schema import SchemaCache

        async with self._lock:
            if self._index is None or not self._fresh:
                self._index = await self._open(SchemaCache(self._folder))
                self._fresh = True
            return self._index

    async def _open(self, cache: "SchemaCache") -> "SchemaIndex":
        from kraken_tui.api.schema import refresh_schema

        texts = await asyncio.to_thread(documents.all_texts)
        kept = await asyncio.to_thread(cache.open, self._endpoint, documents=texts)
        if kept is not None and datetime.now(UTC) - kept.fetched_at < FRESH_FOR:
            return kept
        try:
            return await refresh_schema(await self._client(), cache, self._endpoint, texts)
        except KrakenError:
            if kept is None:
                raise
            return kept
