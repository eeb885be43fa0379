"""Asking a server on a real socket, and what every answer to a person has to be like."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from kraken_tui.api.client import KrakenClient, Timeouts
from kraken_tui.api.errors import KrakenError

from .sockets import Listening

QUERY = "query Look { move { id } }"
MUTATION = "mutation Move { move { id } }"
ANSWER = b'{"data": {"move": {"id": "7"}}}'


@asynccontextmanager
async def client_of(
    listening: Listening, *, timeouts: Timeouts | None = None
) -> AsyncIterator[KrakenClient]:
    """Give a client of that server, without a sign-in."""
    endpoint = f"http://{listening.address}/v1/graphql/"
    client = KrakenClient(endpoint=endpoint, timeouts=timeouts)
    yield client
    await client.aclose()


def assert_clear(error: KrakenError) -> None:
    """Hold what a person reads to be a sentence and a hint, both in plain words."""
    for words in (error.sentence, error.hint):
        assert words.isprintable() and words.endswith(".") and words[0].isupper()
    assert len(error.sentence) < 200
    assert "Error" not in error.sentence
