"""Operations over a faulty wire: what is known afterwards, and how often anything was sent."""

import json
import socket
import ssl
from collections.abc import Callable

import httpx
import pytest

from kraken_tui import __version__
from kraken_tui.api.client import KrakenClient
from kraken_tui.api.errors import (
    AccountNotFound,
    InvalidDocument,
    KrakenError,
    NotSent,
    OutcomeUnknown,
    RateLimited,
    Refused,
    SchemaUnreadable,
    Unauthorised,
)

from .conftest import Desk, failure

QUERY = "query Viewer($n: Int) { viewer(n: $n) { id } }"
MUTATION = "mutation Move($input: MoveInput!) { move(input: $input) { id } }"

Fault = Callable[[httpx.Request], httpx.Response]


def raising(error: Exception) -> Fault:
    def fault(request: httpx.Request) -> httpx.Response:
        raise error

    return fault


def answering(status: int = 200, **parts: object) -> Fault:
    return lambda request: httpx.Response(status, **parts)  # type: ignore[arg-type]


def cut_off() -> Fault:
    class Torn(httpx.AsyncByteStream):
        async def __aiter__(self):  # type: ignore[no-untyped-def]
            yield b'{"data": {"move":'
            raise httpx.RemoteProtocolError("peer closed connection")

    return lambda request: httpx.Response(200, stream=Torn())


def no_connection(cause: Exception) -> Fault:
    def fault(request: httpx.Request) -> httpx.Response:
        error = httpx.ConnectError("All connection attempts failed")
        error.__cause__ = OSError("all failed")
        error.__cause__.__cause__ = ExceptionGroup("several", [cause])
        raise error

    return fault


NEVER_SENT = {
    "refused": no_connection(ConnectionRefusedError(111, "Connection refused")),
    "no such name": no_connection(socket.gaierror(-2, "Name or service not known")),
    "bad certificate": no_connection(ssl.SSLCertVerificationError("self-signed")),
    "slow to connect": raising(httpx.ConnectTimeout("slow")),
    "no free connection": raising(httpx.PoolTimeout("busy")),
    "proxy says no": raising(httpx.ProxyError("407")),
    "redirect": answering(302, headers={"Location": "https://evil.example/"}),
    "no such page": answering(404, html="<h1>Not found</h1>"),
}
UNKNOWN = {
    "read timeout": raising(httpx.ReadTimeout("slow")),
    "write timeout": raising(httpx.WriteTimeout("slow")),
    "reset": raising(httpx.ReadError("reset by peer")),
    "hung up": raising(httpx.RemoteProtocolError("Server disconnected")),
    "cut off": cut_off(),
    "500": answering(500, html="<h1>Oops</h1>"),
    "500 with errors": answering(500, json={"errors": [{"message": "boom"}]}),
    "502": answering(502, html="<h1>Bad gateway</h1>"),
    "504": answering(504),
    "HTML": answering(200, html="<html>Welcome to the hotel</html>"),
    "half of an answer": answering(200, content=b'{"data": {"move": {"id"'),
    "empty": answering(200, content=b""),
    "null": answering(200, content=b"null"),
    "a list": answering(200, content=b"[1]"),
    "a number": answering(200, content=b"5"),
    "data of no sense": answering(200, json={"data": "yes"}),
    "nothing in it": answering(200, json={"data": None}),
    "bad compression": answering(
        200, content=b"not gzip at all", headers={"Content-Encoding": "gzip"}
    ),
    "deep": answering(200, content=b"[" * 100_000),
    "something odd": raising(RuntimeError("not expected by anyone")),
}
REFUSED = {
    "an error": lambda request: failure("KT-CT-3940", path=["move"], move=None),
    "a code of rate": lambda request: failure("KT-CT-1199"),
    "too many": answering(429, headers={"Retry-After": "7"}),
    "too large": answering(413),
    "kept out": answering(403, html="<h1>Forbidden</h1>"),
    "400 with errors": answering(400, json={"errors": [{"message": "Syntax Error: no."}]}),
}


@pytest.mark.parametrize("fault", NEVER_SENT.values(), ids=NEVER_SENT)
async def test_a_mutation_that_never_left_is_told_as_such(desk: Desk, fault: Fault) -> None:
    desk.server.api = fault
    with pytest.raises(NotSent):
        await desk.client.mutate(MUTATION, {"input": {}})
    assert len(desk.server.requests) == 1
    assert desk.client.trace.last is not None
    assert desk.client.trace.last.outcome == "not sent"


