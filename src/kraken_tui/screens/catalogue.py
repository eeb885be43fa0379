"""How to build each screen; building imports it, so that only what is opened is paid for."""

from collections.abc import Callable

from kraken_tui.screens.work_screen import WorkScreen
from kraken_tui.session import Session


def _overview(session: Session) -> WorkScreen:
    from kraken_tui.screens.overview import OverviewScreen

    return OverviewScreen(session)


def _ledgers(session: Session) -> WorkScreen:
    from kraken_tui.screens.ledgers import LedgersScreen

    return LedgersScreen(session)


def _payments(session: Session) -> WorkScreen:
    from kraken_tui.screens.payments import PaymentsScreen

    return PaymentsScreen(session)


def _loyalty(session: Session) -> WorkScreen:
    from kraken_tui.screens.loyalty import LoyaltyScreen

    return LoyaltyScreen(session)


def _meters(session: Session) -> WorkScreen:
    from kraken_tui.screens.meters import MetersScreen

    return MetersScreen(session)


def _operations(session: Session) -> WorkScreen:
    from kraken_tui.screens.operations import OperationsScreen

    return OperationsScreen(session)


def _activity(session: Session) -> WorkScreen:
    from kraken_tui.screens.activity import ActivityScreen

    return ActivityScreen(session)


SCREENS: dict[str, Callable[[Session], WorkScreen]] = {
    "overview": _overview,
    "ledgers": _ledgers,
    "payments": _payments,
    "loyalty": _loyalty,
    "meters": _meters,
    "operations": _operations,
    "activity": _activity,
}
"""By the names that the command line and the tabs have for them."""
