"""An account's payments, page by page, all of them or those in one state."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical

from kraken_tui.domain.payments import Paying
from kraken_tui.domain.payments_made import BROKEN, OPEN, Payment, PaymentPages, StateCount
from kraken_tui.formats import Formats
from kraken_tui.screens.listing import Listing
from kraken_tui.screens.payments_words import means_words, method, section
from kraken_tui.screens.record_pane import RecordPane
from kraken_tui.screens.words import words
from kraken_tui.session import Session
from kraken_tui.widgets.facts import Fact, Section, Subject
from kraken_tui.widgets.record_columns import Column
from kraken_tui.widgets.tab_line import Tab, TabLine

COLUMNS = (
    Column(key="day", title="Day", width=12),
    Column(key="amount", title="Amount", width=12, align="right"),
    Column(key="state", title="State", width=14),
    Column(key="means", title="Paid by", width=21, flex=1),
    Column(key="method", title="How", width=24, flex=2, from_width=110),
    Column(key="reference", title="Reference", width=14, from_width=90),
)
ALL = "all"
YES_OR_NO = {True: "yes", False: "no", None: ""}
NOTHING_TOLD = "This tenant tells nothing of payments."


def payments(formats: Formats, paying: Paying | None = None) -> Listing[Payment]:
    """Describe the list of payments."""
    account = "" if paying is None else paying.number
    return Listing(
        name="payments",
        noun="payments",
        empty="No payments.",
        columns=COLUMNS,
        cells=partial(_cells, formats),
        key=lambda payment: payment.id,
        title=lambda payment: f"Payment {payment.reference or payment.id}",
        sections=partial(_sections, formats, paying),
        subject=partial(_subject, account),
        tag=_tag,
        order={"day": lambda payment: payment.day, "amount": lambda payment: payment.amount},
    )


def _tag(payment: Payment) -> str | None:
    if payment.state in BROKEN:
        return "bad"
    if payment.state in OPEN:
        return "mark"
    return "dim" if payment.state == "DELETED" else None


def _cells(formats: Formats, payment: Payment) -> tuple[str, ...]:
    return (
        formats.day(payment.day),
        formats.money(payment.amount),
        words(payment.state),
        means_words(payment.means, without=""),
        method(payment.method),
        payment.reference,
    )


def _subject(account: str, payment: Payment) -> Subject:
    identifiers = {
        "accountNumber": account,
        "amount": payment.amount,
        "paymentDate": payment.day.isoformat() if payment.day else "",
        "paymentId": payment.id,
    }
    known = {name: value for name, value in identifiers.items() if value not in (None, "")}
    return Subject("payment", f"payment {payment.reference or payment.id}", known)


def _sections(formats: Formats, paying: Paying | None, payment: Payment) -> tuple[Section, ...]:
    means, account = payment.means, "" if paying is None else paying.number
    ids = {
        "accountNumber": account,
        "instructionType": means.kind,
        "paymentInstructionId": means.id,
    }
    instruction = Subject("payment instruction", means.words, ids) if means.id else None
    subject = _subject(account, payment)
    by = (
        Fact("Instruction", means_words(means, without="none"), subject=instruction),
        Fact("State", words(means.state), subject=instruction),
        Fact("How", method(payment.method)),
    )
    return (
        *section("Payment", _facts(formats, paying, payment), subject=subject),
        *section("Paid by", by, subject=subject),
    )


def _facts(formats: Formats, paying: Paying | None, payment: Payment) -> Iterator[Fact]:
    bad, coming = payment.state in BROKEN, payment.state in OPEN
    yield Fact("State", words(payment.state), "bad" if bad else "warn" if coming else "good")
    yield Fact("Day", formats.day(payment.day))
    yield Fact("Amount", formats.money(payment.amount))
    yield Fact("Surcharge", formats.money(payment.surcharge) if payment.surcharge else "")
    yield Fact("Reference", payment.reference)
    if coming and paying is not None:
        yield Fact("Can be amended", YES_OR_NO[paying.may_amend])
        yield Fact("Can be cancelled", YES_OR_NO[paying.may_cancel])
    yield Fact("Id", payment.id, "quiet")


class PaymentsView(Vertical):
    """Page through payments under a line of the states that there are any in."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("greater_than_sign", "state(1)", "State", key_display=">", id="payments.next"),
        Binding(
            "less_than_sign",
            "state(-1)",
            "Previous state",
            key_display="<",
            show=False,
            id="payments.previous",
        ),
    ]

    DEFAULT_CSS = """
    PaymentsView {
        height: 1fr;
        #states { height: 1; }
        #states TabLine { background: $background; }
    }
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._account = ""
        self._state = ""
        self._counts: tuple[StateCount, ...] = ()

    def compose(self) -> ComposeResult:
        """Yield the states above the payments."""
        yield Container(id="states")
        yield RecordPane(payments(self._session.formats), self._session)

    @property
    def pane(self) -> RecordPane[Payment]:
        """The list of payments."""
        return self.query_one(RecordPane)

    def load(self, paying: Paying) -> None:
        """Read an account's payments anew; the state stays chosen while it is the same account."""
        if paying.number != self._account:
            self._account, self._state = paying.number, ""
        self.pane.listing = payments(self._session.formats, paying)
        self._read()

    def _read(self) -> None:
        pages = PaymentPages(self._session.memory.look, self._account, self._counted, self._state)
        self.pane.page(pages.fetch)

    def _counted(self, counts: tuple[StateCount, ...] | None) -> None:
        if counts is None:
            self.pane.listing = replace(self.pane.listing, empty=NOTHING_TOLD)
        elif counts != self._counts:
            self._counts = counts
            self.call_later(self._draw_states)

    async def _draw_states(self) -> None:
        line = self.query_one("#states", Container)
        tabs = [Tab("", each.state or ALL, self._label(each)) for each in self._counts]
        await line.remove_children()
        await line.mount(TabLine(tabs, current=self._state or ALL))

    def _label(self, each: StateCount) -> str:
        name = words(each.state) if each.state else "All"
        return f"{name} {self._session.formats.number(each.count)}"

    @on(TabLine.Chosen)
    def state_chosen(self, event: TabLine.Chosen) -> None:
        """Show the payments of the state that was clicked."""
        event.stop()
        self._choose(event.name)

    def action_state(self, steps: int) -> None:
        """Show the payments of the next state, or of the one before."""
        names = [each.state or ALL for each in self._counts]
        if names:
            here = names.index(self._state or ALL) if (self._state or ALL) in names else 0
            self._choose(names[(here + steps) % len(names)])

    def _choose(self, name: str) -> None:
        self._state = "" if name == ALL else name
        for line in self.query(TabLine):
            line.current = name
        self._read()
