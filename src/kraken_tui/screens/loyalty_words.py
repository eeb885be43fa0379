"""How points, statuses and the like are written."""

from decimal import Decimal

from kraken_tui.domain.loyalty import Points
from kraken_tui.formats import UNKNOWN, Formats
from kraken_tui.screens.words import words

NO_PROGRAMME = "This tenant has no loyalty programme."
NO_REFERRALS = "This tenant has no referrals."
NO_REWARDS = "This tenant has no rewards."
NO_VOUCHERS = "This tenant has no vouchers."
NOT_TOLD = "The tenant does not tell."

_TONES = {
    "paid": "good",
    "active": "",
    "pending": "warn",
    "cancelled": "quiet",
    "expired": "quiet",
    "inactive": "quiet",
    "blocked": "bad",
}


def points(found: Points | None, formats: Formats) -> str:
    """Say how many points there are and what they are worth."""
    if found is None:
        return UNKNOWN
    noun = "point" if found.count == 1 else "points"
    worth = "" if found.worth is None else f", worth {formats.money(found.worth)}"
    return f"{formats.number(found.count)} {noun}{worth}"


def change(value: Decimal | None, formats: Formats) -> str:
    """Write what was added with its sign, too."""
    sign = "+" if value is not None and value > 0 else ""
    return f"{sign}{formats.number(value)}"


def tone(status: str) -> str:
    """Tell how pressing a status is."""
    return _TONES.get(status.casefold(), "")


def tag(status: str) -> str | None:
    """Name the look of a row with a status."""
    found = tone(status)
    return "dim" if found == "quiet" else found or None


def constant(text: str) -> str:
    """Write what the API codes, a dash for nothing."""
    return words(text) or UNKNOWN
