"""The way in: credentials asked for, sent, and asked for again where they are refused."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar

from kraken_tui.api import incoming
from kraken_tui.api.asking import Refusal
from kraken_tui.api.errors import KrakenError, RateLimited, Refused, SignInRefused
from kraken_tui.api.late import light_imports
from kraken_tui.api.sign_in import no_sign_in, read_mailed, read_sign_in
from kraken_tui.api.tokens import MAIL_A_LINK, SIGN_IN, Credentials, Tokens, given_token

with light_imports():
    import httpx

AskCredentials = Callable[[], Awaitable[Credentials]]
AskAgain = Callable[[Refusal], Awaitable[Credentials | None]]
Given = TypeVar("Given")

NOT_ANY_MORE = "The token is not accepted any more."
ANOTHER_TOKEN = "Get another one and give it in its place."


class CredentialsError(Exception):
    """Carries an exception of the `credentials` callback, as its cause, past httpx and gql."""


class Entrance:
    """Turn credentials, or what renews a token, into tokens. Keeps neither of them."""

    def __init__(
        self,
        *,
        endpoint: str,
        auth_endpoint: str,
        credentials: AskCredentials,
        again: AskAgain | None,
        clock: Callable[[], float],
    ) -> None:
        self._endpoint = endpoint
        self._auth_endpoint = auth_endpoint
        self._credentials = credentials
        self._again = again
        self._clock = clock
        self._unjudged: Credentials | None = None
        self.client: httpx.AsyncClient | None = None
        """What requests go through; it must be there before the first of them."""

    def forget(self) -> None:
        """Drop what was typed into a dead line."""
        self._unjudged = None

    async def refreshed(self, old: Tokens) -> Tokens | None:
        """Renew tokens; None where the server takes the refresh token for nothing."""
        try:
            return await self._obtain({"refreshToken": str(old.refresh_token)})
        except RateLimited:
            raise
        except Refused:
            return None

    async def signed_in(self, *, worn: str) -> Tokens:
        """Sign in with credentials, and other ones as long as they are refused and others given.

        `worn` is the token that was turned away last, which is no use whoever gives it.
        """
        # Kept until the server has judged them: a person who typed a secret into a dead line
        # should not have to type it again.
        credentials = self._unjudged
        if credentials is None:
            credentials = await _unchanged(self._credentials())
        while True:
            self._unjudged = credentials
            try:
                tokens = await self._tokens_for(credentials)
                if tokens.token == worn:
                    raise SignInRefused(NOT_ANY_MORE, hint=ANOTHER_TOKEN)
            except SignInRefused as error:
                self._unjudged = None
                credentials = await self._better(Refusal(error, credentials))
            else:
                self._unjudged = None
                return tokens

    async def _better(self, refusal: Refusal) -> Credentials:
        """Ask for other credentials than the refused ones; raise the refusal without any."""
        better = None if self._again is None else await _unchanged(self._again(refusal))
        if better is None:
            raise refusal.error
        return better

    async def _tokens_for(self, credentials: Credentials) -> Tokens:
        if credentials.method != "token":
            return await self._obtain(credentials.sign_in_input())
        try:
            return given_token(credentials.secret, now=self._clock())
        except ValueError:
            raise SignInRefused("This token is not one that can be sent.") from None

    async def mail_a_link(self, email: str) -> None:
        """Have the tenant mail somebody a link with a key to sign in with; raise KrakenError."""
        variables = {"input": {"email": email}}
        read_mailed(
            await self._post({"query": MAIL_A_LINK, "variables": variables}, to=self._endpoint)
        )

    async def _obtain(self, sign_in_input: Mapping[str, str]) -> Tokens:
        body = {"query": SIGN_IN, "variables": {"input": sign_in_input}}
        response = await self._post(body, to=self._auth_endpoint)
        return read_sign_in(response, now=self._clock())

    async def _post(self, body: Mapping[str, Any], *, to: str) -> httpx.Response:
        if self.client is None:
            raise RuntimeError("KrakenAuth.attach was not called")
        try:
            async with incoming.bounded(incoming.SIGN_IN) as extensions:
                request = self.client.build_request("POST", to, json=body, extensions=extensions)
                # A stale token in the header would make even this fail.
                return await self.client.send(request, auth=None)
        except (httpx.HTTPError, httpx.InvalidURL, KrakenError, OSError, RuntimeError) as error:
            raise no_sign_in(error) from error


async def _unchanged(given: Awaitable[Given]) -> Given:
    """Wait for what a callback gives, and carry its exceptions past httpx and gql."""
    try:
        return await given
    except KrakenError:
        raise
    except Exception as error:
        raise CredentialsError from error
