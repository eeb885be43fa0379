"""From a profile to a client that can sign in."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

from kraken_tui.commands.exits import NoSecret, say
from kraken_tui.config.profiles import Profile
from kraken_tui.config.secrets import resolve

if TYPE_CHECKING:
    import httpx

    from kraken_tui.api.asking import Ask, Wanted
    from kraken_tui.api.client import KrakenClient

Result = TypeVar("Result")
Connect = Callable[["Ask"], "KrakenClient"]


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

    def connect(ask: "Ask") -> "KrakenClient":
        from kraken_tui.api.auth import KrakenAuth
        from kraken_tui.api.client import KrakenClient
        from kraken_tui.commands.credentials import ProfileCredentials

        fetch = secret or (lambda: resolve(profile.auth.secret))
        given = ProfileCredentials(profile, fetch=fetch, ask=ask)
        given.auth = KrakenAuth(
            endpoint=profile.endpoint,
            auth_endpoint=profile.auth_endpoint,
            credentials=given.first,
            again=given.again,
            scheme=profile.authorization_scheme,
        )
        return KrakenClient(
            endpoint=profile.endpoint,
            auth=given.auth,
            transport=transport() if transport else None,
            ca_file=profile.ca_file,
        )

    return connect


def run_with_client(
    connect: Connect, work: Callable[["KrakenClient"], Awaitable[Result]]
) -> Result:
    """Do some work with a client and close it; a secret is asked for in the terminal, once."""
    answers: dict[str, str] = {}

    async def ask(wanted: "Wanted") -> str:
        if wanted.kept:
            return ""  # A script goes by what the profile says, and fails where that is wrong.
        # A query that is tried again may sign in again.
        if wanted.problem or wanted.question not in answers:
            answers[wanted.question] = await ask_in_terminal(wanted)
        return answers[wanted.question]

    async def run() -> Result:
        client = connect(ask)
        try:
            return await work(client)
        finally:
            await client.aclose()

    return asyncio.run(run())


async def ask_in_terminal(wanted: "Wanted") -> str:
    """Return what a person types, unseen; raise NoSecret where there is nobody to ask.

    Where a link may be mailed, an empty answer sends it, and the key is asked for again.
    """
    import sys

    if not sys.stdin or not sys.stdin.isatty():
        raise NoSecret(
            f"There is no terminal to ask in for this: {wanted.question}.",
            hint="Keep the secret elsewhere, such as in a variable with --secret env:NAME.",
        )
    if wanted.problem:
        say(wanted.problem)
    if wanted.mail is None or not wanted.email:
        return _typed(wanted.question)
    if typed := _typed(f"{wanted.question} (enter has it mailed to {wanted.email})"):
        return typed
    await wanted.mail(wanted.email)
    say(f"A link is on its way to {wanted.email}, if that address is known to the tenant.")
    return _typed(wanted.question)


def _typed(question: str) -> str:
    """Read a line unseen; nothing where the input ends."""
    import getpass
    import signal
    import sys

    # While asyncio runs, the first Ctrl+C would only be noted until the answer is complete.
    noting = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return getpass.getpass(f"{question}: ", stream=sys.stderr)
    except EOFError:
        return ""
    finally:
        signal.signal(signal.SIGINT, noting)
