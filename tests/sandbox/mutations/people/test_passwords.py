"""Passwords: changed, forgotten and chosen anew; pre-signed tokens taken back."""

import re
from typing import Any

import pytest

from .office import Office

CHANGE, ASK, RESET, OLD_RESET = (
    "updatePassword",
    "requestPasswordReset",
    "resetUserPassword",
    "resetPassword",
)
OUTCOME = "passwordUpdated userId failureCodes failureReasons"
VALID = "query ($user: String!, $token: String!) {"
VALID += " isPasswordResetTokenValid(userId: $user, token: $token) }"
NEW = "correct horse 7"
WEAK = "1234567"


def changing(**changes: str) -> dict[str, str]:
    """Make an input that changes the demo's password to what it is."""
    same = {"newPassword": "demo-password", "newPasswordConfirmed": "demo-password"}
    return {"oldPassword": "demo-password", **same, **changes}


async def test_a_password_changes(office: Office) -> None:
    user = office.customer(office.account())
    token = await reset_token(office, user)
    await office.change(RESET, OUTCOME, input=resetting(user, token, newPassword=NEW))
    await office.sign_in(email=user["email"], password=NEW)
    other = "another horse 8"
    given = changing(oldPassword=NEW, newPassword=other, newPasswordConfirmed=other)
    viewer = (await office.change(CHANGE, "viewer { email }", input=given))["viewer"]
    assert viewer == {"email": user["email"]}
    await office.sign_in(email=user["email"], password=other)
    office.token = None
    old = {"email": user["email"], "password": NEW}
    assert (await office.refuse("obtainKrakenToken", input=old)).code == "KT-CT-1138"
    logged = office.rows("SELECT variables FROM applied_mutations")
    assert not any(secret in str(logged) for secret in (NEW, other, token))


@pytest.mark.parametrize(
    ("changes", "code", "fields"),
    [
        ({"oldPassword": "wrong"}, "KT-CT-5460", ["oldPassword"]),
        ({"newPassword": WEAK}, "KT-CT-5450", ["newPassword", "newPassword"]),
        ({"newPassword": "1234567890"}, "KT-CT-5450", ["newPassword"]),
        ({"newPasswordConfirmed": "else"}, "KT-CT-5450", ["newPasswordConfirmed"]),
    ],
)
async def test_a_new_password_is_checked(
    office: Office, changes: dict[str, str], code: str, fields: list[str]
) -> None:
    said = await office.refuse(CHANGE, input=changing(**changes))
    assert said == (code, [["input", field] for field in fields])


async def test_nobody_has_no_password(office: Office) -> None:
    office.token = None
    assert await office.refuse(CHANGE, input=changing()) == ("KT-CT-1112", [])


async def reset_token(office: Office, user: dict[str, Any], **given: str) -> str:
    """Ask for a link, signed out, and take its token from the mail."""
    office.token = None
    asked = given or {"email": user["email"]}
    answer = await office.change(ASK, "email userNumber", input=asked)
    assert answer == {"email": None, "userNumber": None, **asked}
    mail = (await office.mails())[-1]
    assert (mail["to"], mail["userId"]) == (user["email"], str(user["id"]))
    return str(mail["token"])


def resetting(user: dict[str, Any], token: str, **changes: str) -> dict[str, str]:
    """Make an input that sets a password."""
    return {"userId": str(user["id"]), "token": token, "newPassword": NEW, **changes}


async def test_a_forgotten_password_is_chosen_anew_once(office: Office) -> None:
    user = office.customer(office.account("id = 2"))
    token = await reset_token(office, user, userNumber=user["number"])
    asked = {"user": user["number"], "token": token}
    assert await office.ask(VALID, **asked) == {"isPasswordResetTokenValid": True}
    weak = resetting(user, token, newPassword=WEAK)
    field = ["input", "newPassword"]
    assert await office.refuse(RESET, input=weak) == ("KT-CT-5450", [field, field])
    answer = await office.change(RESET, OUTCOME, input=resetting(user, token))
    nothing: dict[str, list[str]] = {"failureCodes": [], "failureReasons": []}
    assert answer == {"passwordUpdated": True, "userId": str(user["id"]), **nothing}
    assert await office.ask(VALID, **asked) == {"isPasswordResetTokenValid": False}
    stored = office.row("SELECT * FROM users WHERE id = ?", user["id"])
    assert stored["has_set_password"] and NEW not in stored["password_hash"]
    again = await office.refuse(RESET, input=resetting(user, token))
    assert again == ("KT-CT-1132", [["input", "token"]])
    await office.sign_in(email=user["email"], password=NEW)


