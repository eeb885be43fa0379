"""Lists of what was billed; what they list opens with its documents."""

from typing import TypeVar

from kraken_tui.domain.bills import Bill
from kraken_tui.screens.record_pane import RecordPane

R = TypeVar("R")


class DocumentsPane(RecordPane[R]):
    """List what has links to documents of its own."""

    def open(self, record: R) -> None:
        """Show a record with its links."""
        from kraken_tui.screens.postings import BilledScreen

        listing = self.listing
        self.app.push_screen(
            BilledScreen(
                self._session,
                title=listing.title(record),
                sections=listing.sections(record),
                subject=listing.subject(record),
            )
        )


class BillsPane(RecordPane[Bill]):
    """List bills, whose documents are asked for one bill at a time."""

    def open(self, record: Bill) -> None:
        """Show a bill, and ask for its documents."""
        from kraken_tui.screens.bill_screen import BillScreen

        subject = self.listing.subject(record)
        known = {} if subject is None else subject.identifiers
        self.app.push_screen(
            BillScreen(
                self._session,
                account=str(known.get("accountNumber", "")),
                ledger=str(known.get("ledgerNumber", "")),
                bill_id=record.id,
                bill=record,
            )
        )
