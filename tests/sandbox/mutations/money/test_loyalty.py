"""Loyalty points: joined, exchanged, given away, collected by somebody else."""

from typing import Any

import pytest

from .refusals import Case, check
from .till import Till

BALANCE = """
    query ($input: LoyaltyPointsBalanceInput) {
      loyaltyPointsBalance(input: $input) { loyaltyPoints }
    }
"""
ELIGIBILITY = """
    query ($input: LoyaltyPointsProgramEligibilityInput!) {
      eligibilityToJoinLoyaltyPointsProgram(input: $input) {
        isEligible primaryIneligibilityReason
      }
    }
"""


def path(*fields: str) -> list[str | int]:
    return ["input", *fields]


def collector(till: Till, account_id: int) -> int:
    query = "SELECT loyalty_points_user_id FROM accounts WHERE id = ?"
    return int(till.value(query, account_id))


def points(till: Till, user_id: int) -> int:
    query = (
        "SELECT coalesce(sum(CASE ledger_type WHEN 'CREDIT' THEN value ELSE -value END), 0)"
        " FROM loyalty_point_ledger_entries WHERE user_id = ?"
    )
    return int(till.value(query, user_id))


async def shown(till: Till, account_id: int) -> int:
    given = {"accountNumber": till.account(account_id)}
    answer = await till.ask(BALANCE, input=given)
    return int(answer["loyaltyPointsBalance"]["loyaltyPoints"])


async def test_an_account_is_enrolled_once(till: Till) -> None:
    user = till.value("SELECT max(user_id) FROM account_users WHERE account_id = 2 AND is_customer")
    given = {"accountNumber": till.account(2), "accountUserId": str(user)}
    eligible = {"isEligible": True, "primaryIneligibilityReason": None}
    asked = {"accountNumber": till.account(2)}
    answer = await till.ask(ELIGIBILITY, input=asked)
    assert answer["eligibilityToJoinLoyaltyPointsProgram"] == eligible
    wanted = "outcome { hasEnrolled }"
    outcome = await till.send("enrollAccountInLoyaltyProgram", given, wanted)
    assert outcome == {"outcome": {"hasEnrolled": True}}
    answer = await till.ask(ELIGIBILITY, input=asked)
    assert answer["eligibilityToJoinLoyaltyPointsProgram"]["isEligible"] is False
    row = till.row("SELECT * FROM accounts WHERE id = 2")
    assert (row["is_enrolled_in_loyalty_program"], row["loyalty_points_user_id"]) == (1, user)
    case = Case("KT-CT-9213", {}, path("accountNumber"))
    await check(till, "enrollAccountInLoyaltyProgram", given, case)


async def test_enrolling_picks_a_customer_where_none_is_named(till: Till) -> None:
    given = {"accountNumber": till.account(4)}
    await till.send("enrollAccountInLoyaltyProgram", given, "outcome { hasEnrolled }")
    first = "SELECT min(user_id) FROM account_users WHERE account_id = 4 AND is_customer"
    assert collector(till, 4) == till.value(first)


@pytest.mark.parametrize(
    "case",
    [
        Case("KT-CT-4178", {"accountNumber": "A-NONE"}, path("accountNumber")),
        Case("KT-CT-9210", {"accountUserId": "99999"}, path("accountUserId")),
    ],
)
async def test_who_is_not_enrolled(till: Till, case: Case) -> None:
    given = {"accountNumber": till.account(6)}
    await check(till, "enrollAccountInLoyaltyProgram", given, case)


async def test_an_account_that_is_over_is_not_enrolled(till: Till) -> None:
    given = {"accountNumber": till.account(12)}
    case = Case("KT-CT-9213", {}, path("accountNumber"))
    await check(till, "enrollAccountInLoyaltyProgram", given, case)


async def test_points_become_credit(till: Till) -> None:
    user, ledger = collector(till, 1), till.ledger(1)
    had, balance = points(till, user), till.balance(ledger)
    given = {"accountNumber": till.account(1), "points": 120}
    answer = await till.send("redeemLoyaltyPointsForAccountCredit", given, "pointsRedeemed")
    assert answer == {"pointsRedeemed": 120}
    assert points(till, user) == had - 120
    assert await shown(till, 1) == had - 120
    assert till.balance(ledger) == balance + 120
    posted = till.last_posting(ledger)
    assert (posted["kind"], posted["amount"]) == ("Credit", 120)


def redemption(till: Till, account_id: int = 1, **changes: Any) -> dict[str, Any]:
    return {"accountNumber": till.account(account_id), "points": 10, **changes}


