"""Regular contributions to a scheme."""

from typing import Any

import pytest

from .refusals import Case, check
from .till import NOW, Till

FIELDS = "id amount interval activeFrom activeTo contributionScheme { code }"
SEEN = f"""
    query ($number: String!) {{
      account(accountNumber: $number) {{ contributionAgreements {{ {FIELDS} }} }}
    }}
"""


def path(*fields: str) -> list[str | int]:
    return ["input", *fields]


def agreement(till: Till, account_id: int, **changes: Any) -> dict[str, Any]:
    return {
        "accountNumber": till.account(account_id),
        "schemeCode": "RIVER_TRUST",
        "interval": "QUARTERLY",
        "amount": 350,
        "activeFrom": NOW,
        "activeTo": "2027-11-20T12:00:00Z",
        **changes,
    }


async def seen(till: Till, account_id: int) -> list[dict[str, Any]]:
    account = await till.ask(SEEN, number=till.account(account_id))
    return list(account["account"]["contributionAgreements"])


async def test_an_account_contributes_until_it_stops(till: Till) -> None:
    given = agreement(till, 2)
    wanted = f"contributionAgreement {{ {FIELDS} }}"
    made = (await till.send("createContributionAgreement", given, wanted))["contributionAgreement"]
    assert made == {
        "id": made["id"],
        "amount": 350,
        "interval": "QUARTERLY",
        "activeFrom": NOW,
        "activeTo": "2027-11-20T12:00:00+00:00",
        "contributionScheme": {"code": "RIVER_TRUST"},
    }
    assert await seen(till, 2) == [made]
    row = till.row("SELECT * FROM contribution_agreements WHERE id = ?", made["id"])
    assert (row["account_id"], row["amount"]) == (2, 350)
    twice = Case("KT-CT-9602", {}, path("schemeCode"))
    await check(till, "createContributionAgreement", given, twice)

    end = {"contributionAgreementId": made["id"], "endAt": NOW}
    ended = (await till.send("endContributionAgreement", end, wanted))["contributionAgreement"]
    assert ended == {**made, "activeTo": NOW}
    assert await seen(till, 2) == [ended]
    stored = "SELECT active_to FROM contribution_agreements WHERE id = ?"
    assert till.value(stored, made["id"]) == NOW
    over = Case("KT-CT-9604", {}, path("contributionAgreementId"))
    await check(till, "endContributionAgreement", end, over)


@pytest.mark.parametrize(
    "case",
    [
        Case("KT-CT-4178", {"accountNumber": "A-NONE"}, path("accountNumber")),
        Case("KT-CT-4123", {}, path("accountNumber"), as_customer=True),
        Case("KT-CT-9601", {"schemeCode": "NONE"}, path("schemeCode")),
        Case("KT-CT-9606", {"schemeCode": "FLOOD_RELIEF"}, path("schemeCode")),
        Case("KT-CT-9605", {"amount": 0}, path("amount")),
        Case("KT-CT-9605", {"amount": -1}, path("amount")),
        Case("KT-CT-9601", {"activeTo": NOW}, path("activeTo")),
        Case("KT-CT-9602", {"schemeCode": "WARM_HOMES"}, path("schemeCode")),
    ],
)
async def test_agreements_that_are_not_made(till: Till, case: Case) -> None:
    await check(till, "createContributionAgreement", agreement(till, 1), case)


async def test_a_withdrawn_account_contributes_nothing(till: Till) -> None:
    case = Case("KT-CT-9602", {}, path("accountNumber"))
    await check(till, "createContributionAgreement", agreement(till, 12), case)


@pytest.mark.parametrize(
    "case",
    [
        Case(
            "KT-CT-9603",
            {"contributionAgreementId": "99999"},
            path("contributionAgreementId"),
        ),
        Case("KT-CT-4123", {}, path("contributionAgreementId"), as_customer=True),
        Case("KT-CT-9604", {"endAt": "2001-01-01T00:00:00Z"}, path("endAt")),
    ],
)
async def test_agreements_that_do_not_end(till: Till, case: Case) -> None:
    await check(till, "endContributionAgreement", {"contributionAgreementId": "1"}, case)
