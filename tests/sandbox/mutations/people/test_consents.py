"""Consents, given at once or confirmed from a mailbox."""

from typing import Any

import pytest

from .office import Office

OF_ACCOUNT, OF_USER = "updateAccountConsents", "updateAccountUserConsents"
CONSENTS = """
    query ($number: String!) {
      account(accountNumber: $number) { consents { code value type { name } } }
      viewer { consents { code value } }
    }
"""
ASK, CONFIRM = "requestDoubleOptIn", "confirmDoubleOptIn"
CONSENT = "consent { id code value }"


def values(consents: list[dict[str, Any]]) -> dict[str, str]:
    """Return the values by code."""
    return {each["code"]: each["value"] for each in consents}


async def test_an_account_changes_its_mind(office: Office) -> None:
    number = office.account()["number"]
    wanted = [{"code": "MARKETING", "value": "REJECTED"}, {"code": "RESEARCH", "value": "ACCEPTED"}]
    selection = "consents { code value }"
    made = await office.change(OF_ACCOUNT, selection, accountNumber=number, consents=wanted)
    assert values(made["consents"])["RESEARCH"] == "ACCEPTED"
    turned = [{"code": "RESEARCH", "value": "REJECTED"}, None]
    await office.change(OF_ACCOUNT, selection, accountNumber=number, consents=turned)
    seen = (await office.ask(CONSENTS, number=number))["account"]["consents"]
    assert values(seen) | {"RESEARCH": "REJECTED", "MARKETING": "REJECTED"} == values(seen)
    query = """
        SELECT code, count(*) AS times FROM consents JOIN accounts ON accounts.id = account_id
        WHERE number = ? GROUP BY code HAVING times > 1
    """
    assert office.rows(query, number) == []


async def test_a_user_consents_for_itself_and_staff_for_others(office: Office) -> None:
    user = office.customer(office.account())
    wanted = [{"consentTypeCode": "THIRD_PARTY", "value": "ACCEPTED", "source": "CONSUMER_SITE"}]
    selection = "accountUserConsents { consents { code value } }"
    given = {"consents": wanted, "userNumber": user["number"]}
    made = await office.change(OF_USER, selection, **given)
    assert values(made["accountUserConsents"]["consents"])["THIRD_PARTY"] == "ACCEPTED"
    await office.act_as(user["id"])
    turned = [{"consentTypeCode": "THIRD_PARTY", "value": "REJECTED"}]
    await office.change(OF_USER, selection, consents=turned, userNumber=None)
    number = office.account()["number"]
    seen = (await office.ask(CONSENTS, number=number))["viewer"]["consents"]
    assert values(seen)["THIRD_PARTY"] == "REJECTED"
    query = "SELECT value FROM consents WHERE user_id = ? AND code = 'THIRD_PARTY'"
    assert office.rows(query, user["id"]) == [{"value": "REJECTED"}]


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        (["MARKETING", "MARKETING"], ("KT-CT-9014", 1)),
        (["MARKETING", "NONSENSE"], ("KT-CT-9017", 1)),
    ],
)
async def test_consents_are_known_and_said_once(
    office: Office, codes: list[str], said: tuple[str, int]
) -> None:
    code, at = said
    number = office.account()["number"]
    plain = [{"code": each, "value": "ACCEPTED"} for each in codes]
    refused = await office.refuse(OF_ACCOUNT, accountNumber=number, consents=plain)
    assert refused == (code, [["consents", at, "code"]])
    typed = [{"consentTypeCode": each, "value": "ACCEPTED"} for each in codes]
    refused = await office.refuse(OF_USER, consents=typed, userNumber=None)
    assert refused == (code, [["consents", at, "consentTypeCode"]])


async def test_a_user_says_yes_or_no_to_something(office: Office) -> None:
    silent = [{"consentTypeCode": "MARKETING"}]
    refused = await office.refuse(OF_USER, consents=silent, userNumber=None)
    assert refused == ("KT-CT-5422", [["consents", 0, "value"]])
    none: list[list[str] | None] = [None, []]
    for consents in none:
        refused = await office.refuse(OF_USER, consents=consents, userNumber=None)
        assert refused == ("KT-CT-1605", [["consents"]])


async def test_consents_of_others_are_theirs(office: Office) -> None:
    account = office.account()
    user = office.customer(account)
    wanted = [{"code": "MARKETING", "value": "ACCEPTED"}]
    typed = [{"consentTypeCode": "MARKETING", "value": "ACCEPTED"}]
    nowhere = await office.refuse(OF_USER, consents=typed, userNumber="U-NONE")
    assert nowhere == ("KT-CT-5421", [["userNumber"]])
    await office.act_as(office.stranger(account))
    refused = await office.refuse(OF_ACCOUNT, accountNumber=account["number"], consents=wanted)
    assert refused == ("KT-CT-9018", [["accountNumber"]])
    refused = await office.refuse(OF_USER, consents=typed, userNumber=user["number"])
    assert refused == ("KT-CT-1111", [["userNumber"]])