@pytest.mark.parametrize(
    "case",
    [
        Case("KT-CT-4178", {"accountNumber": "A-NONE"}, path("accountNumber")),
        Case("KT-CT-9201", {"accountUserId": "99999"}, path("accountUserId")),
        Case("KT-CT-9204", {"points": 0}, path("points")),
        Case("KT-CT-9204", {"points": -10}, path("points")),
        Case("KT-CT-9205", {"points": 1_000_000}, path("points")),
        Case("KT-CT-9206", {"points": 13}, path("points")),
    ],
)
async def test_points_that_are_not_exchanged(till: Till, case: Case) -> None:
    await check(till, "redeemLoyaltyPointsForAccountCredit", redemption(till), case)


async def test_accounts_without_points(till: Till) -> None:
    mutation = "redeemLoyaltyPointsForAccountCredit"
    nobody = Case("KT-CT-9201", {}, path("accountNumber"))
    await check(till, mutation, redemption(till, 8), nobody)
    user = till.value("SELECT max(user_id) FROM account_users WHERE account_id = 7 AND is_customer")
    never = redemption(till, 7, accountUserId=str(user))
    till.write("DELETE FROM loyalty_point_ledger_entries WHERE user_id = ?", user)
    await check(till, mutation, never, Case("KT-CT-9203", {}))


async def test_a_balance_below_zero_is_told(till: Till) -> None:
    user = collector(till, 5)
    till.write(
        "UPDATE loyalty_point_ledger_entries SET balance_carried_forward = -5"
        " WHERE user_id = ? AND seq = 14",
        user,
    )
    case = Case("KT-CT-9209", {})
    await check(till, "redeemLoyaltyPointsForAccountCredit", redemption(till, 5), case)


def gift(till: Till, **changes: Any) -> dict[str, Any]:
    return {
        "accountNumber": till.account(1),
        "receivingUserId": str(collector(till, 3)),
        "points": 7,
        **changes,
    }


async def test_points_are_given_away(till: Till) -> None:
    sender, receiver = collector(till, 1), collector(till, 3)
    had, got = points(till, sender), points(till, receiver)
    given = gift(till, sendingUserId=str(sender))
    answer = await till.send("transferLoyaltyPointsBetweenUsers", given, "pointsTransferred")
    assert answer == {"pointsTransferred": 7}
    assert (points(till, sender), points(till, receiver)) == (had - 7, got + 7)
    assert (await shown(till, 1), await shown(till, 3)) == (had - 7, got + 7)


@pytest.mark.parametrize(
    "case",
    [
        Case("KT-CT-9204", {"points": 0}, path("points")),
        Case("KT-CT-9204", {"points": -7}, path("points")),
        Case("KT-CT-9205", {"points": 1_000_000}, path("points")),
        Case("KT-CT-9210", {"receivingUserId": "99999"}, path("receivingUserId")),
        Case("KT-CT-9210", {"sendingUserId": "99999"}, path("sendingUserId")),
        Case("KT-CT-4178", {"accountNumber": "A-NONE"}, path("accountNumber")),
        Case("KT-CT-4178", {}, path("accountNumber"), as_customer=True),
    ],
)
async def test_points_that_are_not_given_away(till: Till, case: Case) -> None:
    await check(till, "transferLoyaltyPointsBetweenUsers", gift(till), case)


async def test_nobody_gives_points_to_themselves(till: Till) -> None:
    given = gift(till, receivingUserId=str(collector(till, 1)))
    case = Case("KT-CT-9210", {}, path("receivingUserId"))
    await check(till, "transferLoyaltyPointsBetweenUsers", given, case)


async def test_somebody_else_collects(till: Till) -> None:
    user = till.value("SELECT max(user_id) FROM account_users WHERE account_id = 3")
    given = {"accountNumber": till.account(3), "newLoyaltyPointsUserId": str(user)}
    wanted = "newLoyaltyPointsUserId"
    assert await till.send("setLoyaltyPointsUser", given, wanted) == {wanted: str(user)}
    assert collector(till, 3) == user
    assert await shown(till, 3) == points(till, user)


async def test_who_cannot_collect(till: Till) -> None:
    given = {"accountNumber": till.account(1), "newLoyaltyPointsUserId": "99999"}
    case = Case("KT-CT-9214", {}, path("newLoyaltyPointsUserId"))
    await check(till, "setLoyaltyPointsUser", given, case)
    unenrolled = {**given, "accountNumber": till.account(8)}
    case = Case("KT-CT-9214", {}, path("accountNumber"))
    await check(till, "setLoyaltyPointsUser", unenrolled, case)
