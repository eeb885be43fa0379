"""What a profile signs in with, asked of a person as often as it takes and no more."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from pathlib import Path

import httpx
import pytest

from kraken_tui.api.asking import Wanted
from kraken_tui.api.client import KrakenClient
from kraken_tui.api.errors import SignInRefused
from kraken_tui.api.sign_in_link import key_in
from kraken_tui.commands.connecting import connector
from kraken_tui.commands.demo import demo_profile
from kraken_tui.config.profiles import Auth, Profile
from kraken_tui.sandbox.embedded import Embedded
from tests.api.conftest import Server

QUERY = "query Viewer { viewer { id } }"


class Person:
    """Answers what is asked, in this order, and keeps the questions."""

    def __init__(self, *answers: str) -> None:
        self._answers = iter(answers)
        self.asked: list[Wanted] = []

    async def __call__(self, wanted: Wanted) -> str:
        self.asked.append(wanted)
        return next(self._answers)


@asynccontextmanager
async def client_of(
    profile: Profile,
    person: Person,
    transport: Callable[[], httpx.AsyncBaseTransport],
    kept: str | None = None,
) -> AsyncIterator[KrakenClient]:
    client = connector(profile, transport=transport, secret=lambda: kept)(person)
    yield client
    await client.aclose()


def by(method: str, secret: str = "prompt") -> Profile:
    auth = Auth(method=method, email="demo@kraken.example", secret=secret)
    return demo_profile("water")._replace(auth=auth)


async def test_a_second_factor_is_asked_for_by_the_name_that_the_tenant_gives_it() -> None:
    server, profile = Server(), by("password")
    right = {"email": "demo@kraken.example", "password": "p", "oneTimeCode": "123456"}

    def answer(_: httpx.Request) -> httpx.Response:
        if server.sign_ins[-1] == right:
            return server.issue()
        wrong = {"message": "A code is needed.", "inputPath": ["input", "oneTimeCode"]}
        extensions = {"errorCode": "KT-CT-1135", "validationErrors": [wrong]}
        error = {"message": "Invalid data.", "extensions": extensions}
        return httpx.Response(200, json={"errors": [error]})

    server.auth = answer
    person = Person("p", "000000", "123456")
    # The test server knows the place for signing in by its address.
    profile = profile._replace(
        endpoint="https://api.water.example/v1/graphql/",
        auth_endpoint="https://auth.water.example/graphql/",
    )
    async with client_of(profile, person, lambda: httpx.MockTransport(server)) as client:
        assert (await client.query(QUERY)).data
    assert [wanted.question for wanted in person.asked] == [
        "Password for demo-water",
        "One time code for demo-water",
        "One time code for demo-water",
    ]
    assert [wanted.masked for wanted in person.asked] == [True, False, False]
    assert server.sign_ins[0].keys() == {"email", "password"}


async def test_a_mailed_link_is_pasted_whole(sandbox_cache: Path) -> None:
    with closing(Embedded(tenant="water", accounts=2, cache_folder=sandbox_cache)) as sandbox:

        class Mailbox(Person):
            async def __call__(self, wanted: Wanted) -> str:
                self.asked.append(wanted)
                assert wanted.mail is not None
                await wanted.mail(wanted.email)
                async with httpx.AsyncClient(transport=sandbox.transport()) as back_door:
                    log = await back_door.get("http://sandbox.localhost/sandbox/log")
                return str(log.json()["emails"][-1]["link"])

        async with client_of(by("pre-signed-key"), Mailbox(), sandbox.transport) as client:
            assert (await client.query(QUERY)).data["viewer"]["id"]


async def test_what_is_kept_and_refused_is_asked_for_in_its_place(sandbox_cache: Path) -> None:
    with closing(Embedded(tenant="water", accounts=2, cache_folder=sandbox_cache)) as sandbox:
        profile, person = by("api-key", "env:KEY"), Person("sk_nor_this", "sk_demo_water")
        async with client_of(profile, person, sandbox.transport, "sk_old") as client:
            assert (await client.query(QUERY)).data
        assert [wanted.kept for wanted in person.asked] == [True, True]
        assert "API key is wrong" in person.asked[1].problem
        unwilling = Person("")
        async with client_of(profile, unwilling, sandbox.transport, "sk_old") as client:
            with pytest.raises(SignInRefused, match="API key is wrong"):
                await client.query(QUERY)


@pytest.mark.parametrize(
    ("pasted", "key"),
    [
        ("  k3y-as-it-is ", "k3y-as-it-is"),
        ("https://w.example/log-in?next=/a-long-page-of-bills&key=ab%3Ac+d", "ab:c+d"),
        ("<https://w.example/#/in?preSignedKey=s.e-c_ret>", "s.e-c_ret"),
        ("https://w.example/sign-in/0123456789abcdef/", "0123456789abcdef"),
        ("https://w.example/?q=0123456789abcdef&utm=mail", "0123456789abcdef"),
        ("https://w.example/", "https://w.example/"),
        ("https://[broken", "https://[broken"),
    ],
)
def test_the_key_is_found_in_any_link(pasted: str, key: str) -> None:
    assert key_in(pasted) == key
