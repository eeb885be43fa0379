"""Any documented error can be ordered, by a header or by the fault control."""

import httpx
import pytest

from .conftest import Tenant, only_error

EMAIL = """
    mutation Change($input: UpdateAccountBillingEmailInput!) {
      updateAccountBillingEmail(input: $input) { account { billingEmail } }
    }
"""
CODE = "KT-CT-4122"


async def change(tenant: Tenant, *, raising: str | None = None) -> httpx.Response:
    number = await tenant.account_number()
    given = {"accountNumber": number, "billingEmail": "changed@kraken.example"}
    headers = {"Authorization": tenant.token or ""}
    return await tenant.http.post(
        "/v1/graphql/",
        json={"query": EMAIL, "variables": {"input": given}},
        headers=headers | ({"X-Sandbox-Raise": raising} if raising else {}),
    )


async def outcomes(tenant: Tenant) -> list[str]:
    log = await tenant.log()
    return [row["outcome"] for row in log["mutations"] if "Email" in row["name"]]


async def test_a_header_orders_an_error_at_the_mutation(tenant: Tenant) -> None:
    await tenant.sign_in()
    answer = await change(tenant, raising=CODE)
    error = only_error(answer)
    assert answer.json()["data"] == {"updateAccountBillingEmail": None}
    assert error["message"] == "Invalid email."
    assert error["path"] == ["updateAccountBillingEmail"]
    assert error["extensions"] == {
        "errorType": "VALIDATION",
        "errorClass": "VALIDATION",
        "errorCode": CODE,
        "errorDescription": "Invalid email.",
        "validationErrors": [
            {"message": "Invalid email.", "inputPath": ["input", "billingEmail"], "code": CODE},
        ],
    }
    assert await outcomes(tenant) == [CODE]


async def test_a_fault_orders_an_error_once(tenant: Tenant) -> None:
    await tenant.sign_in()
    order = {"code": CODE, "operation": "updateAccountBillingEmail"}
    await tenant.http.post("/sandbox/fault", json=order)
    error = only_error(await change(tenant))
    assert error["path"] == ["updateAccountBillingEmail"]
    assert error["extensions"]["errorCode"] == CODE
    assert "errors" not in (await change(tenant)).json()
    assert await outcomes(tenant) == [CODE, "accepted"]


async def test_a_fault_for_another_operation_waits(tenant: Tenant) -> None:
    await tenant.sign_in()
    await tenant.http.post("/sandbox/fault", json={"code": CODE, "operation": "updateUser"})
    assert "errors" not in (await change(tenant)).json()


async def test_what_a_mutation_does_not_document_takes_the_whole_answer(tenant: Tenant) -> None:
    await tenant.sign_in()
    answer = await change(tenant, raising="KT-CT-9999")
    assert only_error(answer)["extensions"]["errorCode"] == "KT-CT-9999"
    assert answer.json()["data"] is None
    assert await outcomes(tenant) == []


@pytest.mark.parametrize(
    ("name", "code", "kind", "path"),
    [
        ("addCampaignToAccount", "KT-CT-4123", "AUTHORIZATION", None),
        ("addCampaignToAccount", "KT-CT-7427", "NOT_FOUND", ["input", "campaign"]),
        ("resetUserPassword", "KT-CT-5450", "VALIDATION", ["input", "newPassword"]),
        ("confirmDoubleOptIn", "KT-CT-9021", "NOT_FOUND", ["input", "token"]),
        ("createAccountReference", "KT-CT-8310", "VALIDATION", None),
        ("validateMfaDevice", "KT-CT-1152", "VALIDATION", ["input", "token"]),
    ],
)
async def test_an_ordered_error_has_its_kind_and_its_field(
    tenant: Tenant, name: str, code: str, kind: str, path: list[str] | None
) -> None:
    await tenant.sign_in()
    answer = await tenant.http.post(
        "/v1/graphql/",
        json={"query": f"mutation {{ {name}(input: {INPUTS[name]}) {{ __typename }} }}"},
        headers={"Authorization": tenant.token or "", "X-Sandbox-Raise": code},
    )
    extensions = only_error(answer)["extensions"]
    assert (extensions["errorCode"], extensions["errorType"]) == (code, kind)
    found = extensions.get("validationErrors", [{"inputPath": None}])
    assert [entry["inputPath"] for entry in found] == [path]


INPUTS = {
    "addCampaignToAccount": '{accountNumber: "A", campaign: "c"}',
    "resetUserPassword": '{newPassword: "p", userId: "1", token: "t"}',
    "confirmDoubleOptIn": '{token: "t"}',
    "createAccountReference": '{accountNumber: "A", namespace: "n", value: "v"}',
    "validateMfaDevice": '{mfaMethod: TOTP, token: "t"}',
}
