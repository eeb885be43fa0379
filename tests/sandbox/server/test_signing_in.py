"""Every way to a token, and how tokens end."""

import jwt
import pytest

from kraken_tui.sandbox.generate.access import MASQUERADE_TOKEN

from .conftest import SIGN_IN, Tenant, only_error

VIEWER = "{ viewer { email } }"
MAIL_KEY = """
    mutation ($i: SendOneTimeLoginEmailInput!) { sendPreSignedTokenEmail(input: $i) { status } }
"""


async def code_for(tenant: Tenant, **given: str) -> str:
    error = await tenant.refusal(SIGN_IN, input=given)
    return str(error["extensions"]["errorCode"])


async def test_a_password_gives_tokens_that_work(tenant: Tenant) -> None:
    answer = await tenant.sign_in(email="demo@kraken.example", password="demo-password")
    claims = jwt.decode(answer["token"], options={"verify_signature": False})
    assert claims == answer["payload"]
    assert claims["exp"] == tenant.clock.now.timestamp() + 3600
    assert answer["refreshExpiresIn"] == tenant.clock.now.timestamp() + 7 * 24 * 3600
    assert (await tenant.ask(VIEWER))["viewer"]["email"] == "demo@kraken.example"


async def test_an_api_key_works_at_both_endpoints(tenant: Tenant) -> None:
    given = {"input": {"APIKey": f"sk_demo_{tenant.name}"}}
    for path in ("/v1/graphql/", "/auth/graphql/"):
        answer = (await tenant.post(SIGN_IN, given, path=path)).json()
        assert answer["data"]["obtainKrakenToken"]["token"]


async def test_the_auth_endpoint_answers_nothing_else(tenant: Tenant) -> None:
    await tenant.sign_in()
    query = "query ($number: String!) { account(accountNumber: $number) { number } }"
    asked = {"number": await tenant.account_number()}
    error = only_error(await tenant.post(query, asked, path="/auth/graphql/"))
    assert error["extensions"]["errorCode"] == "KT-CT-1113"


async def test_a_refresh_token_gives_a_new_token_for_seven_days(tenant: Tenant) -> None:
    first = await tenant.sign_in()
    tenant.clock.advance(days=6, hours=23)
    second = await tenant.sign_in(refreshToken=first["refreshToken"])
    assert second["refreshToken"] == first["refreshToken"]
    assert second["refreshExpiresIn"] == first["refreshExpiresIn"]
    assert await tenant.ask(VIEWER)
    tenant.token = None
    tenant.clock.advance(hours=2)
    assert await code_for(tenant, refreshToken=first["refreshToken"]) == "KT-CT-1134"


async def test_a_mailed_key_signs_in_until_it_expires(water: Tenant) -> None:
    mutation = MAIL_KEY
    await water.ask(mutation, i={"email": "demo@kraken.example"})
    await water.ask(mutation, i={"email": "nobody@kraken.example"})
    (mail,) = (await water.log())["emails"]
    assert mail["to"] == "demo@kraken.example"
    await water.sign_in(preSignedKey=mail["preSignedKey"])
    assert (await water.ask(VIEWER))["viewer"]["email"] == "demo@kraken.example"
    water.token = None
    water.clock.advance(hours=2)
    assert await code_for(water, preSignedKey=mail["preSignedKey"]) == "KT-CT-1134"


async def test_mailing_a_key_needs_an_address(water: Tenant) -> None:
    mutation = MAIL_KEY
    error = await water.refusal(mutation, i={"email": "nobody"})
    assert error["extensions"]["errorCode"] == "KT-CT-4122"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({}, "KT-CT-1135"),
        ({"email": "demo@kraken.example"}, "KT-CT-1135"),
        ({"password": "demo-password"}, "KT-CT-1135"),
        ({"APIKey": "a", "refreshToken": "b"}, "KT-CT-1135"),
        ({"email": "demo@kraken.example", "password": "wrong"}, "KT-CT-1138"),
        ({"email": "nobody@kraken.example", "password": "demo-password"}, "KT-CT-1138"),
        ({"APIKey": "sk_wrong"}, "KT-CT-1139"),
        ({"organizationSecretKey": "wrong"}, "KT-CT-1139"),
        ({"refreshToken": "wrong"}, "KT-CT-1134"),
        ({"preSignedKey": "wrong"}, "KT-CT-1134"),
    ],
)
async def test_a_wrong_sign_in_is_refused(tenant: Tenant, given: dict[str, str], code: str) -> None:
    error = await tenant.refusal(SIGN_IN, input=given)
    assert error["extensions"]["errorCode"] == code
    assert error["extensions"]["errorType"] == "VALIDATION"
    assert error["path"] == ["obtainKrakenToken"]


async def test_an_organization_signs_in(tenant: Tenant) -> None:
    await tenant.sign_in(organizationSecretKey=f"sk_org_demo_{tenant.name}")
    assert (await tenant.ask(VIEWER))["viewer"]["email"]


@pytest.mark.parametrize("scheme", ["", "JWT ", "Bearer "])
async def test_the_header_takes_a_bare_token_or_a_scheme(tenant: Tenant, scheme: str) -> None:
    await tenant.sign_in()
    response = await tenant.post(VIEWER, authorization=f"{scheme}{tenant.token}")
    assert response.json()["data"]["viewer"]


