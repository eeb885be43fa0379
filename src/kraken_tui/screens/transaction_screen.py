"""A transaction opened whole."""

from kraken_tui.screens.bill_screen import open_bill
from kraken_tui.screens.object_screen import ObjectScreen
from kraken_tui.widgets.facts import Fact


class TransactionScreen(ObjectScreen):
    """Show a transaction; its bill can be followed."""

    def open_whole(self, fact: Fact) -> None:
        """Open the bill that the transaction is on, or show the fact whole."""
        if not open_bill(self, fact.subject):
            super().open_whole(fact)
