"""Open one of the lists that hang on an account, on a screen of its own."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Generic, TypeVar

from textual.widget import Widget

from kraken_tui.api.errors import KrakenError
from kraken_tui.api.paging import BrokenPage, ForwardOnly
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
from kraken_tui.screens.record_pane import RecordPane
from kraken_tui.session import Session

R = TypeVar("R")
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


class _Pane(RecordPane[R]):
    """A list that says in its place what kept it from being read."""

    def tell_failure(self, error: KrakenError | ForwardOnly | BrokenPage) -> str:
        """Say why rows are missing; without any rows, where they would stand."""
        told = super().tell_failure(error)
        if len(self.table.source):
            return told
        self.table.empty_text = error.sentence
        return told.removeprefix(error.sentence).strip() or told


class AccountListScreen(ListScreen[R], Generic[R]):
    """Read one of an account's lists."""

    def compose_opened(self) -> Iterator[Widget]:
        """Yield the list."""
        yield _Pane(self._listing, self.session)


def list_screen(session: Session, name: str, account: str) -> AccountListScreen[Any]:
    """Make the screen of a list of an account, which reads it when it is shown."""
    listing, records = _LISTED[name]
    return AccountListScreen(
        session,
        title=f"{LISTS[name]}  {account} {session.holder}".rstrip(),
        listing=listing(session, account),
        fetch=partial(records.fetch, session.ask, account),
        backwards=records.paged,
    )
