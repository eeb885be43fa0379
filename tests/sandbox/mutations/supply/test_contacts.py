"""What a user needs, and the ways to reach them: messenger, devices, and server-drawn screens."""

from typing import Any

import pytest

from tests.sandbox.mutations.tenant import NOON

from .sandbox import Sandbox

PSR = """
    mutation ($input: [SpecialCircumstanceRecordInput]!) {
      insertUserPsrRecords(input: $input) { records { ...Record } }
    }
"""
RECORD = """
    fragment Record on SpecialCircumstanceRecordType {
      id internalCode summary description expiryDate createdAt extraInfo { key value }
    }
"""
RECORDS = "{ viewer { specialCircumstances { records { ...Record } } } }"
LINK = """
    mutation ($input: LinkUserToLineInput!) { linkUserToLine(input: $input) {
      __typename
      ... on LineLinkRedirectResponse { redirectUrl }
      ... on LinkTokenNotFound { type }
      ... on AlreadyLinkedError { already: type }
    } }
"""
UNLINK = """
    mutation { unlinkUserFromLine {
      __typename
      ... on LineUnlinkedResponse { message }
      ... on LinkTokenNotFound { type }
    } }
"""
REGISTER = """
    mutation ($input: RegisterPushNotificationBindingInput!) {
      registerPushNotificationBinding(input: $input) { pushNotificationBinding {
        id token expiresAt registeredAt user { email }
        application { bundleId service externalProvider pushNotificationBindings { id token } }
      } }
    }
"""
DELETE = """
    mutation ($input: DeletePushNotificationBindingInput!) {
      deletePushNotificationBinding(input: $input) { status }
    }
"""
EVENT = """
    mutation ($input: BackendScreenEventInput!) { backendScreenEvent(input: $input) { action {
      __typename
      ... on LinkActionType { id link: url }
      ... on DeeplinkActionType { id url }
      ... on BackendScreenEventActionType { eventId params { key value } }
      ... on CloseActionType { accessibilityHidden }
      ... on ScreenActionType { screenId allowBack params { key value } }
    } } }
"""
ELIGIBLE = """
    query ($number: String!) {
      eligibilityToJoinLoyaltyPointsProgram(input: { accountNumber: $number }) { isEligible }
    }
"""
VIEWER = "SELECT * FROM users WHERE email = 'demo@kraken.example'"


async def test_needs_replace_the_ones_that_are_active(water: Sandbox) -> None:
    user = water.value(VIEWER)
    water.write(
        "INSERT INTO special_circumstance_records (user_id, internal_code, summary, expiry_date,"
        " created_at) VALUES (?, 'BLIND', 'Is blind', '2020-01-01', '2019-01-01T00:00:00+00:00'),"
        " (?, 'NOMINEE', 'Is represented', NULL, '2019-01-01T00:00:00+00:00')",
        *(user, user),
    )
    given: list[dict[str, Any]] = [
        {"internalCode": "MEDICALLY_DEPENDENT", "expiryDate": "2027-01-01"},
        {"internalCode": "PASSWORD_SCHEME", "extraInfo": [{"key": "password", "value": "otter"}]},
    ]
    made = (await water.change(PSR + RECORD, input=given))["records"]
    assert [record["internalCode"] for record in made] == ["MEDICALLY_DEPENDENT", "PASSWORD_SCHEME"]
    assert [record["expiryDate"] for record in made] == ["2027-01-01", None]
    assert made[1]["extraInfo"] == given[1]["extraInfo"]
    seen = (await water.ask(RECORDS + RECORD))["viewer"]["specialCircumstances"]["records"]
    assert seen[1:] == made
    assert (seen[0]["internalCode"], seen[0]["expiryDate"]) == ("BLIND", "2020-01-01")
    codes = "SELECT internal_code FROM special_circumstance_records WHERE user_id = ? ORDER BY id"
    stored = [row["internal_code"] for row in water.rows(codes, user)]
    assert stored == ["BLIND", "MEDICALLY_DEPENDENT", "PASSWORD_SCHEME"]
    assert await water.change(PSR + RECORD, input=[]) == {"records": []}
    assert [row["internal_code"] for row in water.rows(codes, user)] == ["BLIND"]


