"""Users, changed by themselves, by staff, and in the old way."""

from typing import Any

import pytest

from tests.sandbox.mutations.tenant import TODAY

from .office import Office

NEW, OLD, SPANISH = "updateUser", "updateUserDetails", "updateAccountUser"
FIELDS = "givenName familyName email mobile landline dateOfBirth title label pronouns"
VIEWER = f"viewer {{ id {FIELDS} details {{ namespace value }} }}"
SEEN = "{ viewer { givenName familyName email mobile landline details { namespace value } } }"
META = "{ viewer { familyName accountUserMeta { nif firstFamilyName secondFamilyName } } }"


async def settled(office: Office, account_id: int) -> dict[str, Any]:
    """Act as a customer of long standing."""
    user = office.customer(office.account(f"id = {account_id}"))
    query = "UPDATE users SET created_at = '2020-01-01T00:00:00+00:00' WHERE id = ?"
    office.write(query, user["id"])
    await office.act_as(user["id"])
    return user


async def test_a_user_changes_what_is_its_own(office: Office) -> None:
    user = await settled(office, 1)
    contact = {"email": "moved@example.com", "mobile": "+44 7700 900123", "landline": None}
    more = {"dateOfBirth": "1980-02-29", "title": "Dr", "label": "neighbour", "pronouns": "they"}
    detail = [{"namespace": "crm", "value": "7"}]
    given = {"givenName": "Anna", **contact, **more, "details": detail}
    viewer = (await office.change(NEW, VIEWER, input=given))["viewer"]
    expected = {**given, "landline": "", "familyName": user["family_name"], "id": str(user["id"])}
    assert viewer == expected
    seen = (await office.ask(SEEN))["viewer"]
    assert seen == {key: expected[key] for key in seen}
    stored = office.row("SELECT * FROM users WHERE id = ?", user["id"])
    assert (stored["given_name"], stored["name_changed_on"]) == ("Anna", TODAY)
    dropped = {"details": [{"namespace": "crm", "value": None}]}
    assert (await office.change(NEW, VIEWER, input=dropped))["viewer"]["details"] == []


async def test_one_name_may_change_a_day(office: Office) -> None:
    user = await settled(office, 2)
    both = {"givenName": "Berta", "familyName": "Else"}
    assert await office.refuse(NEW, input=both) == ("KT-CT-5413", [["input", "familyName"]])
    same = {"givenName": "Berta", "familyName": user["family_name"]}
    await office.change(NEW, VIEWER, input=same)
    again = {"familyName": "Else", "label": "x"}
    assert await office.refuse(NEW, input=again) == ("KT-CT-5413", [["input", "familyName"]])
    await office.change(NEW, VIEWER, input={"label": "x"})
    office.later(days=1)
    await office.act_as(user["id"])
    await office.change(NEW, VIEWER, input=again)
    stored = office.row("SELECT * FROM users WHERE id = ?", user["id"])
    assert (stored["given_name"], stored["family_name"]) == ("Berta", "Else")


async def test_who_is_new_may_correct_both_names(office: Office) -> None:
    user = await settled(office, 3)
    query = "UPDATE users SET created_at = '2026-11-01T00:00:00+00:00' WHERE id = ?"
    office.write(query, user["id"])
    await office.act_as(user["id"])
    both = {"givenName": "Clara", "familyName": "Neu"}
    viewer = (await office.change(NEW, VIEWER, input=both))["viewer"]
    assert both.items() <= viewer.items()


async def test_staff_change_others_and_nobody_else_does(office: Office) -> None:
    account = office.account("id = 1")
    user = office.customer(account)
    given = {"userId": str(user["id"]), "label": "by staff"}
    viewer = (await office.change(NEW, VIEWER, input=given))["viewer"]
    assert (viewer["id"], viewer["label"]) == (str(user["id"]), "by staff")
    await office.act_as(office.stranger(account))
    for user_id in (str(user["id"]), "999999"):
        said = await office.refuse(NEW, input={**given, "userId": user_id})
        assert said == ("KT-CT-1111", [["input", "userId"]])


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"givenName": " "}, ["givenName"]),
        ({"familyName": None}, ["familyName"]),
        ({"email": None}, ["email"]),
        ({"email": "nobody"}, ["email"]),
        ({"email": "DEMO@kraken.example"}, ["email"]),
        ({"mobile": "call me"}, ["mobile"]),
        ({"landline": "1"}, ["landline"]),
        ({"dateOfBirth": "2030-01-01"}, ["dateOfBirth"]),
        ({"dateOfBirth": "1850-01-01"}, ["dateOfBirth"]),
        ({"details": [{"namespace": " ", "value": "x"}]}, ["details", 0, "namespace"]),
    ],
)
async def test_fields_of_a_user_are_checked(
    office: Office, given: dict[str, Any], path: list[str | int]
) -> None:
    await settled(office, 4)
    assert await office.refuse(NEW, input=given) == ("KT-CT-5414", [["input", *path]])


async def test_a_spanish_user_has_two_family_names_and_a_tax_number(energy: Office) -> None:
    user = await settled(energy, 5)
    given = {"firstFamilyName": "Gil", "secondFamilyName": "Ruiz", "nif": "X1234567L"}
    await energy.change(SPANISH, "viewer { id }", input=given)
    seen = (await energy.ask(META))["viewer"]
    assert seen == {"familyName": "Gil Ruiz", "accountUserMeta": given}
    stored = energy.row("SELECT * FROM users WHERE id = ?", user["id"])
    assert (stored["nif"], stored["first_family_name"]) == ("X1234567L", "Gil")
    wrong = {"nif": "X1234567A", "firstFamilyName": " "}
    fields = [["input", "nif"], ["input", "firstFamilyName"]]
    assert await energy.refuse(SPANISH, input=wrong) == ("KT-ES-5410", fields)
    said = await energy.refuse(SPANISH, input={"email": "nobody"})
    assert said == ("KT-CT-5414", [["input", "email"]])


OLD_SELECTION = "clientMutationId givenName mobile errors { field messages }"


async def test_in_the_old_way_one_field_may_change_a_day(office: Office) -> None:
    user = await settled(office, 6)
    given = {"mobile": "+34 600 000 001", "clientMutationId": "m"}
    answer = await office.change(OLD, OLD_SELECTION, input=given)
    expected = {"clientMutationId": "m", "givenName": user["given_name"], "errors": []}
    assert answer == {**expected, "mobile": "+34 600 000 001"}
    assert (await office.ask(SEEN))["viewer"]["mobile"] == "+34 600 000 001"
    before = office.writes()
    answer = await office.change(OLD, OLD_SELECTION, input={"givenName": "Dora"})
    assert [error["field"] for error in answer["errors"]] == ["givenName"]
    answer = await office.change(OLD, OLD_SELECTION, input={"email": "nobody"})
    assert {error["field"] for error in answer["errors"]} == {"email"}
    assert office.writes() == before
