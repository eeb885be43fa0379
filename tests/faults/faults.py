"""All that can go wrong between a client and a tenant, and what is then true of a mutation."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from tests.api.sockets import reply
from tests.faults.proxy import HEAD_ENDS, Exchange, Strike, carry

Outcome = Literal["accepted", "refused", "not sent", "unknown"]
API, AUTH = "/v1/graphql/", "/auth/graphql/"

PAGE = b"<!DOCTYPE html><html><body><h1>Sign in to this network</h1></body></html>"
OTHER = b'{"data": {"somethingElse": {"id": "7"}}}'


@dataclass(frozen=True)
class Fault:
    """What happens to each request, and what is then true.

    `applied` says whether the tenant makes the change, `outcome` what is told of a mutation, and
    `of_query` what of a query, where "accepted" means that it is answered.
    """

    name: str
    strike: Strike
    outcome: Outcome = "unknown"
    applied: bool = False
    of_query: Outcome = "unknown"
    path: str = API
    vanishes: bool = False
    """Nothing listens at all."""
    is_slow: bool = False
    """The answer comes too late, if it comes."""
    expires: bool = False
    """The tokens expire first."""
    order: Mapping[str, object] | None = None
    """What the tenant itself gets wrong; see its `POST /sandbox/fault`."""


# -- before, during and after the request ---------------------------------------------------------


async def wait(exchange: Exchange) -> None:
    """Take the request and do nothing until the client gives up."""
    await exchange.body()
    await exchange.client.read()


async def answer_late(exchange: Exchange) -> None:
    """Have the request carried out, and say nothing of it until the client gives up."""
    await exchange.answer()
    await exchange.client.read()


async def reset_at_once(exchange: Exchange) -> None:
    """Break the connection once the request begins."""
    exchange.reset()


async def reset_within(exchange: Exchange) -> None:
    """Break both connections with a part of the body passed on."""
    part = await exchange.client.readexactly(60)
    await exchange.leave_off(exchange.head + part)
    exchange.reset()


async def reset_after(exchange: Exchange) -> None:
    """Take the whole request, pass nothing on, and break the connection."""
    await exchange.body()
    exchange.reset()


async def reset_unanswered(exchange: Exchange) -> None:
    """Have the request carried out, and break the connection in place of the answer."""
    await exchange.answer()
    exchange.reset()


async def close_unanswered(exchange: Exchange) -> None:
    """Have the request carried out, and close the connection in good order."""
    await exchange.answer()
    exchange.hang_up()


# -- the answer -----------------------------------------------------------------------------------


async def reset_answering(exchange: Exchange) -> None:
    """Break the connection in the middle of the answer."""
    answer = await exchange.answer()
    await exchange.say(answer[: (answer.index(HEAD_ENDS) + len(answer)) // 2])
    # A reset overtakes what was not yet read.
    await asyncio.sleep(0.01)
    exchange.reset()


async def close_answering(exchange: Exchange) -> None:
    """Close the connection before the end of the answer."""
    await exchange.say((await exchange.answer())[:-5])
    exchange.hang_up()


async def answer_twice(exchange: Exchange) -> None:
    """Send the bytes of the answer two times."""
    await exchange.say(2 * await exchange.answer())


def instead(body: bytes, status: str = "200 OK", *headers: str) -> Strike:
    """Answer in place of the tenant, which hears nothing."""

    async def strike(exchange: Exchange) -> None:
        await exchange.body()
        await exchange.say(reply(body, *headers, status=status))

    return strike


def afterwards(body: bytes, status: str = "200 OK", *headers: str) -> Strike:
    """Have the request carried out, and answer with something else."""

    async def strike(exchange: Exchange) -> None:
        await exchange.answer()
        await exchange.say(reply(body, *headers, status=status))

    return strike


async def cut_json(exchange: Exchange) -> None:
    """Answer with the beginning of the JSON, as if that were all."""
    body = (await exchange.answer()).partition(HEAD_ENDS)[2]
    await exchange.say(reply(body[:-9]))


PAGES = "Content-Type: text/html"
HTML = ("200 OK", PAGES)

FAULTS = [
    Fault("nothing listens", carry, "not sent", of_query="not sent", vanishes=True),
    Fault("too slow, not passed on", wait, is_slow=True),
    Fault("too slow, passed on", answer_late, applied=True, is_slow=True),
    Fault("reset before the body", reset_at_once),
    Fault("reset during the body", reset_within),
    Fault("reset after the body, not passed on", reset_after),
    Fault("reset after the body, passed on", reset_unanswered, applied=True),
    Fault("closed without an answer", close_unanswered, applied=True),
    Fault("reset within the answer", reset_answering, applied=True),
    Fault("closed within the answer", close_answering, applied=True),
    Fault("the answer twice", answer_twice, "accepted", applied=True, of_query="accepted"),
    *(
        Fault(f"{status.split()[0]}, not passed on", instead(PAGE, status))
        for status in ("500 Oops", "502 Bad Gateway", "503 Unavailable", "504 Gateway Timeout")
    ),
    *(
        Fault(f"{status.split()[0]}, passed on", afterwards(PAGE, status), applied=True)
        for status in ("500 Oops", "502 Bad Gateway", "503 Unavailable", "504 Gateway Timeout")
    ),
    Fault("429", instead(b"", "429 Slow", "Retry-After: 9"), "refused", of_query="refused"),
    Fault(
        "302 elsewhere", instead(b"", "302 Found", "Location: /x"), "not sent", of_query="not sent"
    ),
    Fault("403 with HTML", instead(PAGE, "403 No", PAGES), "not sent", of_query="not sent"),
    Fault("HTML with 200, not passed on", instead(PAGE, *HTML)),
    Fault("HTML with 200, passed on", afterwards(PAGE, *HTML), applied=True),
    Fault("truncated JSON", cut_json, applied=True),
    Fault("JSON that is no answer", instead(b'{"status": "ok"}')),
    Fault("a list, passed on", afterwards(b"[1]"), applied=True),
    Fault("another's data, not passed on", instead(OTHER)),
    Fault("another's data, passed on", afterwards(OTHER), applied=True),
    Fault("no data at all, not passed on", instead(b'{"data": {}}')),
    Fault(*("token expired", carry, "accepted"), applied=True, of_query="accepted", expires=True),
    Fault(
        *("token expired, over and over", carry, "refused"),
        of_query="refused",
        order={"code": "KT-CT-1124", "times": 2},
        expires=True,
    ),
    Fault(
        *("token expired, sign-in reset", reset_after, "not sent"),
        of_query="not sent",
        path=AUTH,
        expires=True,
    ),
]
