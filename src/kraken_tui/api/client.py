"""One client per profile: operations over one pool of connections, errors told, calls traced.

Queries are tried again where that is safe. Mutations never are: they are sent exactly once.
"""

import asyncio
import json
import random
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from functools import lru_cache, partial
from typing import TypeVar

from kraken_tui.api import faults
from kraken_tui.api.answer import Answer, settle_mutation, settle_query
from kraken_tui.api.auth import KrakenAuth
from kraken_tui.api.connection import Connection
from kraken_tui.api.envelope import from_envelope
from kraken_tui.api.errors import KrakenError, NotSent, RateLimited, Refused, SchemaUnreadable
from kraken_tui.api.introspection import questions
from kraken_tui.api.late import light_imports
from kraken_tui.api.limits import Limits
from kraken_tui.api.passage import Passage
from kraken_tui.api.trace import Trace
from kraken_tui.api.tracing import traced
from kraken_tui.api.wire import Document, Outgoing, Timeouts, decode_envelope, read_document

with light_imports():
    import httpx

__all__ = ["Answer", "KrakenClient", "Timeouts"]

T = TypeVar("T")

_PAUSES = (0.3, 1.2)
"""Seconds before the second and the third try of a query, give or take half."""


class KrakenClient:
    """Send operations to the API at `endpoint`. Connects when first used; `aclose` when done.

    `ca_file` is a PEM file of certificates to trust beside the usual ones. `transport` stands in
    for the network, `sleep` and `clock` for time. Every request passes `limits`.
    """

    def __init__(  # noqa: PLR0913 - what stands in for the network and for time.
        self,
        *,
        endpoint: str,
        auth: KrakenAuth | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
        timeouts: Timeouts | None = None,
        ca_file: str = "",
        trace: Trace | None = None,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        limits: Limits | None = None,
    ) -> None:
        self.endpoint = endpoint
        self.limits = Limits() if limits is None else limits
        self.trace = Trace() if trace is None else trace
        self.auth = auth
        self._connection = Connection(
            endpoint=endpoint,
            auth=auth,
            transport=transport,
            timeouts=timeouts or Timeouts(),
            ca_file=ca_file,
        )
        self._sleep = sleep
        self._clock = clock
        self._read = lru_cache(maxsize=64)(read_document)

    async def query(
        self,
        document: str,
        variables: Mapping[str, object] | None = None,
        *,
        background: bool = False,
    ) -> Answer:
        """Ask for data; what is missing from a partial answer is told in its `problems`.

        Tried again, twice at most, if there was no connection or a gateway failed; and after the
        wait, if the API gets too many requests. `background` lets others go first.

        Raises:
            KrakenError: there is no data at all.
            ValueError: `document` is not one query.
        """
        asked = self._read(document)
        asked.must_be("query")
        return await self.limits.query(
            lambda: self._ask(asked, variables or {}), background=background
        )

    async def _ask(self, asked: Document, given: Mapping[str, object]) -> Answer:
        with traced(
            self.trace, name=asked.name, kind="query", variables=given, clock=self._clock
        ) as note:
            outgoing = Outgoing(asked, _sendable(given))
            result = await self._patiently(lambda: self._connection.execute(outgoing, kind="query"))
            return note(settle_query(asked.roots, *result))

    async def mutate(
        self,
        document: str,
        variables: Mapping[str, object] | None = None,
        *,
        passage: Passage | None = None,
    ) -> Answer:
        """Ask for a change, once. An answer means that it was made.

        `passage` is told how far the request comes, for who may want to stop it.

        Raises:
            NotSent: nothing reached the API.
            Refused: the API answered no; RateLimited, too, while it wants to be left alone.
            OutcomeUnknown: it was sent, and nobody knows; never send it again unasked.
            ValueError: `document` is not one mutation.
        """
        asked = self._read(document)
        asked.must_be("mutation")
        self.limits.check()
        given = variables or {}
        with traced(
            self.trace, name=asked.name, kind="mutation", variables=given, clock=self._clock
        ) as note:
            outgoing = Outgoing(asked, _sendable(given))
            try:
                result = await self._connection.execute(outgoing, kind="mutation", passage=passage)
                return note(settle_mutation(asked.roots, *result))
            except RateLimited as refusal:
                self.limits.hold(refusal.retry_after)
                raise

    async def fetch_introspection(self) -> bytes:
        """Ask for the schema and return the body of the answer as it came, megabytes of JSON.

        Raises:
            KrakenError: no answer came that could hold a schema.
        """
        refusal: KrakenError | None = None
        with traced(
            self.trace, name="IntrospectionQuery", kind="query", variables={}, clock=self._clock
        ):
            for question in questions():
                try:
                    ask = partial(self._schema_body, question)
                    return await self.limits.query(ask, background=True)
                except RateLimited:
                    raise
                except Refused as error:
                    refusal = refusal or error
            raise refusal or SchemaUnreadable("The server does not tell its schema.")

    async def aclose(self) -> None:
        """Close the connections and forget the tokens."""
        await self.limits.aclose()
        if self.auth is not None:
            await self.auth.aclose()
        await self._connection.aclose()

    async def _schema_body(self, question: str) -> bytes:
        outgoing = Outgoing(self._read(question), {})
        response = await self._patiently(lambda: self._connection.post(outgoing))
        # Looked for as bytes, because decoding megabytes would hold up every key press.
        if b'"__schema"' in response.content:
            return response.content
        raise _no_schema(response)

    async def _patiently(self, attempt: Callable[[], Awaitable[T]]) -> T:
        for pause in _PAUSES:
            try:
                return await attempt()
            except KrakenError as error:
                if not error.transient:
                    raise
            await self._sleep(pause * random.uniform(0.5, 1.5))
        return await attempt()


def _sendable(variables: Mapping[str, object]) -> Mapping[str, object]:
    """Return `variables`; raise here what would otherwise fail with the request half made."""
    try:
        json.dumps(variables, ensure_ascii=False, allow_nan=False).encode()
    except (TypeError, ValueError) as error:
        raise NotSent(
            "One of the values cannot be put into a request, so nothing was sent.",
            hint="Look for a value with unusual characters or no number in it.",
        ) from error
    return variables


def _no_schema(response: httpx.Response) -> KrakenError:
    try:
        errors = decode_envelope(response.content)["errors"]
    except (ValueError, RecursionError):
        errors = None
    if errors:
        return from_envelope(errors)
    if response.status_code >= 400:
        return faults.from_status(response.status_code)
    return SchemaUnreadable("The server does not tell its schema.")
