"""A bill opened whole; its documents are asked for when it is opened, as their links expire."""

from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.worker import Worker

from kraken_tui.api.envelope import refusal
from kraken_tui.api.errors import KrakenError
from kraken_tui.domain.bill_pages import BillPages
from kraken_tui.domain.bills import Bill, parse_documents, parse_one
from kraken_tui.formats import Formats
from kraken_tui.screens import bill_rows
from kraken_tui.screens.data_screen import LOADING
from kraken_tui.screens.document_screen import DocumentScreen
from kraken_tui.screens.failures import with_key
from kraken_tui.screens.ledger_subjects import of_bill, of_listed_bill
from kraken_tui.screens.ledger_words import nothing
from kraken_tui.screens.postings import list_postings
from kraken_tui.screens.waiting import STOPPED
from kraken_tui.screens.work_screen import WorkScreen
from kraken_tui.session import Session
from kraken_tui.widgets.fact_view import FactView
from kraken_tui.widgets.facts import Fact, Section, Subject

WAITING = Section("Documents", nothing(LOADING))


class BillScreen(DocumentScreen):
    """Show a bill: what a list knew of it at once, then what the tenant tells of it now."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "reload", "Reload", id="data.reload"),
    ]

    def __init__(
        self, session: Session, *, account: str, ledger: str, bill_id: str, bill: Bill | None = None
    ) -> None:
        self._account, self._ledger = account, ledger
        self._bill_id, self._bill = bill_id, bill
        if bill is None:
            subject, title = of_bill(account, ledger, bill_id), f"bill {bill_id}"
        else:
            subject, title = of_listed_bill(account, ledger, bill), bill_rows.title(bill)
        sections = self._laid_out(session.formats, WAITING)
        super().__init__(session, title=title, sections=sections, subject=subject)

    def on_mount(self) -> None:
        """Ask for the bill and its documents."""
        self._load_anew()

    def _load_anew(self) -> None:
        self._loading: Worker[None] = self.run_worker(self._load, group="load", exclusive=True)

    async def _load(self) -> None:
        asked = {
            "accountNumber": self._account,
            "billId": self._bill_id,
            "billType": self._bill.kind if self._bill and self._bill.kind else None,
        }
        known = {name: value for name, value in asked.items() if value is not None}
        try:
            answer = await self.session.ask("bill", known)
            bill = parse_one(answer.data)
            if bill is None and answer.problems:
                raise refusal(answer.problems)
        except KrakenError as error:
            failed = Fact("", with_key(error), "bad")
            self._draw(Section("Documents", (failed,)))
            return
        if bill is None:
            self._draw(Section("Documents", nothing("The tenant knows no such bill.")))
            return
        self._bill = bill
        self.say(" ".join(problem.sentence for problem in answer.problems), tone="bad")
        self._draw(bill_rows.documents(parse_documents(answer.data), self.session.formats))

    def reading_dropped(self) -> None:
        """Say that the documents were not waited for."""
        self._draw(Section("Documents", nothing(STOPPED)))

    def _draw(self, documents: Section) -> None:
        self.query_one(FactView).show(self._laid_out(self.session.formats, documents))

    def _laid_out(self, formats: Formats, documents: Section) -> tuple[Section, ...]:
        """Put the documents right behind the sums, where a person looks for them."""
        told: tuple[Section, ...] = ()
        if self._bill is not None:
            told = tuple(bill_rows.sections(self._account, self._ledger, self._bill, formats))
        return (*told[:2], documents, *told[2:])

    def open_whole(self, fact: Fact) -> None:
        """Open a bill that this one is made up of, list its transactions, or show the fact."""
        if fact.subject is not None and fact.subject.kind == "postings":
            self._list_transactions()
        elif not open_bill(self, fact.subject):
            super().open_whole(fact)

    def _list_transactions(self) -> None:
        pages = BillPages(self.session.memory.look, self._account, self._ledger)
        fetch = partial(pages.transactions, self._bill_id, self._bill.kind if self._bill else "")
        list_postings(self, self._account, self._ledger, title=self._title, fetch=fetch)

    def action_reload(self) -> None:
        """Ask anew; links that were told before may have expired."""
        self._draw(WAITING)
        self._load_anew()


def open_bill(screen: WorkScreen, subject: Subject | None) -> bool:
    """Open the bill that a subject names above a screen; tell whether it names one."""
    if subject is None or subject.kind != "bill":
        return False
    known = {name: str(value) for name, value in subject.identifiers.items()}
    screen.app.push_screen(
        BillScreen(
            screen.session,
            account=known["accountNumber"],
            ledger=known["ledgerNumber"],
            bill_id=known["billId"],
        )
    )
    return True
