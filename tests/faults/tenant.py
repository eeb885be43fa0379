"""A tenant on a real socket behind the fault proxy, in a thread of their own."""

import asyncio
import socket
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import httpx
import uvicorn

from kraken_tui.api.auth import Credentials, KrakenAuth
from kraken_tui.api.client import KrakenClient
from kraken_tui.sandbox.app import create_app
from kraken_tui.sandbox.settings import machine_clock
from tests.faults.faults import API, Fault, wait
from tests.faults.proxy import FaultProxy, carry

T = TypeVar("T")


ACCOUNT = "A-1A2B3C4D"
KNOWN = (
    "query Known($number: String!) "
    "{ account(accountNumber: $number) { ledgers { number } } viewer { accounts { number } } }"
)


async def _credentials() -> Credentials:
    return Credentials(method="api-key", secret="sk_demo_water")


class Tenant:
    """The sandbox and the way to it, which a test can make a bad one."""

    def __init__(self, cache: Path) -> None:
        self.ahead = timedelta()
        """How far its clock has been moved."""
        self._app = create_app(tenant="water", cache_folder=cache, clock=self.now)
        self.ledger = ""
        """A ledger of the account that takes payments."""
        self.another = ""
        """Another account that the same person sees."""
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.address: tuple[str, int] = self._listening.getsockname()
        self.proxy = FaultProxy(self.address)
        self._back_door = httpx.Client(base_url="http://{}:{}".format(*self.address), verify=False)
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._live()), daemon=True)

    def start(self) -> None:
        """Serve, and sign in once for all tests."""
        self._thread.start()
        self._ready.wait()
        self.auth = KrakenAuth(
            endpoint=self.endpoint, auth_endpoint=self.auth_endpoint, credentials=_credentials
        )
        asyncio.run(self._sign_in())

    async def _sign_in(self) -> None:
        client = KrakenClient(endpoint=self.endpoint, auth=self.auth)
        answer = await client.query(KNOWN, {"number": ACCOUNT})
        self.ledger = answer.data["account"]["ledgers"][0]["number"]
        self.another = answer.data["viewer"]["accounts"][1]["number"]
        await client._connection.aclose()  # The tokens stay.

    def stop(self) -> None:
        """Serve no more."""
        self._back_door.close()
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join()

    async def _live(self) -> None:
        self._loop, self._over = asyncio.get_running_loop(), asyncio.Event()
        config = uvicorn.Config(self._app, log_level="critical", access_log=False, lifespan="off")
        server = uvicorn.Server(config)
        serving = asyncio.create_task(server.serve([self._listening]))
        await self.proxy.listen()
        self._ready.set()
        await self._over.wait()
        await self.proxy.vanish()
        self.proxy.close()
        server.should_exit = True
        await serving

    @property
    def endpoint(self) -> str:
        """The address of the API, behind the proxy."""
        return f"http://127.0.0.1:{self.proxy.port}/v1/graphql/"

    @property
    def auth_endpoint(self) -> str:
        """The address to sign in at, behind the proxy."""
        return f"http://127.0.0.1:{self.proxy.port}/auth/graphql/"

    @contextmanager
    def failing(self, fault: Fault) -> Iterator[None]:
        """Let things go wrong for a while."""
        if fault.vanishes:
            self._do(self.proxy.vanish())
        if fault.expires:
            self.ahead += timedelta(hours=2)
        self.proxy.strike, self.proxy.path, self.proxy.struck = fault.strike, fault.path, 0
        if fault.order:
            self.order(path=API, **fault.order)
        try:
            yield
        finally:
            self.proxy.strike = carry
            self._do(self.proxy.settle())
            if fault.vanishes:
                self._do(self.proxy.listen())

    @contextmanager
    def deaf(self) -> Iterator[None]:
        """Leave the connections that there are unanswered, and take no new ones for a while."""
        self.proxy.strike = wait
        self._do(self.proxy.stop_listening())
        try:
            yield
        finally:
            self.proxy.strike = carry
            self._do(self.proxy.listen())

    @property
    def struck(self) -> int:
        """How many requests to the API met the last fault."""
        return self.proxy.struck if self.proxy.path == API else 0

    def break_all(self) -> None:
        """Break the connections that there are."""
        self._do(self.proxy.break_all())

    def order(self, **fault: object) -> None:
        """Have the tenant itself fail once."""
        self._back_door.post("/sandbox/fault", json=fault).raise_for_status()

    def applied(self, mark: str) -> int:
        """Count how often the tenant made the change that holds `mark`."""
        log = self._back_door.get("/sandbox/log").json()
        return sum(
            one["outcome"] == "accepted" and mark in str(one["variables"])
            for one in log["mutations"]
        )

    def _do(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def now(self) -> datetime:
        """Tell the tenant's time."""
        return machine_clock() + self.ahead
