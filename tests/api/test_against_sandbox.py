"""The whole client against a server that has its own idea of the API: the sandbox."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from kraken_tui.api.auth import Credentials, KrakenAuth
from kraken_tui.api.client import KrakenClient
from kraken_tui.api.errors import (
    AccountNotFound,
    GuiseOver,
    InvalidDocument,
    OutcomeUnknown,
    Refused,
    SignInRefused,
)
from kraken_tui.api.schema import SchemaCache, refresh_schema
from kraken_tui.domain import documents
from kraken_tui.sandbox.app import create_app

HOST = "http://sandbox.example"
API = f"{HOST}/v1/graphql/"
ACCOUNTS = "query Accounts { viewer { accounts { number } } }"
EMAIL = (
    "mutation ChangeEmail($input: UpdateAccountBillingEmailInput!) "
    "{ updateAccountBillingEmail(input: $input) { account { number billingEmail } } }"
)
REVOKE = (
    "mutation Revoke "
    "{ forceReauthentication(input: {includeThirdParties: false}) { tokensInvalidated } }"
)
MASQUERADE = (
    "mutation Masquerade($token: String!, $user: String!) "
    "{ masqueradeAuthentication(masqueradeToken: $token, userId: $user) { token } }"
)
WAYS_IN = [
    Credentials(method="api-key", secret="sk_demo_water"),
    Credentials(method="password", secret="demo-password", email="demo@kraken.example"),
]


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Tenant:
    """A sandbox tenant, a client of it, and a back door to look behind it."""

    client: KrakenClient
    back_door: httpx.AsyncClient
    clock: Clock
    credentials: Credentials
    asked: int = 0
    """How often the person was asked."""

    async def log(self) -> dict[str, Any]:
        return dict((await self.back_door.get("/sandbox/log")).json())

    async def order(self, **fault: object) -> None:
        (await self.back_door.post("/sandbox/fault", json=fault)).raise_for_status()

    async def mutations(self) -> list[dict[str, Any]]:
        """List what was carried out, signing in left out."""
        carried_out = (await self.log())["mutations"]
        return [
            one
            for one in carried_out
            if one["name"] != "obtainKrakenToken" and one["outcome"] == "accepted"
        ]

    async def account(self) -> str:
        answer = await self.client.query(ACCOUNTS)
        return str(answer.data["viewer"]["accounts"][0]["number"])


async def no_time(seconds: float) -> None:
    """Let no time pass."""


@pytest.fixture
async def tenant() -> AsyncIterator[Tenant]:
    clock = Clock(datetime(2026, 11, 20, 12, tzinfo=UTC))
    app = create_app(tenant="water", accounts=6, transactions=20, clock=clock)
    transport = httpx.ASGITransport(app=app)

    async def credentials() -> Credentials:
        made.asked += 1
        return made.credentials

    auth = KrakenAuth(
        endpoint=API,
        auth_endpoint=f"{HOST}/auth/graphql/",
        credentials=credentials,
        clock=clock.now.timestamp,
    )
    made = Tenant(
        client=KrakenClient(endpoint=API, auth=auth, transport=transport, sleep=no_time),
        back_door=httpx.AsyncClient(transport=transport, base_url=HOST),
        clock=clock,
        credentials=WAYS_IN[0],
    )
    yield made
    await made.client.aclose()
    await made.back_door.aclose()


def sign_ins(log: dict[str, Any]) -> int:
    return sum("auth" in json.dumps(request) for request in log["requests"])


@pytest.mark.parametrize("way_in", WAYS_IN, ids=lambda way_in: way_in.method)
async def test_five_first_requests_cost_one_sign_in(tenant: Tenant, way_in: Credentials) -> None:
    tenant.credentials = way_in
    numbers = await asyncio.gather(*(tenant.account() for _ in range(5)))
    assert len(set(numbers)) == 1 and numbers[0].startswith("A-")
    assert sign_ins(await tenant.log()) == 1


async def test_a_wrong_key_is_told_as_such(tenant: Tenant) -> None:
    tenant.credentials = Credentials(method="api-key", secret="sk_demo_nobody")
    with pytest.raises(SignInRefused):
        await tenant.account()


async def test_tokens_that_expire_on_the_way_are_renewed_once_for_five(tenant: Tenant) -> None:
    await tenant.account()
    tenant.clock.now += timedelta(
        hours=2
    )  # The client's own clock stands still, so it cannot know.
    numbers = await asyncio.gather(*(tenant.account() for _ in range(5)))
    assert len(numbers) == 5
    assert sign_ins(await tenant.log()) == 2
    assert tenant.asked == 1


async def test_a_revoked_refresh_token_costs_one_question_for_five(tenant: Tenant) -> None:
    await tenant.account()
    await tenant.client.mutate(REVOKE)
    numbers = await asyncio.gather(*(tenant.account() for _ in range(5)))
    assert len(numbers) == 5 and len(set(numbers)) == 1
    assert tenant.asked == 2
    # One try with the refresh token, which is refused, and one with what the person gave.
    log = (await tenant.log())["requests"]
    codes = [one["codes"] for one in log if "obtainKrakenToken" in one["fields"]]
    assert codes == [[], ["KT-CT-1134"], []]
    assert [one["codes"] for one in log if "viewer" in one["fields"]].count([]) == 6


async def test_acting_as_a_customer_ends_and_nothing_is_then_done_in_ones_own_name(
    tenant: Tenant,
) -> None:
    mine = await tenant.account()
    guise = {"token": "mt_demo_water", "user": "4"}
    answer = await tenant.client.mutate(MASQUERADE, guise)
    auth, ended = tenant.client.auth, []
    assert auth is not None
    auth.act_as(answer.data["masqueradeAuthentication"]["token"], over=lambda: ended.append(1))
    theirs = await tenant.account()
    assert theirs != mine and auth.acting and auth.lasts == 3600
    tenant.clock.now += timedelta(hours=2)
    change = {"input": {"accountNumber": theirs, "billingEmail": "new@kraken.example"}}
    tries = (tenant.client.mutate(EMAIL, change), tenant.account(), tenant.account())
    told = await asyncio.gather(*tries, return_exceptions=True)
    assert [type(error) for error in told] == [GuiseOver] * 3
    assert ended == [1]
    assert [one["name"] for one in await tenant.mutations()] == ["masqueradeAuthentication"]
    auth.be_oneself()
    assert await tenant.account() == mine


async def test_a_mutation_with_an_expired_token_is_applied_once(tenant: Tenant) -> None:
    number = await tenant.account()
    tenant.clock.now += timedelta(hours=2)
    answer = await tenant.client.mutate(
        EMAIL, {"input": {"accountNumber": number, "billingEmail": "new@kraken.example"}}
    )
    changed = answer.data["updateAccountBillingEmail"]["account"]
    assert changed == {"number": number, "billingEmail": "new@kraken.example"}
    assert len(await tenant.mutations()) == 1


@pytest.mark.parametrize(
    "fault", [{"drop": True}, {"status": 502}, {"html": True, "status": 200}], ids=str
)
async def test_a_lost_answer_is_unknown_and_the_change_was_made_once(
    tenant: Tenant, fault: dict[str, object]
) -> None:
    number = await tenant.account()
    await tenant.order(**fault, when="after", times=5)
    with pytest.raises(OutcomeUnknown):
        await tenant.client.mutate(
            EMAIL, {"input": {"accountNumber": number, "billingEmail": "new@kraken.example"}}
        )
    assert len(await tenant.mutations()) == 1


async def test_a_gateway_that_fails_twice_is_outlived(tenant: Tenant) -> None:
    await tenant.account()
    await tenant.order(status=503, times=2)
    assert await tenant.account()


async def test_an_account_of_nobody_is_told_as_such(tenant: Tenant) -> None:
    with pytest.raises(AccountNotFound):
        await tenant.client.query(
            "query One($number: String!) { account(accountNumber: $number) { number } }",
            {"number": "A-00000000"},
        )


async def test_a_refusal_names_the_field(tenant: Tenant) -> None:
    number = await tenant.account()
    with pytest.raises(Refused) as caught:
        await tenant.client.mutate(
            EMAIL, {"input": {"accountNumber": number, "billingEmail": "no address"}}
        )
    fields = [field for problem in caught.value.problems for field in problem.fields]
    assert ("input", "billingEmail") in [field.path for field in fields]
    assert await tenant.mutations() == []


async def test_a_document_that_does_not_fit_says_where(tenant: Tenant) -> None:
    with pytest.raises(InvalidDocument) as caught:
        await tenant.client.query("query Q { viewer { id zzGone } }")
    assert [problem.locations for problem in caught.value.problems] == [((4, 5),)]


async def test_the_schema_is_fetched_and_the_views_fitted_to_it(
    tenant: Tenant, tmp_path: Path
) -> None:
    texts = documents.all_texts()
    index = await refresh_schema(tenant.client, SchemaCache(tmp_path), API, texts)
    assert len(index.mutations) >= 90
    assert index.documents == set(texts)
    assert index.record("submitMeterReading")["types"]["SubmitMeterReadingInputType"]["fields"]
    for name in texts:
        fitted = index.document(name)
        assert fitted is not None, name
