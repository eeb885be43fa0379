"""An httpx transport that ends at an embedded sandbox."""

import asyncio
from concurrent.futures import Future
from typing import TYPE_CHECKING

import httpx

from .faults import Dropped
from .http import Request, Response

if TYPE_CHECKING:
    from .service import Service


class EmbeddedTransport(httpx.AsyncBaseTransport):
    """Carry requests from the caller's event loop to the sandbox's."""

    def __init__(self, loop: asyncio.AbstractEventLoop, ready: "Future[Service]") -> None:
        """Send requests to the service that `ready` will hold, on its `loop`."""
        self._loop = loop
        self._ready = ready

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer a request as a server would.

        Raises httpx.ConnectError where there is no sandbox, httpx.ReadError where a fault
        drops the connection, and httpx.ReadTimeout where an answer takes too long.
        """
        service = await self._service(request)
        sent = Request(request.method, request.url.path, _headers(request), await request.aread())
        under_way = asyncio.run_coroutine_threadsafe(service.respond(sent), self._loop)
        limit = request.extensions.get("timeout", {}).get("read")
        try:
            response: Response = await asyncio.wait_for(asyncio.wrap_future(under_way), limit)
        except TimeoutError:
            raise httpx.ReadTimeout("The sandbox took too long.", request=request) from None
        except Dropped as dropped:
            raise httpx.ReadError(str(dropped), request=request) from None
        return httpx.Response(response.status, headers=response.headers, content=response.body)

    async def _service(self, request: httpx.Request) -> "Service":
        if self._loop.is_closed():
            raise httpx.ConnectError("The sandbox is closed.", request=request)
        try:
            # Shielded, since one impatient request must not give up for all the others.
            return await asyncio.shield(asyncio.wrap_future(self._ready))
        except Exception as error:
            message = f"The sandbox did not start: {error}"
            raise httpx.ConnectError(message, request=request) from error


def _headers(request: httpx.Request) -> dict[str, str]:
    # Compressing what stays in one process is work for nothing.
    return {name: value for name, value in request.headers.items() if name != "accept-encoding"}
