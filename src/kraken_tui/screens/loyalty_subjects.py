"""What can be acted on among points, cards, referrals, rewards and vouchers.

A name without a value is one that only the person can fill: it brings what takes it to the top
of the actions, and nothing into the form.
"""

from kraken_tui.domain.loyalty import Loyalty, Member, Reward, Scheme
from kraken_tui.domain.loyalty_lists import PaidWith, Referral, Voucher
from kraken_tui.domain.loyalty_members import Card, Collected, Entry, MemberPoints
from kraken_tui.widgets.destinations import Destination
from kraken_tui.widgets.facts import Subject

POINTS = {"points": ""}
CODES = {"reference": "", "code": ""}
PURCHASE = {"voucherType": "", "voucherValueInCents": "", "displayName": ""}


def of_account(collected: Collected, *, screen: Destination = "") -> Subject:
    """Name the account by who collects for it, else by who may begin to."""
    loyalty = collected.loyalty
    identifiers: dict[str, object] = {"accountNumber": loyalty.account}
    if (collector := collected.collector) is not None:
        own = collector.member.id
        identifiers |= {"accountUserId": own, "sendingUserId": own, **POINTS}
    elif loyalty.members:
        identifiers["accountUserId"] = loyalty.members[0].id
    return Subject("loyalty", f"points of {loyalty.account}", identifiers, screen)


def of_member(collected: Collected, person: MemberPoints, *, screen: Destination = "") -> Subject:
    """Name one of the account's people as somebody who collects points."""
    loyalty = collected.loyalty
    identifiers = _of_member(loyalty.account, person, loyalty.members)
    return Subject("loyalty", f"points of {person.member.name}", identifiers, screen)


def _of_member(
    account: str, person: MemberPoints, members: tuple[Member, ...]
) -> dict[str, object]:
    """Offer points for giving where there are any, else for taking."""
    own = person.member.id
    others = [member.id for member in members if member.id != own]
    other = others[0] if len(others) == 1 else ""
    giving = {"receivingUserId": other, "sendingUserId": own}
    taking = {"newLoyaltyPointsUserId": own, "receivingUserId": own, "sendingUserId": other}
    has_points = person.points is not None and bool(person.points.count)
    roles = giving if has_points else taking
    return {"accountNumber": account, "accountUserId": own, **roles, **POINTS}


def of_entry(account: str, entry: Entry) -> Subject:
    """Name a posting of points."""
    identifiers = {
        "accountNumber": account,
        "ledgerEntryId": entry.id,
        "accountUserId": entry.member.id,
        "sendingUserId": entry.member.id,
        **POINTS,
    }
    return Subject("loyalty entry", f"points of {entry.member.name}", identifiers)


def of_card(account: str, card: Card) -> Subject:
    """Name a loyalty card by whose it is: its number is no object's number in the API."""
    identifiers = {
        "accountNumber": account,
        "accountUserId": card.member.id,
        "scheme": card.scheme,
    }
    return Subject("loyalty card", f"card {card.number}", identifiers)


def of_referrals(loyalty: Loyalty, *, screen: Destination = "") -> Subject:
    """Name the account as one that refers and is referred."""
    title = f"referrals of {loyalty.account}"
    return Subject("referrals", title, {"accountNumber": loyalty.account, **CODES}, screen)


def of_scheme(loyalty: Loyalty, scheme: Scheme) -> Subject:
    """Name a referral scheme."""
    identifiers = {"accountNumber": loyalty.account, "schemeCode": scheme.code, **CODES}
    return Subject("referral scheme", f"referral scheme {scheme.code}", identifiers)


def of_referral(account: str, referral: Referral) -> Subject:
    """Name a referral."""
    identifiers = {"accountNumber": account, "referralId": referral.id, **CODES}
    return Subject("referral", f"referral of {referral.name or referral.id}", identifiers)


def of_reward(account: str, reward: Reward) -> Subject:
    """Name a reward."""
    identifiers = {"accountNumber": account, "rewardId": reward.id, **CODES}
    return Subject("reward", f"reward {reward.code or reward.id}", identifiers)


def of_vouchers(loyalty: Loyalty, *, screen: Destination = "") -> Subject:
    """Name the account as one that buys vouchers."""
    title = f"vouchers of {loyalty.account}"
    return Subject("vouchers", title, {"accountNumber": loyalty.account, **PURCHASE}, screen)


def of_voucher(account: str, voucher: Voucher) -> Subject:
    """Name a voucher, and the payment that it was bought with."""
    identifiers = {"accountNumber": account, "voucherId": voucher.id, **PURCHASE}
    if voucher.payment is not None:
        identifiers["paymentId"] = voucher.payment.id
    return Subject("voucher", f"voucher {voucher.name or voucher.id}", identifiers)


def of_payment(account: str, payment: PaidWith) -> Subject:
    """Name the payment that a voucher was bought with, which the payments screen lists."""
    identifiers = {"accountNumber": account, "paymentId": payment.id}
    title = f"payment {payment.reference or payment.id}"
    return Subject("payment", title, identifiers, screen="payments/payments")
