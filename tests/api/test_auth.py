"""Signing in: as seldom as possible, never twice at once, never to the wrong place."""

import asyncio
import json

import httpx
import pytest

from kraken_tui.api.auth import Credentials, KrakenAuth
from kraken_tui.api.client import KrakenClient
from kraken_tui.api.errors import (
    KrakenError,
    NotSent,
    RateLimited,
    SignInRefused,
    Unauthorised,
)
from kraken_tui.api.sign_in import LONGEST, turned_away

from .conftest import API, AUTH, Desk, Server, failure

QUERY = "query Viewer { viewer { id } }"
MUTATION = "mutation Move($input: MoveInput!) { move(input: $input) { id } }"
EXPIRED = "KT-CT-1124"


async def five_at_once(client: KrakenClient) -> list[object]:
    return await asyncio.gather(*(client.query(QUERY) for _ in range(5)), return_exceptions=True)


def answer(**data: object) -> httpx.Response:
    return httpx.Response(200, json={"data": data})


async def test_five_first_requests_cost_one_sign_in(desk: Desk) -> None:
    answers = await five_at_once(desk.client)
    assert not [found for found in answers if isinstance(found, BaseException)]
    assert len(desk.server.sign_ins) == 1
    assert len(desk.server.requests) == 5
    assert desk.asked == 1


async def test_a_token_that_expires_on_the_way_is_renewed_once_for_five(desk: Desk) -> None:
    await desk.client.query(QUERY)
    server = desk.server
    server.issued += 1  # Whatever was handed out so far is now out of date.
    server.api = lambda request: (
        answer(viewer={"id": "1"}) if server.newest(request) else failure(EXPIRED)
    )
    answers = await five_at_once(desk.client)
    assert not [found for found in answers if isinstance(found, BaseException)]
    assert [list(given) for given in server.sign_ins] == [["APIKey"], ["refreshToken"]]
    assert len(server.requests) == 1 + 5 + 5


@pytest.mark.parametrize("code", [EXPIRED, "KT-CT-1111"])
async def test_a_mutation_with_an_expired_token_is_sent_again_once(desk: Desk, code: str) -> None:
    server = desk.server
    answers = iter([failure(code, path=["move"], move=None), answer(move={"id": "7"})])
    server.api = lambda request: next(answers)
    assert (await desk.client.mutate(MUTATION, {"input": {"a": 1}})).data == {"move": {"id": "7"}}
    first, second = server.requests
    assert first.content == second.content
    assert len(server.sign_ins) == 2


async def test_a_token_that_stays_unwelcome_is_tried_twice_and_no_more(desk: Desk) -> None:
    desk.server.api = lambda request: failure(EXPIRED)
    with pytest.raises(Unauthorised):
        await desk.client.mutate(MUTATION, {"input": {}})
    assert len(desk.server.requests) == 2


async def test_nothing_is_sent_again_once_the_change_has_begun(desk: Desk) -> None:
    desk.server.api = lambda request: failure(
        "KT-CT-1111", path=["move", "owner"], move={"id": "7", "owner": None}
    )
    await desk.client.mutate(MUTATION, {"input": {}})
    assert len(desk.server.requests) == 1


async def test_a_token_is_renewed_shortly_before_its_end(desk: Desk) -> None:
    await desk.client.query(QUERY)
    desk.server.now += 3600 - 61
    await desk.client.query(QUERY)
    assert len(desk.server.sign_ins) == 1
    desk.server.now += 2
    await desk.client.query(QUERY)
    assert desk.server.sign_ins[1:] == [{"refreshToken": "refresh-1"}]


async def test_credentials_are_used_again_when_the_refresh_token_is_too_old(desk: Desk) -> None:
    await desk.client.query(QUERY)
    desk.server.now += 8 * 86400
    await desk.client.query(QUERY)
    assert desk.server.sign_ins[1:] == [{"APIKey": "sk_live_x"}]


async def test_credentials_are_used_again_when_the_refresh_token_is_refused(desk: Desk) -> None:
    await desk.client.query(QUERY)
    desk.server.accepts = lambda given: "APIKey" in given
    desk.server.now += 3600
    await desk.client.query(QUERY)
    assert [list(given) for given in desk.server.sign_ins[1:]] == [["refreshToken"], ["APIKey"]]


@pytest.mark.parametrize("ahead", [-7200, 7200])
async def test_a_wrong_clock_on_this_side_does_no_harm(ahead: float) -> None:
    server = Server()

    async def credentials() -> Credentials:
        return Credentials(method="api-key", secret="sk_live_x")

    auth = KrakenAuth(
        endpoint=API,
        auth_endpoint=AUTH,
        credentials=credentials,
        clock=lambda: server.now + ahead,
    )
    client = KrakenClient(endpoint=API, auth=auth, transport=httpx.MockTransport(server))
    for _ in range(3):
        await client.query(QUERY)
        server.now += 1000
    assert len(server.sign_ins) == 1
    await client.aclose()


