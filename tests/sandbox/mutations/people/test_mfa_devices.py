"""Second factors, at both endpoints."""

import base64
import hmac
from typing import Any

import pytest

from kraken_tui.sandbox import one_time_codes

from .office import Office

CREATE, VALIDATE, DELETE = "createMfaDevice", "validateMfaDevice", "deleteMfaDevice"
NEW = "deviceEmail devicePhone totpSecret"
DEVICES = "{ mfaDevices { deviceType isConfirmed } }"
METHOD = ["input", "mfaMethod"]


@pytest.fixture(params=["api", "auth"])
def endpoint(request: pytest.FixtureRequest) -> str:
    """Each endpoint that a device may be asked for at."""
    return str(request.param)


@pytest.fixture(autouse=True)
def _without_devices(office: Office) -> None:
    office.write("DELETE FROM mfa_devices")


def code(office: Office, secret: str) -> str:
    """Compute an authenticator's code on our own."""
    counter = int(office.clock.now.timestamp()) // 30
    digest = hmac.digest(base64.b32decode(secret), counter.to_bytes(8, "big"), "sha1")
    start = digest[19] % 16
    return f"{int.from_bytes(digest[start : start + 4], 'big') % 2**31 % 10**6:06}"


async def confirmed(office: Office, method: str, endpoint: str = "auth") -> None:
    """Put a device by e-mail or text message into use."""
    await office.change(CREATE, NEW, endpoint=endpoint, input={"mfaMethod": method})
    given = {"mfaMethod": method, "token": (await office.mails())[-1]["code"]}
    answer = await office.change(VALIDATE, "deviceIsValid", endpoint=endpoint, input=given)
    assert answer == {"deviceIsValid": True}


async def devices(office: Office) -> list[dict[str, Any]]:
    """List what devices the caller has."""
    found: list[dict[str, Any]] = (await office.ask(DEVICES))["mfaDevices"]
    return found


async def test_a_mailed_code_puts_a_device_into_use(office: Office, endpoint: str) -> None:
    given = {"mfaMethod": "EMAIL"}
    made = await office.change(CREATE, NEW, endpoint=endpoint, input=given)
    email = "demo@kraken.example"
    assert made == {"deviceEmail": email, "devicePhone": None, "totpSecret": None}
    assert await devices(office) == [{"deviceType": "EMAIL", "isConfirmed": False}]
    mail = (await office.mails())[-1]
    assert mail["to"] == email
    wrong = f"{(int(mail['code']) + 1) % 10**6:06}"
    said = await office.refuse(VALIDATE, endpoint=endpoint, input={**given, "token": wrong})
    assert said == ("KT-CT-1152", [["input", "token"]])
    right = {**given, "token": mail["code"]}
    await office.change(VALIDATE, "deviceIsValid", endpoint=endpoint, input=right)
    assert await devices(office) == [{"deviceType": "EMAIL", "isConfirmed": True}]
    assert [row["is_confirmed"] for row in office.rows("SELECT * FROM mfa_devices")] == [1]


async def test_an_authenticator_needs_a_device_to_fall_back_on(office: Office) -> None:
    given = {"mfaMethod": "TOTP"}
    made = await office.change(CREATE, NEW, endpoint="auth", input=given)
    assert made["deviceEmail"] is None
    right = {**given, "token": code(office, made["totpSecret"])}
    said = await office.refuse(VALIDATE, endpoint="auth", input=right)
    assert said == ("KT-CT-1155", [METHOD])
    await confirmed(office, "SMS")
    assert await office.change(VALIDATE, "deviceIsValid", endpoint="auth", input=right)
    said = await office.refuse(DELETE, endpoint="auth", input={"mfaMethod": "SMS"})
    assert said == ("KT-CT-1154", [METHOD])
    await office.change(DELETE, "deviceDeleted", endpoint="auth", input=given)
    gone = await office.change(DELETE, "deviceDeleted", endpoint="auth", input={"mfaMethod": "SMS"})
    assert gone == {"deviceDeleted": True}
    assert await devices(office) == []


async def test_an_old_code_is_good_for_nothing(office: Office) -> None:
    await confirmed(office, "EMAIL")
    made = await office.change(CREATE, NEW, endpoint="auth", input={"mfaMethod": "TOTP"})
    given = {"mfaMethod": "TOTP", "token": code(office, made["totpSecret"])}
    office.later(minutes=5)
    said = await office.refuse(VALIDATE, endpoint="auth", input=given)
    assert said == ("KT-CT-1152", [["input", "token"]])


async def test_a_device_that_is_not_there_is_not_found(office: Office, endpoint: str) -> None:
    for name, more in ((VALIDATE, {"token": "123456"}), (DELETE, {})):
        said = await office.refuse(name, endpoint=endpoint, input={"mfaMethod": "SMS", **more})
        assert said == ("KT-CT-1150", [METHOD])


async def test_a_device_in_use_is_not_made_again(office: Office, endpoint: str) -> None:
    await confirmed(office, "EMAIL", endpoint)
    said = await office.refuse(CREATE, endpoint=endpoint, input={"mfaMethod": "EMAIL"})
    assert said == ("KT-CT-1153", [METHOD])


async def test_texts_need_a_mobile_number(office: Office) -> None:
    user = office.customer(office.account())
    office.write("UPDATE users SET mobile = '' WHERE id = ?", user["id"])
    await office.act_as(user["id"])
    said = await office.refuse(CREATE, endpoint="auth", input={"mfaMethod": "SMS"})
    assert said == ("KT-CT-1153", [METHOD])


async def test_nobody_has_no_devices(water: Office) -> None:
    water.token = None
    said = await water.refuse(CREATE, endpoint="auth", input={"mfaMethod": "EMAIL"})
    assert said == ("KT-CT-1128", [])


@pytest.mark.parametrize(
    ("at", "expected"), [(59, "287082"), (1111111109, "081804"), (20000000000, "353130")]
)
def test_codes_are_those_of_the_standard(at: int, expected: str) -> None:
    secret = base64.b32encode(b"12345678901234567890").decode()
    assert one_time_codes.code(secret, at) == expected
