"""The one gql session to an endpoint: opened when first used, shared by all that is asked."""

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from kraken_tui import __version__
from kraken_tui.api import faults, incoming
from kraken_tui.api.auth import CredentialsError, KrakenAuth
from kraken_tui.api.envelope import read_problems
from kraken_tui.api.errors import BadSetting, Problem
from kraken_tui.api.late import light_imports
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

Result = tuple[dict[str, Any] | None, tuple[Problem, ...]]


class Connection:
    """Carry single requests to `endpoint`, each exactly once; faults come out as `KrakenError`."""

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
        self._session: AsyncClientSession | None = None
        self._http: httpx.AsyncClient | None = None

    async def execute(self, outgoing: Outgoing, *, kind: Kind) -> Result:
        """Send `outgoing` and return its data and problems as they came."""
        session, _ = await self._open()
        with _faults_told(kind):
            try:
                async with incoming.bounded(self._timeouts.answer) as extensions:
                    sent = {"extensions": extensions}
                    return await session.execute(outgoing, extra_args=sent), ()
            except TransportQueryError as error:
                return error.data, read_problems(error.errors)

    async def post(self, outgoing: Outgoing) -> httpx.Response:
        """Send the query `outgoing`, which asks for a schema, and return the answer as it came."""
        _, http = await self._open()
        with _faults_told("query"):
            async with incoming.bounded(self._timeouts.schema) as extensions:
                sent = outgoing.payload
                return await http.post(self._endpoint, json=sent, extensions=extensions)

    async def aclose(self) -> None:
        """Close the session; the next request would open a new one."""
        async with self._opening:
            session, self._session, self._http = self._session, None, None
        if session is not None:
            await session.close()  # type: ignore[no-untyped-call]

    async def _open(self) -> tuple[AsyncClientSession, httpx.AsyncClient]:
        async with self._opening:
            if self._session is None or self._http is None:
                transport = self._gql_transport(await self._trust())
                gql = Client(transport=transport, execute_timeout=None)
                self._session = await _connected(gql)
                self._http = transport.client
                if self._auth is not None and self._http is not None:
                    self._auth.attach(self._http)
            assert self._http is not None
            return self._session, self._http

    async def _trust(self) -> "ssl.SSLContext | bool":
        if self._transport is not None:
            return True  # It sees to that itself.
        return await asyncio.to_thread(trusted, self._ca_file)

    def _gql_transport(self, trust: "ssl.SSLContext | bool") -> HTTPXAsyncTransport:
        return HTTPXAsyncTransport(
            url=self._endpoint,
            json_deserialize=decode_envelope,
            auth=self._auth,
            transport=self._transport,
            verify=trust,
            timeout=self._timeouts.for_httpx(),
            limits=httpx.Limits(max_connections=10, keepalive_expiry=30.0),
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