@pytest.mark.parametrize(
    ("records", "code", "path"),
    [
        ([{"internalCode": "TALL"}], "KT-GB-5415", [0, "internalCode"]),
        ([{"internalCode": "BLIND"}, None], "KT-GB-5415", [1, "internalCode"]),
        (
            [{"internalCode": "BLIND"}, {"internalCode": "BLIND"}],
            "KT-GB-5411",
            [1, "internalCode"],
        ),
        (
            [{"internalCode": "BLIND", "expiryDate": "2026-11-19"}],
            "KT-GB-5411",
            [0, "expiryDate"],
        ),
    ],
)
async def test_needs_are_not_recorded(
    water: Sandbox, records: list[Any], code: str, path: list[Any]
) -> None:
    refused = await water.refuse(PSR + RECORD, input=records)
    assert (refused.code, refused.paths) == (code, [["input", *path]])


async def test_a_user_is_linked_to_the_messenger_and_unlinked(sandbox: Sandbox) -> None:
    token = {"linkToken": f"line_demo_{sandbox.name}"}
    unknown = {"__typename": "LinkTokenNotFound", "type": "NO_MATCHING_LINE_LINK"}
    assert await sandbox.change(UNLINK) == unknown
    assert await sandbox.change(LINK, input={"linkToken": "none"}) == unknown
    linked = await sandbox.change(LINK, input=token)
    assert linked["__typename"] == "LineLinkRedirectResponse"
    assert linked["redirectUrl"].endswith(token["linkToken"])
    row = sandbox.row("SELECT * FROM line_link_tokens")
    assert sandbox.row(VIEWER)["line_user_id"] == row["line_user_id"]
    already = {"__typename": "AlreadyLinkedError", "already": "ALREADY_LINKED"}
    assert await sandbox.change(LINK, input=token) == already
    assert (await sandbox.change(UNLINK))["__typename"] == "LineUnlinkedResponse"
    assert sandbox.row(VIEWER)["line_user_id"] is None
    assert (await sandbox.change(LINK, input=token))["__typename"] == "LineLinkRedirectResponse"
    await sandbox.change(UNLINK)


async def test_nobody_is_linked_without_signing_in(sandbox: Sandbox) -> None:
    sandbox.token = None
    for document, given in ((LINK, {"input": {"linkToken": "any"}}), (UNLINK, {})):
        assert (await sandbox.refuse(document, **given)).code == "KT-CT-1112"


DEVICE = {"token": "device-1", "bundleId": "example.kraken.app"}
PUSH = "SELECT * FROM push_notification_bindings ORDER BY id"


async def test_a_device_is_registered_and_forgotten(sandbox: Sandbox) -> None:
    made = (await sandbox.change(REGISTER, input=DEVICE))["pushNotificationBinding"]
    assert made["user"] == {"email": "demo@kraken.example"}
    assert made["registeredAt"] == NOON.isoformat()
    assert made["expiresAt"] == "2027-11-20T12:00:00+00:00"
    assert made["application"] == {
        "bundleId": DEVICE["bundleId"],
        "service": "GCM",
        "externalProvider": "PINPOINT",
        "pushNotificationBindings": [{"id": made["id"], "token": "device-1"}],
    }
    soon = {**DEVICE, "service": "APNS", "expiresAt": "2026-12-01T01:00:00+01:00"}
    again = (await sandbox.change(REGISTER, input=soon))["pushNotificationBinding"]
    assert len(again["application"]["pushNotificationBindings"]) == 1
    (stored,) = sandbox.rows(PUSH)
    assert (stored["service"], stored["expires_at"]) == ("APNS", "2026-12-01T00:00:00+00:00")
    assert await sandbox.change(DELETE, input={"token": "device-1"}) == {"status": "SUCCESSFUL"}
    assert sandbox.rows(PUSH) == []
    refused = await sandbox.refuse(DELETE, input={"token": "device-1"})
    assert (refused.code, refused.paths) == ("KT-CT-5411", [["input", "token"]])


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"token": " "}, "token"),
        ({"bundleId": ""}, "bundleId"),
        ({"service": "PIGEON"}, "service"),
        ({"expiresAt": "2026-11-20T12:00:00+00:00"}, "expiresAt"),
    ],
)
async def test_a_device_is_not_registered(
    sandbox: Sandbox, changes: dict[str, Any], field: str
) -> None:
    refused = await sandbox.refuse(REGISTER, input={**DEVICE, **changes})
    assert (refused.code, refused.paths) == ("KT-CT-1605", [["input", field]])


