"""What is special about an account, as badges: the most pressing first."""

from collections.abc import Iterator

from kraken_tui.domain.accounts import Account
from kraken_tui.screens.words import words
from kraken_tui.widgets.badge_line import Badge

TONES = {
    "hardship": "bad",
    "debt collection": "bad",
    "dunning": "bad",
    "pre-collection dunning": "bad",
    "deceased": "bad",
    "special care": "warn",
    "family issues": "warn",
    "restricted access": "warn",
    "social tariff": "warn",
    "WaterSure": "warn",
}
STATUSES = {"ACTIVE": "good", "PENDING": "warn", "INCOMPLETE": "warn"}
"""What a status is taken for; every other one is bad news."""


def badges(account: Account) -> tuple[Badge, ...]:
    """Give the status, what is pressing, and what else is worth knowing at a glance."""
    known = dict.fromkeys((*account.flags, *_of_people(account)))
    pressing = [Badge(flag, TONES[flag]) for flag in TONES if flag in known]
    plain = [Badge(flag) for flag in known if flag not in TONES]
    return (*_status(account), *pressing, *plain)


def _status(account: Account) -> Iterator[Badge]:
    if account.status:
        yield Badge(words(account.status).lower(), STATUSES.get(account.status, "bad"))


def _of_people(account: Account) -> Iterator[str]:
    for user in account.users:
        if user.circumstances:
            yield "special care"
        # Hardship of a person is not that of the account: it stands with the person.
        yield from (flag for flag in user.flags if flag != "hardship")
