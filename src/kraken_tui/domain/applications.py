"""Applications to become a customer: how each was sold and what became of it."""

from dataclasses import dataclass
from datetime import date

from kraken_tui.domain import read
from kraken_tui.domain.account_list import AccountList


@dataclass(frozen=True, slots=True)
class Application:
    """An application; ``supply_from`` is wished for, ``cooling_off`` is the last day to go back."""

    status: str
    channel: str
    subchannel: str
    sold: date | None
    supply_from: date | None
    cooling_off: date | None
    is_migrated: bool | None
    migrated_from: str


def parse_application(node: read.Node) -> Application:
    """Read one application."""
    return Application(
        status=read.text(node, "status"),
        channel=read.text(node, "salesChannel"),
        subchannel=read.text(node, "salesSubchannel"),
        sold=read.day(node, "dateOfSale"),
        supply_from=read.day(node, "preferredSsd"),
        cooling_off=read.day(node, "coolingOffEndDate"),
        is_migrated=read.flag(node, "isMigrated"),
        migrated_from=read.text(node, "migrationSource"),
    )


APPLICATIONS = AccountList("applications", parse_application, paged=True)
