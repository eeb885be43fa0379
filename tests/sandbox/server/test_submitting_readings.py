"""Submitting readings of a water meter: what is stored, held and refused."""

from decimal import Decimal
from typing import Any

import pytest

from .conftest import Tenant

SUBMIT = """
    mutation ($input: SubmitMeterReadingInputType!) {
      submitMeterReading(input: $input) {
        reading { id readingDate valueCubicMetres source isHeld holdReasons notes }
      }
    }
"""
METERS = """
    query ($number: String!) {
      properties(accountNumber: $number) {
        activeWaterMeters {
          id numberOfDigits
          readings(first: 5) { totalCount edges { node {
            id readingDate valueCubicMetres isHeld isQuarantined
          } } }
        }
      }
    }
"""


async def meter(tenant: Tenant) -> dict[str, Any]:
    """Return the first meter of the demo user's accounts that was read, with its account."""
    viewer = (await tenant.ask("{ viewer { accounts { number } } }"))["viewer"]
    for account in viewer["accounts"]:
        properties = (await tenant.ask(METERS, number=account["number"]))["properties"]
        for found in properties[0]["activeWaterMeters"] if properties else []:
            usable = [
                edge["node"]
                for edge in found["readings"]["edges"]
                if not edge["node"]["isHeld"] and not edge["node"]["isQuarantined"]
            ]
            if usable:
                return {**found, "accountNumber": account["number"], "last": usable[0]}
    raise AssertionError("No account has a meter.")


def reading(found: dict[str, Any], more: str, **changes: Any) -> dict[str, Any]:
    value = Decimal(found["last"]["valueCubicMetres"]) + Decimal(more)
    return {
        "accountNumber": found["accountNumber"],
        "meterId": found["id"],
        "readingDate": "2026-11-20",
        "reading": f"{value:.3f}",
        **changes,
    }


@pytest.fixture
async def signed_in(water: Tenant) -> Tenant:
    await water.sign_in()
    return water


async def test_a_reading_is_stored_and_seen_again(signed_in: Tenant) -> None:
    found = await meter(signed_in)
    given = reading(found, "1.5", notes="By the gate", source="VISUAL")
    stored = (await signed_in.ask(SUBMIT, input=given))["submitMeterReading"]["reading"]
    assert stored["valueCubicMetres"] == given["reading"]
    assert (stored["source"], stored["notes"]) == ("VISUAL", "By the gate")
    assert (stored["isHeld"], stored["holdReasons"]) == (False, [])
    again = await meter(signed_in)
    assert again["readings"]["totalCount"] == found["readings"]["totalCount"] + 1
    assert again["last"]["id"] == stored["id"]


@pytest.mark.parametrize(("more", "reason"), [("-0.5", "LOWER"), ("9000", "HIGH_CONSUMPTION")])
async def test_a_doubtful_reading_is_held_only_on_request(
    signed_in: Tenant, more: str, reason: str
) -> None:
    found = await meter(signed_in)
    given = reading(found, more)
    error = await signed_in.refusal(SUBMIT, input=given)
    assert error["extensions"]["errorCode"] == "KT-CT-6422"
    (problem,) = error["extensions"]["validationErrors"]
    assert problem["inputPath"] == ["input", "reading"]
    assert (await meter(signed_in))["readings"] == found["readings"]
    anyway = {**given, "ignoreHoldChecks": True}
    stored = (await signed_in.ask(SUBMIT, input=anyway))["submitMeterReading"]["reading"]
    assert stored["isHeld"] is True
    assert stored["holdReasons"][0].startswith(reason)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reading": "12345678.000"}, "reading"),
        ({"reading": "-1"}, "reading"),
        ({"reading": "1.2345"}, "reading"),
        ({"readingDate": "2026-11-21"}, "readingDate"),
        ({"readingDate": "1950-01-01"}, "readingDate"),
        ({"meterId": "999999"}, "meterId"),
    ],
)
async def test_an_impossible_reading_is_refused_at_its_field(
    signed_in: Tenant, changes: dict[str, str], field: str
) -> None:
    found = await meter(signed_in)
    error = await signed_in.refusal(SUBMIT, input=reading(found, "1", **changes))
    assert error["extensions"]["errorCode"] == "KT-GB-6414"
    paths = [problem["inputPath"] for problem in error["extensions"]["validationErrors"]]
    assert paths == [["input", field]]


async def test_two_mistakes_are_both_told(signed_in: Tenant) -> None:
    found = await meter(signed_in)
    given = reading(found, "1", reading="12345678", readingDate="2027-01-01")
    error = await signed_in.refusal(SUBMIT, input=given)
    paths = [problem["inputPath"][1] for problem in error["extensions"]["validationErrors"]]
    assert paths == ["reading", "readingDate"]


async def test_another_account_cannot_submit(signed_in: Tenant) -> None:
    found = await meter(signed_in)
    error = await signed_in.refusal(SUBMIT, input=reading(found, "1", accountNumber="A-NONE"))
    assert error["extensions"]["errorCode"] == "KT-CT-4178"


async def test_a_value_that_is_no_number_is_refused_by_its_type(signed_in: Tenant) -> None:
    found = await meter(signed_in)
    error = await signed_in.refusal(SUBMIT, input=reading(found, "1", reading="many"))
    assert "many" in error["message"]


async def test_a_dry_run_agrees_with_the_submission(signed_in: Tenant) -> None:
    query = """
        query ($meter: ID!, $date: Date!, $reading: Decimal!) {
          validateReading(meterId: $meter, readingDate: $date, reading: $reading) {
            isValid validationErrored heldBecause
          }
        }
    """
    found = await meter(signed_in)

    async def validate(more: str) -> Any:
        value = reading(found, more)["reading"]
        asked = {"meter": found["id"], "date": "2026-11-20", "reading": value}
        return (await signed_in.ask(query, **asked))["validateReading"]

    good, bad, wrong = await validate("1"), await validate("-0.5"), await validate("99999999")
    assert good == {"isValid": True, "validationErrored": False, "heldBecause": []}
    assert bad["isValid"] is False
    assert bad["heldBecause"] == ["LOWER_THAN_PREVIOUS_READING"]
    assert wrong["validationErrored"] is True
