"""Pages of a ledger, put together, are the ledger."""

from typing import Any

import pytest

from .conftest import StartTenant, Tenant

LEDGERS = """
    query ($number: String!) { account(accountNumber: $number) { ledgers { number balance } } }
"""
PAGE = """
    query Page(
      $number: String!, $ledger: String!, $first: Int, $last: Int, $after: String, $before: String,
      $from: Date, $to: Date, $types: [TransactionTypeFilter], $order: TransactionsOrderBy
    ) {
      account(accountNumber: $number) { ledgers(ledgerNumber: $ledger) {
        transactions(
          first: $first, last: $last, after: $after, before: $before,
          fromDate: $from, toDate: $to, transactionTypes: $types, orderBy: $order
        ) {
          totalCount edgeCount
          pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
          edges { cursor node { __typename id postedDate isIssued balanceCarriedForward } }
        }
      } }
    }
"""


async def main_ledger(tenant: Tenant) -> dict[str, str]:
    await tenant.sign_in()
    number = await tenant.account_number()
    ledgers = (await tenant.ask(LEDGERS, number=number))["account"]["ledgers"]
    return {"number": number, "ledger": ledgers[0]["number"]}


async def page(tenant: Tenant, **asked: Any) -> dict[str, Any]:
    account = (await tenant.ask(PAGE, **asked))["account"]
    connection: dict[str, Any] = account["ledgers"][0]["transactions"]
    assert connection["edgeCount"] == len(connection["edges"])
    return connection


async def forward(tenant: Tenant, size: int, **asked: Any) -> list[dict[str, Any]]:
    nodes: list[dict[str, Any]] = []
    after = None
    while True:
        connection = await page(tenant, first=size, after=after, **asked)
        assert connection["pageInfo"]["hasPreviousPage"] == (after is not None)
        nodes += [edge["node"] for edge in connection["edges"]]
        after = connection["pageInfo"]["endCursor"]
        if not connection["pageInfo"]["hasNextPage"]:
            assert len(nodes) == connection["totalCount"]
            return nodes


async def backward(tenant: Tenant, size: int, **asked: Any) -> list[dict[str, Any]]:
    nodes: list[dict[str, Any]] = []
    before = None
    while True:
        connection = await page(tenant, last=size, before=before, **asked)
        assert connection["pageInfo"]["hasNextPage"] == (before is not None)
        nodes = [edge["node"] for edge in connection["edges"]] + nodes
        before = connection["pageInfo"]["startCursor"]
        if not connection["pageInfo"]["hasPreviousPage"]:
            return nodes


@pytest.mark.parametrize("order", ["POSTED_DATE_DESC", "POSTED_DATE_ASC"])
async def test_pages_forward_and_backward_are_the_whole(tenant: Tenant, order: str) -> None:
    where = await main_ledger(tenant)
    whole = await forward(tenant, 100, order=order, **where)
    assert len(whole) > 30
    assert len({node["id"] for node in whole}) == len(whole)
    dates = [node["postedDate"] for node in whole]
    assert dates == sorted(dates, reverse=order.endswith("DESC"))
    assert await forward(tenant, 7, order=order, **where) == whole
    assert await backward(tenant, 7, order=order, **where) == whole


