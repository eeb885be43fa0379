"""Where bills go, and who is billed."""

from typing import Any

import pytest

from .office import Office

LINES, WHOLE, BILLING, DETAILS = (
    "updateAccountAddress",
    "updateAccountBillingAddress",
    "updateBillingAddress",
    "updateBillingDetails",
)
SEEN = """
    query ($number: String!) { account(accountNumber: $number) {
      billingName billingEmail splitBillingAddress billingAddressPostcode billingCountryCode
      billingDeliveryPointIdentifier
      address { streetAddress locality postalCode country structuredStreetAddress }
    } }
"""
ACCOUNT = "account { number splitBillingAddress billingAddressPostcode }"
STREETS = {"water": ("3 Mill Lane", "SO23 9AA", "GB"), "energy": ("Calle Mayor 7", "28013", "ES")}


async def seen(office: Office, account: dict[str, Any]) -> dict[str, Any]:
    """Read what the account's address is now."""
    found: dict[str, Any] = (await office.ask(SEEN, number=account["number"]))["account"]
    return found


async def test_lines_of_an_address_change(water: Office) -> None:
    account = water.account("id = 2")
    given = {"accountNumber": account["number"], "addressLine1": "The Mill", "addressLine2": None}
    changed = (await water.change(LINES, f"{ACCOUNT} viewer {{ email }}", input=given))["account"]
    kept = [account[f"billing_address_line{line}"] for line in (3, 4, 5)]
    assert changed["splitBillingAddress"] == ["The Mill", *filter(None, kept)]
    assert changed["billingAddressPostcode"] == account["billing_address_postcode"]
    found = await seen(water, account)
    assert found["address"]["streetAddress"] == ", ".join(changed["splitBillingAddress"])
    stored = water.account("id = 2")
    assert (stored["billing_address_line1"], stored["billing_address_line2"]) == ("The Mill", "")


async def test_an_address_kept_in_parts_is_changed_as_a_whole(water: Office) -> None:
    account = water.account("id = 3")
    number = account["number"]
    parts = {"thoroughfare": "Mill Lane", "building": "3"}
    address = {"structuredStreetAddress": parts, "postalCode": "SO23 9AA", "country": "GB"}
    await water.change(LINES, ACCOUNT, input={"accountNumber": number, "address": address})
    assert (await seen(water, account))["address"]["structuredStreetAddress"] == parts
    lines = {"accountNumber": number, "addressLine1": "Else", "postcode": "SO1 1AA"}
    fields = [["input", "addressLine1"], ["input", "postcode"]]
    assert await water.refuse(LINES, input=lines) == ("KT-CT-4411", fields)
    moved = {"postalCode": "SO23 9BB"}
    await water.change(LINES, ACCOUNT, input={"accountNumber": number, "address": moved})
    found = await seen(water, account)
    assert (found["address"]["postalCode"], found["billingAddressPostcode"]) == ("SO23 9BB",) * 2
    assert found["address"]["structuredStreetAddress"] == parts


async def test_an_address_is_replaced(office: Office) -> None:
    account = office.account("id = 4")
    street, postcode, country = STREETS[office.name]
    details = {"streetAddress": street, "locality": "Newtown", "postalCode": postcode}
    more = {"country": country, "deliveryPointIdentifier": "12345678"}
    given = {"accountNumber": account["number"], "billingAddress": {**details, **more}}
    changed = (await office.change(WHOLE, ACCOUNT, input=given))["account"]
    assert changed["splitBillingAddress"] == [street, "Newtown"]
    found = await seen(office, account)
    assert found["address"] == {**details, "country": country, "structuredStreetAddress": None}
    assert found["billingCountryCode"] == country
    assert found["billingDeliveryPointIdentifier"] == "12345678"
    stored = office.account("id = 4")
    assert stored["billing_address_postcode"] == postcode
    assert stored["address_id"] != account["address_id"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"streetAddress": " "}, "streetAddress"),
        ({"structuredStreetAddress": "Mill"}, "structuredStreetAddress"),
        ({"postalCode": "nowhere"}, "postalCode"),
        ({"postalCode": None}, "postalCode"),
        ({"country": "Spain", "postalCode": "1"}, "country"),
    ],
)
async def test_an_address_must_be_one(office: Office, changes: dict[str, Any], field: str) -> None:
    street, postcode, _ = STREETS[office.name]
    details = {"streetAddress": street, "postalCode": postcode, **changes}
    given = {"accountNumber": office.account()["number"], "billingAddress": details}
    path = ["input", "billingAddress", field]
    assert await office.refuse(WHOLE, input=given) == ("KT-CT-4145", [path])


async def test_an_address_needs_an_account(office: Office) -> None:
    path = ["input", "accountNumber"]
    assert await office.refuse(WHOLE, input={}) == ("KT-CT-4178", [path])
    account = office.account()
    await office.act_as(office.stranger(account))
    given = {"accountNumber": account["number"]}
    assert await office.refuse(WHOLE, input=given) == ("KT-CT-7123", [path])


