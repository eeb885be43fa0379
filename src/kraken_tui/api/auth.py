"""Signing in to a Kraken API: tokens fetched when needed, renewed in time, kept in memory only."""

import asyncio
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any

from kraken_tui.api import incoming
from kraken_tui.api.errors import KrakenError, RateLimited, Refused, SignInRefused
from kraken_tui.api.late import light_imports
from kraken_tui.api.sign_in import no_sign_in, read_sign_in, turned_away
from kraken_tui.api.tokens import SIGN_IN, Credentials, Tokens, is_sendable

with light_imports():
    import httpx

__all__ = ["Credentials", "CredentialsError", "KrakenAuth"]

AskCredentials = Callable[[], Awaitable[Credentials]]


class CredentialsError(Exception):
    """Carries an exception of the `credentials` callback, as its cause, past httpx and gql."""


class KrakenAuth(httpx.Auth):
    """Put a valid token on every request to `endpoint` and `auth_endpoint`, and on no other.

    `credentials` is asked whenever signing in anew is the only way left; its exceptions reach the
    caller of the request unchanged. `scheme` is "", "JWT" or "Bearer". `attach` must be called
    with the client that requests go through before the first of them.
    """

    def __init__(
        self,
        *,
        endpoint: str,
        auth_endpoint: str,
        credentials: AskCredentials,
        scheme: str = "",
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._auth_endpoint = auth_endpoint
        self._at_home = {_origin(httpx.URL(endpoint)), _origin(httpx.URL(auth_endpoint))}
        self._credentials = credentials
        self._scheme = scheme
        self._clock = clock
        self._tokens: Tokens | None = None
        self._unjudged: Credentials | None = None
        self._renewal: asyncio.Task[Tokens] | None = None
        self._client: httpx.AsyncClient | None = None

    def __repr__(self) -> str:
        """Show whether there is a token and nothing of it."""
        state = "signed out" if self._tokens is None else "signed in"
        return f"<KrakenAuth {state}>"

    @property
    def lasts(self) -> float | None:
        """How many seconds the token in use still lasts; None without one, or if nobody knows."""
        tokens = self._tokens
        if tokens is None or tokens.lifetime is None:
            return None
        return max(0.0, tokens.received + tokens.lifetime - self._clock())

    def attach(self, client: httpx.AsyncClient) -> None:
        """Send sign-in requests through `client` from now on."""
        self._client = client

    def forget(self) -> None:
        """Drop the tokens; the next request signs in anew."""
        self._tokens = self._unjudged = None
        self._renewal = None

    async def aclose(self) -> None:
        """Drop the tokens and stop fetching new ones."""
        renewal = self._renewal
        self.forget()
        if renewal is not None:
            renewal.cancel()
            await asyncio.wait([renewal])

    async def async_auth_flow(
        self, request: httpx.Request
    ) -> AsyncGenerator[httpx.Request, httpx.Response]:
        """Send `request` with a token, and once more if the answer is that it has expired."""
        if _origin(request.url) not in self._at_home:
            yield request
            return
        used = await self._usable()
        self._sign(request, used)
        response = yield request
        await response.aread()
        if not turned_away(response.content):
            return
        if self._tokens is used:
            self._tokens = replace(used, lifetime=0.0)
        renewed = await self._usable()
        if renewed.token != used.token:
            self._sign(request, renewed)
            yield request

    def _sign(self, request: httpx.Request, tokens: Tokens) -> None:
        request.headers["Authorization"] = f"{self._scheme} {tokens.token}".strip()

    async def _usable(self) -> Tokens:
        """Return fresh tokens; whoever comes while they are being fetched waits for the same."""
        tokens = self._tokens
        if tokens is not None and tokens.is_fresh(now=self._clock()):
            return tokens
        if self._renewal is None:
            self._renewal = asyncio.create_task(self._renew(tokens))
            self._renewal.add_done_callback(self._renewed)
        # Shielded, because others may wait for it when the first to ask gives up.
        return await asyncio.shield(self._renewal)

    def _renewed(self, renewal: "asyncio.Task[Tokens]") -> None:
        if self._renewal is renewal:
            self._renewal = None
        if not renewal.cancelled():
            renewal.exception()  # Looked at, so that asyncio has nothing to complain about.

    async def _renew(self, old: Tokens | None) -> Tokens:
        tokens = None
        if old is not None and old.can_refresh(now=self._clock()):
            tokens = await self._refreshed(old)
        if tokens is None:
            tokens = await self._signed_in()
        if self._renewal is asyncio.current_task():  # else forgotten meanwhile
            self._tokens = tokens
        return tokens

    async def _refreshed(self, old: Tokens) -> Tokens | None:
        try:
            return await self._obtain({"refreshToken": str(old.refresh_token)})
        except RateLimited:
            raise
        except Refused:
            return None

    async def _signed_in(self) -> Tokens:
        # Kept until the server has judged them: a person who typed a secret into a dead line
        # should not have to type it again.
        credentials = self._unjudged = self._unjudged or await self._given()
        try:
            tokens = await self._tokens_for(credentials)
        except SignInRefused:
            self._unjudged = None
            raise
        self._unjudged = None
        return tokens

    async def _given(self) -> Credentials:
        try:
            return await self._credentials()
        except KrakenError:
            raise
        except Exception as error:
            raise CredentialsError from error

    async def _tokens_for(self, credentials: Credentials) -> Tokens:
        if credentials.method == "token":
            return _as_it_is(credentials.secret, now=self._clock())
        return await self._obtain(credentials.sign_in_input())

    async def _obtain(self, sign_in_input: Mapping[str, str]) -> Tokens:
        response = await self._post({"query": SIGN_IN, "variables": {"input": sign_in_input}})
        return read_sign_in(response, now=self._clock())

    async def _post(self, body: Mapping[str, Any]) -> httpx.Response:
        if self._client is None:
            raise RuntimeError("KrakenAuth.attach was not called")
        try:
            async with incoming.bounded(incoming.SIGN_IN) as extensions:
                request = self._client.build_request(
                    "POST", self._auth_endpoint, json=body, extensions=extensions
                )
                # A stale token in the header would make even this fail.
                return await self._client.send(request, auth=None)
        except (httpx.HTTPError, httpx.InvalidURL, KrakenError, OSError, RuntimeError) as error:
            raise no_sign_in(error) from error


def _as_it_is(secret: str, *, now: float) -> Tokens:
    token = secret.strip()
    if not is_sendable(token):
        raise SignInRefused("The token in the profile is not one that can be sent.")
    return Tokens(token=token, received=now)


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    usual = {"https": 443, "http": 80}.get(url.scheme)
    return (url.scheme, url.host, url.port or usual)
