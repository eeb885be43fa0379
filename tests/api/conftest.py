"""A server made of a handler function, below the real client stack."""

import asyncio
import base64
import json
import shutil
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from kraken_tui.api.auth import Credentials, KrakenAuth
from kraken_tui.api.client import KrakenClient

from .sockets import Certificates

API = "https://api.water.example/v1/graphql/"
AUTH = "https://auth.water.example/graphql/"

TURNS = 50
"""How often everybody else gets a turn before an answer comes, for a network is never instant."""

Handler = Callable[[httpx.Request], httpx.Response]


def jwt(**claims: Any) -> str:
    """Make an unsigned token with `claims`."""
    parts = [{"alg": "none"}, claims]
    coded = [base64.urlsafe_b64encode(json.dumps(p).encode()).decode().rstrip("=") for p in parts]
    return ".".join([*coded, "sig"])


def failure(code: str, *, path: list[str | int] | None = None, **data: Any) -> httpx.Response:
    """Answer with one error of `code`."""
    error = {"message": "No.", "path": path, "extensions": {"errorCode": code}}
    return httpx.Response(200, json={"errors": [error], "data": data or None})


@dataclass
class Server:
    """Hands out tokens at AUTH, counts everything, and leaves API to `api`."""

    now: float = 1_800_000_000.0
    lifetime: float = 3600.0
    accepts: Callable[[dict[str, str]], bool] = lambda given: True
    api: Handler = lambda request: httpx.Response(200, json={"data": {"viewer": {"id": "1"}}})
    auth: Handler | None = None
    sign_ins: list[dict[str, str]] = field(default_factory=list)
    requests: list[httpx.Request] = field(default_factory=list)
    issued: int = 0

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        for _ in range(TURNS):
            await asyncio.sleep(0)
        return self._answer(request)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        if str(request.url) != AUTH:
            self.requests.append(request)
            return self.api(request)
        assert "Authorization" not in request.headers
        given = json.loads(request.content)["variables"]["input"]
        self.sign_ins.append(given)
        if self.auth is not None:
            return self.auth(request)
        return self.issue() if self.accepts(given) else failure("KT-CT-1139")

    def issue(self) -> httpx.Response:
        """Answer a sign-in with a new token."""
        self.issued += 1
        token = jwt(iat=self.now, exp=self.now + self.lifetime, n=self.issued)
        tokens = {
            "token": token,
            "payload": {"exp": self.now + self.lifetime},
            "refreshToken": f"refresh-{self.issued}",
            "refreshExpiresIn": self.now + 7 * 86400,
        }
        return httpx.Response(200, json={"data": {"obtainKrakenToken": tokens}})

    def newest(self, request: httpx.Request) -> bool:
        """Tell whether `request` carries the token issued last."""
        claims = request.headers["Authorization"].split(".")[1]
        decoded = json.loads(base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))
        return bool(decoded["n"] == self.issued)


@dataclass
class Desk:
    """A client of `server` and what it was made of."""

    server: Server
    client: KrakenClient
    auth: KrakenAuth
    pauses: list[float]
    credentials: Credentials = field(
        default_factory=lambda: Credentials(method="api-key", secret="sk_live_x")
    )
    asked: int = 0


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    """Seat a client, signed out, in front of a server that says yes to all."""
    server = Server()
    pauses: list[float] = []

    async def credentials() -> Credentials:
        made.asked += 1
        return made.credentials

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)

    auth = KrakenAuth(
        endpoint=API, auth_endpoint=AUTH, credentials=credentials, clock=lambda: server.now
    )
    client = KrakenClient(
        endpoint=API, auth=auth, transport=httpx.MockTransport(server), sleep=sleep
    )
    made = Desk(server=server, client=client, auth=auth, pauses=pauses)
    yield made
    await client.aclose()


@pytest.fixture(autouse=True)
def few_certificates(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Trust nobody: reading the usual certificates takes longer than nearly any test."""
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    """Make certificates that nobody trusts."""
    if shutil.which("openssl") is None:
        pytest.skip("The program openssl makes the certificates.")
    return Certificates(tmp_path_factory.mktemp("certificates"))
