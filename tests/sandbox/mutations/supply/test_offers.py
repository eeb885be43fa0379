"""Offers to quote from, and the one that is accepted."""

import json
from typing import Any

import pytest

from tests.sandbox.mutations.tenant import NOON

from .sandbox import Sandbox

CREATE = """
    mutation ($input: CreateOfferGroupForQuotingInput!) {
      createOfferGroupForQuoting(input: $input) {
        offerGroup { identifier offers { ...Offer } }
      }
    }
"""
ACCEPT = """
    mutation ($input: AcceptOfferForQuotingInput!) {
      acceptOfferForQuoting(input: $input) { offer { ...Offer } }
    }
"""
OFFER = """
    fragment Offer on OfferType {
      identifier description acceptedAt rejectedAt validFrom validTo createdBy { username }
      quote { identifier createdAt productOfferingIdentifier quoteComponents {
        identifier productComponentIdentifier
        quotingParamsInputData { name type value }
      } }
    }
"""
GROUP = """
    query ($id: ID!) { offerGroupForQuoting(identifier: $id) {
      identifier createdAt offers { ...Offer }
    } }
"""
ONE = "query ($id: ID!) { offerForQuoting(identifier: $id) { ...Offer } }"
PARAMS = [
    {"name": "power", "number": {"value": 4.6}},
    {"name": "people", "integer": {"value": 3}},
    {"name": "tariff", "string": {"value": "2.0TD"}},
    {"name": "from", "datetime": {"value": "2026-12-01T00:00:00+00:00"}},
]


def component(code: str = "LUZ-CLARA-24H", **changes: Any) -> dict[str, Any]:
    return {"productCode": code, "quotingParams": PARAMS, **changes}


def offering(name: str = "ELECTRICITY", **changes: Any) -> dict[str, Any]:
    return {"productOfferingIdentifier": name, "productComponents": [component()], **changes}


async def group(energy: Sandbox, *offerings: dict[str, Any]) -> dict[str, Any]:
    answer = await energy.change(CREATE + OFFER, input={"productOfferings": list(offerings)})
    made: dict[str, Any] = answer["offerGroup"]
    return made


async def test_a_group_of_offers_is_made(energy: Sandbox) -> None:
    dual = [component(), component("GAS-CLARO-RL2", quotingParams=[])]
    period = {
        "quotePeriodStartDatetime": "2026-11-20T00:00:00Z",
        "quotePeriodEndDatetime": "2026-12-24T00:00:00+01:00",
    }
    made = await group(energy, offering(), offering("DUAL", productComponents=dual, **period))
    seen = (await energy.ask(GROUP + OFFER, id=made["identifier"]))["offerGroupForQuoting"]
    assert seen == {**made, "createdAt": NOON.isoformat()}
    single, both = made["offers"]
    assert single["validTo"] == "2026-12-20T12:00:00+00:00"
    assert both["validTo"] == "2026-12-23T23:00:00+00:00"
    assert single["createdBy"] == {"username": "demo@kraken.example"}
    (part,) = single["quote"]["quoteComponents"]
    assert [tuple(param.values()) for param in part["quotingParamsInputData"]] == [
        ("power", "number", "4.6"),
        ("people", "integer", "3"),
        ("tariff", "string", "2.0TD"),
        ("from", "datetime", "2026-12-01T00:00:00+00:00"),
    ]
    one = (await energy.ask(ONE + OFFER, id=both["identifier"]))["offerForQuoting"]
    assert one == both
    stored = energy.row("SELECT * FROM offers WHERE identifier = ?", both["identifier"])
    codes = [part["productComponentIdentifier"] for part in json.loads(stored["quote_components"])]
    assert codes == ["LUZ-CLARA-24H", "GAS-CLARO-RL2"]


async def test_somebody_who_has_not_signed_in_may_ask_for_offers(energy: Sandbox) -> None:
    energy.token = None
    assert (await group(energy, offering()))["offers"][0]["createdBy"] is None


TWO_VALUES = {"name": "power", "number": {"value": 1.0}, "integer": {"value": 1}}


@pytest.mark.parametrize(
    ("offerings", "path"),
    [
        ([], []),
        ([None], [0]),
        ([offering(productComponents=[])], [0, "productComponents"]),
        ([offering(productComponents=[None])], [0, "productComponents", 0]),
        (
            [offering(), offering(productComponents=[component("NONE")])],
            [1, "productComponents", 0, "productCode"],
        ),
        (
            [offering(productComponents=[component(quotingParams=[TWO_VALUES])])],
            [0, "productComponents", 0, "quotingParams", 0],
        ),
        (
            [offering(productComponents=[component(quotingParams=[{"name": "power"}])])],
            [0, "productComponents", 0, "quotingParams", 0],
        ),
        (
            [offering(quotePeriodEndDatetime="2026-11-01T00:00:00Z")],
            [0, "quotePeriodEndDatetime"],
        ),
    ],
)
async def test_a_group_is_not_made(energy: Sandbox, offerings: list[Any], path: list[Any]) -> None:
    refused = await energy.refuse(CREATE + OFFER, input={"productOfferings": offerings})
    assert (refused.code, refused.paths) == ("KT-CT-12401", [["input", "productOfferings", *path]])


async def test_an_offer_is_accepted_and_the_others_rejected(energy: Sandbox) -> None:
    made = await group(energy, offering(), offering("OTHER"))
    first, second = made["offers"]
    accepted = await energy.change(ACCEPT + OFFER, input={"identifier": first["identifier"]})
    assert accepted["offer"] == {**first, "acceptedAt": NOON.isoformat()}
    seen = (await energy.ask(GROUP + OFFER, id=made["identifier"]))["offerGroupForQuoting"]
    assert seen["offers"] == [accepted["offer"], {**second, "rejectedAt": NOON.isoformat()}]
    sql = "SELECT accepted_at, rejected_at FROM offers WHERE identifier = ?"
    assert energy.row(sql, second["identifier"]) == {
        "accepted_at": None,
        "rejected_at": NOON.isoformat(),
    }
    for offer in (first, second):
        refused = await energy.refuse(ACCEPT + OFFER, input={"identifier": offer["identifier"]})
        assert (refused.code, refused.paths) == ("KT-CT-12402", [["input", "identifier"]])


async def test_an_offer_that_is_not_open_is_not_accepted(energy: Sandbox) -> None:
    past = {
        "quotePeriodStartDatetime": "2026-01-01T00:00:00Z",
        "quotePeriodEndDatetime": "2026-02-01T00:00:00Z",
    }
    (expired,) = (await group(energy, offering(**past)))["offers"]
    for identifier in (expired["identifier"], "none", None):
        refused = await energy.refuse(ACCEPT + OFFER, input={"identifier": identifier})
        assert (refused.code, refused.paths) == ("KT-CT-12402", [["input", "identifier"]])
