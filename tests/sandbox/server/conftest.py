"""A fresh tenant for each test, asked over real requests, with a clock that the test moves."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from kraken_tui.sandbox.app import create_app

SIGN_IN = """
    mutation SignIn($input: ObtainJSONWebTokenInput!) {
      obtainKrakenToken(input: $input) { token payload refreshToken refreshExpiresIn }
    }
"""


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    now: datetime = datetime(2026, 11, 20, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Tell the time."""
        return self.now

    def advance(self, **by: float) -> None:
        """Move on by days, hours, minutes or seconds."""
        self.now += timedelta(**by)


@dataclass
class Tenant:
    """A running tenant and a client of it."""

    name: str
    http: httpx.AsyncClient
    clock: Clock
    token: str | None = field(default=None, repr=False)

    async def post(
        self,
        query: str,
        variables: dict[str, Any] | None = None,
        *,
        path: str = "/v1/graphql/",
        authorization: str | None = None,
        operation: str | None = None,
    ) -> httpx.Response:
        """Send one request with the header given, or with the token signed in with."""
        header = authorization if authorization is not None else self.token
        return await self.http.post(
            path,
            json={"query": query, "variables": variables, "operationName": operation},
            headers={} if header is None else {"Authorization": header},
        )

    async def ask(self, query: str, **variables: Any) -> Any:
        """Send a request and return its data; anything refused fails the test."""
        answer = (await self.post(query, variables)).json()
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    async def refusal(self, query: str, **variables: Any) -> dict[str, Any]:
        """Send a request and return its one error."""
        return only_error(await self.post(query, variables))

    async def sign_in(self, **given: str) -> dict[str, Any]:
        """Sign in, by API key unless told otherwise, and use the token from now on."""
        given = given or {"APIKey": f"sk_demo_{self.name}"}
        self.token = None
        answer: dict[str, Any] = (await self.ask(SIGN_IN, input=given))["obtainKrakenToken"]
        self.token = answer["token"]
        return answer

    async def account_number(self) -> str:
        """Return the number of the first account that the demo user sees."""
        viewer = (await self.ask("{ viewer { accounts { number } } }"))["viewer"]
        return str(viewer["accounts"][0]["number"])

    async def log(self) -> Any:
        """Return what `/sandbox/log` says."""
        return (await self.http.get("/sandbox/log")).json()


def only_error(response: httpx.Response) -> dict[str, Any]:
    """Return the one error of an answer, which came with status 200."""
    assert response.status_code == 200, response.text
    errors = response.json()["errors"]
    assert len(errors) == 1, errors
    error: dict[str, Any] = errors[0]
    return error


StartTenant = Callable[..., Tenant]


@pytest.fixture(scope="session")
def cache_folder(sandbox_cache: Path) -> Path:
    """Keep derived schemas for all tests of a run."""
    return sandbox_cache


@pytest.fixture
async def start(cache_folder: Path) -> AsyncIterator[StartTenant]:
    """Make tenants, and close their clients after the test."""
    async with AsyncExitStack() as stack:

        def make(name: str, **options: Any) -> Tenant:
            clock = Clock()
            settings = {"cache_folder": cache_folder, "clock": clock, **options}
            app = create_app(tenant=name, **settings)
            http = httpx.AsyncClient(
                transport=httpx.ASGITransport(app=app),
                base_url="http://sandbox",
            )
            stack.push_async_callback(http.aclose)
            return Tenant(name, http, clock)

        yield make


@pytest.fixture(params=["water", "energy"])
def tenant(request: pytest.FixtureRequest, start: StartTenant) -> Tenant:
    """A tenant of each kind."""
    return start(request.param)


@pytest.fixture
def water(start: StartTenant) -> Tenant:
    """The water tenant."""
    return start("water")
