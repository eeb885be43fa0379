"""What the app asks for, fitted to what the tenant has.

A tenant's live schema is kept on disk, and with it every document as far as it fits. Until it is
there, documents are sent whole, and cut down where the tenant objects.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from functools import cached_property, partial
from typing import TYPE_CHECKING

from kraken_tui.api.errors import InvalidDocument, KrakenError
from kraken_tui.domain import documents

if TYPE_CHECKING:
    from kraken_tui.api.client import Answer, KrakenClient
    from kraken_tui.api.schema import SchemaIndex
    from kraken_tui.api.schema_home import SchemaHome
    from kraken_tui.api.schema_origin import Found, Origin
    from kraken_tui.api.splitting import Splitting

ROUNDS_OF_TRIMMING = 4
"""Dropping a field can leave a fragment or a variable unused, which only the next answer tells."""

REFRESH_AFTER = 600.0
"""Seconds after loading a schema before it is loaded again because something did not fit."""


class MissingFromTenant(KrakenError):
    """The tenant's schema has nothing of what a view shows."""

    usual_hint = "Choose another screen."


class Fitting:
    """Keep the documents and the schema of one tenant.

    ``home`` gives where its schema is kept; it is called late, because that imports much.
    ``client`` gives the client when the tenant must be asked for it.
    """

    def __init__(
        self, home: Callable[[], "SchemaHome"], client: Callable[[], Awaitable["KrakenClient"]]
    ) -> None:
        self._build_home = home
        self._client = client
        self._lock = asyncio.Lock()
        self._recalling = asyncio.Lock()
        self._home: SchemaHome | None = None
        self._found: Found | None = None
        self._refresh_from = 0.0
        self.refreshing: asyncio.Task[None] | None = None
        """Loads the schema anew in the background."""
        self._trimmed: dict[str, str | None] = {}

    @property
    def origin(self) -> "Origin | None":
        """Where the schema in use comes from; none as long as there is no schema."""
        return None if self._found is None else self._found.origin

    # -- the documents -------------------------------------------------------------------------

    async def query(
        self, view: str, variables: Mapping[str, object], *, background: bool
    ) -> "Answer":
        """Send a view's document, dropping what the tenant turns out not to have."""
        client = await self._client()
        for _ in range(ROUNDS_OF_TRIMMING):
            text = await self.document(view)
            send = partial(client.query, background=background)
            try:
                return await self._splitting.query(send, text, variables)
            except InvalidDocument as refusal:
                await self.trim(view, text, refusal)
        raise MissingFromTenant(f"This tenant's schema does not fit the {view} view.")

    @cached_property
    def _splitting(self) -> "Splitting":
        from kraken_tui.api.splitting import Splitting

        return Splitting()

    async def document(self, view: str) -> str:
        """Give the document of a view as far as it is known to fit.

        Raises:
            MissingFromTenant: the schema has nothing of it.
        """
        await self._recall()
        text = self._known(view)
        if text is None:
            raise MissingFromTenant(f"This tenant has nothing to show here: {view}.")
        return text or await asyncio.to_thread(documents.text, view)

    def _known(self, view: str) -> str | None:
        """Give a document as far as it fits: None if it does not at all, '' if nobody knows."""
        if view in self._trimmed:
            return self._trimmed[view]
        if self._found is None or not self._is_certain:
            return ""
        schema = self._found.schema
        return schema.document(view) if view in schema.documents else ""

    async def trim(self, view: str, text: str, refusal: InvalidDocument) -> None:
        """Drop from a document what the tenant objected to, whatever its schema said.

        A schema that said otherwise is old, and loaded anew in the background.

        Raises:
            MissingFromTenant: nothing is left.
            InvalidDocument: the objections name no place in it.
        """
        from kraken_tui.api.trim import trim

        if self.origin is not None and self.origin.is_own:
            self._refresh()
        shorter = await asyncio.to_thread(trim, text, refusal.problems)
        if shorter == text:
            raise refusal
        self._trimmed[view] = shorter
        await self._keep_trimmed()
        if shorter is None:
            raise MissingFromTenant(f"This tenant has nothing to show here: {view}.") from refusal

    async def missing(self) -> dict[str, list[str]]:
        """List by view what its document has to do without in this tenant, as far as is known."""
        return await asyncio.to_thread(
            lambda: {view: self._fell_away(view) for view in documents.names()}
        )

    def _fell_away(self, view: str) -> list[str]:
        if view in self._trimmed:
            from kraken_tui.api.trim import lost

            return lost(documents.text(view), self._trimmed[view])
        if self._found is None or not self._is_certain:
            return []
        return self._found.schema.fell_away(view)

    # -- the schema ----------------------------------------------------------------------------

    async def schema(self) -> "SchemaIndex":
        """Give the tenant's mutations, of whatever age; ask the tenant where the disk has none.

        Raise ``KrakenError`` where they cannot be had.
        """
        home = await self._recall()
        if self._found is None:
            async with self._lock:
                if self._found is None:
                    await self._ask(home)
                    await self._keep_trimmed()
        assert self._found is not None
        if not home.is_fresh(self._found):
            self._refresh()
        return self._found.schema

    async def is_kept(self) -> bool:
        """Tell whether there are mutations, of whatever age, without asking the tenant."""
        await self._recall()
        return self._found is not None

    async def load_anew(self) -> bool:
        """Ask the tenant for its schema now, and tell whether that is another than before.

        Raise ``KrakenError`` if that cannot be; what was there before stays.
        """
        home = await self._recall()
        async with self._lock:
            before = self._hash
            await self._ask(home)
            if not self._is_certain:
                # The tenant may have more by now, which only asking for everything shows.
                self._trimmed.clear()
                await self._keep_trimmed()
            return before != self._hash

    def close(self) -> None:
        """Stop what goes on in the background."""
        if self.refreshing is not None:
            self.refreshing.cancel()

    def _refresh(self) -> None:
        """Load the schema anew in the background, unless that was tried a moment ago."""
        if asyncio.get_running_loop().time() >= self._refresh_from:
            self._put_off()
            self.refreshing = asyncio.create_task(self._refresh_quietly())

    async def _refresh_quietly(self) -> None:
        with suppress(KrakenError):
            await self.load_anew()

    def _put_off(self) -> None:
        self._refresh_from = asyncio.get_running_loop().time() + REFRESH_AFTER

    async def _keep_trimmed(self) -> None:
        """Keep for the next start what only the tenant's objections tell."""
        if self._home is not None and self._found is not None and not self._is_certain:
            await asyncio.to_thread(self._home.keep_trimmed, dict(self._trimmed))

    @property
    def _is_certain(self) -> bool:
        return self._found is not None and self._found.origin.is_certain

    @property
    def _hash(self) -> str:
        return "" if self._found is None else self._found.schema.hash

    async def _ask(self, home: "SchemaHome") -> None:
        self._put_off()
        before = self._hash
        try:
            self._found = await home.load(await self._client())
        except KrakenError as error:
            if self._found is not None:
                kept = self._found.origin.kept(error.sentence)
                self._found = self._found._replace(origin=kept)
            raise
        if self._hash != before and self._is_certain:
            self._trimmed.clear()

    async def _recall(self) -> "SchemaHome":
        """Open what is kept on disk, of whatever age: asking shows whether it still fits."""
        async with self._recalling:
            if self._home is None:
                home, self._found, self._trimmed = await asyncio.to_thread(self._open)
                self._home = home
        return self._home

    def _open(self) -> "tuple[SchemaHome, Found | None, dict[str, str | None]]":
        """Give what is on the disk: the schema, and what only the tenant's objections told."""
        home = self._build_home()
        found = home.kept()
        is_certain = found is None or found.origin.is_certain
        return home, found, {} if is_certain else home.trimmed()
