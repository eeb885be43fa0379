"""The lists that hang on an account, as facts that open them."""

from collections.abc import Iterator

from kraken_tui.domain.accounts import Account
from kraken_tui.widgets.destinations import Destination
from kraken_tui.widgets.facts import Fact, Section, Subject

LISTS = {
    "notes": "Notes",
    "reminders": "Reminders",
    "complaints": "Complaints",
    "messages": "Messages",
    "files": "Files",
    "hardship": "Hardship",
    "assistance": "Assistance",
    "debt_collection": "Debt collection",
    "contributions": "Contributions",
    "campaigns": "Campaigns",
    "applications": "Applications",
    "references": "References",
    "metadata": "Metadata",
    "assets": "Belongings",
    "agreements": "Agreements",
}
"""What each list is called, by the name of its document."""

LINKS = {"referrals": "Referrals", "rewards": "Rewards"}
"""What the lists are called that are views of the loyalty screen."""

VIEWS: dict[str, Destination] = {"referrals": "loyalty/referrals", "rewards": "loyalty/rewards"}
"""Where these lead."""

PRESSING = ("hardship", "debt_collection")


def lists(account: Account) -> Section:
    """Give a fact for each list that the tenant has."""
    return Section("Records", tuple(_facts(account)))


def _facts(account: Account) -> Iterator[Fact]:
    for name, count in account.counts.items():
        yield list_fact(account, name, _told(account, name, count), _tone(name, count))


def list_fact(account: Account, name: str, value: str, tone: str = "") -> Fact:
    """Stand for a list, which `enter` opens."""
    identifiers: dict[str, object] = {"accountNumber": account.number}
    if name == "metadata":
        identifiers |= {"linkedObjectType": "ACCOUNT", "identifier": account.number}
    if name == "complaints":
        identifiers["brand"] = account.brand
    called = LISTS.get(name) or LINKS[name]
    title = f"{called.lower()} of {account.number}"
    return Fact(called, value, tone, Subject(name, title, identifiers, screen=VIEWS.get(name, "")))


def _told(account: Account, name: str, count: int | None) -> str:
    if count is None:
        return "enter shows them"
    pinned = account.notes_pinned if name == "notes" else 0
    return f"{count or 'none'}" + (f", {pinned} pinned" if pinned else "")


def _tone(name: str, count: int | None) -> str:
    if not count:
        return "quiet"
    return "warn" if name in PRESSING else ""
