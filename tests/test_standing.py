"""How long one is who one is: told in time, and over when it is over."""

import asyncio
import time
from datetime import UTC, datetime

import httpx
import pytest

from kraken_tui.api.auth import KrakenAuth
from kraken_tui.api.client import KrakenClient
from kraken_tui.api.errors import GuiseOver
from kraken_tui.api.tokens import Credentials
from kraken_tui.standing import NEAR, Standing
from tests.api.conftest import API, AUTH, Server, jwt

A_MOMENT = 0.05
PATIENCE = 10.0
QUERY = "query Whose { viewer { id } }"


def token(*, lasts: float) -> str:
    """Make a token that ends in so many seconds."""
    now = time.time()
    return jwt(iat=now, exp=now + lasts)


class Person:
    """Somebody at work with a token given to them, and what they are told."""

    def __init__(self, server: Server, given: str) -> None:
        async def credentials() -> Credentials:
            return Credentials(method="token", secret=given)

        self.auth = KrakenAuth(
            endpoint=API, auth_endpoint=AUTH, credentials=credentials, clock=time.time
        )
        self.client = KrakenClient(
            endpoint=API, auth=self.auth, transport=httpx.MockTransport(server)
        )
        self.standing = Standing(now=lambda: datetime.now(UTC))
        self.standing.auth = self.auth
        self.told = asyncio.Event()
        self.standing.watchers.append(self.told.set)

    async def hears(self) -> None:
        """Wait to be told of something."""
        await asyncio.wait_for(self.told.wait(), PATIENCE)
        self.told.clear()

    async def leave(self) -> None:
        """Close everything."""
        self.standing.close()
        await self.client.aclose()


async def test_the_end_of_a_sign_in_that_nobody_can_renew_is_told_ten_minutes_before() -> None:
    person = Person(Server(), token(lasts=NEAR + A_MOMENT))
    await person.client.query(QUERY)
    person.standing.look()
    await person.hears()
    assert person.standing.is_ending
    assert person.standing.until is not None
    left = (person.standing.until - datetime.now(UTC)).total_seconds()
    assert NEAR - PATIENCE < left <= NEAR
    await person.leave()


async def test_a_sign_in_without_a_known_end_is_not_spoken_of() -> None:
    person = Person(Server(), "of.no.kind")
    await person.client.query(QUERY)
    person.standing.look()
    assert (person.standing.until, person.standing.is_ending) == (None, False)
    await person.leave()


async def test_acting_as_a_customer_is_over_when_its_token_is() -> None:
    server = Server()
    person = Person(server, token(lasts=3600))
    await person.client.query(QUERY)
    person.standing.act_as("Ada", token(lasts=A_MOMENT), account="A-1")
    await person.hears()  # Of having become her.
    await person.hears()
    assert person.standing.is_over
    asked = len(server.requests)
    with pytest.raises(GuiseOver, match="so nothing was sent"):
        await person.client.query(QUERY)
    assert len(server.requests) == asked

    assert person.standing.be_oneself() == "A-1"
    assert (person.standing.customer, person.standing.is_over) == ("", False)
    await person.client.query(QUERY)
    assert len(server.requests) == asked + 1
    await person.leave()
