"""Points, complexity, and what the platform tells about itself."""

from .conftest import StartTenant, Tenant

POINTS = """
    { rateLimitInfo { pointsAllowanceRateLimit {
      limit remainingPoints usedPoints ttl isBlocked
    } } }
"""


async def points(tenant: Tenant) -> dict[str, int]:
    info = (await tenant.ask(POINTS))["rateLimitInfo"]
    told: dict[str, int] = info["pointsAllowanceRateLimit"]
    return told


async def test_points_go_down_and_come_back_after_an_hour(tenant: Tenant) -> None:
    await tenant.sign_in()
    before = await points(tenant)
    assert before["limit"] == 50_000
    await tenant.ask("{ viewer { accounts { number ledgers { number } } } }")
    after = await points(tenant)
    assert before["remainingPoints"] - after["remainingPoints"] == 3
    assert after["usedPoints"] == after["limit"] - after["remainingPoints"]
    tenant.clock.advance(minutes=59)
    assert (await points(tenant))["ttl"] == 60
    tenant.clock.advance(minutes=1)
    await tenant.sign_in()
    assert (await points(tenant))["usedPoints"] == 0


async def test_who_has_no_points_left_is_blocked(start: StartTenant) -> None:
    tenant = start("water", points_an_hour=2)
    await tenant.sign_in()
    query = "{ viewer { accounts { number } } }"
    await tenant.ask(query)
    error = await tenant.refusal(query)
    assert error["extensions"]["errorCode"] == "KT-CT-1199"
    assert (await points(tenant))["isBlocked"] is True


async def test_too_complex_and_too_many_nodes(tenant: Tenant) -> None:
    await tenant.sign_in()
    wide = " ".join(f"a{at}: viewer {{ accounts {{ number }} }}" for at in range(300))
    error = await tenant.refusal(f"{{ {wide} }}")
    assert error["extensions"]["errorCode"] == "KT-CT-1188"
    deep = """
        { viewer { portfolios(first: 100) { edges { node { accounts(first: 100) { edges { node {
          payments(first: 100) { edges { node { id } } }
        } } } } } } } }
    """
    error = await tenant.refusal(deep)
    assert error["extensions"]["errorCode"] == "KT-CT-1189"


async def test_the_complexity_told_is_the_complexity_charged(tenant: Tenant) -> None:
    await tenant.sign_in()
    query = "query ($n: Int) { viewer { portfolios(first: $n) { edges { node { number } } } } }"
    ask = """
        query ($i: QueryComplexityInputType!) { queryComplexity(input: $i) { complexityValue } }
    """
    given = {"query": query, "variables": '{"n": 50}'}
    told = (await tenant.ask(ask, i=given))["queryComplexity"]["complexityValue"]
    before = (await points(tenant))["usedPoints"]
    await tenant.ask(query, n=50)
    assert (await points(tenant))["usedPoints"] - before == told


async def test_possible_errors_are_told_by_query_and_by_header(tenant: Tenant) -> None:
    ask = """
        query ($i: PossibleErrorsInputType!) {
          possibleErrors(input: $i) { name possibleErrors { code message } }
        }
    """
    given = {"name": "updateAccountBillingEmail", "type": "mutation", "authErrors": False}
    listed = (await tenant.ask(ask, i=given))["possibleErrors"]["possibleErrors"]
    assert [error["code"] for error in listed] == ["KT-CT-4123", "KT-CT-4122"]
    mutation = """
        mutation { updateAccountBillingEmail(input: {accountNumber: "A-1"}) {
          account { number }
        } }
    """
    header = (await tenant.post(mutation)).headers["X-Kraken-Possible-Errors"]
    assert header.startswith("KT-CT-4123,KT-CT-4122,")
    assert "X-Kraken-Possible-Errors" not in (await tenant.post("{ __typename }")).headers


async def test_a_document_that_does_not_fit_is_refused_plainly(tenant: Tenant) -> None:
    await tenant.sign_in()
    error = await tenant.refusal("{ viewer { nonsense } }")
    assert error["message"].startswith("Cannot query field 'nonsense' on type")
    assert "extensions" not in error
    assert "Syntax Error" in (await tenant.refusal("{ viewer {"))["message"]


async def test_planned_outages_are_listed(tenant: Tenant) -> None:
    query = "{ apiBrownouts(first: 10) { edges { node { disablesRequestsTo status } } } }"
    edges = (await tenant.ask(query))["apiBrownouts"]["edges"]
    assert edges[0]["node"]["status"] == "SCHEDULED"


async def test_a_brownout_takes_its_field_away_for_its_time_only(tenant: Tenant) -> None:
    await tenant.sign_in()
    planned = {
        "disablesRequestsTo": "Query.krakenVersion",
        "startsAt": "2026-11-20T13:00:00+00:00",
        "endsAt": "2026-11-20T14:00:00+00:00",
    }
    assert (await tenant.http.post("/sandbox/brownout", json={})).status_code == 400
    (await tenant.http.post("/sandbox/brownout", json=planned)).raise_for_status()
    query = "{ krakenVersion { number } }"
    status = "{ apiBrownouts(first: 10) { edges { node { disablesRequestsTo status } } } }"
    await tenant.ask(query)
    tenant.clock.advance(minutes=60)
    await tenant.sign_in()
    assert (await tenant.refusal(query))["extensions"]["errorCode"] == "KT-CT-1113"
    await tenant.ask("{ viewer { givenName } }")
    told = [edge["node"] for edge in (await tenant.ask(status))["apiBrownouts"]["edges"]]
    assert {"disablesRequestsTo": "Query.krakenVersion", "status": "IN_PROGRESS"} in told
    tenant.clock.advance(minutes=60)
    await tenant.sign_in()
    await tenant.ask(query)
