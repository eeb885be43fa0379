"""How ledgers and what hangs on them are written."""

from collections.abc import Iterable
from datetime import date

from kraken_tui.formats import UNKNOWN, Formats
from kraken_tui.screens.words import words
from kraken_tui.widgets.facts import Fact

YES_NO = {True: "yes", False: "no", None: UNKNOWN}


def standing(balance: int | None, formats: Formats) -> str:
    """Say an amount and on which side it stands, so that a sign cannot be misread."""
    if balance is None:
        return UNKNOWN
    if balance == 0:
        return f"{formats.money(0)} settled"
    return f"{formats.money(abs(balance))} {'in credit' if balance > 0 else 'in debt'}"


def tone_of(balance: int | None) -> str:
    """Tell how a balance looks."""
    return "" if not balance else "good" if balance > 0 else "bad"


def day_width(formats: Formats) -> int:
    """Tell how many letters a day takes here."""
    return max(len(formats.day(date(2026, month, 28))) for month in range(1, 13))


def period(first: date | None, last: date | None, formats: Formats) -> str:
    """Write from when until when, as far as that is known."""
    if first is None and last is None:
        return UNKNOWN
    if last is None:
        return f"from {formats.day(first)}"
    if first is None:
        return f"until {formats.day(last)}"
    return f"{formats.day(first)} \N{EN DASH} {formats.day(last)}"


def known(label: str, value: str, tone: str = "") -> tuple[Fact, ...]:
    """Give a fact if there is anything to say."""
    return (Fact(label, value, tone),) if value and value != UNKNOWN else ()


def nothing(sentence: str) -> tuple[Fact, ...]:
    """Say in place of facts that there are none."""
    return (Fact("", sentence, "quiet"),)


def listed(parts: Iterable[str]) -> str:
    """Write what there is of some words."""
    return ", ".join(filter(None, parts))


def constant(code: str) -> str:
    """Write a code of the API in words."""
    return words(code) if code else UNKNOWN