async def test_lines_of_others_stay_theirs(water: Office) -> None:
    account = water.account()
    given = {"accountNumber": account["number"], "addressLine1": "Else"}
    await water.act_as(water.stranger(account))
    said = await water.refuse(LINES, input=given)
    assert said == ("KT-CT-4178", [["input", "accountNumber"]])


async def test_billing_lines_change(energy: Office) -> None:
    account = energy.account("id = 5")
    info = {"addressLine1": "Calle Nueva 1", "city": "Soria", "postcode": "42001"}
    given = {"accountNumber": account["number"], "billingInfo": {**info, "addressLine2": None}}
    assert await energy.change(BILLING, "success", input=given) == {"success": True}
    found = await seen(energy, account)
    third = account["billing_address_line3"]
    assert found["splitBillingAddress"] == [
        line for line in ("Calle Nueva 1", third, "Soria") if line
    ]
    assert found["billingAddressPostcode"] == found["address"]["postalCode"] == "42001"
    assert found["address"]["locality"] == energy.account("id = 5")["billing_address_line4"]


async def test_billing_lines_must_make_sense(energy: Office) -> None:
    account = energy.account()
    number = {"accountNumber": account["number"]}
    above = ["input", "billingInfo"]
    assert await energy.refuse(BILLING, input=number) == ("KT-ES-4118", [above])
    wrong = {**number, "billingInfo": {"addressLine1": "", "city": None, "postcode": "99999"}}
    fields = [[*above, name] for name in ("addressLine1", "city", "postcode")]
    assert await energy.refuse(BILLING, input=wrong) == ("KT-ES-4118", fields)
    missing = await energy.refuse(BILLING, input=None)
    assert missing == ("KT-CT-4178", [["input", "accountNumber"]])
    await energy.act_as(energy.stranger(account))
    said = await energy.refuse(BILLING, input=number)
    assert said == ("KT-CT-4123", [["input", "accountNumber"]])


NIF, IBAN = "12345678Z", "ES9121000418450200051332"


async def test_billing_details_change(energy: Office) -> None:
    account = energy.account("id = 2")
    info = {"fullName": "Ana Gil", "email": "ana@example.com", "nif": NIF, "iban": IBAN}
    given = {"accountNumber": account["number"], "billingInfo": info}
    assert await energy.change(DETAILS, "success", input=given) == {"success": True}
    found = await seen(energy, account)
    assert (found["billingName"], found["billingEmail"]) == ("Ana Gil", "ana@example.com")
    assert energy.customer(account)["nif"] == NIF
    query = """
        SELECT masked_iban, account_holder FROM payment_instructions
        WHERE account_id = ? AND status = 'ACTIVE' ORDER BY is_default DESC
    """
    collected = energy.rows(query, account["id"])[0]
    assert collected == {"masked_iban": "*" * 20 + "1332", "account_holder": "Ana Gil"}


async def test_an_iban_makes_an_instruction_where_there_is_none(energy: Office) -> None:
    account = energy.account(
        "id NOT IN (SELECT account_id FROM payment_instructions WHERE status = 'ACTIVE')"
    )
    given = {"accountNumber": account["number"], "billingInfo": {"iban": IBAN}}
    await energy.change(DETAILS, "success", input=given)
    query = "SELECT * FROM payment_instructions WHERE account_id = ? AND status = 'ACTIVE'"
    made = energy.row(query, account["id"])
    assert (made["masked_iban"], made["instruction_type"]) == ("*" * 20 + "1332", "DIRECT_DEBIT")


@pytest.mark.parametrize(
    ("info", "fields"),
    [
        (None, [[]]),
        ({"email": "nobody"}, [["email"]]),
        ({"nif": "12345678A"}, [["nif"]]),
        ({"nif": "X1234567L", "iban": "ES9121000418450200051333"}, [["iban"]]),
        ({"email": "a@", "nif": "1", "iban": "1"}, [["email"], ["nif"], ["iban"]]),
    ],
)
async def test_billing_details_are_checked(
    energy: Office, info: dict[str, str] | None, fields: list[list[str]]
) -> None:
    given = {"accountNumber": energy.account()["number"], "billingInfo": info}
    paths = [["input", "billingInfo", *field] for field in fields]
    assert await energy.refuse(DETAILS, input=given) == ("KT-ES-4119", paths)


async def test_billing_details_of_others_are_theirs(energy: Office) -> None:
    account = energy.account()
    await energy.act_as(energy.stranger(account))
    given = {"accountNumber": account["number"], "billingInfo": {"fullName": "Me"}}
    path = ["input", "accountNumber"]
    assert await energy.refuse(DETAILS, input=given) == ("KT-ES-1130", [path])


async def test_a_billing_email_of_others_is_theirs(office: Office) -> None:
    account = office.account()
    await office.act_as(office.stranger(account))
    given = {"accountNumber": account["number"], "billingEmail": "me@example.com"}
    said = await office.refuse("updateAccountBillingEmail", input=given)
    assert said == ("KT-CT-4123", [["input", "accountNumber"]])