@pytest.mark.parametrize(
    ("credentials", "expected"),
    [
        (Credentials(method="api-key", secret="k"), {"APIKey": "k"}),
        (
            Credentials(method="password", secret="p", email="e@x"),
            {"email": "e@x", "password": "p"},
        ),
        (Credentials(method="pre-signed-key", secret="k"), {"preSignedKey": "k"}),
        (Credentials(method="refresh-token", secret="r"), {"refreshToken": "r"}),
        (Credentials(method="organization-secret", secret="o"), {"organizationSecretKey": "o"}),
    ],
)
async def test_every_way_in_has_its_own_input(
    desk: Desk, credentials: Credentials, expected: dict[str, str]
) -> None:
    desk.credentials = credentials
    await desk.client.query(QUERY)
    assert desk.server.sign_ins == [expected]


async def test_a_token_is_used_as_it_is(desk: Desk) -> None:
    desk.credentials = Credentials(method="token", secret=" abc.def.ghi\n")
    await desk.client.query(QUERY)
    assert desk.server.sign_ins == []
    assert desk.server.requests[0].headers["Authorization"] == "abc.def.ghi"


async def test_an_expired_token_that_cannot_be_renewed_is_not_sent_again(desk: Desk) -> None:
    desk.credentials = Credentials(method="token", secret="abc")
    desk.server.api = lambda request: failure(EXPIRED)
    with pytest.raises(SignInRefused, match="not accepted any more"):
        await desk.client.query(QUERY)
    assert len(desk.server.requests) == 1


@pytest.mark.parametrize("secret", ["", "two words", "smörgås", "a\r\nX-Evil: 1"])
async def test_a_token_that_no_header_can_hold_is_refused(desk: Desk, secret: str) -> None:
    desk.credentials = Credentials(method="token", secret=secret)
    with pytest.raises(SignInRefused):
        await desk.client.query(QUERY)
    assert desk.server.requests == []


@pytest.mark.parametrize(
    ("scheme", "start"), [("", "ey"), ("JWT", "JWT ey"), ("Bearer", "Bearer ")]
)
async def test_the_scheme_stands_before_the_token(scheme: str, start: str) -> None:
    server = Server()

    async def credentials() -> Credentials:
        return Credentials(method="api-key", secret="k")

    auth = KrakenAuth(
        endpoint=API,
        auth_endpoint=AUTH,
        credentials=credentials,
        scheme=scheme,
        clock=lambda: server.now,
    )
    client = KrakenClient(endpoint=API, auth=auth, transport=httpx.MockTransport(server))
    await client.query(QUERY)
    assert server.requests[0].headers["Authorization"].startswith(start)
    await client.aclose()


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/v1/graphql/",
        "http://api.water.example/v1/graphql/",
        "https://api.water.example:444/v1/graphql/",
        "https://api.water.example.evil.example/",
    ],
)
async def test_the_token_goes_to_no_other_host(desk: Desk, elsewhere: str) -> None:
    await desk.client.query(QUERY)
    stray = KrakenClient(
        endpoint=elsewhere, auth=desk.auth, transport=httpx.MockTransport(desk.server)
    )
    await stray.query(QUERY)
    assert "Authorization" not in desk.server.requests[-1].headers
    await stray.aclose()


async def test_a_redirect_does_not_carry_the_token_away(desk: Desk) -> None:
    desk.server.api = lambda request: httpx.Response(
        307, headers={"Location": "https://evil.example/"}
    )
    with pytest.raises(NotSent):
        await desk.client.query(QUERY)
    assert [request.url.host for request in desk.server.requests] == ["api.water.example"]


async def test_the_token_is_good_for_the_authentication_endpoint_too(desk: Desk) -> None:
    await desk.client.query(QUERY)
    request = httpx.Request("POST", AUTH)
    flow = desk.auth.async_auth_flow(request)
    assert (await anext(flow)).headers["Authorization"]
    await flow.aclose()


async def test_forgetting_means_signing_in_again(desk: Desk) -> None:
    await desk.client.query(QUERY)
    desk.auth.forget()
    await desk.client.query(QUERY)
    assert [list(given) for given in desk.server.sign_ins] == [["APIKey"], ["APIKey"]]


async def test_nothing_secret_shows(desk: Desk) -> None:
    await desk.client.query(QUERY)
    shown = repr(desk.auth) + repr(vars(desk.auth)) + repr(desk.credentials)
    assert "signed in" in repr(desk.auth)
    for secret in ("sk_live_x", "refresh-1", "eyJ"):
        assert secret not in shown


REFUSALS = [
    (failure("KT-CT-1139"), SignInRefused, "API key"),
    (failure("KT-CT-1138"), SignInRefused, "password"),
    (failure("KT-CT-1132"), SignInRefused, "Signing in was refused"),
    (failure("KT-CT-1199"), RateLimited, "Too many"),
    (httpx.Response(429), RateLimited, "Too many"),
    (httpx.Response(404, html="<h1>Not found</h1>"), NotSent, "no Kraken API"),
    (httpx.Response(500), NotSent, "HTTP 500"),
    (httpx.Response(301, headers={"Location": "/"}), NotSent, "sends requests on to"),
    (httpx.Response(200, html="<html>"), NotSent, "without a token"),
    (httpx.Response(200, json={"data": {"obtainKrakenToken": None}}), NotSent, "without a token"),
    (httpx.Response(200, json={"data": {"obtainKrakenToken": "?"}}), NotSent, "without a token"),
]


