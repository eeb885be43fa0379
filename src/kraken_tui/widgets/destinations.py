"""Where `enter` may lead from a fact: to a screen, or to a view of it."""

from typing import Literal

Destination = Literal[
    "",
    "overview",
    "ledgers",
    "payments/instructions",
    "payments/payments",
    "loyalty/points",
    "loyalty/vouchers",
    "loyalty/rewards",
    "loyalty/referrals",
    "meters",
]
"""A screen's name and, behind a slash, that of one of its views; empty leads nowhere."""
