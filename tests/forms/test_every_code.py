"""Each documented error of each documented mutation arrives at the form, with its code.

The sandbox raises it on order, the real client carries it, and the form shows it: at a field, or
among what is left for the banner.
"""

import asyncio
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import count, groupby
from typing import NamedTuple

import httpx
import pytest

from kraken_tui.api.auth import Credentials, KrakenAuth
from kraken_tui.api.client import KrakenClient
from kraken_tui.api.errors import Refused
from kraken_tui.api.limits import Limits
from kraken_tui.forms.form import Form
from kraken_tui.sandbox.app import create_app
from kraken_tui.sandbox.operations import load

from .test_every_mutation import fill_required

HOST = "http://sandbox.example"
ENDPOINTS = {"api": f"{HOST}/v1/graphql/", "auth": f"{HOST}/auth/graphql/"}
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


class Pair(NamedTuple):
    """A documented error: of which tenant, at which endpoint, of which mutation."""

    tenant: str
    endpoint: str
    name: str
    code: str
    message: str


PAIRS = [
    Pair(tenant, row.endpoint, row.name, error.code, error.message)
    for tenant in ("water", "energy")
    for rows in load(tenant).values()
    for row in rows
    for error in row.errors
]


class Ordering(httpx.AsyncBaseTransport):
    """The way to a tenant, on which every request but signing in orders the error `code`."""

    def __init__(self, inner: httpx.AsyncBaseTransport) -> None:
        self.inner = inner
        self.code = ""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send the request on, with the order."""
        if not (str(request.url) == ENDPOINTS["auth"] and b"obtainKrakenToken" in request.content):
            request.headers["X-Sandbox-Raise"] = self.code
        return await self.inner.handle_async_request(request)


class Tenant:
    """A tenant with a client for each endpoint, all on one event loop."""

    def __init__(self, name: str) -> None:
        app = create_app(tenant=name, accounts=2, transactions=5, clock=lambda: NOW)
        self.transport = Ordering(httpx.ASGITransport(app=app))
        self.runner = asyncio.Runner()
        self.clients = {
            endpoint: KrakenClient(
                endpoint=address,
                auth=self.auth(name),
                transport=self.transport,
                # An hour passes from look to look: what a person was to wait for is always over.
                limits=Limits(clock=count(step=3600.0).__next__),
            )
            for endpoint, address in ENDPOINTS.items()
        }

    def auth(self, name: str) -> KrakenAuth:
        """Make a way to sign in."""

        async def credentials() -> Credentials:
            return Credentials(method="api-key", secret=f"sk_demo_{name}")

        return KrakenAuth(
            endpoint=ENDPOINTS["api"],
            auth_endpoint=ENDPOINTS["auth"],
            credentials=credentials,
            clock=NOW.timestamp,
        )

    def refusal(self, pair: Pair, form: Form) -> Refused:
        """Send the form and return the refusal that comes back."""
        self.transport.code = pair.code
        sent = self.clients[pair.endpoint].mutate(form.record["document"], form.variables())
        with pytest.raises(Refused) as refused:
            self.runner.run(sent)
        return refused.value

    def close(self) -> None:
        """Close the clients and the event loop."""
        for client in self.clients.values():
            self.runner.run(client.aclose())
        self.runner.close()


@pytest.fixture(scope="module")
def tenant() -> Iterator[Callable[[str], Tenant]]:
    """Give a tenant by name, the same one to all tests."""
    started: dict[str, Tenant] = {}

    def get(name: str) -> Tenant:
        if name not in started:
            started[name] = Tenant(name)
        return started[name]

    yield get
    for each in started.values():
        each.close()


def test_all_documented_pairs_are_tried() -> None:
    assert len(PAIRS) == 940


@pytest.mark.parametrize(
    "pairs",
    [list(pairs) for _, pairs in groupby(PAIRS, key=lambda pair: pair[:3])],
    ids=lambda pairs: "-".join(pairs[0][:3]),
)
def test_every_documented_error_ends_up_on_the_form(
    pairs: list[Pair], tenant: Callable[[str], Tenant], build: Callable[..., Form]
) -> None:
    for pair in pairs:
        form = build(pair.tenant, pair.name)
        fill_required(form)
        typed = form.variables()
        refused = tenant(pair.tenant).refusal(pair, form)
        assert refused.codes == (pair.code,)
        (problem,) = refused.problems
        assert problem.message == pair.message, pair
        assert problem.path == (pair.name,), pair
        left = form.place(refused.problems)
        shown = [row.error for row in form.rows() if row.error]
        assert any(each.code == pair.code for each in left) or any(
            pair.code in error for error in shown
        ), pair
        assert form.variables() == typed, pair
