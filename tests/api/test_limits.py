"""The limits of the API: one wait for all, slowing down before it, no change sent unasked."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, datetime
from math import inf
from typing import Any

import httpx
import pytest

from kraken_tui.api.auth import Credentials, KrakenAuth
from kraken_tui.api.client import KrakenClient
from kraken_tui.api.errors import RateLimited
from kraken_tui.api.limits import LONGEST_PAUSE, Limits
from kraken_tui.sandbox.app import create_app

HOST = "http://sandbox.example"
WHO = "query Who { viewer { email } }"
SIGN_IN = "query SignIn { viewer { email } }"
CHANGE = """mutation Change($input: UpdateAccountBillingEmailInput!) {
  updateAccountBillingEmail(input: $input) { account { number } } }"""

TURNS = 50
"""How often everybody else gets a turn while a request is under way, and four times in a second."""


class Network(httpx.ASGITransport):
    """A way to the sandbox that takes its time, so that requests are under way together."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await turns(TURNS)
        return await super().handle_async_request(request)


async def turns(count: int) -> None:
    for _ in range(count):
        await asyncio.sleep(0)


class Time:
    """A clock that only sleeping moves, and that notes what it was asked for."""

    def __init__(self) -> None:
        self.now = 0.0
        self.seen: list[int] = []
        self.limits = Limits(clock=lambda: self.now, sleep=self.sleep, patience=inf)
        self.limits.on_change = self._note
        self.begun = asyncio.Event()

    def _note(self) -> None:
        self.seen.append(self.limits.seconds)
        self.begun.set()

    async def sleep(self, seconds: float) -> None:
        await turns(4 * TURNS)
        self.now += seconds


class Tenant:
    """A sandbox, a client that is patient, and its clock."""

    def __init__(self, **options: Any) -> None:
        app = create_app(tenant="water", accounts=6, transactions=20, **options)
        self.time = Time()
        transport = Network(app=app)
        self.back_door = httpx.AsyncClient(transport=transport, base_url=HOST)

        async def credentials() -> Credentials:
            return Credentials(method="api-key", secret="sk_demo_water")

        self.client = KrakenClient(
            endpoint=f"{HOST}/v1/graphql/",
            auth=KrakenAuth(
                endpoint=f"{HOST}/v1/graphql/",
                auth_endpoint=f"{HOST}/auth/graphql/",
                credentials=credentials,
            ),
            transport=transport,
            limits=self.time.limits,
        )

    async def order(self, **fault: object) -> None:
        (await self.back_door.post("/sandbox/fault", json=fault)).raise_for_status()

    async def asked(self, name: str) -> list[dict[str, Any]]:
        requests = (await self.back_door.get("/sandbox/log")).json()["requests"]
        return [one for one in requests if one["operationName"] == name]


@pytest.fixture
async def tenant() -> AsyncIterator[Tenant]:
    made = Tenant(clock=lambda: datetime(2026, 11, 20, 12, tzinfo=UTC))
    await made.client.query(SIGN_IN)  # Signed in, so that only what a test asks for is counted.
    yield made
    await made.client.aclose()
    await made.back_door.aclose()


async def test_five_refused_queries_wait_once_and_are_all_answered(tenant: Tenant) -> None:
    await tenant.order(status=429, retry_after=3, times=5, operation="Who")
    answers = await asyncio.gather(*(tenant.client.query(WHO) for _ in range(5)))
    assert [answer.data["viewer"]["email"] for answer in answers] == ["demo@kraken.example"] * 5
    assert tenant.time.now == 3.0
    assert tenant.time.seen == [3, 2, 1, 0]
    assert len(await tenant.asked("Who")) == 10


async def test_after_a_wait_one_query_goes_first_to_see(tenant: Tenant) -> None:
    await tenant.order(status=429, retry_after=3, times=6, operation="Who")
    await asyncio.gather(*(tenant.client.query(WHO) for _ in range(5)))
    assert tenant.time.now == 6.0
    assert len(await tenant.asked("Who")) == 5 + 1 + 5


async def test_without_a_time_the_pauses_grow_up_to_a_cap(tenant: Tenant) -> None:
    await tenant.order(code="KT-CT-1199", times=8, operation="Who")
    await tenant.client.query(WHO)
    starts = [2, 4, 8, 16, 32, LONGEST_PAUSE, LONGEST_PAUSE, LONGEST_PAUSE]
    assert sum(starts) <= tenant.time.now <= sum(starts) * 1.25
    assert len(await tenant.asked("Who")) == 9


async def test_a_query_that_is_dropped_while_it_waits_is_never_sent(tenant: Tenant) -> None:
    await tenant.order(status=429, retry_after=3, times=2, operation="Who")
    dropped, kept = (asyncio.create_task(tenant.client.query(WHO)) for _ in range(2))
    await tenant.time.begun.wait()
    dropped.cancel()
    with suppress(asyncio.CancelledError):
        await dropped
    assert (await kept).data
    assert len(await tenant.asked("Who")) == 3


@pytest.mark.parametrize("fault", [{"status": 429, "retry_after": 9}, {"code": "KT-CT-1199"}])
async def test_a_refused_mutation_is_not_sent_again(tenant: Tenant, fault: dict[str, Any]) -> None:
    await tenant.order(**fault, operation="Change")
    asked = {"input": {"accountNumber": "A-00000000", "billingEmail": "new@example.com"}}
    with pytest.raises(RateLimited):
        await tenant.client.mutate(CHANGE, asked)
    with pytest.raises(RateLimited, match="nothing was sent"):
        await tenant.client.mutate(CHANGE, asked)
    await tenant.client.query(WHO)  # Which waits until the pause is over.
    assert len(await tenant.asked("Change")) == 1
    assert tenant.time.now > 0


async def test_without_patience_a_refusal_is_told_at_once(tenant: Tenant) -> None:
    tenant.time.limits.patience = 5.0
    await tenant.order(status=429, retry_after=4, operation="Who")
    await tenant.client.query(WHO)
    await tenant.order(status=429, retry_after=9, operation="Who")
    with pytest.raises(RateLimited):
        await tenant.client.query(WHO)
    with pytest.raises(RateLimited, match="9 s are left"):
        await tenant.client.query(WHO)
    assert len(await tenant.asked("Who")) == 3


async def test_few_points_are_spread_over_the_time_that_is_left(tenant: Tenant) -> None:
    limits = tenant.time.limits
    limits.tell(remaining=400, limit=50_000, resets_in=600.0)
    for _ in range(3):
        await tenant.client.query(WHO, background=True)
    # 20 points a request are 20 requests in 600 seconds; the first need not wait.
    assert tenant.time.now == 60.0
    assert max(tenant.time.seen) == 30
    await tenant.client.query(WHO)
    assert tenant.time.now == 60.0
    limits.tell(remaining=49_000, limit=50_000, resets_in=600.0)
    await tenant.client.query(WHO, background=True)
    assert tenant.time.now == 60.0
