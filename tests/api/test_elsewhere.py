"""What is meant for one server reaches no other: not by a redirect, not by a proxy."""

import pytest

from kraken_tui.api.auth import Credentials, KrakenAuth
from kraken_tui.api.client import KrakenClient
from kraken_tui.api.errors import BadSetting, NotSent

from .asking import ANSWER, MUTATION, QUERY, assert_clear, client_of
from .conftest import jwt
from .sockets import reply, saying, server

SECRET = "sk_live_do_not_tell"
TOKEN = jwt(iat=0, exp=4_000_000_000)
SIGNED_IN = b'{"data": {"obtainKrakenToken": {"token": "%s"}}}' % TOKEN.encode()


async def key() -> Credentials:
    return Credentials(method="api-key", secret=SECRET)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("at_sign_in", [False, True])
async def test_nothing_follows_a_redirect(status: int, at_sign_in: bool) -> None:
    async with server(saying(reply(ANSWER))) as other:
        away = reply(
            b"", f"Location: http://{other.address}/in?key=1", status=f"{status} Elsewhere"
        )
        auth_answer = away if at_sign_in else reply(SIGNED_IN)
        async with server(saying(away)) as api, server(saying(auth_answer)) as door:
            endpoint, entry = f"http://{api.address}/v1/graphql/", f"http://{door.address}/"
            auth = KrakenAuth(endpoint=endpoint, auth_endpoint=entry, credentials=key)
            client = KrakenClient(endpoint=endpoint, auth=auth)
            for ask, document in ((client.query, QUERY), (client.mutate, MUTATION)):
                with pytest.raises(NotSent) as caught:
                    await ask(document)
                assert_clear(caught.value)
                assert f"http://{other.address}/in," in caught.value.sentence
            await client.aclose()
    assert other.heads == []
    assert all(SECRET.encode() not in body for body in api.bodies)
    assert len(api.heads) == (0 if at_sign_in else 2)
    assert all(TOKEN.encode() in head for head in api.heads)


async def test_a_proxy_does_not_see_what_is_for_this_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with server(saying(reply(ANSWER))) as api, server(saying(reply(ANSWER))) as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://{proxy.address}")
        async with client_of(api) as client:
            assert (await client.query(QUERY)).data
    assert proxy.heads == [] and len(api.heads) == 1


async def test_a_proxy_that_is_away_is_named_among_the_causes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")
    client = KrakenClient(endpoint="https://api.water.example/")
    with pytest.raises(NotSent, match="Nothing is listening") as caught:
        await client.mutate(MUTATION)
    assert "the proxy" in caught.value.hint
    await client.aclose()


@pytest.mark.parametrize("proxy", ["nonsense://x", "socks5://127.0.0.1:1", "http://[::1"])
async def test_a_proxy_that_cannot_be_used_is_told_in_words(
    proxy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", proxy)
    client = KrakenClient(endpoint="https://api.water.example/")
    with pytest.raises(BadSetting, match="proxy") as caught:
        await client.query(QUERY)
    assert_clear(caught.value)
    await client.aclose()
