"""The sandbox as an ASGI application."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from .faults import Dropped
from .http import Request, Response

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Respond = Callable[[Request], Awaitable[Response]]


class AsgiApp:
    """Carry requests from an ASGI server to `respond`, and its responses back."""

    def __init__(self, respond: Respond) -> None:
        """Answer every HTTP request with what `respond` makes of it."""
        self._respond = respond

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Serve one ASGI connection; of other kinds than HTTP, only `lifespan` is known."""
        if scope["type"] == "lifespan":
            await _live(receive, send)
        elif scope["type"] == "http":
            await self._serve(scope, receive, send)

    async def _serve(self, scope: Message, receive: Receive, send: Send) -> None:
        request = Request(
            method=scope["method"],
            path=scope["path"],
            headers={name.decode("latin-1"): v.decode("latin-1") for name, v in scope["headers"]},
            body=await _read(receive),
        )
        try:
            response = await self._respond(request)
        except Dropped:
            # A promised byte that never comes makes any server close the connection.
            await _start(send, Response(200, headers={"content-length": "1"}))
            raise
        await _start(send, response)
        await send({"type": "http.response.body", "body": response.body})


async def _read(receive: Receive) -> bytes:
    body = b""
    more = True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return body


async def _start(send: Send, response: Response) -> None:
    headers = {"content-length": str(len(response.body)), **response.headers}
    encoded = [(name.encode("latin-1"), v.encode("latin-1")) for name, v in headers.items()]
    await send({"type": "http.response.start", "status": response.status, "headers": encoded})


async def _live(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
