"""What customers get beyond supply: referrals, rewards, vouchers and partners' cards."""

from datetime import timedelta
from typing import NamedTuple

from kraken_tui.sandbox.generate.market import World
from kraken_tui.sandbox.generate.rows import Value

_FRIEND = 2500
"""What a referral is worth to either side, in minor units."""

_REFERRALS = (("Cancelled", 410, None), ("Paid", 95, 60), ("Pending", 24, None))
"""Status, joined so many days ago, paid so many days ago; the newest last."""


class _Voucher(NamedTuple):
    """A kind of voucher; days count back from today, ``uses`` are amounts and days."""

    name: str
    kind: str
    value: int
    bought: int
    available: int
    refunded: int | None = None
    uses: tuple[tuple[int, int], ...] = ()

    @property
    def left(self) -> int:
        """Tell what can still be used."""
        return 0 if self.refunded else self.value - sum(amount for amount, _ in self.uses)


_VOUCHERS = (
    _Voucher("Shower voucher", "GOODS", 1000, bought=310, available=310, refunded=301),
    _Voucher("Gift voucher", "GIFT", 5000, 203, 203, uses=((3000, 180), (2000, 41))),
    _Voucher("Care voucher", "SERVICE", 2500, bought=61, available=61, uses=((1000, 12),)),
    _Voucher("Spring voucher", "GIFT", 2000, bought=11, available=-20),
)


def add_benefits(world: World, account_id: int, user_id: int) -> None:
    """Add referrals and what they earned; to every sixth account also vouchers."""
    _add_referrals(world, account_id)
    _add_rewards(world, account_id)
    if account_id % 6 == 1:
        for voucher in _VOUCHERS:
            _add_voucher(world, account_id, voucher)
    if account_id % 10 == 1:
        _add_partner_card(world, user_id)


def count_referrals(account_id: int) -> int:
    """Tell how many customers an account referred."""
    if account_id % 4 != 1:
        return 0
    return len(_REFERRALS) if account_id % 8 == 1 else 1


def _ago(world: World, days: int) -> str:
    return (world.today - timedelta(days=days)).isoformat()


def _add_referrals(world: World, account_id: int) -> None:
    count = count_referrals(account_id)
    if not count:
        return
    names = world.market.words.given_names
    first = names.index(world.rng.choice(names))
    for index, (status, joined, paid) in enumerate(_REFERRALS[-count:]):
        amount = 0 if status == "Cancelled" else _FRIEND
        world.batch.add(
            "referrals",
            {
                "account_id": account_id,
                "code": f"friend-{account_id:05d}",
                "payment_status": status,
                "payment_date": None if paid is None else _ago(world, paid),
                "referred_user_name": names[(first + 5 * index) % len(names)],
                "referred_user_join_date": f"{_ago(world, joined)}T11:05:00+00:00",
                "referred_user_payment_amount": amount,
                "referring_user_payment_amount": amount,
                "combined_payment_amount": 2 * amount,
            },
        )


def _add_rewards(world: World, account_id: int) -> None:
    code = f"friend-{account_id:05d}"
    if account_id % 8 == 1:
        _add_reward(world, account_id, code, "REFERRAL_REWARD", _FRIEND, "Paid", 60)
        _add_reward(world, account_id, "SPRING10", "PROMO_REWARD", 1000, "Cancelled", None)
    if account_id % 4 == 1:
        _add_reward(world, account_id, code, "REFERRAL_REWARD", _FRIEND, "Pending", None)
    if account_id % 5 == 2:
        _add_reward(world, account_id, "WELCOME25", "SIGNUP_REWARD", 2500, "Paid", 340)


def _add_reward(
    world: World, account_id: int, code: str, kind: str, amount: int, status: str, paid: int | None
) -> None:
    world.batch.add(
        "rewards",
        {
            "account_id": account_id,
            "code": code,
            "scheme_type": kind,
            "reward_amount": amount,
            "payment_status": status,
            "payment_date": None if paid is None else _ago(world, paid),
        },
    )


def _add_voucher(world: World, account_id: int, voucher: _Voucher) -> None:
    refunded = voucher.refunded
    row: dict[str, Value] = {
        "account_id": account_id,
        "display_name": voucher.name,
        "voucher_type": voucher.kind,
        "voucher_value": voucher.value,
        "balance": voucher.left,
        "available_from": _ago(world, voucher.available),
        "purchased_at": f"{_ago(world, voucher.bought)}T15:20:00+00:00",
        "refunded_at": f"{_ago(world, refunded)}T10:00:00+00:00" if refunded else None,
    }
    voucher_id = world.batch.add("vouchers", row)
    for amount, days in voucher.uses:
        claimed = f"{_ago(world, days)}T18:45:00+00:00"
        used: dict[str, Value] = {"voucher_id": voucher_id, "amount": amount, "claimed_at": claimed}
        world.batch.add("voucher_redemptions", used)


def _add_partner_card(world: World, user_id: int) -> None:
    world.batch.add(
        "loyalty_cards",
        {
            "user_id": user_id,
            "number": f"6335{user_id:09d}",
            "scheme": "PARTNER_MILES",
            "status": "EXPIRED",
        },
    )
