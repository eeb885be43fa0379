"""From a profile to a client that can sign in."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

from kraken_tui.commands.exits import NoSecret
from kraken_tui.config.errors import SecretError
from kraken_tui.config.profiles import Profile
from kraken_tui.config.secrets import resolve

if TYPE_CHECKING:
    import httpx

    from kraken_tui.api.client import KrakenClient
    from kraken_tui.api.tokens import Credentials

Result = TypeVar("Result")
Ask = Callable[[str], Awaitable[str]]
Connect = Callable[[Ask], "KrakenClient"]

_NAMES = {
    "api-key": "API key",
    "password": "Password",
    "pre-signed-key": "Key from the link in the e-mail",
    "refresh-token": "Refresh token",
    "token": "Token",
    "organization-secret": "Secret key of the organisation",
}


def connector(
    profile: Profile,
    *,
    transport: Callable[[], "httpx.AsyncBaseTransport"] | None = None,
    secret: Callable[[], str | None] | None = None,
) -> Connect:
    """Return what builds the client of a profile, given a way to ask the person for a secret.

    Building imports the network libraries: do it late, and in a thread where a screen is drawn.
    `transport` and `secret` stand in for the network and for what the profile says of its secret.
    """

    def connect(ask: Ask) -> "KrakenClient":
        from kraken_tui.api.auth import KrakenAuth
        from kraken_tui.api.client import KrakenClient

        async def credentials() -> "Credentials":
            fetch = secret or (lambda: resolve(profile.auth.secret))
            return await _credentials(profile, fetch=fetch, ask=ask)

        return KrakenClient(
            endpoint=profile.endpoint,
            auth=KrakenAuth(
                endpoint=profile.endpoint,
                auth_endpoint=profile.auth_endpoint,
                credentials=credentials,
                scheme=profile.authorization_scheme,
            ),
            transport=transport() if transport else None,
            ca_file=profile.ca_file,
        )

    return connect


def run_with_client(
    connect: Connect, work: Callable[["KrakenClient"], Awaitable[Result]]
) -> Result:
    """Do some work with a client and close it; a secret is asked for in the terminal, once."""
    answers: dict[str, str] = {}

    async def ask(question: str) -> str:
        # A query that is tried again may sign in again.
        if question not in answers:
            answers[question] = await ask_in_terminal(question)
        return answers[question]

    async def run() -> Result:
        client = connect(ask)
        try:
            return await work(client)
        finally:
            await client.aclose()

    return asyncio.run(run())


async def ask_in_terminal(question: str) -> str:
    """Return what a person types, unseen; raise NoSecret where there is nobody to ask."""
    import getpass
    import signal
    import sys

    if not sys.stdin or not sys.stdin.isatty():
        raise NoSecret(
            f"There is no terminal to ask in for this: {question}.",
            hint="Keep the secret elsewhere, such as in a variable with --secret env:NAME.",
        )
    # While asyncio runs, the first Ctrl+C would only be noted until the answer is complete.
    noting = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return getpass.getpass(f"{question}: ", stream=sys.stderr)
    except EOFError:
        return ""
    finally:
        signal.signal(signal.SIGINT, noting)


async def _credentials(
    profile: Profile, *, fetch: Callable[[], str | None], ask: Ask
) -> "Credentials":
    from kraken_tui.api.tokens import Credentials

    try:
        secret = await asyncio.to_thread(fetch)
    except SecretError as error:
        raise NoSecret(error.sentence) from error
    if secret is None:
        secret = (await ask(f"{_NAMES[profile.auth.method]} for {profile.name}")).strip()
    if not secret:
        raise NoSecret(
            f'There is no way to sign in with "{profile.name}" without its secret.',
            hint="Try again and give it.",
        )
    return Credentials(method=profile.auth.method, secret=secret, email=profile.auth.email)
