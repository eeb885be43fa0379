"""What was used between two readings, and what a next reading may plausibly show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import pairwise

MOST_DIGITS = 20
"""A register of more digits is a mistake, and so is a value of that size."""

THOUSANDTH = Decimal("0.001")

Point = tuple[date, Decimal]
"""A day and what the register showed on it."""


def is_sane(value: Decimal | None) -> bool:
    """Tell whether a register can show such a value."""
    return value is not None and value.is_finite() and value.adjusted() <= MOST_DIGITS


@dataclass(frozen=True, slots=True)
class Use:
    """What was used from a day to another, in the register's unit."""

    since: date
    until: date
    quantity: Decimal
    rolled_over: bool = False

    @property
    def days(self) -> int:
        """Count the days."""
        return (self.until - self.since).days

    @property
    def a_day(self) -> Decimal | None:
        """Tell the use of an average day, ``None`` within one and the same."""
        return self.quantity / self.days if self.days else None


def used_between(older: Point, newer: Point, *, digits: int | None) -> Use:
    """Subtract two readings; a register that fell by more than half its size started again."""
    quantity = newer[1] - older[1]
    size = register_size(digits)
    rolled = size is not None and -quantity > size / 2
    return Use(older[0], newer[0], quantity + size if rolled and size else quantity, rolled)


def register_size(digits: int | None) -> Decimal | None:
    """Tell at what a register of so many digits starts again, ``None`` where nobody knows."""
    return Decimal(10) ** digits if digits is not None and 0 < digits <= MOST_DIGITS else None


@dataclass(frozen=True, slots=True)
class Plausible:
    """What a register may show on a day: the least and the most, and why.

    ``uses`` is how many stretches of use that rests on. At ``rolls_at`` it starts again.
    """

    least: Decimal
    most: Decimal
    since: date
    uses: int
    rolls_at: Decimal | None

    def holds(self, value: Decimal) -> bool:
        """Tell whether a value lies within, on either side of a new start."""
        again = value if self.rolls_at is None else value + self.rolls_at
        return self.least <= value <= self.most or self.least <= again <= self.most

    @property
    def ends(self) -> tuple[Decimal, Decimal]:
        """Give the least and the most."""
        return self.least, self.most

    def shown(self, value: Decimal) -> Decimal:
        """Write a value as the register shows it."""
        return value if self.rolls_at is None else value % self.rolls_at


def plausible(
    points: Sequence[Point], *, on: date, digits: int | None, leeway: Decimal = Decimal("0.5")
) -> Plausible | None:
    """Tell what a reading on a day may be, from the readings that count before it.

    The register goes on at a pace between the slowest and the quickest of its history, give or
    take ``leeway`` of it. ``None`` where fewer than two older readings are known.
    """
    older = sorted(point for point in points if point[0] <= on)
    uses = [
        used_between(before, after, digits=digits)
        for before, after in pairwise(older)
        if before[0] < after[0]
    ]
    paces = sorted(use.quantity / use.days for use in uses if use.quantity >= 0)
    if not paces:
        return None
    since, value = older[-1]
    days = (on - since).days
    step = _finest([point[1] for point in older])
    least = value + days * paces[0] * (1 - leeway)
    most = value + max(days, 1) * paces[-1] * (1 + leeway)
    return Plausible(
        least=least.quantize(step, ROUND_FLOOR),
        most=most.quantize(step, ROUND_CEILING),
        since=since,
        uses=len(paces),
        rolls_at=register_size(digits),
    )


def _finest(values: Sequence[Decimal]) -> Decimal:
    """Tell the step in which a register is read: whole cubic metres, or their thousandths."""
    return Decimal(1) if all(value == value.to_integral_value() for value in values) else THOUSANDTH
