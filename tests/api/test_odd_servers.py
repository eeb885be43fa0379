"""Servers that lie, babble, pour and drip: each is one clear sentence, and soon."""

import asyncio
import gzip
import tracemalloc
import zlib
from dataclasses import replace
from typing import NamedTuple

import pytest

from kraken_tui.api.auth import Credentials, KrakenAuth
from kraken_tui.api.client import KrakenClient, Timeouts
from kraken_tui.api.errors import (
    KrakenError,
    NotSent,
    OutcomeUnknown,
    RateLimited,
    Refused,
)
from kraken_tui.api.faults import retry_after
from kraken_tui.api.incoming import ANSWER as ANSWER_BOUNDS
from kraken_tui.api.incoming import SCHEMA as SCHEMA_BOUNDS

from .asking import ANSWER, MUTATION, QUERY, assert_clear, client_of
from .sockets import Behaviour, reply, saying, server

PAGE = b"<!DOCTYPE html><html><body>Please sign in to the guest network</body></html>"
MEGABYTE = 1_000_000


async def told(behaviour: Behaviour, document: str) -> KrakenError:
    """Return what a person is told who asks such a server for `document`."""
    async with server(behaviour) as listening, client_of(listening) as client:
        ask = client.mutate if document == MUTATION else client.query
        with pytest.raises(KrakenError) as caught:
            await ask(document)
    assert_clear(caught.value)
    return caught.value


class Odd(NamedTuple):
    """An answer, what kind of error it is to a query, and what the person reads."""

    answer: bytes
    kind: type[KrakenError]
    words: str


def packed(body: bytes, packing: str = "gzip") -> bytes:
    return reply(body, f"Content-Encoding: {packing}")


ZIPPED = gzip.compress(ANSWER)
NO_ANSWER = "not one that a Kraken API gives"
WEB_PAGE = "A web page came instead"
DAMAGED = "arrived damaged"

ODD = {
    "a web page": Odd(reply(PAGE, "Content-Type: text/html"), OutcomeUnknown, WEB_PAGE),
    "a web page that calls itself JSON": Odd(reply(PAGE), OutcomeUnknown, WEB_PAGE),
    "a web page after white space": Odd(reply(b"\r\n\n " + PAGE), OutcomeUnknown, WEB_PAGE),
    "a page of letters that are none": Odd(
        reply(PAGE, "Content-Type: text/html; charset=hex"), OutcomeUnknown, WEB_PAGE
    ),
    "half an answer in letters that are none": Odd(
        reply(ANSWER[:-3], "Content-Type: application/json; charset=hex"), OutcomeUnknown, NO_ANSWER
    ),
    "a page from a gateway": Odd(
        reply(PAGE, status="403 Forbidden"), NotSent, "A gateway before the API"
    ),
    "nothing found": Odd(reply(PAGE, status="404 Not Found"), NotSent, "no Kraken API at this"),
    "a teapot": Odd(reply(b"short and stout", status="418 Teapot"), Refused, "HTTP 418"),
    "other protocols": Odd(reply(b"", status="101 Switching Protocols"), OutcomeUnknown, "broke"),
    "nothing at all": Odd(reply(b""), OutcomeUnknown, NO_ANSWER),
    "no content": Odd(b"HTTP/1.1 204 No Content\r\n\r\n", OutcomeUnknown, NO_ANSWER),
    "a list": Odd(reply(b"[]"), OutcomeUnknown, NO_ANSWER),
    "an object of something else": Odd(reply(b'{"status": "UP"}'), OutcomeUnknown, NO_ANSWER),
    "data that is none": Odd(reply(b'{"data": 7}'), OutcomeUnknown, NO_ANSWER),
    "a hole without end": Odd(reply(b'{"data": ' + b"[" * 200_000), OutcomeUnknown, NO_ANSWER),
    "a number without end": Odd(
        reply(b'{"data": {"move": ' + b"9" * 9_000 + b"}}"), OutcomeUnknown, NO_ANSWER
    ),
    "no letters": Odd(reply(b'{"data": {"move": "\xff\xfe"}}'), OutcomeUnknown, NO_ANSWER),
    "gzip that is none": Odd(packed(ANSWER), OutcomeUnknown, DAMAGED),
    "gzip without its end": Odd(packed(ZIPPED[:-9]), OutcomeUnknown, DAMAGED),
    "gzip of something else": Odd(packed(ZIPPED[:-8] + b"\x00" * 8), OutcomeUnknown, DAMAGED),
    "gzip that is not called so": Odd(reply(ZIPPED), OutcomeUnknown, NO_ANSWER),
    "gzip that was not asked for": Odd(
        packed(zlib.compress(ANSWER), "deflate"), OutcomeUnknown, "not asked for"
    ),
    "a packing of no name": Odd(packed(ANSWER, "\xe4\x1b[2J"), OutcomeUnknown, ""),
    "gzip of a page": Odd(packed(gzip.compress(PAGE)), OutcomeUnknown, WEB_PAGE),
    "a kilobyte of 12 megabytes": Odd(
        packed(gzip.compress(b'{"data": "' + b" " * 12 * MEGABYTE)), OutcomeUnknown, "than 8 MB"
    ),
    "no wait at all, and still a no": Odd(
        reply(b"", "Retry-After: 0", status="429 Slow"), RateLimited, "Too many requests"
    ),
    "a wait of no number": Odd(
        reply(b"", "Retry-After: \xb2", status="429 Slow"), RateLimited, "Too many requests"
    ),
}


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
async def test_an_odd_answer_is_one_clear_sentence(odd: Odd) -> None:
    error = await told(saying(odd.answer), QUERY)
    assert type(error) is odd.kind
    assert odd.words in error.sentence
    assert "not known whether" not in error.sentence


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
async def test_nobody_knows_of_a_change_what_an_odd_answer_means(odd: Odd) -> None:
    error = await told(saying(odd.answer), MUTATION)
    assert type(error) is odd.kind
    if odd.kind is OutcomeUnknown:
        assert "not known whether the change was made" in error.sentence
        assert error.hint == "Look at the account before sending it again."


