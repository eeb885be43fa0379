"""The payments that are expected: as a chart, and one by one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical

from kraken_tui.api.paging import Page
from kraken_tui.domain.payments import Paying
from kraken_tui.domain.payments_forecast import Expected, ForecastPages
from kraken_tui.formats import Formats
from kraken_tui.screens.listing import Listing
from kraken_tui.screens.payments_words import section
from kraken_tui.screens.record_pane import RecordPane
from kraken_tui.screens.words import words
from kraken_tui.session import Session
from kraken_tui.widgets.chart import MOST_SERIES, Chart, Series
from kraken_tui.widgets.facts import Fact, Section, Subject
from kraken_tui.widgets.record_columns import Column
from kraken_tui.widgets.tab_line import Tab, TabLine

AHEAD = timedelta(days=365)
"""How far the forecast reaches."""

NOTHING_TOLD = "This tenant has no forecast of payments."
TITLE = "Expected payments by month"
ALL = "all payments"
EMPTY = "No payments are expected in the next twelve months."

COLUMNS = (
    Column(key="number", title="No.", width=5, align="right"),
    Column(key="day", title="Day", width=12),
    Column(key="amount", title="Amount", width=13, align="right"),
    Column(key="method", title="By", width=16, flex=1),
)


def forecast(formats: Formats, account: str, ledger: str) -> Listing[Expected]:
    """Describe the list of expected payments."""
    subject = _subject(account, ledger)
    return Listing(
        name="payment-forecast",
        noun="expected payments",
        empty=EMPTY,
        columns=COLUMNS,
        cells=partial(_cells, formats),
        key=lambda each: (each.day, each.number, each.amount, each.method),
        title=lambda each: f"Payment expected on {formats.day(each.day)}",
        sections=partial(_sections, formats, subject),
        subject=lambda _: subject,
        order={
            "number": lambda each: each.number,
            "day": lambda each: each.day,
            "amount": lambda each: each.amount,
        },
    )


def _cells(formats: Formats, each: Expected) -> tuple[str, ...]:
    return (
        "" if each.number is None else formats.number(each.number),
        formats.day(each.day),
        formats.money(each.amount),
        words(each.method),
    )


def _subject(account: str, ledger: str) -> Subject:
    if not ledger:
        return Subject("account", f"account {account}", {"accountNumber": account})
    ids = {"accountNumber": account, "ledgerNumber": ledger}
    return Subject("ledger", f"ledger {ledger}", ids)


def _sections(formats: Formats, subject: Subject, each: Expected) -> tuple[Section, ...]:
    facts = (
        Fact("Day", formats.day(each.day)),
        Fact("Amount", formats.money(each.amount)),
        Fact("By", words(each.method)),
        Fact("Number", "" if each.number is None else formats.number(each.number)),
    )
    return tuple(section("Expected payment", facts, subject=subject))


class ForecastView(Vertical):
    """Show what is expected in the next twelve months, of one ledger after another."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("greater_than_sign", "ledger(1)", "Ledger", key_display=">", id="forecast.next"),
        Binding(
            "less_than_sign",
            "ledger(-1)",
            "Previous ledger",
            key_display="<",
            show=False,
            id="forecast.previous",
        ),
    ]

    DEFAULT_CSS = """
    ForecastView {
        height: 1fr;
        Chart { height: 2fr; min-height: 9; max-height: 20; }
        RecordPane { height: 3fr; }
        #ledgers { height: auto; }
        #ledgers TabLine { background: $background; }
    }
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._paying: Paying | None = None
        self._until = date.max
        self._ledger = ""

    def compose(self) -> ComposeResult:
        """Yield the ledgers, if there are several, and the chart above the list."""
        formats = self._session.formats
        yield Container(id="ledgers")
        yield Chart(
            TITLE,
            formats=formats,
            write=lambda minor: formats.money(round(minor)),
            bars=True,
            empty=EMPTY,
        )
        yield RecordPane(forecast(formats, "", ""), self._session)

    @property
    def pane(self) -> RecordPane[Expected]:
        """The list of expected payments."""
        return self.query_one(RecordPane)

    async def load(self, paying: Paying, today: date) -> None:
        """Read an account's forecast anew; the ledger stays chosen while the account has it."""
        self._paying, self._until = paying, today + AHEAD
        ledgers = paying.payable
        if self._ledger not in ledgers:
            self._ledger = next(iter(ledgers), "")
        self._read()
        line = self.query_one("#ledgers", Container)
        await line.remove_children()
        if len(ledgers) > 1:
            tabs = [Tab("", each, words(paying.ledger_name(each))) for each in ledgers]
            await line.mount(TabLine(tabs, current=self._ledger))
        self.refresh_bindings()

    def _read(self) -> None:
        assert self._paying is not None
        account = self._paying.number
        self.pane.listing = forecast(self._session.formats, account, self._ledger)
        pages = ForecastPages(
            self._session.memory.look, account, self._ledger, self._until, self._draw
        )
        self.pane.page(pages.fetch)

    @on(TabLine.Chosen)
    def ledger_chosen(self, event: TabLine.Chosen) -> None:
        """Show what is expected for the ledger that was clicked."""
        event.stop()
        self._choose(event.name)

    def action_ledger(self, steps: int) -> None:
        """Show what is expected for the next ledger, or for the one before."""
        ledgers = self._paying.payable if self._paying is not None else ()
        if self._ledger in ledgers:
            self._choose(ledgers[(ledgers.index(self._ledger) + steps) % len(ledgers)])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer another ledger where there is one."""
        return action != "ledger" or (self._paying is not None and len(self._paying.payable) > 1)

    def _choose(self, ledger: str) -> None:
        self._ledger = ledger
        for line in self.query(TabLine):
            line.current = ledger
        self._read()

    def _draw(self, page: Page[Expected] | None) -> None:
        """Draw the near future."""
        chart, title = self.query_one(Chart), TITLE
        chart.display = page is not None
        if page is None:
            self.pane.listing = replace(self.pane.listing, empty=NOTHING_TOLD)
            return
        if page.has_next:
            title = f"The first {len(page.items):,} expected payments by month"
        chart.show(*series(page.items, self._session.formats), title=title)


def series(payments: Sequence[Expected], formats: Formats) -> tuple[Series, ...]:
    """Add payments up by month, for each way of paying if there are few of these."""
    ways = tuple(sorted({payment.method for payment in payments}))
    sums: dict[tuple[date, str], int] = {}
    for payment in payments:
        if payment.day is not None and payment.amount is not None:
            key = (payment.day.replace(day=1), payment.method if len(ways) <= MOST_SERIES else ALL)
            sums[key] = sums.get(key, 0) + payment.amount
    months = sorted({month for month, _ in sums})
    # Each series has every month, so that the months stand in order whichever it begins with.
    return tuple(
        Series(
            words(way).lower(),
            [(formats.month(month), sums.get((month, way))) for month in months],
        )
        for way in (ways if len(ways) <= MOST_SERIES else (ALL,))
    )
