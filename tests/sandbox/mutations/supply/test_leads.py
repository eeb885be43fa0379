"""Interest in chargers and solar panels."""

import json
from typing import Any

import pytest

from .sandbox import Sandbox

CHARGER = """
    mutation ($lead: EVChargerLeadZohoType) { registerEvChargerLead(lead: $lead) { success } }
"""
LEAD_FIELDS = """
    firstName lastName phone email fullAddress address { fullAddress houseType }
    details { battery consumption numberOfPanels paymentType roofSize solarWallet vehicleCharger }
"""
SOLAR = f"""
    mutation ($input: SolarSimulatorLeadInput) {{
      registerSolarSimulatorLead(input: $input) {{ {LEAD_FIELDS} }}
    }}
"""
SALE = f"""
    mutation ($input: SolarSimulatorDirectSaleInput) {{
      registerSolarSimulatorDirectSale(input: $input) {{
        {LEAD_FIELDS} directSale {{ cups dni financedYears }}
      }}
    }}
"""
NEWEST = "SELECT kind, content FROM leads ORDER BY id DESC LIMIT 1"
LEAD = {
    "firstName": "Ana",
    "lastName": "Ruiz",
    "email": "ana@example.com",
    "phoneNumber": "+34600000001",
    "postcode": "28013",
    "chargerModel": "WALLBOX-7",
    "garage": "OWN",
    "extraCable": True,
    "powerBalance": False,
    "triphasic": None,
}
INTEREST = {
    "firstName": "Ana",
    "lastName": "Ruiz",
    "email": "ana@example.com",
    "phone": "+34600000001",
    "address": {"fullAddress": "Calle Mayor 7, Madrid", "houseType": "FLAT"},
    "details": {
        "battery": "NONE",
        "consumption": 3200,
        "numberOfPanels": 6,
        "paymentType": "CASH",
        "roofSize": 21.5,
        "solarWallet": "YES",
        "vehicleCharger": "NO",
    },
}
# Both are the examples that the rules of these numbers are usually explained with.
SOLD = {"cups": "ES1234123456789012JY1F", "dni": "12345678Z", "financedYears": 5}


def stored(energy: Sandbox) -> tuple[str, dict[str, Any]]:
    row = energy.row(NEWEST)
    return row["kind"], json.loads(row["content"])


async def test_an_interest_in_a_charger_is_passed_on_once(energy: Sandbox) -> None:
    energy.token = None
    assert await energy.change(CHARGER, lead=LEAD) == {"success": True}
    assert stored(energy) == ("EV_CHARGER", LEAD)
    again = {**LEAD, "email": "ANA@example.com"}
    refused = await energy.refuse(CHARGER, lead=again)
    assert (refused.code, refused.paths) == ("KT-ES-7804", [["lead", "email"]])
    other = {**LEAD, "chargerModel": "WALLBOX-22"}
    assert await energy.change(CHARGER, lead=other) == {"success": True}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"firstName": ""}, "firstName"),
        ({"lastName": None}, "lastName"),
        ({"email": "ana"}, "email"),
        ({"phoneNumber": "call me"}, "phoneNumber"),
        ({"postcode": "280"}, "postcode"),
    ],
)
async def test_half_an_interest_is_not_passed_on(
    energy: Sandbox, changes: dict[str, Any], field: str
) -> None:
    refused = await energy.refuse(CHARGER, lead={**LEAD, "email": "new@example.com", **changes})
    assert (refused.code, refused.paths) == ("KT-ES-7803", [["lead", field]])


async def test_no_lead_at_all_is_malformed(energy: Sandbox) -> None:
    refused = await energy.refuse(CHARGER, lead=None)
    assert (refused.code, refused.paths) == ("KT-ES-7803", [["lead"]])
    for document in (SOLAR, SALE):
        refused = await energy.refuse(document, input=None)
        assert (refused.code, refused.paths) == ("KT-ES-7803", [["input"]])


async def test_an_interest_in_panels_is_kept_as_it_came(energy: Sandbox) -> None:
    energy.token = None
    answer = await energy.change(SOLAR, input=INTEREST)
    assert answer == {**INTEREST, "fullAddress": "Calle Mayor 7, Madrid"}
    assert stored(energy) == ("SOLAR", INTEREST)


async def test_a_sale_of_panels_is_kept_as_it_came(energy: Sandbox) -> None:
    given = {**INTEREST, "directSale": SOLD}
    answer = await energy.change(SALE, input=given)
    assert answer == {**given, "fullAddress": "Calle Mayor 7, Madrid"}
    assert stored(energy) == ("SOLAR_SALE", given)


@pytest.mark.parametrize("document", [SOLAR, SALE])
@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"firstName": " "}, ["firstName"]),
        ({"email": None}, ["email"]),
        ({"phone": ""}, ["phone"]),
        ({"address": None}, ["address", "fullAddress"]),
        ({"address": {"fullAddress": " "}}, ["address", "fullAddress"]),
        ({"details": {"numberOfPanels": -1}}, ["details", "numberOfPanels"]),
        ({"details": {"roofSize": -0.5}}, ["details", "roofSize"]),
    ],
)
async def test_an_interest_in_panels_has_to_be_whole(
    energy: Sandbox, document: str, changes: dict[str, Any], path: list[str]
) -> None:
    refused = await energy.refuse(document, input={**INTEREST, **changes})
    assert (refused.code, refused.paths) == ("KT-ES-7803", [["input", *path]])


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"cups": "ES1234123456789012JX1F"}, ["cups"]),
        ({"cups": None}, ["cups"]),
        ({"dni": "12345678A"}, ["dni"]),
        ({"financedYears": -1}, ["financedYears"]),
        ({"cups": "", "dni": ""}, ["cups", "dni"]),
    ],
)
async def test_a_sale_names_a_supply_point_and_a_buyer(
    energy: Sandbox, changes: dict[str, Any], fields: list[str]
) -> None:
    given = {**INTEREST, "directSale": {**SOLD, **changes}}
    refused = await energy.refuse(SALE, input=given)
    paths = [["input", "directSale", field] for field in fields]
    assert (refused.code, refused.paths) == ("KT-ES-7803", paths)
