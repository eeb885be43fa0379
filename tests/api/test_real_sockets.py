"""Faults of a real connection, without any stand-in between the client and the socket."""

import asyncio

import pytest

from kraken_tui.api.client import KrakenClient, Timeouts
from kraken_tui.api.errors import NotSent, OutcomeUnknown

from .sockets import Behaviour, reply, saying, server

MUTATION = "mutation Move { move { id } }"
ANSWER = b'{"data": {"move": {"id": "7"}}}'

answer = saying(reply(ANSWER))
babble = saying(b"SSH-2.0-OpenSSH_9.2\r\n\r\n")


async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.close()


async def reset(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.transport.abort()


async def tell_half(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(reply(ANSWER)[:-10])
    await writer.drain()
    writer.close()


async def say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read()


async def test_connections_are_kept_and_shared() -> None:
    async with server(answer) as listening:
        client = KrakenClient(endpoint=f"http://{listening.address}/v1/graphql/")
        for _ in range(3):
            assert (await client.mutate(MUTATION)).data == {"move": {"id": "7"}}
        assert len(listening.bodies) == 3
        await client.aclose()


@pytest.mark.parametrize("behaviour", [hang_up, reset, tell_half, babble, say_nothing])
async def test_a_connection_that_breaks_leaves_the_outcome_unknown(behaviour: Behaviour) -> None:
    async with server(behaviour) as listening:
        endpoint = f"http://{listening.address}/v1/graphql/"
        client = KrakenClient(endpoint=endpoint, timeouts=Timeouts(read=0.2))
        with pytest.raises(OutcomeUnknown):
            await client.mutate(MUTATION)
        assert len(listening.bodies) == 1
        await client.aclose()


async def test_a_server_without_encryption_is_not_talked_to() -> None:
    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.close()

    listening = await asyncio.start_server(refuse, "127.0.0.1", 0)
    async with listening:
        port = listening.sockets[0].getsockname()[1]
        client = KrakenClient(endpoint=f"https://127.0.0.1:{port}/v1/graphql/")
        with pytest.raises(NotSent, match="No encryption"):
            await client.mutate(MUTATION)
        await client.aclose()


@pytest.mark.parametrize("endpoint", ["nonsense", "ftp://example.com/", "http://", "http://[::1"])
async def test_an_endpoint_that_is_no_address_is_told_in_words(endpoint: str) -> None:
    client = KrakenClient(endpoint=endpoint)
    with pytest.raises(NotSent):
        await client.mutate(MUTATION)
    await client.aclose()