async def test_a_device_is_forgotten_with_its_own_provider_only(water: Sandbox) -> None:
    await water.change(REGISTER, input={**DEVICE, "externalProvider": "FCM"})
    given = {"token": DEVICE["token"], "externalProvider": "PINPOINT"}
    assert (await water.refuse(DELETE, input=given)).code == "KT-CT-5411"
    await water.act_as_customer(water.value("SELECT number FROM accounts WHERE id = 1"))
    assert (await water.refuse(DELETE, input={"token": "device-1"})).code == "KT-CT-5411"
    await water.sign_in()
    right = {**given, "externalProvider": "FCM"}
    assert await water.change(DELETE, input=right) == {"status": "SUCCESSFUL"}


def event(event_id: str, **params: str) -> dict[str, Any]:
    pairs = [{"key": key, "value": value} for key, value in params.items()]
    return {"eventId": event_id, "params": pairs}


async def test_an_event_tells_what_comes_next(sandbox: Sandbox) -> None:
    number = sandbox.value("SELECT number FROM accounts WHERE id = 1")
    opened = await sandbox.change(EVENT, input=event("open-account", accountNumber=number))
    assert opened["action"] == {
        "__typename": "DeeplinkActionType",
        "id": "open-account",
        "url": f"kraken://account/{number}",
    }
    sandbox.token = None
    expected = {
        "read-tips": {
            "__typename": "LinkActionType",
            "id": "read-tips",
            "link": "https://help.kraken.example/tips",
        },
        "dismiss": {"__typename": "CloseActionType", "accessibilityHidden": True},
        "ask-to-join": {
            "__typename": "BackendScreenEventActionType",
            "eventId": "join-octoplus",
            "params": [{"key": "source", "value": "banner"}],
        },
    }
    for name, action in expected.items():
        assert (await sandbox.change(EVENT, input=event(name)))["action"] == action


async def test_an_event_enrols_an_account_once(sandbox: Sandbox) -> None:
    sql = """
        SELECT number FROM accounts WHERE status = 'ACTIVE'
        AND NOT is_enrolled_in_loyalty_program ORDER BY id LIMIT 1
    """
    number = sandbox.value(sql)
    given = event("join-octoplus", accountNumber=number)
    assert (await sandbox.change(EVENT, input=given))["action"] == {
        "__typename": "ScreenActionType",
        "screenId": "octoplus-welcome",
        "allowBack": False,
        "params": [{"key": "accountNumber", "value": number}],
    }
    eligible = await sandbox.ask(ELIGIBLE, number=number)
    assert eligible["eligibilityToJoinLoyaltyPointsProgram"] == {"isEligible": False}
    enrolled = "SELECT is_enrolled_in_loyalty_program FROM accounts WHERE number = ?"
    assert sandbox.value(enrolled, number) == 1
    again = await sandbox.refuse(EVENT, input=given)
    assert (again.code, again.paths) == ("KT-GB-9310", [["input", "params"]])


@pytest.mark.parametrize(
    ("given", "code", "path"),
    [
        (event("none"), "KT-CT-8002", "eventId"),
        (event("coming-soon"), "KT-CT-8003", "eventId"),
        (event("open-account", accountNumber="A-NONE"), "KT-CT-8004", "params"),
        (event("open-account"), "KT-CT-8007", "params"),
        ({"eventId": "join-octoplus", "params": None}, "KT-CT-8007", "params"),
        ({"eventId": "join-octoplus", "params": [None]}, "KT-CT-8007", "params"),
    ],
)
async def test_an_event_does_not_run(
    sandbox: Sandbox, given: dict[str, Any], code: str, path: str
) -> None:
    refused = await sandbox.refuse(EVENT, input=given)
    assert (refused.code, refused.paths) == (code, [["input", path]])


async def test_an_event_about_an_account_asks_who_one_is(sandbox: Sandbox) -> None:
    mine, other = (row["number"] for row in sandbox.rows("SELECT number FROM accounts LIMIT 2"))
    given = event("open-account", accountNumber=other)
    await sandbox.act_as_customer(mine)
    assert (await sandbox.refuse(EVENT, input=given)).code == "KT-CT-1111"
    sandbox.token = None
    assert (await sandbox.refuse(EVENT, input=given)).code == "KT-CT-1111"