async def test_a_tenant_without_consents_has_no_use_for_them(office: Office) -> None:
    office.write("ALTER TABLE consent_types RENAME TO kept_consent_types")
    office.write("CREATE TABLE consent_types AS SELECT * FROM kept_consent_types WHERE 0")
    try:
        number = office.account()["number"]
        said = await office.refuse(OF_ACCOUNT, accountNumber=number, consents=[])
        assert said == ("KT-CT-9016", [])
    finally:
        office.write("DROP TABLE consent_types")
        office.write("ALTER TABLE kept_consent_types RENAME TO consent_types")


UNDECIDED = """
    id IN (SELECT account_id FROM consents WHERE code = 'RESEARCH' AND value = 'REJECTED')
"""


def asking(account: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Make an input for the consent of an account."""
    usual = {"consentTypeCode": "RESEARCH", "ipAddress": "192.0.2.7"}
    return {**usual, "accountNumber": account["number"], **changes}


async def test_a_consent_counts_once_it_is_confirmed(office: Office) -> None:
    account = office.account(UNDECIDED)
    given = asking(account, emailAddress="anna@example.com")
    asked = (await office.change(ASK, CONSENT, input=given))["consent"]
    assert (asked["code"], asked["value"]) == ("RESEARCH", "PENDING")
    mail = (await office.mails())[-1]
    assert mail["to"] == "anna@example.com"
    confirmed = await office.change(CONFIRM, CONSENT, input={"token": mail["token"]})
    assert confirmed["consent"] == {**asked, "value": "ACCEPTED"}
    seen = (await office.ask(CONSENTS, number=account["number"]))["account"]["consents"]
    assert values(seen)["RESEARCH"] == "ACCEPTED"
    token = office.row("SELECT * FROM double_opt_ins WHERE token = ?", mail["token"])
    assert (token["channel"], token["ip_address"]) == ("EMAIL", "192.0.2.7")
    assert token["confirmed_at"] == int(office.clock.now.timestamp())
    again = await office.refuse(CONFIRM, input={"token": mail["token"]})
    assert again == ("KT-CT-9022", [["input", "token"]])


async def test_a_consent_that_was_given_is_not_asked_for_again(energy: Office) -> None:
    account = energy.account(UNDECIDED)
    await energy.change(ASK, CONSENT, input=asking(account))
    await energy.change(CONFIRM, CONSENT, input={"token": (await energy.mails())[-1]["token"]})
    said = await energy.refuse(ASK, input=asking(account))
    assert said == ("KT-CT-9023", [["input", "consentTypeCode"]])


async def test_a_token_expires_and_must_be_one(office: Office) -> None:
    await office.change(ASK, CONSENT, input=asking(office.account(UNDECIDED)))
    token = (await office.mails())[-1]["token"]
    office.later(days=2)
    await office.sign_in()
    field = [["input", "token"]]
    assert await office.refuse(CONFIRM, input={"token": token}) == ("KT-CT-9020", field)
    assert await office.refuse(CONFIRM, input={"token": "none"}) == ("KT-CT-9021", field)


async def test_a_user_is_known_by_e_mail_or_telephone(office: Office) -> None:
    user = office.customer(office.account("id = 7"))
    for name, column in (("emailAddress", "email"), ("mobileNumber", "mobile")):
        given = {**asking({"number": None}), name: user[column]}
        consent = (await office.change(ASK, CONSENT, input=given))["consent"]
        stored = office.row("SELECT * FROM consents WHERE id = ?", consent["id"])
        assert (stored["user_id"], stored["value"]) == (user["id"], "PENDING")
        unknown = {**given, name: "0034999999999" if column == "mobile" else "no@example.com"}
        assert await office.refuse(ASK, input=unknown) == ("KT-CT-9018", [["input", name]])


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"accountNumber": None}, "KT-CT-9019", []),
        ({"emailAddress": "nobody"}, "KT-CT-9019", ["emailAddress"]),
        ({"mobileNumber": "call me"}, "KT-CT-9019", ["mobileNumber"]),
        ({"ipAddress": "300.1.1.1"}, "KT-CT-9019", ["ipAddress"]),
        ({"accountNumber": "A-NONE"}, "KT-CT-9018", ["accountNumber"]),
        ({"consentTypeCode": "NONSENSE"}, "KT-CT-9017", ["consentTypeCode"]),
    ],
)
async def test_asking_for_a_consent_must_make_sense(
    office: Office, changes: dict[str, Any], code: str, field: list[str]
) -> None:
    given = asking(office.account(), **changes)
    assert await office.refuse(ASK, input=given) == (code, [["input", *field]])


async def test_nobody_is_asked_too_often(energy: Office) -> None:
    given = asking(energy.account(UNDECIDED))
    for _time in range(5):
        await energy.change(ASK, CONSENT, input=given)
    assert await energy.refuse(ASK, input=given) == ("KT-CT-1199", [])
    energy.later(minutes=61)
    await energy.sign_in()
    await energy.change(ASK, CONSENT, input=given)
