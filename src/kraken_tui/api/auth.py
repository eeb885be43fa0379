"""Signing in to a Kraken API: tokens fetched when needed, renewed in time, kept in memory only."""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable
from dataclasses import replace

from kraken_tui.api.entrance import AskAgain, AskCredentials, CredentialsError, Entrance
from kraken_tui.api.guise import Guise
from kraken_tui.api.late import light_imports
from kraken_tui.api.passage import Passage
from kraken_tui.api.sign_in import turned_away
from kraken_tui.api.tokens import Credentials, Tokens

with light_imports():
    import httpx

__all__ = ["Credentials", "CredentialsError", "KrakenAuth"]


class KrakenAuth(httpx.Auth):
    """Put a valid token on every request to `endpoint` and `auth_endpoint`, and on no other.

    `credentials` is asked whenever signing in anew is the only way left, and `again` after what it
    gave was refused, as often as it gives other ones; their exceptions reach the caller of the
    request unchanged. `scheme` is "", "JWT" or "Bearer". `attach` must be called with the client
    that requests go through before the first of them.
    """

    def __init__(
        self,
        *,
        endpoint: str,
        auth_endpoint: str,
        credentials: AskCredentials,
        again: AskAgain | None = None,
        scheme: str = "",
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._at_home = {_origin(httpx.URL(endpoint)), _origin(httpx.URL(auth_endpoint))}
        self._entrance = Entrance(
            endpoint=endpoint,
            auth_endpoint=auth_endpoint,
            credentials=credentials,
            again=again,
            clock=clock,
        )
        self._scheme = scheme
        self._clock = clock
        self._tokens: Tokens | None = None
        self._renewal: asyncio.Task[Tokens] | None = None
        self._waiting = 0
        """How many requests wait for it; when the last one gives up, it is of no use."""
        self._guise: Guise | None = None
        self.was_signed_in = False
        """Whether there ever was a token."""

    def __repr__(self) -> str:
        """Show whether there is a token and nothing of it."""
        state = "signed out" if self._tokens is None else "signed in"
        return f"<KrakenAuth {state}>"

    @property
    def lasts(self) -> float | None:
        """How many seconds the token in use still lasts; None without one, or if nobody knows."""
        tokens = self._tokens if self._guise is None else self._guise.tokens
        return None if tokens is None else tokens.lasts(now=self._clock())

    @property
    def renews(self) -> float | None:
        """For how many seconds nobody needs to sign in by hand; None as for `lasts`."""
        return None if self._tokens is None else self._tokens.renews(now=self._clock())

    # -- acting as a customer ------------------------------------------------------------------

    @property
    def acting(self) -> bool:
        """Whether requests go out as somebody else."""
        return self._guise is not None

    def act_as(self, token: str, *, over: Callable[[], None]) -> None:
        """Send every request with a customer's token, until `be_oneself` is called.

        `over` is called once the token is found not to be accepted any more. From then on nothing
        is sent at all, and requests raise `GuiseOver`: they were meant to be in another's name.

        Raises:
            ValueError: the token is not one that can be sent.
        """
        self._guise = Guise(token, now=self._clock(), over=over)

    def be_oneself(self) -> None:
        """Send requests in one's own name again."""
        self._guise = None

    # ------------------------------------------------------------------------------------------

    def attach(self, client: httpx.AsyncClient) -> None:
        """Send sign-in requests through `client` from now on."""
        self._entrance.client = client

    async def mail_a_link(self, email: str) -> None:
        """Have the tenant mail somebody a link with a key to sign in with; raise KrakenError."""
        await self._entrance.mail_a_link(email)

    def forget(self) -> None:
        """Drop the tokens; the next request signs in anew."""
        self._tokens = self._renewal = self._guise = None
        self._entrance.forget()

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
        guise = self._guise
        used = await self._usable() if guise is None else guise.usable(now=self._clock())
        self._sign(request, used)
        response = yield request
        await response.aread()
        if not turned_away(response.content, given=used.as_given):
            return
        Passage.given_back(request.extensions)
        if guise is not None:
            raise guise.end()
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
        renewal = self._renewal
        self._waiting += 1
        try:
            # Shielded, because others may wait for it when the first to ask gives up.
            return await asyncio.shield(renewal)
        except asyncio.CancelledError:
            if self._waiting == 1 and not renewal.done():
                renewal.cancel()
                self._renewed(renewal)
            raise
        finally:
            self._waiting -= 1

    def _renewed(self, renewal: "asyncio.Task[Tokens]") -> None:
        if self._renewal is renewal:
            self._renewal = None
        if renewal.done() and not renewal.cancelled():
            renewal.exception()  # Looked at, so that asyncio has nothing to complain about.

    async def _renew(self, old: Tokens | None) -> Tokens:
        tokens = None
        if old is not None and old.can_refresh(now=self._clock()):
            tokens = await self._entrance.refreshed(old)
        if tokens is None:
            tokens = await self._entrance.signed_in(worn=old.token if old is not None else "")
        if self._renewal is asyncio.current_task():  # else forgotten meanwhile
            self._tokens = tokens
            self.was_signed_in = True
        return tokens


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    usual = {"https": 443, "http": 80}.get(url.scheme)
    return (url.scheme, url.host, url.port or usual)
