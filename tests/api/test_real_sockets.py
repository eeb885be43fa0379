"""Faults of a real connection, without any stand-in between the client and the socket."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from kraken_tui.api.client import KrakenClient, Timeouts
from kraken_tui.api.errors import NotSent, OutcomeUnknown

MUTATION = "mutation Move { move { id } }"
ANSWER = b'{"data": {"move": {"id": "7"}}}'

Behaviour = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


def head(length: int, status: str = "200 OK") -> bytes:
    lines = [f"HTTP/1.1 {status}", "Content-Type: application/json", f"Content-Length: {length}"]
    return "\r\n".join([*lines, "", ""]).encode()


async def request_body(reader: asyncio.StreamReader) -> bytes:
    headers = await reader.readuntil(b"\r\n\r\n")
    [length] = [line for line in headers.lower().split(b"\r\n") if b"content-length" in line]
    return await reader.readexactly(int(length.split(b":")[1]))


@asynccontextmanager
async def server(behaviour: Behaviour) -> AsyncIterator[tuple[str, list[bytes]]]:
    """Listen on a free port; yield its address and the requests that came in whole."""
    seen: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while not reader.at_eof():
                seen.append(await request_body(reader))
                await behaviour(reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    listening = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with listening:
        yield f"127.0.0.1:{listening.sockets[0].getsockname()[1]}", seen


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(head(len(ANSWER)) + ANSWER)


async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.close()


async def reset(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.transport.abort()


async def tell_half(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(head(len(ANSWER)) + ANSWER[:10])
    await writer.drain()
    writer.close()


async def babble(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"SSH-2.0-OpenSSH_9.2\r\n\r\n")


async def say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read()


async def test_connections_are_kept_and_shared() -> None:
    async with server(answer) as (address, seen):
        client = KrakenClient(endpoint=f"http://{address}/v1/graphql/")
        for _ in range(3):
            assert (await client.mutate(MUTATION)).data == {"move": {"id": "7"}}
        assert len(seen) == 3
        await client.aclose()


@pytest.mark.parametrize("behaviour", [hang_up, reset, tell_half, babble, say_nothing])
async def test_a_connection_that_breaks_leaves_the_outcome_unknown(behaviour: Behaviour) -> None:
    async with server(behaviour) as (address, seen):
        client = KrakenClient(endpoint=f"http://{address}/v1/graphql/", timeouts=Timeouts(read=0.2))
        with pytest.raises(OutcomeUnknown):
            await client.mutate(MUTATION)
        assert len(seen) == 1
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
        with pytest.raises(NotSent, match="encryption"):
            await client.mutate(MUTATION)
        await client.aclose()


@pytest.mark.parametrize("endpoint", ["nonsense", "ftp://example.com/", "http://", "http://[::1"])
async def test_an_endpoint_that_is_no_address_is_told_in_words(endpoint: str) -> None:
    client = KrakenClient(endpoint=endpoint)
    with pytest.raises(NotSent):
        await client.mutate(MUTATION)
    await client.aclose()