async def test_a_range_of_days_is_that_part_of_the_whole(tenant: Tenant) -> None:
    where = await main_ledger(tenant)
    whole = await forward(tenant, 100, **where)
    start, end = whole[len(whole) * 2 // 3]["postedDate"], whole[len(whole) // 3]["postedDate"]
    expected = [node for node in whole if start <= node["postedDate"] <= end]
    assert 0 < len(expected) < len(whole)
    assert await forward(tenant, 4, **where, **{"from": start, "to": end}) == expected
    assert await backward(tenant, 4, **where, **{"from": start, "to": end}) == expected
    since = [node for node in whole if node["postedDate"] >= start]
    assert await forward(tenant, 50, **where, **{"from": start}) == since


@pytest.mark.parametrize("days", [{"from": "2999-01-01"}, {"to": "1999-01-01"}])
async def test_days_without_transactions_are_an_empty_page(
    tenant: Tenant, days: dict[str, str]
) -> None:
    connection = await page(tenant, first=10, **await main_ledger(tenant), **days)
    assert connection["totalCount"] == 0
    assert connection["edges"] == []
    assert connection["pageInfo"]["hasNextPage"] is False
    assert connection["pageInfo"]["endCursor"] is None


async def test_filters_keep_what_they_say(tenant: Tenant) -> None:
    where = await main_ledger(tenant)
    whole = await forward(tenant, 100, **where)
    unissued = await forward(tenant, 3, types=["UNISSUED_TRANSACTIONS"], **where)
    assert unissued == [node for node in whole if not node["isIssued"]]
    charges = await forward(tenant, 9, types=[f"{tenant.name.upper()}_CHARGES"], **where)
    assert charges
    assert {node["__typename"] for node in charges} == {"Charge"}
    assert [node for node in whole if node in charges] == charges
    both = ["UNISSUED_TRANSACTIONS", f"{tenant.name.upper()}_CHARGES"]
    expected = [node for node in whole if node in charges or not node["isIssued"]]
    assert await forward(tenant, 9, types=both, **where) == expected
    assert await backward(tenant, 9, types=both, **where) == expected


async def test_all_four_kinds_are_there(tenant: Tenant) -> None:
    await tenant.sign_in()
    found = set()
    for account in (await tenant.ask("{ viewer { accounts { number } } }"))["viewer"]["accounts"]:
        number = account["number"]
        ledgers = (await tenant.ask(LEDGERS, number=number))["account"]["ledgers"]
        for ledger in ledgers:
            where = {"number": number, "ledger": ledger["number"]}
            found |= {node["__typename"] for node in await forward(tenant, 100, **where)}
    assert found == {"Charge", "Credit", "Payment", "Refund"}


async def test_the_newest_line_carries_the_balance(tenant: Tenant) -> None:
    where = await main_ledger(tenant)
    newest = (await page(tenant, first=1, **where))["edges"][0]["node"]
    ledgers = (await tenant.ask(LEDGERS, number=where["number"]))["account"]["ledgers"]
    assert newest["balanceCarriedForward"] == ledgers[0]["balance"]


@pytest.mark.parametrize("size", [{}, {"first": 101}, {"last": 101}, {"first": -1}])
async def test_a_page_needs_a_sensible_size(tenant: Tenant, size: dict[str, int]) -> None:
    where = await main_ledger(tenant)
    error = await tenant.refusal(PAGE, **where, **size)
    assert error["extensions"]["errorCode"] == "KT-CT-1201"


@pytest.mark.parametrize("cursor", ["nonsense", "cG9zaXRpb246eA==", "é"])
async def test_a_foreign_cursor_is_refused(tenant: Tenant, cursor: str) -> None:
    where = await main_ledger(tenant)
    error = await tenant.refusal(PAGE, first=10, after=cursor, **where)
    assert error["extensions"]["errorCode"] == "KT-CT-1201"


async def test_a_list_is_paged_like_a_ledger(tenant: Tenant) -> None:
    await tenant.sign_in()
    query = """
        query ($number: String!, $first: Int, $last: Int, $after: String, $before: String) {
          account(accountNumber: $number) {
            payments(first: $first, last: $last, after: $after, before: $before) {
              totalCount edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage }
            }
          }
        }
    """
    number = await tenant.account_number()

    async def payments(**asked: Any) -> Any:
        return (await tenant.ask(query, number=number, **asked))["account"]["payments"]

    whole = (await payments(first=100))["edges"]
    assert len(whole) >= 6
    assert (await payments(first=2, after=whole[1]["cursor"]))["edges"] == whole[2:4]
    assert (await payments(last=2, before=whole[4]["cursor"]))["edges"] == whole[2:4]
    middle = await payments(first=2, after=whole[1]["cursor"])
    assert middle["pageInfo"] == {"hasNextPage": True, "hasPreviousPage": True}
    assert (await payments(last=1))["edges"] == whole[-1:]


async def test_a_large_ledger_is_counted_without_counting(start: StartTenant) -> None:
    tenant = start("water", transactions=20_000)
    await tenant.sign_in()
    largest = 0
    for account in (await tenant.ask("{ viewer { accounts { number } } }"))["viewer"]["accounts"]:
        number = account["number"]
        for ledger in (await tenant.ask(LEDGERS, number=number))["account"]["ledgers"]:
            where = {"number": number, "ledger": ledger["number"]}
            largest = max(largest, (await page(tenant, first=1, **where))["totalCount"])
    assert largest >= 20_000
