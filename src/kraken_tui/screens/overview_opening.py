"""What a fact of the overview opens: a list, a person, an agreement."""

from typing import TYPE_CHECKING

from kraken_tui.screens.object_screen import ObjectScreen
from kraken_tui.screens.opened import OpenedScreen
from kraken_tui.screens.overview_lists import LISTS
from kraken_tui.screens.overview_person import whole as person
from kraken_tui.screens.overview_records import list_screen
from kraken_tui.screens.overview_supply import whole as agreement

if TYPE_CHECKING:
    from kraken_tui.domain.accounts import Account
    from kraken_tui.session import Session
    from kraken_tui.widgets.facts import Section, Subject


def opened(session: "Session", account: "Account", subject: "Subject") -> OpenedScreen | None:
    """Make the screen that an object of the account opens on; None where it has none."""
    if subject.kind in LISTS:
        return list_screen(session, subject.kind, account.number)
    sections = _sections(session, account, subject)
    if not sections:
        return None
    return ObjectScreen(session, title=subject.title, sections=sections, subject=subject)


def _sections(session: "Session", account: "Account", subject: "Subject") -> "tuple[Section, ...]":
    formats, identifiers = session.formats, subject.identifiers
    if subject.kind == "user":
        for user in account.users:
            if user.id == identifiers.get("userId"):
                return person(account.number, user, formats)
    if subject.kind == "agreement":
        for each in account.agreements:
            if each.id == identifiers.get("agreementId"):
                return agreement(each, formats, session.clock())
    return ()
