"""Faults on order, the log and the way back."""

import gzip
from typing import Any

import pytest

from kraken_tui.sandbox.faults import Dropped

from .conftest import Tenant

VERSION = "query Version { krakenVersion { number } }"
EMAIL = """
    mutation ($input: UpdateAccountBillingEmailInput!) {
      updateAccountBillingEmail(input: $input) { account { billingEmail } }
    }
"""


async def order(tenant: Tenant, **fault: Any) -> None:
    response = await tenant.http.post("/sandbox/fault", json=fault)
    assert response.status_code == 200, response.text


async def test_a_status_fails_as_often_as_ordered(tenant: Tenant) -> None:
    await order(tenant, status=503, times=2)
    statuses = [(await tenant.post(VERSION)).status_code for _ in range(3)]
    assert statuses == [503, 503, 200]


async def test_a_busy_server_says_when_to_come_back(tenant: Tenant) -> None:
    await order(tenant, status=429, retry_after=7)
    response = await tenant.post(VERSION)
    assert response.status_code == 429
    assert response.headers["Retry-After"] == "7"


async def test_a_code_is_an_answer_like_any_other(tenant: Tenant) -> None:
    await order(tenant, code="KT-CT-1199")
    error = await tenant.refusal(VERSION)
    assert error["extensions"]["errorCode"] == "KT-CT-1199"
    assert await tenant.ask(VERSION)


async def test_a_page_of_html_comes_instead(tenant: Tenant) -> None:
    await order(tenant, html=True, status=200)
    response = await tenant.post(VERSION)
    assert response.headers["content-type"] == "text/html"
    assert response.text.startswith("<html>")


async def test_a_connection_breaks(tenant: Tenant) -> None:
    await order(tenant, drop=True)
    with pytest.raises(Dropped):
        await tenant.post(VERSION)
    assert await tenant.ask(VERSION)


async def test_a_mutation_is_applied_and_its_answer_lost(tenant: Tenant) -> None:
    await tenant.sign_in()
    number = await tenant.account_number()
    await order(tenant, drop=True, when="after")
    given = {"accountNumber": number, "billingEmail": "lost@kraken.example"}
    with pytest.raises(Dropped):
        await tenant.post(EMAIL, {"input": given})
    query = "query ($n: String!) { account(accountNumber: $n) { billingEmail } }"
    account = (await tenant.ask(query, n=number))["account"]
    assert account["billingEmail"] == "lost@kraken.example"


async def test_a_fault_waits_for_its_operation(tenant: Tenant) -> None:
    await order(tenant, status=502, operation="Version")
    assert (await tenant.post("{ krakenVersion { number } }")).status_code == 200
    assert (await tenant.post(VERSION, operation="Version")).status_code == 502


@pytest.mark.parametrize("fault", [[], {}, {"times": 2}, {"nonsense": 1}])
async def test_a_fault_must_make_sense(tenant: Tenant, fault: Any) -> None:
    response = await tenant.http.post("/sandbox/fault", json=fault)
    assert response.status_code == 400
    assert (await tenant.post(VERSION)).status_code == 200


async def test_a_reset_brings_everything_back(tenant: Tenant) -> None:
    await tenant.sign_in()
    number = await tenant.account_number()
    query = "query ($n: String!) { account(accountNumber: $n) { billingEmail } }"
    before = await tenant.ask(query, n=number)
    given = {"accountNumber": number, "billingEmail": "new@kraken.example"}
    await tenant.ask(EMAIL, input=given)
    (applied,) = [row for row in (await tenant.log())["mutations"] if "Billing" in row["name"]]
    assert applied["outcome"] == "accepted"
    assert applied["variables"]["input"] == given
    assert (await tenant.http.post("/sandbox/reset")).status_code == 200
    assert (await tenant.log())["mutations"] == []
    await tenant.sign_in()
    assert await tenant.ask(query, n=number) == before


async def test_the_log_tells_what_was_asked(tenant: Tenant) -> None:
    await tenant.post(VERSION, operation="Version")
    (entry,) = (await tenant.log())["requests"]
    assert entry["operationName"] == "Version"
    assert entry["fields"] == ["krakenVersion"]
    assert entry["codes"] == []


async def test_what_is_no_request_is_told_so(tenant: Tenant) -> None:
    statuses = [
        (await tenant.http.get("/nowhere")).status_code,
        (await tenant.http.get("/v1/graphql/")).status_code,
        (await tenant.http.post("/v1/graphql/", content=b"{")).status_code,
        (await tenant.http.post("/v1/graphql/", json=[1])).status_code,
        (await tenant.http.post("/v1/graphql/", json={"query": 1})).status_code,
        (await tenant.http.post("/sandbox/nowhere")).status_code,
    ]
    assert statuses == [404, 405, 400, 400, 400, 404]


async def test_long_answers_are_compressed(tenant: Tenant) -> None:
    query = "{ __schema { types { name } } }"
    body = {"query": query}
    request = tenant.http.build_request("POST", "/v1/graphql/", json=body)
    response = await tenant.http.send(request, stream=True)
    raw = b"".join([chunk async for chunk in response.aiter_raw()])
    assert response.headers["content-encoding"] == "gzip"
    plain = await tenant.http.post("/v1/graphql/", json=body, headers={"accept-encoding": ""})
    assert "content-encoding" not in plain.headers
    assert gzip.decompress(raw) == plain.content