@pytest.mark.parametrize("fault", UNKNOWN.values(), ids=UNKNOWN)
async def test_a_mutation_with_no_clear_answer_is_unknown_and_sent_once(
    desk: Desk, fault: Fault
) -> None:
    desk.server.api = fault
    with pytest.raises(OutcomeUnknown, match="not known whether the change was made"):
        await desk.client.mutate(MUTATION, {"input": {}})
    assert len(desk.server.requests) == 1
    assert desk.pauses == []
    assert desk.client.trace.last is not None
    assert desk.client.trace.last.outcome == "unknown"


@pytest.mark.parametrize("fault", REFUSED.values(), ids=REFUSED)
async def test_a_refused_mutation_is_told_as_such_and_sent_once(desk: Desk, fault: Fault) -> None:
    desk.server.api = fault
    with pytest.raises(Refused):
        await desk.client.mutate(MUTATION, {"input": {}})
    assert len(desk.server.requests) == 1
    assert desk.client.trace.last is not None
    assert desk.client.trace.last.outcome == "refused"


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (NEVER_SENT["refused"], "Nothing is listening"),
        (NEVER_SENT["no such name"], "name is not known"),
        (NEVER_SENT["bad certificate"], "certificate"),
        (NEVER_SENT["slow to connect"], "in time"),
        (NEVER_SENT["redirect"], "sends requests on to https://evil.example/"),
        (NEVER_SENT["no such page"], "no Kraken API"),
        (UNKNOWN["read timeout"], "did not answer in time"),
        (UNKNOWN["HTML"], "not one that a Kraken API gives"),
    ],
)
async def test_each_fault_has_words_of_its_own(desk: Desk, fault: Fault, words: str) -> None:
    desk.server.api = fault
    with pytest.raises(KrakenError) as caught:
        await desk.client.query(QUERY)
    assert words in caught.value.sentence
    assert caught.value.hint
    assert "change" not in caught.value.sentence


@pytest.mark.parametrize("status", [502, 503, 504])
async def test_a_query_outlives_two_failures_of_a_gateway(desk: Desk, status: int) -> None:
    answers = iter([httpx.Response(status), httpx.Response(status)])
    fine = desk.server.api
    desk.server.api = lambda request: next(answers, None) or fine(request)
    answer = await desk.client.query(QUERY)
    assert answer.data == {"viewer": {"id": "1"}}
    assert len(desk.server.requests) == 3
    assert len(desk.pauses) == 2 and 0 < desk.pauses[0] < desk.pauses[1]


async def test_a_query_is_tried_three_times_and_no_more(desk: Desk) -> None:
    desk.server.api = NEVER_SENT["refused"]
    with pytest.raises(NotSent):
        await desk.client.query(QUERY)
    assert len(desk.server.requests) == 3


@pytest.mark.parametrize("name", ["read timeout", "reset", "500", "HTML"])
async def test_a_query_that_may_be_at_work_is_not_asked_again(desk: Desk, name: str) -> None:
    desk.server.api = UNKNOWN[name]
    with pytest.raises(OutcomeUnknown):
        await desk.client.query(QUERY)
    assert len(desk.server.requests) == 1


async def test_a_query_may_answer_in_part(desk: Desk) -> None:
    desk.server.api = lambda request: failure(
        "KT-CT-1113", path=["viewer", "x"], viewer={"id": "1", "x": None}
    )
    answer = await desk.client.query(QUERY)
    assert answer.data == {"viewer": {"id": "1", "x": None}}
    assert answer.problems[0].path == ("viewer", "x")
    assert desk.client.trace.last is not None
    assert desk.client.trace.last.outcome == "partial"
    assert desk.client.trace.last.codes == ("KT-CT-1113",)


async def test_a_query_without_any_data_raises(desk: Desk) -> None:
    desk.server.api = lambda request: failure("KT-CT-4178", path=["viewer"], viewer=None)
    with pytest.raises(AccountNotFound):
        await desk.client.query(QUERY)


async def test_a_missing_root_can_be_demanded_beside_others(desk: Desk) -> None:
    desk.server.api = lambda request: failure(
        "KT-CT-4177", path=["account"], account=None, viewer={"id": "1"}
    )
    answer = await desk.client.query(QUERY)
    assert answer.demand("viewer") == {"id": "1"}
    with pytest.raises(AccountNotFound):
        answer.demand("account")