@pytest.mark.parametrize(("response", "expected", "words"), REFUSALS)
async def test_a_failed_sign_in_means_that_nothing_was_sent(
    desk: Desk, response: httpx.Response, expected: type[KrakenError], words: str
) -> None:
    desk.server.auth = lambda request: response
    with pytest.raises(expected, match=words):
        await desk.client.mutate(MUTATION, {"input": {}})
    assert desk.server.requests == []


@pytest.mark.parametrize(
    "fault",
    [
        httpx.ReadTimeout("slow"),
        httpx.ConnectError("no"),
        httpx.ReadError("reset"),
        ConnectionResetError("by an odd transport"),
    ],
)
async def test_a_broken_line_to_the_sign_in_means_that_nothing_was_sent(
    desk: Desk, fault: Exception
) -> None:
    def broken(request: httpx.Request) -> httpx.Response:
        raise fault

    desk.server.auth = broken
    with pytest.raises(NotSent, match="Signing in was not possible"):
        await desk.client.mutate(MUTATION, {"input": {}})
    assert desk.server.requests == []
    assert len(desk.server.sign_ins) == 1


async def test_a_failed_sign_in_is_shared_too(desk: Desk) -> None:
    desk.server.accepts = lambda given: False
    answers = await five_at_once(desk.client)
    assert [type(found) for found in answers] == [SignInRefused] * 5
    assert len(desk.server.sign_ins) == 1


async def test_exceptions_of_the_credentials_come_through_unchanged() -> None:
    class NoSecret(Exception):
        pass

    async def credentials() -> Credentials:
        raise NoSecret("set KRAKEN_API_KEY")

    auth = KrakenAuth(endpoint=API, auth_endpoint=AUTH, credentials=credentials)
    client = KrakenClient(endpoint=API, auth=auth, transport=httpx.MockTransport(Server()))
    with pytest.raises(NoSecret, match="KRAKEN_API_KEY"):
        await client.query(QUERY)
    await client.aclose()


async def test_one_who_gives_up_does_not_spoil_it_for_the_others(desk: Desk) -> None:
    asked, told = asyncio.Event(), asyncio.Event()

    async def slow() -> Credentials:
        asked.set()
        await told.wait()
        return Credentials(method="api-key", secret="k")

    auth = KrakenAuth(
        endpoint=API, auth_endpoint=AUTH, credentials=slow, clock=lambda: desk.server.now
    )
    client = KrakenClient(endpoint=API, auth=auth, transport=httpx.MockTransport(desk.server))
    first, second = (asyncio.create_task(client.query(QUERY)) for _ in range(2))
    await asked.wait()
    first.cancel()
    told.set()
    assert (await second).data
    assert first.cancelled()
    assert len(desk.server.sign_ins) == 1
    last = next(iter(client.trace))
    assert last.outcome == "cancelled"
    await client.aclose()


async def test_closing_while_signing_in_leaves_nothing_behind(desk: Desk) -> None:
    asked = asyncio.Event()

    async def never() -> Credentials:
        asked.set()
        await asyncio.Event().wait()
        raise AssertionError

    auth = KrakenAuth(endpoint=API, auth_endpoint=AUTH, credentials=never)
    client = KrakenClient(endpoint=API, auth=auth, transport=httpx.MockTransport(desk.server))
    asking = asyncio.create_task(client.query(QUERY))
    await asked.wait()
    await client.aclose()
    with pytest.raises(asyncio.CancelledError):
        await asking


async def test_the_sign_in_carries_no_old_token(desk: Desk) -> None:
    await desk.client.query(QUERY)
    desk.server.now += 3600
    await desk.client.query(QUERY)  # The server itself insists on it.
    assert json.dumps(desk.server.sign_ins).count("refresh-1") == 1


async def test_a_secret_typed_into_a_dead_line_is_not_asked_for_again(desk: Desk) -> None:
    def dead(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no", request=request)

    desk.server.auth = dead
    with pytest.raises(NotSent):
        await desk.client.query(QUERY)
    assert desk.asked == 1
    desk.server.auth = None
    await desk.client.query(QUERY)
    assert desk.asked == 1


async def test_a_secret_that_was_refused_is_asked_for_again(desk: Desk) -> None:
    desk.server.auth = lambda request: failure("KT-CT-1139")
    with pytest.raises(SignInRefused):
        await desk.client.query(QUERY)
    desk.server.auth = None
    await desk.client.query(QUERY)
    assert desk.asked == 2


def test_a_long_answer_is_not_read_for_what_a_short_one_would_say() -> None:
    refusal = {"errors": [{"message": "No.", "extensions": {"errorCode": "KT-CT-1111"}}]}
    short, long = json.dumps(refusal), json.dumps({**refusal, "more": "x" * LONGEST})
    assert turned_away(short.encode())
    assert not turned_away(long.encode())
