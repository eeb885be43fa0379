"""The transactions of what was billed, listed on a screen of their own above it."""

from functools import partial

from kraken_tui.domain.bill_pages import BillPages
from kraken_tui.domain.postings import Transaction
from kraken_tui.screens.document_screen import DocumentScreen
from kraken_tui.screens.record_pane import Fetch
from kraken_tui.screens.work_screen import WorkScreen
from kraken_tui.widgets.facts import Fact


class BilledScreen(DocumentScreen):
    """Show a statement or an invoice, whose transactions can be listed."""

    def open_whole(self, fact: Fact) -> None:
        """List the transactions, or show the fact whole."""
        subject = fact.subject
        if subject is None or subject.kind != "postings":
            super().open_whole(fact)
            return
        known = {name: str(value) for name, value in subject.identifiers.items()}
        kind = "invoice" if "invoiceId" in known else "statement"
        account, ledger, document = (
            known[name] for name in ("accountNumber", "ledgerNumber", f"{kind}Id")
        )
        pages = BillPages(self.session.memory.look, account, ledger)
        fetch = partial(pages.document_transactions, kind, int(document) if document else None)
        list_postings(self, account, ledger, title=subject.title, fetch=fetch)


def list_postings(
    screen: WorkScreen, account: str, ledger: str, *, title: str, fetch: Fetch[Transaction]
) -> None:
    """List the transactions of what ``title`` names above a screen."""
    from kraken_tui.screens.list_screen import ListScreen
    from kraken_tui.screens.transaction_rows import transactions
    from kraken_tui.screens.transactions_pane import PostingsPane

    screen.app.push_screen(
        ListScreen(
            screen.session,
            title=f"Transactions of {title}",
            listing=transactions(account, ledger, screen.session.formats),
            fetch=fetch,
            pane=PostingsPane,
        )
    )
