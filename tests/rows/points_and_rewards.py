"""Loyalty points, referrals, campaigns."""

from typing import Any

from .trial import Cases, Trial, became, told, trial
from .world import TODAY, World, in_days

POINTS = (
    "SELECT balance_carried_forward FROM loyalty_point_ledger_entries WHERE user_id = ?"
    " ORDER BY seq DESC"
)
LAST = "FROM loyalty_point_ledger_entries ORDER BY id DESC"


def enroll(world: World, *, full: bool) -> Trial:
    """An account collects points, for its holder unless another user is named."""
    user = world.customer(2)[0]
    given: dict[str, Any] = {"accountNumber": world.account(2)}
    if full:
        user = world.customer(3)[0]
        world.write("INSERT INTO account_users (account_id, user_id) VALUES (2, ?)", user)
        given["accountUserId"] = str(user)
    stored = "SELECT is_enrolled_in_loyalty_program, loyalty_points_user_id FROM accounts"
    return trial(
        given,
        became(f"{stored} WHERE id = 2", now=(1, user)),
        told("outcome.hasEnrolled", "SELECT is_enrolled_in_loyalty_program FROM accounts"),
    )


def _collector(world: World) -> int:
    user = world.value("SELECT loyalty_points_user_id FROM accounts WHERE id = 1")
    return int(user)


def redeem(world: World, *, full: bool) -> Trial:
    """Points become credit on the main ledger."""
    user = _collector(world)
    points = world.value(POINTS, user)
    balance = world.value("SELECT balance FROM ledgers WHERE id = 1")
    given: dict[str, Any] = {"accountNumber": world.account(1), "points": 20}
    if full:
        # Nobody collects points for the account: whose they are has to be said.
        world.write("UPDATE accounts SET loyalty_points_user_id = NULL WHERE id = 1")
        given["accountUserId"] = str(user)
    return trial(
        given,
        became(POINTS, user, now=points - 20),
        became("SELECT balance FROM ledgers WHERE id = 1", now=balance + 20),
        told("pointsRedeemed", f"SELECT value {LAST}"),
    )


def transfer(world: World, *, full: bool) -> Trial:
    """Points move from the account's collector to another user."""
    sender, receiver = _collector(world), world.customer(3)[0]
    before, there = world.value(POINTS, sender), world.value(POINTS, receiver)
    given: dict[str, Any] = {
        "accountNumber": world.account(1),
        "receivingUserId": str(receiver),
        "points": 7,
    }
    if full:
        world.write("UPDATE accounts SET loyalty_points_user_id = NULL WHERE id = 1")
        given["sendingUserId"] = str(sender)
    return trial(
        given,
        became(POINTS, sender, now=before - 7),
        became(POINTS, receiver, now=there + 7),
        told(
            "pointsTransferred", "SELECT value FROM loyalty_point_ledger_entries ORDER BY id DESC"
        ),
    )


def set_user(world: World, *, full: bool) -> Trial:
    """Another user of the account collects its points."""
    query = "SELECT user_id FROM account_users WHERE account_id = 1 AND user_id != ?"
    user = world.value(query, _collector(world))
    collector = "SELECT loyalty_points_user_id FROM accounts WHERE id = 1"
    return trial(
        {"accountNumber": world.account(1), "newLoyaltyPointsUserId": str(user)},
        became(collector, now=user),
        told("newLoyaltyPointsUserId", collector),
    )


def create_referral(world: World, *, full: bool) -> Trial:
    """The customer of another account is on record as who recommended the tenant."""
    reference = world.text("SELECT email FROM users WHERE id = ?", world.customer(1)[0])
    referred = "SELECT account_id, code FROM referrals WHERE referred_account_id = 2"
    amount = "SELECT referred_user_payment_amount FROM referrals WHERE referred_account_id = 2"
    return trial(
        {"accountNumber": world.account(2), "reference": reference},
        became(referred, now=(1, reference)),
        told("referredAccountRewardAmount", amount),
    )


def redeem_claim_code(world: World, *, full: bool) -> Trial:
    """A code is used up, and its reward is credited."""
    balance, worth = world.row(
        "SELECT balance, reward_amount FROM ledgers, claim_codes"
        " WHERE ledgers.id = 1 AND code = 'WELCOME25'"
    )
    used = "SELECT redeemed_by_account_id FROM claim_codes WHERE code = 'WELCOME25'"
    return trial(
        {"accountNumber": world.account(1), "code": "WELCOME25"},
        became(used, now=1),
        became("SELECT balance FROM ledgers WHERE id = 1", now=balance + worth),
    )


def add_campaign(world: World, *, full: bool) -> Trial:
    """An account takes part in a campaign."""
    given = {"accountNumber": world.account(1), "campaign": "leak-watch"}
    if full:
        given |= {"startDate": in_days(1), "expiryDate": in_days(60)}
    query = "SELECT start_date, expiry_date FROM campaigns WHERE account_id = 1 AND slug = ?"
    row = (given.get("startDate", TODAY), given.get("expiryDate"))
    added = "SELECT count(*) FROM campaigns WHERE account_id = 1 AND slug = 'leak-watch'"
    return trial(given, became(query, "leak-watch", now=row), told("campaignAdded", added))


CASES: Cases = {
    "addCampaignToAccount": add_campaign,
    "createReferral": create_referral,
    "enrollAccountInLoyaltyProgram": enroll,
    "redeemLoyaltyPointsForAccountCredit": redeem,
    "redeemReferralClaimCode": redeem_claim_code,
    "setLoyaltyPointsUser": set_user,
    "transferLoyaltyPointsBetweenUsers": transfer,
}
