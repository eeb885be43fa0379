"""What an account has of the loyalty programme, of referrals, rewards and vouchers."""

from dataclasses import dataclass
from datetime import date

from kraken_tui.domain import read

AUDIENCES = {
    "domestic": "Households",
    "business": "Businesses",
    "friendsAndFamily": "Friends and family",
}
"""Whom a referral scheme is for, by the field that holds it."""

PROGRAMME = frozenset({"loyaltyPointsBalance", "eligibilityToJoinLoyaltyPointsProgram"})
"""Fields that only a tenant with points has."""


@dataclass(frozen=True, slots=True)
class Member:
    """A person of the account, who may collect points."""

    id: str
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Points:
    """A number of points, and what they are worth in minor units."""

    count: int | None
    worth: int | None


@dataclass(frozen=True, slots=True)
class Eligibility:
    """Whether the account may join the programme, and why not."""

    may_join: bool | None
    reason: str


@dataclass(frozen=True, slots=True)
class VoucherBalance:
    """What vouchers hold, in minor units: to be used today, and only later."""

    today: int | None
    later: int | None


@dataclass(frozen=True, slots=True)
class Scheme:
    """A referral scheme; rewards in minor units, ``bonus`` in points."""

    audience: str
    code: str
    kind: str
    open: bool | None
    is_full: bool | None
    most: int | None
    bonus: int | None
    referrer_reward: int | None
    referred_reward: int | None
    combined_reward: int | None
    referrer: str
    link: str
    shown_link: str


@dataclass(frozen=True, slots=True)
class Reward:
    """A reward of the account; ``amount`` in minor units."""

    id: str
    code: str
    kind: str
    amount: int | None
    status: str
    paid: date | None


@dataclass(frozen=True, slots=True)
class Loyalty:
    """All that one request tells; what the tenant does not have is ``None``."""

    account: str
    holder: str
    points: Points | None
    eligibility: Eligibility | None
    vouchers: VoucherBalance | None
    members: tuple[Member, ...]
    journeys: tuple[str, ...]
    schemes: tuple[Scheme, ...]
    rewards: tuple[Reward, ...] | None
    referrals_created: int | None
    referrals: int | None
    referrals_paid: int | None
    offered: frozenset[str]
    """Fields that the tenant has, whether it answered them or not."""

    @property
    def has_programme(self) -> bool:
        """Tell whether the tenant has points at all."""
        return bool(
            self.offered & {"loyaltyPointsBalance", "eligibilityToJoinLoyaltyPointsProgram"}
        )

    @property
    def has_vouchers(self) -> bool:
        """Tell whether the tenant has vouchers."""
        return "vouchersBalanceDetail" in self.offered

    @property
    def has_referrals(self) -> bool:
        """Tell whether the tenant has referrals."""
        return bool(self.offered & {"referrals", "activeReferralSchemes", "referralsCreated"})

    @property
    def has_rewards(self) -> bool:
        """Tell whether the tenant has rewards."""
        return "rewards" in self.offered


def parse(data: read.Node, *, not_run: frozenset[str] = frozenset()) -> Loyalty | None:
    """Read the answer to the ``loyalty`` document; ``None`` where it holds no account.

    ``not_run`` names fields that the tenant's schema has, but not the tenant.
    """
    account = read.child(data, "account")
    if account is None:
        return None
    referrals = read.child(account, "referrals")
    return Loyalty(
        account=read.text(account, "number"),
        holder=read.text(account, "billingName"),
        points=parse_points(read.child(data, "loyaltyPointsBalance")),
        eligibility=_eligibility(read.child(data, "eligibilityToJoinLoyaltyPointsProgram")),
        vouchers=_vouchers(read.child(data, "vouchersBalanceDetail")),
        members=tuple(map(_member, read.children(account, "users"))),
        journeys=_journeys(account),
        schemes=_schemes(read.child(account, "activeReferralSchemes")),
        rewards=_rewards(account),
        referrals_created=read.integer(account, "referralsCreated"),
        referrals=read.integer(referrals, "totalCount"),
        referrals_paid=read.integer(referrals, "referringUserTotalPaymentAmount"),
        offered=(frozenset(data) | frozenset(account)) - not_run,
    )


def parse_points(node: read.Node | None) -> Points | None:
    """Read a balance of points."""
    if node is None:
        return None
    return Points(read.integer(node, "loyaltyPoints"), read.integer(node, "totalMonetaryAmount"))


def _eligibility(node: read.Node | None) -> Eligibility | None:
    if node is None:
        return None
    reason = read.text(node, "primaryIneligibilityReason")
    return Eligibility(read.flag(node, "isEligible"), reason)


def _vouchers(node: read.Node | None) -> VoucherBalance | None:
    if node is None:
        return None
    today, later = "redeemableToday", "redeemableInFuture"
    return VoucherBalance(read.integer(node, today), read.integer(node, later))


def _member(user: read.Node) -> Member:
    given = read.text(user, "preferredName") or read.text(user, "givenName")
    parts = (read.text(user, "title"), given, read.text(user, "familyName"))
    name = " ".join(filter(None, parts))
    email = read.text(user, "email")
    return Member(id=read.text(user, "id"), name=name or email, email=email)


def _journeys(account: read.Node) -> tuple[str, ...]:
    journeys = account.get("eligibleRewardJourneys")
    if not isinstance(journeys, list):
        return ()
    texts = (read.text({"name": journey}, "name") for journey in journeys)
    return tuple(filter(None, texts))


def _schemes(node: read.Node | None) -> tuple[Scheme, ...]:
    found = ((audience, read.child(node, field)) for field, audience in AUDIENCES.items())
    return tuple(_scheme(audience, scheme) for audience, scheme in found if scheme is not None)


def _scheme(audience: str, node: read.Node) -> Scheme:
    names = (read.text(node, "referrerGivenName"), read.text(node, "referrerFamilyName"))
    link = read.text(node, "referralUrl")
    return Scheme(
        audience=audience,
        code=read.text(node, "code"),
        kind=read.text(node, "schemeType"),
        open=read.flag(node, "canBeReferred"),
        is_full=read.flag(node, "isUsageAtCapacity"),
        most=read.integer(node, "maxRecurrence"),
        bonus=read.integer(node, "loyaltyPointsBonus"),
        referrer_reward=read.integer(node, "referrerRewardAmount"),
        referred_reward=read.integer(node, "referredRewardAmount"),
        combined_reward=read.integer(node, "combinedRewardAmount"),
        referrer=" ".join(filter(None, names)),
        link=link,
        shown_link=read.text(node, "referralDisplayUrl") or link,
    )


def _rewards(account: read.Node) -> tuple[Reward, ...] | None:
    if not isinstance(account.get("rewards"), list):
        return None
    return tuple(map(_reward, read.children(account, "rewards")))


def _reward(node: read.Node) -> Reward:
    return Reward(
        id=read.text(node, "id"),
        code=read.text(node, "code"),
        kind=read.text(node, "schemeType"),
        amount=read.integer(node, "rewardAmount"),
        status=read.text(node, "paymentStatus"),
        paid=read.day(node, "paymentDate"),
    )
