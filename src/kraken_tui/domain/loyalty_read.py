"""What the loyalty answers have in common: times, large numbers, and why there is nothing."""

from collections.abc import Iterable
from decimal import Decimal

from kraken_tui.api.errors import Problem
from kraken_tui.domain import read

NOT_RUN = frozenset({"KT-CT-1113", "KT-CT-9202"})
"""The tenant's schema has the field, but the tenant does not run what is behind it."""

NOTHING_YET = frozenset({"KT-CT-9201", "KT-CT-9203", "KT-CT-9219"})
"""Nobody has collected any points."""

MISSING = {
    "loyaltyPointsBalance": "The balance is missing.",
    "eligibilityToJoinLoyaltyPointsProgram": "Whether the account may join is missing.",
    "vouchersBalanceDetail": "What the vouchers hold is missing.",
    "referrals": "The referrals are missing.",
    "referralsCreated": "The number of referrals is missing.",
    "activeReferralSchemes": "The referral schemes are missing.",
    "rewards": "The rewards are missing.",
    "points": "Somebody's balance is missing.",
    "entries": "Somebody's entries are missing.",
    "cards": "Somebody's cards are missing.",
}
"""What an answer lacks, by the field that there is a problem with."""

_MOST_DIGITS = 30
"""No balance has more; a number that claims to would only be slow to write."""


def number(node: read.Node | None, field: str) -> Decimal | None:
    """Read a number that travels as a string."""
    found = read.decimal(node, field)
    if found is None or not found.is_finite() or abs(found.adjusted()) > _MOST_DIGITS:
        return None
    return found


def amount(node: read.Node | None, field: str) -> int | None:
    """Read a ``BigInt``, which travels as a number or, where it is large, as a string."""
    text = read.text(node, field)
    digits = text.removeprefix("-")
    return int(text) if digits.isdecimal() and len(digits) <= _MOST_DIGITS else None


def not_run(problems: Iterable[Problem]) -> frozenset[str]:
    """Name the fields that the tenant has in its schema alone."""
    return frozenset(
        str(problem.path[-1]) for problem in problems if problem.path and problem.code in NOT_RUN
    )


def nothing_yet(problems: Iterable[Problem]) -> frozenset[str]:
    """Name the fields that are empty, which the tenant says as an error."""
    return frozenset(
        str(problem.path[-1])
        for problem in problems
        if problem.path and problem.code in NOTHING_YET
    )


def worth_telling(problems: Iterable[Problem]) -> tuple[str, ...]:
    """Say what went wrong, but not that there is nothing to be had: the screen shows that."""
    quiet = NOT_RUN | NOTHING_YET
    told = (_told(problem) for problem in problems if not (problem.path and problem.code in quiet))
    # Several people may give the same reason.
    return tuple(dict.fromkeys(told))


def _told(problem: Problem) -> str:
    """Say what is missing, where that is known, and why."""
    field = str(problem.path[-1]).rstrip("0123456789") if problem.path else ""
    return " ".join(filter(None, (MISSING.get(field, ""), problem.sentence)))