async def test_a_link_is_for_one_user_and_one_day(office: Office) -> None:
    user, other = (office.customer(office.account(f"id = {each}")) for each in (3, 4))
    token = await reset_token(office, user)
    said = await office.refuse(RESET, input=resetting(other, token))
    assert said == ("KT-CT-4125", [["input", "userId"]])
    office.later(days=2)
    said = await office.refuse(RESET, input=resetting(user, token))
    assert said == ("KT-CT-1132", [["input", "token"]])


async def test_whether_an_address_is_known_stays_untold(office: Office) -> None:
    before = len(await office.mails())
    given = {"email": "no.one@example.com"}
    assert (await office.change(ASK, "email", input=given)) == given
    assert len(await office.mails()) == before


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({}, "KT-CT-11331", "email"),
        ({"email": "nobody"}, "KT-CT-11331", "email"),
        ({"email": "a@b.example", "baseUrl": "javascript:1"}, "KT-CT-11331", "baseUrl"),
        ({"userNumber": "U-NONE"}, "KT-CT-1133", "userNumber"),
    ],
)
async def test_a_link_must_have_somewhere_to_go(
    office: Office, given: dict[str, str], code: str, field: str
) -> None:
    assert await office.refuse(ASK, input=given) == (code, [["input", field]])


async def test_the_old_way_tells_what_is_wrong_in_its_answer(office: Office) -> None:
    user = office.customer(office.account("id = 5"))
    token = await reset_token(office, user)
    selection = (
        "clientMutationId errors { field errors { ... on SerializerErrorType { message } } }"
    )
    given = {"userId": user["number"], "token": "none", "password": WEAK, "clientMutationId": "7"}
    before = office.writes()
    answer = await office.change(OLD_RESET, selection, input=given)
    assert [error["field"] for error in answer["errors"]] == ["token", "password"]
    assert office.writes() == before
    right = {**given, "token": token, "password": NEW}
    answer = await office.change(OLD_RESET, selection, input=right)
    assert answer == {"clientMutationId": "7", "errors": []}
    await office.sign_in(email=user["email"], password=NEW)


SIGN_UP, INVALIDATE = "updateEmailAndPassword", "invalidatePreSignedToken"


def pre_signed(office: Office, user: dict[str, Any], key: str) -> str:
    """Leave a key in the tenant as if it had been mailed."""
    now = int(office.clock.now.timestamp())
    query = "INSERT INTO pre_signed_keys VALUES (?, ?, 'JOIN_CAMPAIGNS', ?, ?, NULL)"
    office.write(query, key, user["id"], now, now + 600)
    return key


async def test_who_signs_up_chooses_an_address_and_a_password(water: Office) -> None:
    user = water.customer(water.account("id = 6"))
    token = pre_signed(water, user, "psk_sign_up")
    given = {"token": token, "email": "signed.up@example.com", "password": NEW}
    taken = await water.refuse(SIGN_UP, input={**given, "email": "demo@kraken.example"})
    assert taken == ("KT-CT-5414", [["input", "email"]])
    wrong = await water.refuse(SIGN_UP, input={**given, "email": "nobody"})
    assert wrong == ("KT-CT-5414", [["input", "email"]])
    weak = await water.refuse(SIGN_UP, input={**given, "password": "12345678"})
    assert weak == ("KT-CT-5450", [["input", "password"]])
    assert await water.change(SIGN_UP, "success", input=given) == {"success": True}
    stored = water.row("SELECT * FROM users WHERE id = ?", user["id"])
    assert stored["email"] == "signed.up@example.com"
    used = await water.refuse(SIGN_UP, input=given)
    assert used == ("KT-CT-5413", [["input", "token"]])
    await water.sign_in(email="signed.up@example.com", password=NEW)


async def test_a_pre_signed_token_is_taken_back(office: Office) -> None:
    token = pre_signed(office, office.customer(office.account()), "psk_taken_back")
    await office.sign_in(preSignedKey=token)
    selection = "token { key scope isValid }"
    office.token = None
    gone = await office.change(INVALIDATE, selection, input={"token": token})
    assert gone["token"] == {"key": token, "scope": "JOIN_CAMPAIGNS", "isValid": False}
    stored = office.row("SELECT * FROM pre_signed_keys WHERE key = ?", token)
    assert stored["invalidated_at"] == int(office.clock.now.timestamp())
    for key in (token, "psk_none"):
        said = await office.refuse(INVALIDATE, input={"token": key})
        assert said == ("KT-CT-1129", [["input", "token"]])
    refused = await office.refuse("obtainKrakenToken", input={"preSignedKey": token})
    assert re.fullmatch("KT-CT-113[45]", refused.code)
