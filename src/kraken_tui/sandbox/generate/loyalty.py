"""Loyalty points, whose balance runs along with the entries."""

from datetime import timedelta
from uuid import UUID

from kraken_tui.sandbox.generate.market import World

_EARNED = (("READING_SUBMITTED", 50), ("PAID_ON_TIME", 120), ("SURVEY", 80), ("QUIZ", 25))
_ENTRIES = 14


def add_points(world: World, *, user_id: int, account_id: int) -> None:
    """Add a year or so of points earned and spent, and the user's loyalty card."""
    balance = 0
    for seq in range(1, _ENTRIES + 1):
        reason, value = _EARNED[(seq + account_id) % len(_EARNED)]
        spends = seq % 5 == 0
        if spends:
            reason, value = "REDEEMED_FOR_CREDIT", balance // 2
        brought, balance = balance, balance + (-value if spends else value)
        day = world.today - timedelta(days=30 * (_ENTRIES - seq) + 3)
        world.batch.add(
            "loyalty_point_ledger_entries",
            {
                "user_id": user_id,
                "account_id": account_id,
                "seq": seq,
                "ledger_type": "DEBIT" if spends else "CREDIT",
                "reason_code": reason,
                "value": value,
                "balance_brought_forward": brought,
                "balance_carried_forward": balance,
                "idempotency_key": str(UUID(int=world.rng.getrandbits(128), version=4)),
                "posted_at": f"{day}T12:00:00+00:00",
            },
        )
    world.batch.add(
        "loyalty_cards",
        {
            "user_id": user_id,
            "number": f"98{world.rng.randrange(10**12, 10**13)}",
            "scheme": "KRAKEN_POINTS",
            "status": "ACTIVE",
        },
    )
