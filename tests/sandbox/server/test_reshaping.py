"""A tenant whose schema changes while it runs, or which keeps it to itself."""

from .conftest import StartTenant, Tenant

ASK = '{ __type(name: "Mutation") { fields { name } } }'
VIEWER = "{ viewer { accounts { number } id } }"


async def test_a_tenant_can_keep_its_schema_to_itself(water: Tenant) -> None:
    assert (await water.ask(ASK))["__type"]
    await water.http.post("/sandbox/schema", json={"introspection": False})
    refused = (await water.post(ASK)).json()
    assert "introspection has been disabled" in refused["errors"][0]["message"]
    assert (await water.ask("{ __typename }")) == {"__typename": "Query"}
    await water.http.post("/sandbox/reset")
    assert (await water.ask(ASK))["__type"]


async def test_what_is_taken_out_is_neither_told_nor_answered(
    water: Tenant, start: StartTenant
) -> None:
    await water.sign_in()
    gone = ["AccountUserType.id", "Mutation.submitMeterReading", "ReadingQualityType.ACTUAL"]
    answer = await water.http.post("/sandbox/schema", json={"without": gone})
    assert answer.status_code == 200, answer.text
    assert (await water.refusal(VIEWER))["message"].startswith("Cannot query field 'id'")
    named = {field["name"] for field in (await water.ask(ASK))["__type"]["fields"]}
    assert "submitMeterReading" not in named and "submitCustomerFeedback" in named
    # Tenants of a process share what their schema is made from.
    fields = (await start("water").ask(ASK))["__type"]["fields"]
    assert "submitMeterReading" in {field["name"] for field in fields}
    await water.http.post("/sandbox/reset")
    await water.sign_in()
    assert (await water.ask(VIEWER))["viewer"]["id"]


async def test_what_is_not_there_cannot_be_taken_out(water: Tenant) -> None:
    wrongs: list[object] = [{"without": ["Query.zz"]}, {"without": ["Zz.zz"]}, []]
    for wrong in wrongs:
        answer = await water.http.post("/sandbox/schema", json=wrong)
        assert answer.status_code == 400 and answer.json()["error"]
