"""A proxy on a real socket that carries requests to a server, and fails where a test says so."""

import asyncio
import socket
import struct
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from tests.api.sockets import body_length

HEAD_ENDS = b"\r\n\r\n"
_AT_ONCE = struct.pack("ii", 1, 0)
"""The socket option that makes closing send a reset, whatever is still to be sent or read."""


@dataclass
class Exchange:
    """One request as it comes in byte by byte, and the hands of what is to happen to it."""

    head: bytes
    client: asyncio.StreamReader
    answers: asyncio.StreamWriter
    upstream: tuple[str, int]
    is_first: bool
    """Whether its connection has carried no other request before."""

    async def body(self) -> bytes:
        """Read what has not been read of the request."""
        return await self.client.readexactly(body_length(self.head))

    async def answer(self) -> bytes:
        """Pass the whole request on and return the bytes of the whole answer."""
        return await self.ask(self.head + await self.body())

    async def ask(self, request: bytes) -> bytes:
        """Send bytes to the server and return its whole answer; a part is followed by a reset."""
        reader, writer = await asyncio.open_connection(*self.upstream)
        try:
            writer.write(request)
            await writer.drain()
            head = await reader.readuntil(HEAD_ENDS)
            return head + await reader.readexactly(body_length(head))
        finally:
            writer.close()

    async def leave_off(self, request: bytes) -> None:
        """Send bytes to the server and reset the connection before there can be an answer."""
        _, writer = await asyncio.open_connection(*self.upstream)
        writer.write(request)
        await writer.drain()
        reset(writer)

    async def say(self, answer: bytes) -> None:
        """Send bytes to the client."""
        self.answers.write(answer)
        await self.answers.drain()

    def hang_up(self) -> None:
        """Close the client's connection in good order."""
        self.answers.close()

    def reset(self) -> None:
        """Break the client's connection."""
        reset(self.answers)


Strike = Callable[[Exchange], Awaitable[None]]


async def carry(exchange: Exchange) -> None:
    """Do what a proxy is for."""
    await exchange.say(await exchange.answer())


def reset(writer: asyncio.StreamWriter) -> None:
    """Break a connection, so that the other side hears of it as an error."""
    connection = writer.get_extra_info("socket")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)
    writer.transport.abort()


@dataclass
class FaultProxy:
    """Carry requests to `upstream`; `strike` happens to those to `path` instead.

    It lives in one event loop, and listens at the same `port` whenever it does.
    """

    upstream: tuple[str, int]
    strike: Strike = carry
    path: str = "/v1/graphql/"
    struck: int = 0
    """How many requests met the fault."""
    _server: asyncio.Server | None = None
    _open: set[asyncio.StreamWriter] = field(default_factory=set)
    _serving: set[asyncio.Task[None]] = field(default_factory=set)
    _striking: set[asyncio.Task[None]] = field(default_factory=set)

    def __post_init__(self) -> None:
        # Bound and never listening: while nobody listens, nobody else gets the port.
        self._holder = _socket(0)
        self.port: int = self._holder.getsockname()[1]

    async def listen(self) -> None:
        """Take connections."""
        self._server = await asyncio.start_server(self._serve, sock=_socket(self.port))

    def close(self) -> None:
        """Give the port back."""
        self._holder.close()

    async def stop_listening(self) -> None:
        """Take no more connections."""
        assert self._server is not None
        self._server.close()

    async def vanish(self) -> None:
        """Take no more connections, and break those that there are."""
        await self.stop_listening()
        await self.break_all()

    async def settle(self) -> None:
        """Wait until what was struck is over, for the client may have given up before."""
        if self._striking:
            await asyncio.wait(self._striking)

    async def break_all(self) -> None:
        """Break the connections that there are."""
        for writer in self._open:
            reset(writer)
        if self._serving:
            await asyncio.wait(self._serving)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._serving.add(task)
        self._open.add(writer)
        is_first = True
        try:
            while not writer.is_closing():
                head = await reader.readuntil(HEAD_ENDS)
                await self._do(Exchange(head, reader, writer, self.upstream, is_first))
                is_first = False
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            self._open.discard(writer)
            self._serving.discard(task)
            writer.close()

    async def _do(self, exchange: Exchange) -> None:
        if exchange.head.split(b" ", 2)[1].decode() == self.path and self.strike is not carry:
            self.struck += 1
            striking = asyncio.ensure_future(self.strike(exchange))
            self._striking.add(striking)
            striking.add_done_callback(self._striking.discard)
            await striking
        else:
            await carry(exchange)


def _socket(port: int) -> socket.socket:
    bound = socket.socket()
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    bound.bind(("127.0.0.1", port))
    return bound
