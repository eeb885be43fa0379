"""A transaction opened whole."""

from kraken_tui.screens.object_screen import ObjectScreen
from kraken_tui.widgets.facts import Fact


class TransactionScreen(ObjectScreen):
    """Show a transaction; its bill can be followed."""

    def open_whole(self, fact: Fact) -> None:
        """Open the bill that the transaction is on, or show the fact whole."""
        subject = fact.subject
        if subject is None or subject.kind != "bill":
            super().open_whole(fact)
            return
        from kraken_tui.screens.bill_screen import BillScreen

        known = {name: str(value) for name, value in subject.identifiers.items()}
        self.app.push_screen(
            BillScreen(
                self.session,
                account=known["accountNumber"],
                ledger=known["ledgerNumber"],
                bill_id=known["billId"],
            )
        )
