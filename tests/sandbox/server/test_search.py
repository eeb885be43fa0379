"""Finding accounts by what people say of themselves."""

from typing import Any

import pytest

from .conftest import StartTenant, Tenant

SEARCH = """
    query ($terms: AccountSearchInputType, $most: Int) {
      accountsSearch(searchTerms: $terms, maxResults: $most) { score account { number } }
    }
"""
KNOWN = """
    { viewer { accounts { number billingName ... on %s {
      properties { address postcode } users { fullName email mobile }
    } } } }
"""


async def search(tenant: Tenant, most: int = 20, **terms: str) -> list[Any]:
    found: list[Any] = (await tenant.ask(SEARCH, terms=terms, most=most))["accountsSearch"]
    return found


async def known(tenant: Tenant) -> dict[str, Any]:
    await tenant.sign_in()
    query = KNOWN % {"water": "AccountType", "energy": "Account"}[tenant.name]
    account: dict[str, Any] = (await tenant.ask(query))["viewer"]["accounts"][0]
    return account


async def test_every_way_finds_the_account(tenant: Tenant) -> None:
    account = await known(tenant)
    person, place = account["users"][0], account["properties"][0]
    ways = {
        "accountNumber": account["number"].lower(),
        "account": account["number"][2:6],
        "user": person["fullName"].upper(),
        "email": person["email"],
        "location": place["address"][:8],
        "billingName": account["billingName"][1:6],
        "phone": person["mobile"],
    }
    for name, term in ways.items():
        numbers = [item["account"]["number"] for item in await search(tenant, **{name: term})]
        assert account["number"] in numbers, (name, term)
    postcode = await search(tenant, location=place["postcode"])
    assert account["number"] in [item["account"]["number"] for item in postcode]


async def test_all_terms_must_fit_and_the_best_comes_first(tenant: Tenant) -> None:
    account = await known(tenant)
    found = await search(tenant, accountNumber=account["number"])
    assert [item["account"]["number"] for item in found] == [account["number"]]
    assert found[0]["score"] == "1.00"
    assert await search(tenant, accountNumber=account["number"], user="nobody at all") == []
    scores = [float(item["score"]) for item in await search(tenant, user="a")]
    assert len(scores) > 1
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("term", ["", "   ", "no such account"])
async def test_nothing_is_found_by_nothing(tenant: Tenant, term: str) -> None:
    await tenant.sign_in()
    assert await search(tenant, user=term) == []


async def test_no_more_are_given_than_asked_for(tenant: Tenant) -> None:
    await tenant.sign_in()
    assert len(await search(tenant, most=2, accountNumber="A-")) == 2


async def test_a_meter_leads_to_its_account(water: Tenant) -> None:
    await water.sign_in()
    query = """
        { viewer { accounts { number ... on AccountType { properties {
          activeWaterMeters { serialNumber }
        } } } } }
    """
    for account in (await water.ask(query))["viewer"]["accounts"]:
        for place in account["properties"]:
            for meter in place["activeWaterMeters"]:
                found = await search(water, meterSerialNumber=meter["serialNumber"])
                assert found[0]["account"]["number"] == account["number"]
                return
    raise AssertionError("No account has a meter.")


async def test_accents_do_not_hide_anybody(start: StartTenant) -> None:
    tenant = start("energy")
    await tenant.sign_in()
    accounts = (await tenant.ask("{ viewer { accounts { number billingName } } }"))["viewer"]
    accented = next(a for a in accounts["accounts"] if "í" in a["billingName"])
    term = accented["billingName"].replace("í", "i")
    numbers = [item["account"]["number"] for item in await search(tenant, billingName=term)]
    assert accented["number"] in numbers
