"""The sandbox inside another program: in a thread of its own, without a port."""

import asyncio
import threading
from concurrent.futures import Future
from typing import TYPE_CHECKING, Unpack

from .settings import Options

if TYPE_CHECKING:
    import sqlite3

    import httpx

    from .service import Service


class Embedded:
    """A tenant that lives in a thread with an event loop of its own.

    It is built once somebody wants to speak to it: built while the caller starts up, the two would
    take turns at one interpreter, and both take longer. Requests wait until the tenant is ready.
    Closing is final.
    """

    def __init__(self, **options: Unpack[Options]) -> None:
        """Describe the tenant; the options are the fields of `Settings`."""
        self._options = options
        self._loop = asyncio.new_event_loop()
        self._ready: Future[Service] = Future()
        self._thread = threading.Thread(target=self._live, name="sandbox", daemon=True)
        self._started = False

    def transport(self) -> "httpx.AsyncBaseTransport":
        """Make a transport that carries any httpx client's requests here, whatever its host."""
        from .transport import EmbeddedTransport

        self._start()
        return EmbeddedTransport(self._loop, self._ready)

    def database(self) -> "sqlite3.Connection":
        """Wait for the tenant and give its own connection, for those who look behind the API.

        While it is used, nobody may ask the tenant anything. Raises what kept it from starting.
        """
        self._start()
        return self._ready.result().state.store

    def close(self) -> None:
        """Stop the thread and wait for its end; requests under way are cancelled."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
        elif not self._started:
            self._loop.close()

    def _start(self) -> None:
        if not self._started:
            self._started = True
            self._thread.start()

    def _live(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._build()
            self._loop.run_forever()
        finally:
            _finish(self._loop)
            if self._ready.exception() is None:
                self._ready.result().close()

    def _build(self) -> None:
        try:
            # Imported here, so that its time is this thread's and not the caller's.
            from .app import create_service

            self._ready.set_result(create_service(**self._options))
        except Exception as error:  # noqa: BLE001 -- whoever waits for the tenant is told.
            self._ready.set_exception(error)


def _finish(loop: asyncio.AbstractEventLoop) -> None:
    pending = asyncio.all_tasks(loop)
    for task in pending:
        task.cancel()
    if pending:
        loop.run_until_complete(asyncio.gather(*pending, return_exceptions=True))
    loop.close()
