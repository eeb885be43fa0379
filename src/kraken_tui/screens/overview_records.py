"""Open one of the lists that hang on an account, on a screen of its own."""

from collections.abc import Callable
from functools import partial
from typing import Any

from kraken_tui.domain import account_marks, applications, complaints, support
from kraken_tui.domain import correspondence as letters
from kraken_tui.domain.account_list import AccountList
from kraken_tui.domain.agreements import parse_agreement
from kraken_tui.screens import (
    overview_complaints,
    overview_correspondence,
    overview_marks,
    overview_supply,
    overview_support,
)
from kraken_tui.screens.list_screen import ListScreen
from kraken_tui.screens.listing import Listing
from kraken_tui.screens.overview_lists import LISTS
from kraken_tui.session import Session

AGREEMENTS = AccountList("agreements", parse_agreement, paged=True)

Listed = tuple[Callable[[Session, str], Listing[Any]], AccountList[Any]]

_LISTED: dict[str, Listed] = {
    "notes": (overview_correspondence.notes, letters.NOTES),
    "reminders": (overview_correspondence.reminders, letters.REMINDERS),
    "messages": (overview_correspondence.messages, letters.MESSAGES),
    "files": (overview_correspondence.files, letters.FILES),
    "complaints": (overview_complaints.complaints, complaints.COMPLAINTS),
    "hardship": (overview_support.hardship, support.HARDSHIP),
    "assistance": (overview_support.assistance, support.ASSISTANCE),
    "contributions": (overview_support.contributions, support.CONTRIBUTIONS),
    "debt_collection": (overview_support.debt_collection, support.DEBT_COLLECTION),
    "campaigns": (overview_marks.campaigns, account_marks.CAMPAIGNS),
    "references": (overview_marks.references, account_marks.REFERENCES),
    "metadata": (overview_marks.metadata, account_marks.METADATA),
    "assets": (overview_marks.assets, account_marks.ASSETS),
    "applications": (overview_supply.applications, applications.APPLICATIONS),
    "agreements": (overview_supply.agreements, AGREEMENTS),
}


def list_screen(session: Session, name: str, account: str) -> ListScreen[Any]:
    """Make the screen of a list of an account, which reads it when it is shown."""
    listing, records = _LISTED[name]
    return ListScreen(
        session,
        title=f"{LISTS[name]}  {account} {session.holder}".rstrip(),
        listing=listing(session, account),
        fetch=partial(records.fetch, session.memory.look, account),
        backwards=records.paged,
    )
