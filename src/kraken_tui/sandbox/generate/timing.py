"""Fit a number of transactions into the calendar, so that the last one falls just before a day."""

from datetime import date
from typing import NamedTuple

from kraken_tui.sandbox.generate.cycles import Cycle

LONGEST_YEARS = 12
REPEAT_YEARS = 101  # the length of the sequence that amounts swing by
SQUEEZED_DAYS = 3650


class Timing(NamedTuple):
    """Where in its cycle a ledger starts, and the days of its first and last transactions.

    A ledger too long for `LONGEST_YEARS` is squeezed: its transactions lie evenly over ten years.
    """

    phase: int
    first_year: int
    first_day: int
    last_day: int
    squeezed: bool


def fit(cycle: Cycle, *, transactions: int, until: date) -> Timing:
    """Return the timing of so many transactions of `cycle`, the last on or before `until`."""
    year, last_slot = _last_slot(cycle, until)
    phase = (last_slot + 1 - transactions) % len(cycle)
    years = (max(transactions, 1) - 1 + phase) // len(cycle)
    squeezed = years > LONGEST_YEARS
    first, last = cycle[phase], cycle[last_slot]
    last_day = date(year, last.month + 1, last.day).toordinal()
    first_day = date(year - min(years, LONGEST_YEARS), first.month + 1, first.day).toordinal()
    return Timing(
        phase=phase,
        first_year=year - years,
        first_day=until.toordinal() - SQUEEZED_DAYS if squeezed else first_day,
        last_day=until.toordinal() if squeezed else last_day,
        squeezed=squeezed,
    )


def _last_slot(cycle: Cycle, until: date) -> tuple[int, int]:
    posted = [
        slot
        for slot, posting in enumerate(cycle)
        if (posting.month + 1, posting.day) <= (until.month, until.day)
    ]
    return (until.year, posted[-1]) if posted else (until.year - 1, len(cycle) - 1)
