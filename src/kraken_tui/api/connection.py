"""The lines to an endpoint: opened when first used, one shared by all that is asked."""

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from kraken_tui import __version__
from kraken_tui.api import faults, incoming
from kraken_tui.api.auth import CredentialsError, KrakenAuth
from kraken_tui.api.envelope import read_problems
from kraken_tui.api.errors import BadSetting, Problem
from kraken_tui.api.late import light_imports
from kraken_tui.api.passage import Passage
from kraken_tui.api.trust import trusted
from kraken_tui.api.wire import Kind, Outgoing, Timeouts, decode_envelope

with light_imports():
    import httpx
    from gql.client import AsyncClientSession, Client
    from gql.transport.exceptions import TransportError, TransportQueryError
    from gql.transport.httpx import HTTPXAsyncTransport

if TYPE_CHECKING:
    import ssl

# At DEBUG gql writes every variable to the log, secrets and all.
logging.getLogger("gql").setLevel(logging.WARNING)

# A transport of another make may let through what httpx would have translated.
_FAULTS = (
    *(TransportError, httpx.HTTPError, httpx.InvalidURL),
    *(CredentialsError, OSError, RuntimeError),
)

_PAST_PROXIES = dict.fromkeys(
    ("all://localhost", "all://*.localhost", "all://127.0.0.1", "all://[::1]")
)
"""This machine is asked over http as well, and a proxy would then see the token."""

_KEPT: dict[Kind, int | None] = {"query": None, "mutation": 0}
"""How many connections wait for the next request, None for as many as there are.

A kept connection may be dead without a sign, or be closed in this very moment. What is sent on it
is then lost, and nobody knows; a new one that cannot be made is known to have carried nothing.
"""

Result = tuple[dict[str, Any] | None, tuple[Problem, ...]]


class _Line(NamedTuple):
    session: AsyncClientSession
    http: httpx.AsyncClient


class Connection:
    """Carry single requests to `endpoint`, each exactly once; faults come out as `KrakenError`.

    A mutation has a connection to itself, made for it and closed after it.
    """

    def __init__(
        self,
        *,
        endpoint: str,
        auth: KrakenAuth | None,
        transport: httpx.AsyncBaseTransport | None,
        timeouts: Timeouts,
        ca_file: str = "",
    ) -> None:
        self._endpoint = endpoint
        self._auth = auth
        self._transport = transport
        self._timeouts = timeouts
        self._ca_file = ca_file
        self._opening = asyncio.Lock()
        self._lines: dict[Kind, _Line] = {}

    async def execute(
        self, outgoing: Outgoing, *, kind: Kind, passage: Passage | None = None
    ) -> Result:
        """Send `outgoing` and return its data and problems as they came.

        `passage` is told how far it comes.
        """
        line = await self._open(kind)
        with _faults_told(kind):
            try:
                async with incoming.bounded(self._timeouts.answer) as extensions:
                    if passage is not None:
                        extensions.update(passage.extensions(traced=self._transport is None))
                    sent = {"extensions": extensions}
                    return await line.session.execute(outgoing, extra_args=sent), ()
            except TransportQueryError as error:
                return error.data, read_problems(error.errors)

    async def post(self, outgoing: Outgoing) -> httpx.Response:
        """Send the query `outgoing`, which asks for a schema, and return the answer as it came."""
        line = await self._open("query")
        with _faults_told("query"):
            async with incoming.bounded(self._timeouts.schema) as extensions:
                sent = outgoing.payload
                return await line.http.post(self._endpoint, json=sent, extensions=extensions)

    async def aclose(self) -> None:
        """Close the lines; the next request would open new ones."""
        async with self._opening:
            lines, self._lines = self._lines, {}
        for line in lines.values():
            await line.session.close()  # type: ignore[no-untyped-call]

    async def _open(self, kind: Kind) -> _Line:
        async with self._opening:
            if not self._lines:
                trust = await self._trust()
                self._lines = {each: await self._line(each, trust) for each in _KEPT}
                if self._auth is not None:
                    self._auth.attach(self._lines["query"].http)
            return self._lines[kind]

    async def _trust(self) -> "ssl.SSLContext | bool":
        if self._transport is not None:
            return True  # It sees to that itself.
        return await asyncio.to_thread(trusted, self._ca_file)

    async def _line(self, kind: Kind, trust: "ssl.SSLContext | bool") -> _Line:
        transport = self._gql_transport(kind, trust)
        session = await _connected(Client(transport=transport, execute_timeout=None))
        assert transport.client is not None
        return _Line(session, transport.client)

    def _gql_transport(self, kind: Kind, trust: "ssl.SSLContext | bool") -> HTTPXAsyncTransport:
        return HTTPXAsyncTransport(
            url=self._endpoint,
            json_deserialize=decode_envelope,
            auth=self._auth,
            transport=self._transport,
            verify=trust,
            timeout=self._timeouts.for_httpx(),
            limits=httpx.Limits(
                max_connections=10, max_keepalive_connections=_KEPT[kind], keepalive_expiry=30.0
            ),
            headers={
                "User-Agent": f"kraken-tui/{__version__}",
                "Accept": "application/json",
                "Accept-Encoding": incoming.PACKED,
            },
            follow_redirects=False,
            mounts=_PAST_PROXIES,
            event_hooks={
                "request": [incoming.watch_request],
                "response": [incoming.watch_response],
            },
        )


async def _connected(gql: Client) -> AsyncClientSession:
    try:
        # Reconnecting sessions send a failed mutation again.
        return await gql.connect_async(reconnecting=False)  # type: ignore[no-untyped-call,no-any-return]
    except (ValueError, ImportError, httpx.InvalidURL) as error:
        raise BadSetting(
            "The proxy that the environment names is not one that can be used.",
            hint="Correct HTTPS_PROXY, HTTP_PROXY or ALL_PROXY, or take it out of the environment.",
        ) from error


@contextmanager
def _faults_told(kind: Kind) -> Iterator[None]:
    try:
        yield
    except _FAULTS as error:
        cause = error.__cause__ if isinstance(error, TransportError) else error
        if isinstance(cause, CredentialsError) and cause.__cause__ is not None:
            raise cause.__cause__ from None
        told = faults.from_exception(error, kind=kind)
        raise told or faults.crashed(cause or error, kind=kind) from error
