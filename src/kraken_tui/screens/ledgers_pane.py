"""The ledgers of an account, of which one is open."""

from dataclasses import dataclass

from textual.message import Message

from kraken_tui.domain.ledgers import Ledger
from kraken_tui.screens.ledger_list import ledgers
from kraken_tui.screens.record_pane import RecordPane
from kraken_tui.session import Session

MOST_ROWS = 5


class LedgersPane(RecordPane[Ledger]):
    """List the ledgers in as few lines as they need; enter opens one below."""

    DEFAULT_CSS = """
    LedgersPane {
        height: auto;
        RecordTable { height: 2; overflow-y: auto; overflow-x: hidden; }
        #count { display: none; }
    }
    """

    @dataclass
    class Chosen(Message):
        """A ledger was opened."""

        ledger: Ledger

    def __init__(self, session: Session, *, id: str | None = None) -> None:
        super().__init__(ledgers("", session.formats, "", outstanding=False), session, id=id)

    def list_ledgers(self, account: str, records: tuple[Ledger, ...], opened: str) -> None:
        """List the ledgers of an account, with a mark at the one that is open."""
        outstanding = any(ledger.outstanding is not None for ledger in records)
        formats = self._session.formats
        self.listing = ledgers(account, formats, opened, outstanding=outstanding)
        if self.table.columns != self.listing.columns:
            self.table.set_columns(self.listing.columns)
        self.show(records)
        height = max(2, min(len(records), MOST_ROWS) + 1)
        if self.table.styles.height is None or self.table.styles.height.value != height:
            self.table.styles.height = height

    def point_at(self, number: str) -> None:
        """Put the cursor on a ledger."""
        records = self._at_hand()
        found = (index for index, ledger in enumerate(records) if ledger.number == number)
        if (index := next(found, None)) is not None:
            self.table.move_cursor(index)

    def open(self, record: Ledger) -> None:
        """Ask for a ledger to be opened below."""
        self.post_message(self.Chosen(record))