async def test_a_change_that_was_made_but_not_described_is_not_called_refused(desk: Desk) -> None:
    desk.server.api = lambda request: failure("KT-CT-1111", path=["move", "reading"], move=None)
    with pytest.raises(OutcomeUnknown, match="began the change"):
        await desk.client.mutate(MUTATION, {"input": {}})
    assert len(desk.server.requests) == 1


async def test_an_accepted_change_may_lack_part_of_its_description(desk: Desk) -> None:
    desk.server.api = lambda request: failure(
        "KT-CT-1111", path=["move", "owner"], move={"id": "7", "owner": None}
    )
    answer = await desk.client.mutate(MUTATION, {"input": {}})
    assert answer.data["move"]["id"] == "7"
    assert len(answer.problems) == 1
    assert len(desk.server.requests) == 1


async def test_too_many_requests_say_when_to_come_back(desk: Desk) -> None:
    desk.server.api = REFUSED["too many"]
    with pytest.raises(RateLimited) as caught:
        await desk.client.query(QUERY)
    assert caught.value.retry_after == 7.0
    assert len(desk.server.requests) == 1


async def test_what_goes_over_the_wire(desk: Desk) -> None:
    await desk.client.query(QUERY, {"n": 3})
    [request] = desk.server.requests
    body = json.loads(request.content)
    assert body["operationName"] == "Viewer"
    assert body["variables"] == {"n": 3}
    assert body["query"].split() == QUERY.split()
    assert request.headers["User-Agent"] == f"kraken-tui/{__version__}"
    assert "gzip" in request.headers["Accept-Encoding"]
    assert request.extensions["timeout"] == {
        "connect": 10.0,
        "read": 30.0,
        "write": 30.0,
        "pool": 30.0,
    }


async def test_a_query_is_never_taken_for_a_mutation_nor_the_reverse(desk: Desk) -> None:
    with pytest.raises(ValueError, match="is a mutation"):
        await desk.client.query(MUTATION)
    with pytest.raises(ValueError, match="is a query"):
        await desk.client.mutate(QUERY)
    with pytest.raises(ValueError, match="no GraphQL"):
        await desk.client.query("query {")
    assert desk.server.requests == []


@pytest.mark.parametrize("value", [float("nan"), "half \ud83d pair", object()])
async def test_a_value_that_cannot_be_sent_is_stopped_before_the_wire(
    desk: Desk, value: object
) -> None:
    with pytest.raises(NotSent, match="cannot be put into a request"):
        await desk.client.mutate(MUTATION, {"input": {"value": value}})
    assert desk.server.requests == []


async def test_introspection_comes_back_as_it_came(desk: Desk) -> None:
    body = b'{"data": {"__schema": {"types": []}}}'
    desk.server.api = answering(200, content=body)
    assert await desk.client.fetch_introspection() == body


async def test_introspection_is_asked_more_plainly_where_it_is_refused(desk: Desk) -> None:
    def old(request: httpx.Request) -> httpx.Response:
        asked = json.loads(request.content)["query"]
        if "isOneOf" in asked or "inputFields(" in asked:
            message = "Cannot query field 'isOneOf' on type '__Type'."
            return httpx.Response(400, json={"errors": [{"message": message}]})
        return httpx.Response(200, content=b'{"data": {"__schema": {}}}')

    desk.server.api = old
    assert await desk.client.fetch_introspection() == b'{"data": {"__schema": {}}}'
    assert len(desk.server.requests) == 3


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (REFUSED["400 with errors"], InvalidDocument),
        (REFUSED["kept out"], Unauthorised),
        (REFUSED["too many"], RateLimited),
        (UNKNOWN["500"], OutcomeUnknown),
        (NEVER_SENT["refused"], NotSent),
        (UNKNOWN["HTML"], SchemaUnreadable),
        (UNKNOWN["something odd"], OutcomeUnknown),
    ],
)
async def test_introspection_fails_in_words_too(
    desk: Desk, fault: Fault, expected: type[KrakenError]
) -> None:
    desk.server.api = fault
    with pytest.raises(expected):
        await desk.client.fetch_introspection()


async def test_a_real_port_that_nobody_listens_on(unused_tcp_port: int) -> None:
    endpoint = f"http://127.0.0.1:{unused_tcp_port}/v1/graphql/"
    client = KrakenClient(endpoint=endpoint)
    with pytest.raises(NotSent, match="Nothing is listening"):
        await client.mutate(MUTATION, {"input": {}})
    await client.aclose()
