"""Connections that are kept: how they end, and what must not come of it."""

from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from tests.faults.faults import Fault, answer_twice
from tests.faults.proxy import Exchange, carry
from tests.faults.tenant import ACCOUNT, Tenant
from tests.faults.wishes import Kind, person, wish

LONG = 4_500_000
"""Bytes of a request that no buffer on the way can hold."""
MUTATIONS: tuple[Kind, ...] = ("with a key", "without a key")


@dataclass
class Worn:
    """Breaks a connection when a second request comes on it, as servers do that were about to."""

    broken: int = 0

    async def __call__(self, exchange: Exchange) -> None:
        if exchange.is_first:
            await carry(exchange)
        else:
            self.broken += 1
            exchange.reset()


@dataclass
class Counting:
    """Carries everything, and counts connections."""

    fresh: list[bool] = field(default_factory=list)

    async def __call__(self, exchange: Exchange) -> None:
        self.fresh.append(exchange.is_first)
        await carry(exchange)


async def test_queries_share_a_connection_and_each_change_has_its_own(
    tenant: Tenant, folder: Path
) -> None:
    counting = Counting()
    async with person(tenant, folder) as somebody:
        with tenant.failing(Fault("none", counting)):
            await somebody.read()
            for kind in MUTATIONS:
                assert await somebody.told(wish(kind)) == "accepted"
            await somebody.read()
    assert counting.fresh == [False, True, True, False]


@pytest.mark.parametrize("kind", ("query", *MUTATIONS))
async def test_a_connection_that_broke_while_idle_is_not_sent_on(
    tenant: Tenant, folder: Path, kind: Kind
) -> None:
    wanted, counting = wish(kind), Counting()
    async with person(tenant, folder) as somebody:
        tenant.break_all()
        with tenant.failing(Fault("none", counting)):
            assert await somebody.told(wanted) == "accepted"
        assert counting.fresh == [True]
        assert tenant.applied(wanted.mark) == (kind != "query")


@pytest.mark.parametrize("kind", MUTATIONS)
async def test_a_connection_that_breaks_as_it_is_used_again_takes_no_change_with_it(
    tenant: Tenant, folder: Path, kind: Kind
) -> None:
    wanted, worn = wish(kind), Worn()
    async with person(tenant, folder) as somebody:
        await somebody.told(wish(kind))
        with tenant.failing(Fault("worn", worn)):
            assert await somebody.told(wanted) == "accepted"
            assert await somebody.told(wish("query")) == "unknown"
        assert (worn.broken, tenant.applied(wanted.mark)) == (1, 1)


@pytest.mark.parametrize("kind", MUTATIONS)
async def test_a_link_that_is_gone_without_a_sign_has_carried_nothing(
    tenant: Tenant, folder: Path, kind: Kind
) -> None:
    wanted = wish(kind)
    async with person(tenant, folder) as somebody:
        await somebody.told(wish(kind))
        with tenant.deaf():
            assert await somebody.told(wanted) == "not sent"
        assert tenant.applied(wanted.mark) == 0


async def test_what_follows_an_answer_is_not_the_answer_to_the_next_request(
    tenant: Tenant, folder: Path
) -> None:
    async with person(tenant, folder) as somebody:
        with tenant.failing(Fault("twice", answer_twice)):
            await somebody.read()
        with tenant.failing(Fault("none", counting := Counting())):
            answer = await somebody.read(tenant.another)
    assert answer.data["account"]["number"] == tenant.another != ACCOUNT
    assert counting.fresh == [True]


async def test_a_change_that_breaks_off_in_the_middle_of_a_long_request_is_unknown(
    tenant: Tenant, folder: Path
) -> None:
    read = 0

    async def reset_early(exchange: Exchange) -> None:
        nonlocal read
        read = len(await exchange.client.readexactly(60))
        exchange.reset()

    wanted = replace(wish("without a key"), padding=LONG)
    async with person(tenant, folder) as somebody:
        with tenant.failing(Fault("early", reset_early)):
            assert await somebody.told(wanted) == "unknown"
        assert (read, tenant.struck, tenant.applied(wanted.mark)) == (60, 1, 0)
