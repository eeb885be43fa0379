"""Documents in parts: each part stands alone, and together they answer what the whole does."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from functools import cache, partial
from typing import Any

import httpx
import pytest
from graphql import FieldNode, Visitor, parse, validate, visit

from kraken_tui.api.adapt import prune
from kraken_tui.api.auth import Credentials, KrakenAuth
from kraken_tui.api.client import KrakenClient
from kraken_tui.api.errors import TooComplex
from kraken_tui.api.split import Changed, merge, shorten, split
from kraken_tui.api.splitting import Splitting
from kraken_tui.domain import documents
from kraken_tui.sandbox.app import create_app
from tests.contracts import schema

HOST = "http://sandbox.example"
TENANTS = ("water", "energy")


SCREENS = ("overview", "ledgers", "payments", "loyalty", "meters")


@cache
def fitted(tenant: str, name: str) -> str:
    text = prune(documents.text(name), schema(tenant)).text
    assert text is not None
    return text


class Ways(Visitor):
    """The way to every value that a document asks for."""

    def __init__(self) -> None:
        super().__init__()
        self.above: list[str] = []
        self.values: set[str] = set()

    def enter_field(self, node: FieldNode, *_: object) -> None:
        self.above.append(node.name.value)
        if not node.selection_set:
            self.values.add(".".join(self.above))

    def leave_field(self, *_: object) -> None:
        self.above.pop()


def values(text: str) -> set[str]:
    """List the ways to the values of a document that has no named fragments."""
    ways = Ways()
    visit(parse(text), ways)
    return ways.values


def pieces(text: str) -> list[str]:
    halves = split(text)
    return [text] if halves is None else [piece for half in halves for piece in pieces(half)]


@pytest.mark.parametrize("tenant", TENANTS)
def test_a_document_can_be_split_again_and_again_without_loss(tenant: str) -> None:
    for name in ("meters", "payments", "supply_readings"):
        halves = split(fitted(tenant, name))
        assert halves is not None, name
        smallest = [piece for half in halves for piece in pieces(half)]
        assert all(not validate(schema(tenant), parse(piece)) for piece in halves), name
        together = set().union(*map(values, smallest))
        assert together == set().union(*map(values, halves)), name
        assert all(values(half) < together for half in halves), name


class Tenant:
    """A sandbox that allows little of one query, and a client of it."""

    def __init__(self, tenant: str) -> None:
        app = create_app(tenant=tenant, accounts=6, transactions=20)
        transport = httpx.ASGITransport(app=app)
        self.back_door = httpx.AsyncClient(transport=transport, base_url=HOST)

        async def credentials() -> Credentials:
            return Credentials(method="api-key", secret=f"sk_demo_{tenant}")

        url = f"{HOST}/v1/graphql/"
        auth = KrakenAuth(
            endpoint=url, auth_endpoint=f"{HOST}/auth/graphql/", credentials=credentials
        )
        self.client = KrakenClient(endpoint=url, auth=auth, transport=transport)
        self.splitting = Splitting()

    async def bound(self, **most: int) -> None:
        (await self.back_door.post("/sandbox/bounds", json=most)).raise_for_status()

    async def ask(self, text: str, **variables: object) -> Any:
        return await self.splitting.query(self.client.query, text, variables)

    async def log(self, name: str) -> list[dict[str, Any]]:
        requests = (await self.back_door.get("/sandbox/log")).json()["requests"]
        return [one for one in requests if one["operationName"] == name]


@asynccontextmanager
async def opened(tenant: str) -> AsyncIterator[Tenant]:
    made = Tenant(tenant)
    yield made
    await made.client.aclose()
    await made.back_door.aclose()


async def first_account(tenant: Tenant) -> str:
    answer = await tenant.client.query("{ viewer { accounts { number } } }")
    return str(answer.data["viewer"]["accounts"][0]["number"])


def settled(data: Mapping[str, Any]) -> str:
    """Write data in one order, without the points, which every request changes."""
    return json.dumps({**data, "rateLimitInfo": None}, sort_keys=True)


@pytest.mark.parametrize("tenant", TENANTS)
async def test_the_parts_tell_what_the_whole_does_and_are_remembered(tenant: str) -> None:
    async with opened(tenant) as at:
        account, now = await first_account(at), "2026-11-20T12:00:00+00:00"
        for view in SCREENS:
            ask = partial(
                at.ask, fitted(tenant, view), accountNumber=account, account=account, now=now
            )
            await at.bound(complexity=550)
            whole = await ask()
            await at.bound(complexity=20)
            assert settled((await ask()).data) == settled(whole.data)
            name = view.title().replace("_", "")
            refused = [one for one in await at.log(name) if "KT-CT-1188" in one["codes"]]
            assert refused or view in {"ledgers", "loyalty"}
            assert settled((await ask()).data) == settled(whole.data)
            again = [one for one in await at.log(name) if "KT-CT-1188" in one["codes"]]
            assert len(again) == len(refused), "What is known to be refused is not asked again."


async def test_pages_become_smaller_before_they_are_parted() -> None:
    async with opened("water") as at:
        account = await first_account(at)
        await at.bound(complexity=14)
        text = fitted("water", "reminders")
        answer = await at.ask(text, accountNumber=account, first=100)
        assert answer.data["account"]["reminders"]["pageInfo"]
        assert [one["codes"] for one in await at.log("Reminders")] == [["KT-CT-1188"], []]
        await at.bound(complexity=1)
        with pytest.raises(TooComplex):
            await at.ask("query Much { viewer { accounts { number } } }")


async def test_what_fits_in_no_other_way_is_shown_in_part_and_told() -> None:
    async with opened("water") as at:
        account = await first_account(at)
        text = """query Lists($n: String!) { account(accountNumber: $n) {
          ledgers { transactions(first: 40) { edges { node { id } } } } } }"""
        await at.bound(nodes=10)
        answer = await at.ask(text, n=account)
        assert len(answer.data["account"]["ledgers"][0]["transactions"]["edges"]) == 10
        assert [problem.sentence for problem in answer.problems] == [
            "This tenant allows only small requests, so transactions shows 10."
        ]


def test_answers_are_put_together_by_place_and_never_mixed_up() -> None:
    one = {"a": {"id": 1, "list": [{"id": 1, "x": 1}, {"id": 2, "x": 2}]}, "b": None}
    two = {"a": {"id": 1, "list": [{"id": 1, "y": 3}, {"id": 2, "y": 4}]}, "b": {"c": 5}}
    assert merge(one, two) == {
        "a": {"id": 1, "list": [{"id": 1, "x": 1, "y": 3}, {"id": 2, "x": 2, "y": 4}]},
        "b": {"c": 5},
    }
    for other in ([{"id": 2}, {"id": 1}], [{"id": 1}]):
        with pytest.raises(Changed):
            merge(one, {"a": {"id": 1, "list": other}})


def test_the_largest_page_is_halved() -> None:
    shorter = shorten("{ a(first: 9) { b } c(last: 40) { d(first: 3) { e } } }")
    assert shorter is not None
    assert shorter[1:] == (("c",), 20)
    assert "c(last: 20)" in shorter.text
    assert "a(first: 9)" in shorter.text
    assert shorter.cuts({"c": {"edges": [{}] * 20}})
    assert not shorter.cuts({"c": {"edges": [{}] * 19}, "a": {"edges": [{}] * 20}})
    assert shorten("{ a(first: 1) { b } }") is None