async def test_without_the_header_only_the_asked_field_is_refused(tenant: Tenant) -> None:
    answer = (await tenant.post("{ viewer { email } krakenVersion { number } }")).json()
    assert answer["data"]["viewer"] is None
    assert answer["data"]["krakenVersion"]["number"]
    (error,) = answer["errors"]
    assert error["extensions"]["errorCode"] == "KT-CT-1112"
    assert error["extensions"]["errorType"] == "AUTHORIZATION"
    assert error["path"] == ["viewer"]


INTROSPECTION = "{ __schema { queryType { name } } }"


@pytest.mark.parametrize("query", [VIEWER, INTROSPECTION, SIGN_IN])
async def test_a_stale_header_makes_everything_fail(tenant: Tenant, query: str) -> None:
    await tenant.sign_in()
    given = {"input": {"APIKey": f"sk_demo_{tenant.name}"}} if query == SIGN_IN else None
    tenant.clock.advance(minutes=59)
    assert "errors" not in (await tenant.post(query, given)).json()
    tenant.clock.advance(minutes=1)
    stale = only_error(await tenant.post(query, given))
    assert stale["extensions"]["errorCode"] == "KT-CT-1124"
    assert stale["extensions"]["errorType"] == "APPLICATION"
    wrong = only_error(await tenant.post(query, given, authorization="nonsense"))
    assert wrong["extensions"]["errorCode"] == "KT-CT-1111"


async def test_introspection_needs_no_sign_in(tenant: Tenant) -> None:
    assert (await tenant.ask(INTROSPECTION))["__schema"]["queryType"]["name"] == "Query"


async def test_forcing_reauthentication_voids_every_token(tenant: Tenant) -> None:
    first = await tenant.sign_in()
    mutation = """
        mutation ($input: ForceReauthenticationInput!) {
          forceReauthentication(input: $input) { tokensInvalidated effectiveAt }
        }
    """
    await tenant.ask(mutation, input={"includeThirdParties": True})
    error = await tenant.refusal(VIEWER)
    assert error["extensions"]["errorCode"] == "KT-CT-1111"
    tenant.token = None
    assert await code_for(tenant, refreshToken=first["refreshToken"]) == "KT-CT-1134"
    await tenant.sign_in()
    assert await tenant.ask(VIEWER)


async def test_a_new_api_key_replaces_the_old(tenant: Tenant) -> None:
    await tenant.sign_in()
    mutation = "mutation { regenerateSecretKey { key viewer { liveSecretKey } } }"
    answer = await tenant.ask(mutation)
    key = answer["regenerateSecretKey"]["key"]
    assert answer["regenerateSecretKey"]["viewer"]["liveSecretKey"] == key
    tenant.token = None
    assert await code_for(tenant, APIKey=f"sk_demo_{tenant.name}") == "KT-CT-1139"
    await tenant.sign_in(APIKey=key)
    assert await tenant.ask(VIEWER)


async def test_a_wrong_masquerade_is_told_in_the_payload(tenant: Tenant) -> None:
    mutation = """
        mutation { masqueradeAuthentication(masqueradeToken: "wrong", userId: "1") {
          token errors { field messages }
        } }
    """
    answer = (await tenant.ask(mutation))["masqueradeAuthentication"]
    assert answer["token"] is None
    assert answer["errors"][0]["field"] == "masqueradeToken"


async def masquerade(tenant: Tenant, user: str) -> None:
    mutation = """
        mutation ($token: String!, $user: String!) {
          masqueradeAuthentication(masqueradeToken: $token, userId: $user) { token }
        }
    """
    given = {"token": MASQUERADE_TOKEN.format(tenant=tenant.name), "user": user}
    tenant.token = (await tenant.ask(mutation, **given))["masqueradeAuthentication"]["token"]


async def test_a_support_user_acts_as_a_customer(tenant: Tenant) -> None:
    await tenant.sign_in()
    number = await tenant.account_number()
    users = "query ($n: String!) { account(accountNumber: $n) { users { number email } } }"
    (customer, *_) = (await tenant.ask(users, n=number))["account"]["users"]
    await masquerade(tenant, customer["number"])
    viewer = (await tenant.ask("{ viewer { number accounts { number } } }"))["viewer"]
    assert viewer["number"] == customer["number"]
    assert number in [account["number"] for account in viewer["accounts"]]


async def test_a_customer_sees_no_strangers_account(tenant: Tenant) -> None:
    await tenant.sign_in()
    accounts = (await tenant.ask("{ viewer { accounts { number } } }"))["viewer"]["accounts"]
    users = "query ($n: String!) { account(accountNumber: $n) { users { number } } }"
    own = (await tenant.ask(users, n=accounts[0]["number"]))["account"]["users"][0]["number"]
    await masquerade(tenant, own)
    visible = (await tenant.ask("{ viewer { accounts { number } } }"))["viewer"]["accounts"]
    strange = next(account["number"] for account in accounts if account not in visible)
    error = await tenant.refusal(users, n=strange)
    assert error["extensions"]["errorCode"] == "KT-CT-4178"
    assert error["extensions"]["errorType"] == "NOT_FOUND"
    search = "query ($n: String) { accountsSearch(searchTerms: {accountNumber: $n}) { score } }"
    assert (await tenant.ask(search, n=strange))["accountsSearch"] == []


async def test_the_log_holds_no_secrets(tenant: Tenant) -> None:
    await tenant.sign_in(email="demo@kraken.example", password="demo-password")
    text = str(await tenant.log())
    assert "demo@kraken.example" in text
    assert "demo-password" not in text
