"""How people want to hear from the supplier."""

from typing import Any

import pytest

from .office import Office

DELIVERY, FORMAT, COMMS = (
    "updateCommsDeliveryPreference",
    "updateDocumentAccessibilityPreference",
    "updateCommsPreferences",
)
SEEN = """
    query ($number: String!) {
      account(accountNumber: $number) { commsDeliveryPreference documentAccessibility }
    }
"""
STORED = """
    SELECT user_comms_preferences.* FROM user_comms_preferences
    JOIN users ON users.id = user_id WHERE email = 'demo@kraken.example'
"""


async def test_an_account_hears_by_post_or_e_mail(office: Office) -> None:
    account = office.account("billing_email != ''")
    for wanted in ("POSTAL_MAIL", "EMAIL", "POSTAL_MAIL"):
        given = {"accountNumber": account["number"], "commsDeliveryPreference": wanted}
        payload = await office.change(DELIVERY, "account { commsDeliveryPreference }", input=given)
        assert payload["account"] == {"commsDeliveryPreference": wanted}
        found = (await office.ask(SEEN, number=account["number"]))["account"]
        assert found["commsDeliveryPreference"] == wanted
    stored = office.row("SELECT * FROM accounts WHERE id = ?", account["id"])
    assert stored["comms_delivery_preference"] == "POSTAL_MAIL"


async def test_no_e_mail_without_an_address(office: Office) -> None:
    account = office.account("billing_email = ''")
    given = {"accountNumber": account["number"], "commsDeliveryPreference": "EMAIL"}
    said = await office.refuse(DELIVERY, input=given)
    assert said == ("KT-CT-4136", [["input", "commsDeliveryPreference"]])
    await office.act_as(office.stranger(account))
    said = await office.refuse(DELIVERY, input=given)
    assert said == ("KT-CT-4123", [["input", "accountNumber"]])


async def test_documents_come_in_a_format_of_choice(energy: Office) -> None:
    account = energy.account()
    number = account["number"]
    for wanted in ("BRAILLE", None, "AUDIO"):
        given = {"accountNumber": number, "documentAccessibilityPreference": wanted}
        payload = await energy.change(FORMAT, "account { documentAccessibility }", input=given)
        assert payload["account"] == {"documentAccessibility": wanted}
        found = (await energy.ask(SEEN, number=number))["account"]
        assert found["documentAccessibility"] == wanted
    stored = energy.row("SELECT * FROM accounts WHERE number = ?", number)
    assert stored["document_accessibility"] == "AUDIO"


async def test_documents_of_others_stay_as_they_are(energy: Office) -> None:
    account = energy.account()
    await energy.act_as(energy.stranger(account))
    answer = await energy.post(
        energy.document(FORMAT, "__typename"),
        {"input": {"accountNumber": account["number"]}},
        "api",
    )
    (error,) = answer["errors"]
    assert error["extensions"]["errorCode"] == "KT-CT-4123"
    assert answer["data"] is None
    stored = energy.row("SELECT * FROM accounts WHERE id = ?", account["id"])
    assert stored["document_accessibility"] == account["document_accessibility"]


CHOSEN: dict[str, Any] = {
    "emailFormat": "TEXT",
    "fontSizeMultiplier": 1.5,
    "isOptedInToSmsMessages": True,
    "isOptedInToOfferMessages": False,
    "isUsingInvertedEmailColours": True,
    "preferredHoldMusic": "NO_SONG_PREFERRED",
}


async def test_messages_and_their_looks_are_chosen(office: Office) -> None:
    before = office.row(STORED)
    selection = "commsPreferences { __typename }"
    await office.change(COMMS, selection, input=CHOSEN)
    stored = office.row(STORED)
    assert (stored["email_format"], stored["font_size_multiplier"]) == ("TEXT", 1.5)
    assert stored["is_opted_in_to_sms_messages"] == 1
    assert stored["sms_opt_in_last_change_date"] == "2026-11-20T12:00:00+00:00"
    unsaid = "is_opted_in_to_update_messages"
    assert stored[unsaid] == before[unsaid]
    office.later(minutes=5)
    await office.change(COMMS, selection, input={"isOptedInToSmsMessages": True})
    assert office.row(STORED) == stored


async def test_preferences_are_seen_by_their_user(energy: Office) -> None:
    names = " ".join(CHOSEN)
    answer = await energy.change(COMMS, f"clientMutationId {names}", input=CHOSEN)
    assert answer == {"clientMutationId": None, **CHOSEN}
    seen = await energy.ask(f"{{ viewer {{ preferences {{ {names} }} }} }}")
    assert seen["viewer"]["preferences"] == CHOSEN


@pytest.mark.parametrize("size", [0.1, 9.0])
async def test_letters_have_a_size_that_can_be_read(water: Office, size: float) -> None:
    said = await water.refuse(COMMS, input={"fontSizeMultiplier": size})
    assert said == ("KT-GB-5414", [["input", "fontSizeMultiplier"]])


async def test_where_no_code_is_documented_the_answer_tells(energy: Office) -> None:
    before = energy.row(STORED)
    wrong = {"emailFormat": "PAPYRUS", "isOptedInToOfferMessages": True, "clientMutationId": "c"}
    selection = "clientMutationId errors { field messages }"
    answer = await energy.change(COMMS, selection, input=wrong)
    assert answer["clientMutationId"] == "c"
    assert [error["field"] for error in answer["errors"]] == ["emailFormat"]
    assert energy.row(STORED) == before