STRANGE_BUT_GOOD = {
    "plain text": reply(ANSWER, "Content-Type: text/plain"),
    "a page by name only": reply(ANSWER, "Content-Type: text/html; charset=hex"),
    "gzip": packed(ZIPPED),
    "gzip, and more after it": packed(ZIPPED + b"\x00" * 999),
    "gzip by its old name": packed(ZIPPED, "X-GZip"),
    "no packing, and that said": packed(ANSWER, "identity"),
    "white space before it": reply(b"\r\n" * 99 + ANSWER),
}


@pytest.mark.parametrize("answer", STRANGE_BUT_GOOD.values(), ids=STRANGE_BUT_GOOD)
async def test_an_answer_counts_whatever_it_is_called(answer: bytes) -> None:
    async with server(saying(answer)) as listening, client_of(listening) as client:
        assert (await client.query(QUERY)).data == {"move": {"id": "7"}}
    assert b"Accept-Encoding: gzip\r\n" in listening.heads[0]


def pouring(limit: int) -> tuple[Behaviour, list[int]]:
    """Answer with up to `limit` bytes of JSON, and count how many were taken."""
    taken: list[int] = []

    async def pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(reply(b'{"data": {"__schema": "', f"Content-Length: {limit}"))
        piece = b"x" * 250_000
        taken.append(0)
        while taken[-1] < limit:
            writer.write(piece)
            await writer.drain()
            taken[-1] += len(piece)

    return pour, taken


@pytest.mark.parametrize("document", [QUERY, MUTATION])
async def test_fifty_megabytes_are_not_read_where_nobody_wants_them(document: str) -> None:
    behaviour, taken = pouring(50 * MEGABYTE)
    error = await told(behaviour, document)
    assert isinstance(error, OutcomeUnknown)
    assert "larger than 8 MB" in error.sentence
    assert len(taken) == 1, "asked again for what was too much"
    assert taken[0] < 20 * MEGABYTE


async def test_a_schema_may_be_larger_and_not_of_any_size() -> None:
    bounds = replace(SCHEMA_BOUNDS, size=4 * MEGABYTE)
    for size, fits in ((3 * MEGABYTE, True), (50 * MEGABYTE, False)):
        behaviour, taken = pouring(size)
        async with (
            server(behaviour) as listening,
            client_of(listening, timeouts=Timeouts(schema=bounds)) as client,
        ):
            if fits:
                assert len(await client.fetch_introspection()) == size
            else:
                with pytest.raises(OutcomeUnknown, match="larger than 4 MB") as caught:
                    await client.fetch_introspection()
                assert_clear(caught.value)
                assert len(taken) == 1 and taken[0] < 20 * MEGABYTE


async def test_what_unpacks_to_megabytes_is_never_held_as_such() -> None:
    bomb = packed(gzip.compress(b'{"data": "' + bytes(20 * MEGABYTE), 1))
    timeouts = Timeouts(answer=replace(ANSWER_BOUNDS, size=MEGABYTE))
    async with (
        server(saying(bomb)) as listening,
        client_of(listening, timeouts=timeouts) as client,
    ):
        tracemalloc.start()
        with pytest.raises(OutcomeUnknown, match="larger"):
            await client.query(QUERY)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert most < 4 * MEGABYTE


async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(reply(b'{"data": ', "Content-Length: 9999"))
    await trickle(writer)


async def drip_headers(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    await trickle(writer)


async def trickle(writer: asyncio.StreamWriter) -> None:
    while True:
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.02)


@pytest.mark.parametrize("behaviour", [drip, drip_headers])
async def test_a_server_that_drips_is_not_waited_for_without_end(behaviour: Behaviour) -> None:
    timeouts = Timeouts(answer=replace(ANSWER_BOUNDS, seconds=0.15))
    async with (
        server(behaviour) as listening,
        client_of(listening, timeouts=timeouts) as client,
        asyncio.timeout(5),
    ):
        for ask, document in ((client.query, QUERY), (client.mutate, MUTATION)):
            with pytest.raises(OutcomeUnknown, match="in time") as caught:
                await ask(document)
            assert_clear(caught.value)


async def test_a_person_who_thinks_about_the_password_is_waited_for() -> None:
    async def think() -> Credentials:
        await asyncio.sleep(0.3)
        return Credentials(method="token", secret="abc")

    async with server(saying(reply(ANSWER))) as listening:
        home = f"http://{listening.address}/"
        auth = KrakenAuth(endpoint=home, auth_endpoint=home, credentials=think)
        timeouts = Timeouts(answer=replace(ANSWER_BOUNDS, seconds=0.15))
        client = KrakenClient(endpoint=home, auth=auth, timeouts=timeouts)
        assert (await client.query(QUERY)).data
        await client.aclose()


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("\xb2", None),
        ("9" * 400, 86_400),
        ("120", 120),
        ("0", None),
        ("-5", None),
        ("Mon, 01 Jan 99999 00:00:00 GMT", None),
        ("Mon, 01 Jan 0001 00:00:00 +2359", None),
        ("Fri, 01 Jan 9999 00:00:00 GMT", 86_400),
        ("Fri, 01 Jan 1999 00:00:00 GMT", None),
    ],
)
def test_a_wait_is_read_whatever_the_server_says(header: str, seconds: float | None) -> None:
    assert retry_after(header) == seconds
