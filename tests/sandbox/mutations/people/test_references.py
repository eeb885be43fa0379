"""References of other systems, and metadata."""

import json
from typing import Any

import pytest

from .office import Office

CREATE, UPDATE = "createAccountReference", "updateAccountReference"
REFERENCE = "accountReference { namespace value createdAt updatedAt account { number } }"
REFERENCES = """
    query ($number: String!, $value: String!) {
      account(accountNumber: $number) { references { namespace value } }
      accountReference(value: $value) { namespace account { number } }
    }
"""
NUMBER = ["input", "accountNumber"]


def given(account: dict[str, Any], **changes: str) -> dict[str, str]:
    """Make an input with a namespace that no account has from the start."""
    usual = {"accountNumber": account["number"], "namespace": "crm", "value": "C-1"}
    return {**usual, **changes}


async def test_a_reference_is_recorded_and_changed(office: Office) -> None:
    account = office.account()
    made = (await office.change(CREATE, REFERENCE, input=given(account)))["accountReference"]
    assert (made["value"], made["account"]) == ("C-1", {"number": account["number"]})
    office.later(minutes=5)
    changed = given(account, value="C-2")
    later = (await office.change(UPDATE, REFERENCE, input=changed))["accountReference"]
    assert later["createdAt"] == made["createdAt"] < later["updatedAt"]
    seen = await office.ask(REFERENCES, number=account["number"], value="C-2")
    assert {"namespace": "crm", "value": "C-2"} in seen["account"]["references"]
    assert seen["accountReference"] == [
        {"namespace": "crm", "account": {"number": account["number"]}}
    ]
    query = "SELECT value FROM account_references WHERE account_id = ? AND namespace = 'crm'"
    assert office.rows(query, account["id"]) == [{"value": "C-2"}]


@pytest.mark.parametrize("name", [CREATE, UPDATE])
async def test_a_reference_needs_a_namespace_and_a_value(office: Office, name: str) -> None:
    wrong = given(office.account(), namespace="no spaces", value=" ")
    fields = [["input", "namespace"], ["input", "value"]]
    assert await office.refuse(name, input=wrong) == ("KT-CT-8310", fields)


async def test_there_is_one_reference_in_a_namespace(office: Office) -> None:
    account = office.account("id = 2")
    taken = given(account, namespace="legacy-billing")
    free = given(account, namespace="none-here")
    field = [["input", "namespace"]]
    assert await office.refuse(CREATE, input=taken) == ("KT-CT-8311", field)
    assert await office.refuse(UPDATE, input=free) == ("KT-CT-8311", field)


@pytest.mark.parametrize("name", [CREATE, UPDATE])
async def test_references_of_others_are_theirs(office: Office, name: str) -> None:
    account = office.account()
    nowhere = given({"number": "A-NONE"})
    assert await office.refuse(name, input=nowhere) == ("KT-CT-4178", [NUMBER])
    await office.act_as(office.stranger(account))
    assert await office.refuse(name, input=given(account)) == ("KT-CT-4123", [NUMBER])


METADATA = "updateMetadata"
VALUES = """
    query ($kind: LinkedObjectType!, $identifier: String!) {
      metadata(linkedObjectType: $kind, identifier: $identifier) { key value }
      metadataForKey(linkedObjectType: $kind, identifier: $identifier, key: "color") { value }
    }
"""
OF_ACCOUNT = "query ($n: String!) { account(accountNumber: $n) { metadata { key value } } }"


def marked(identifier: object, kind: str = "ACCOUNT", **changes: str) -> dict[str, str]:
    """Make an input that says something about an object."""
    usual = {"key": "color", "value": '{"door": "blau"}'}
    return {**usual, "linkedObjectType": kind, "identifier": str(identifier), **changes}


async def test_metadata_is_written_and_written_over(office: Office) -> None:
    account = office.account()
    number, color = account["number"], {"key": "color", "value": '{"door": "blau"}'}
    payload = await office.change(METADATA, "metadata { key value }", input=marked(number))
    assert payload["metadata"] == color
    by_id = marked(account["id"], value='["grün"]')
    await office.change(METADATA, "metadata { key value }", input=by_id)
    seen = await office.ask(VALUES, kind="ACCOUNT", identifier=number)
    assert json.loads(seen["metadataForKey"]["value"]) == ["grün"]
    assert {entry["key"] for entry in seen["metadata"]} == {"migration", "color"}
    query = "SELECT identifier, value FROM metadata WHERE key = 'color'"
    assert office.row(query) == {"identifier": number, "value": '["grün"]'}


async def test_an_account_shows_its_metadata(water: Office) -> None:
    number = water.account("id = 3")["number"]
    await water.change(METADATA, "metadata { key }", input=marked(number, key="note", value="7"))
    entries = (await water.ask(OF_ACCOUNT, n=number))["account"]["metadata"]
    assert {"key": "note", "value": "7"} in entries


async def test_users_properties_and_periods_have_metadata(water: Office) -> None:
    account = water.account()
    period = water.rows("SELECT * FROM occupancy_periods WHERE account_id = ?", account["id"])[0]
    places = {
        "ACCOUNT_USER": water.customer(account)["number"],
        "PROPERTY": period["property_id"],
        "ACCOUNT_PROPERTY_EFFECTIVE_PERIOD": period["id"],
    }
    for kind, identifier in places.items():
        given = marked(identifier, kind)
        await water.change(METADATA, "metadata { key }", input=given)
        seen = await water.ask(VALUES, kind=kind, identifier=str(identifier))
        assert seen["metadata"] == [{"key": "color", "value": '{"door": "blau"}'}]


async def test_metadata_needs_an_object_and_a_key(office: Office) -> None:
    account = office.account()
    for kind in ("ACCOUNT", "ACCOUNT_USER"):
        said = await office.refuse(METADATA, input=marked("999999", kind))
        assert said == ("KT-CT-8413", [["input", "identifier"]])
    keyless = marked(account["number"], key="no spaces")
    assert await office.refuse(METADATA, input=keyless) == ("KT-CT-8413", [["input", "key"]])


async def test_metadata_of_others_stays_theirs(office: Office) -> None:
    account = office.account()
    holder = office.customer(account)
    await office.act_as(office.stranger(account))
    for kind, identifier in (("ACCOUNT", account["number"]), ("ACCOUNT_USER", holder["id"])):
        said = await office.refuse(METADATA, input=marked(identifier, kind))
        assert said == ("KT-CT-4323", [["input", "identifier"]])
        seen = await office.ask(VALUES, kind=kind, identifier=str(identifier))
        assert seen["metadata"] == []
