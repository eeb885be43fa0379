"""How the balance of a ledger went: as a chart, and day by day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from textual.app import ComposeResult
from textual.containers import Vertical

from kraken_tui.domain.balances import BalanceHistory
from kraken_tui.formats import Formats, Number
from kraken_tui.screens.ledger_words import day_width, standing, tone_of
from kraken_tui.screens.listing import Listing
from kraken_tui.screens.record_pane import RecordPane
from kraken_tui.session import Session
from kraken_tui.widgets.chart import Chart, Series
from kraken_tui.widgets.facts import Fact, Section, Subject
from kraken_tui.widgets.record_columns import Column

EMPTY = "Nothing was posted to this ledger."


@dataclass(frozen=True, slots=True)
class Step:
    """The balance after a day, and how it changed since the one before; in minor units."""

    day: date
    amount: int
    change: int | None
    source: str


class BalanceView(Vertical):
    """Draw balances over time above the list of them."""

    DEFAULT_CSS = """
    BalanceView {
        height: 1fr;
        Chart { height: 2fr; min-height: 6; }
        RecordPane { height: 1fr; min-height: 4; }
    }
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._formats = session.formats

    def compose(self) -> ComposeResult:
        """Yield the chart above the list."""
        yield Chart("Balance", formats=self._formats, write=self._write, steps=True, empty=EMPTY)
        yield RecordPane(balances(self._formats, None), self._session)

    def _write(self, value: Number) -> str:
        return self._formats.money(round(value))

    @property
    def pane(self) -> RecordPane[Step]:
        """The list of balances."""
        return self.query_one(RecordPane)

    def show(self, ledger: str, history: BalanceHistory, subject: Subject) -> None:
        """Draw a ledger's balances."""
        points = [(balance.day, balance.amount) for balance in history.balances]
        title = f"Balance of {ledger}{_reach(history, self._formats)}"
        self.query_one(Chart).show(Series("balance", points), title=title)
        self.pane.listing = balances(self._formats, subject)
        self.pane.show(tuple(reversed(list(_steps(history)))))

    def clear(self) -> None:
        """Show no balances while others are on their way, or none can be had."""
        self.query_one(Chart).show(title="Balance")
        self.pane.fail()


def _reach(history: BalanceHistory, formats: Formats) -> str:
    """Say from when on every change is known, where that is not from the start."""
    if history.whole or history.exact_from is None:
        return ""
    exact = formats.day(history.exact_from)
    earlier = any(balance.day < history.exact_from for balance in history.balances)
    return f": every change since {exact}" + (", before that by bill" if earlier else "")


def _steps(history: BalanceHistory) -> Iterator[Step]:
    before: int | None = None
    for balance in history.balances:
        billed = history.exact_from is None or balance.day < history.exact_from
        change = None if before is None else balance.amount - before
        yield Step(balance.day, balance.amount, change, "bill" if billed else "transactions")
        before = balance.amount


def balances(formats: Formats, subject: Subject | None) -> Listing[Step]:
    """Describe the balances of a ledger, newest first."""

    def cells(step: Step) -> tuple[str, ...]:
        return (
            formats.day(step.day),
            formats.money(step.amount),
            _signed(step.change, formats),
            step.source,
        )

    def sections(step: Step) -> tuple[Section, ...]:
        facts = (
            Fact("Day", formats.day(step.day)),
            Fact("Balance", standing(step.amount, formats), tone_of(step.amount)),
            Fact("Change", _signed(step.change, formats) or "not known"),
            Fact("Known from", "a bill" if step.source == "bill" else "its transactions"),
        )
        return (Section("Balance", facts),)

    return Listing(
        name="balances",
        noun="balances",
        empty=EMPTY,
        columns=(
            Column(key="day", title="Day", width=day_width(formats)),
            Column(key="balance", title="Balance", width=14, align="right"),
            Column(key="change", title="Change", width=14, align="right"),
            Column(key="source", title="Known from", width=12, flex=1),
        ),
        cells=cells,
        key=lambda step: step.day,
        title=lambda step: f"Balance on {formats.day(step.day)}",
        sections=sections,
        subject=lambda _: subject,
        tag=lambda step: "bad" if step.amount < 0 else None,
        order={
            "day": lambda step: step.day,
            "balance": lambda step: step.amount,
            "change": lambda step: step.change,
        },
    )


def _signed(change: int | None, formats: Formats) -> str:
    if change is None:
        return ""
    return f"+{formats.money(change)}" if change > 0 else formats.money(change)
