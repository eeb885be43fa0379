"""Type a reading and see at once what it would mean, before anything is sent."""

import asyncio
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static
from textual.worker import Worker

from kraken_tui.api.errors import KrakenError
from kraken_tui.api.paging import PageRequest
from kraken_tui.domain.meters_dry_run import Verdict, try_reading
from kraken_tui.domain.meters_readings import MeterReadings
from kraken_tui.domain.meters_use import Plausible, Point, plausible
from kraken_tui.domain.supply import Property
from kraken_tui.domain.supply_meters import Meter
from kraken_tui.formats import Formats
from kraken_tui.forms.moments import read_date
from kraken_tui.forms.scalars import Setting, parse
from kraken_tui.forms.unreadable import Unreadable
from kraken_tui.screens import meters_words as say
from kraken_tui.screens.words import words
from kraken_tui.session import Session
from kraken_tui.widgets.key_line import KeyLine
from kraken_tui.widgets.line_input import LineInput

HISTORY = 100
"""So many readings say what is plausible."""

PAUSE = 0.3
"""Seconds without a key before the tenant is asked."""

Typed = tuple[date, Decimal]


class ReadingEntry(ModalScreen[Typed | None]):
    """Give back a day and a value to send, or ``None``; nothing is stored from here."""

    AUTO_FOCUS = "#value"  # It is what is typed first, even before this is on the screen.

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Close", id="entry.close"),
        Binding("enter", "go_on", "Next, then the form", priority=True, id="entry.go_on"),
    ]

    DEFAULT_CSS = """
    ReadingEntry {
        align: center middle;
        #box {
            width: 90%; max-width: 88; height: auto; padding: 0 1;
            background: $surface; border: round $primary; border-title-color: $primary;
        }
        .label { color: $text-muted; margin-top: 1; }
        #history, #range, #verdict { width: 100%; height: auto; min-height: 1; }
        #history { color: $text-muted; margin-top: 1; }
        .-good { color: $text-success; }
        .-warn { color: $text-warning; }
        .-bad { color: $text-error; }
    }
    """

    def __init__(self, session: Session, place: Property, meter: Meter) -> None:
        super().__init__()
        self._session = session
        self._place = place
        self._meter = meter
        self._points: Sequence[Point] | None = None

    def compose(self) -> ComposeResult:
        """Stack the day, the value and what these mean."""
        meter = self._meter
        box = Vertical(id="box")
        title = f"Reading of {say.meter_kind(meter).lower()} {meter.serial}, {self._place.name}"
        box.border_title = Text(title)
        with box:
            yield Static("Day", classes="label")
            yield LineInput(value=self._today.isoformat(), id="day")
            yield Static("Reading in m\N{SUPERSCRIPT THREE}", classes="label")
            yield LineInput(id="value")
            yield Static("Reading what is known\N{HORIZONTAL ELLIPSIS}", id="history")
            yield Static(id="range", markup=False)
            yield Static(id="verdict", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Ask for the meter's history."""
        self._history: Worker[None] = self.run_worker(self._load, group="history")

    @property
    def _today(self) -> date:
        return self._session.clock().date()

    @property
    def _formats(self) -> Formats:
        return self._session.formats

    # -- what the meter's own history says -----------------------------------------------------

    async def _load(self) -> None:
        pages = MeterReadings(self._session.memory.look, self._place.id, self._meter.id)
        try:
            page = await pages.fetch(PageRequest(first=HISTORY))
        except KrakenError as error:
            self.query_one("#history", Static).update(Text(error.sentence))
            return
        self._points = [
            (reading.on, reading.value)
            for reading in page.items
            if reading.counts and reading.on is not None and reading.value is not None
        ]
        self.query_one("#history", Static).update(Text(self._told_history()))
        self._judge()

    def _told_history(self) -> str:
        points = sorted(self._points or ())
        if not points:
            return "No reading of this meter counts yet."
        on, value = points[-1]
        shown = self._quantity(value)
        return f"The last reading that counts: {shown} on {self._formats.day(on)}."

    # -- while typing --------------------------------------------------------------------------

    @on(Input.Changed)
    def typed(self, event: Input.Changed) -> None:
        """Say what history makes of it at once, and what the tenant does after a pause."""
        event.stop()
        self._judge()

    def _judge(self) -> None:
        # What the tenant says of a value that is not there any more would be taken for this one's.
        self.workers.cancel_group(self, "trial")
        self._say("verdict", "")
        day = self._day()
        if isinstance(day, str):
            self._say("range", day, "bad")
            return
        expected = self._expected(day)
        value = self._value()
        self._tell_range(day, expected, value if isinstance(value, Decimal) else None)
        if isinstance(value, str):
            self._say("verdict", value, "bad" if value else "")
            return
        work = partial(self._try, day, value)
        self._trial: Worker[None] = self.run_worker(work, group="trial", exclusive=True)

    def _day(self) -> date | str:
        text = self.query_one("#day", LineInput).value.strip()
        try:
            return read_date(text, now=self._session.clock())
        except Unreadable as error:
            return str(error)

    def _value(self) -> Decimal | str:
        """Read what was typed; a sentence says why it is no value, an empty one that it is none."""
        text = self.query_one("#value", LineInput).value.strip()
        if not text:
            return ""
        try:
            setting = Setting(name="reading", now=self._session.clock())
            return Decimal(str(parse("Decimal", text, setting)))
        except Unreadable as error:
            return str(error)

    def _expected(self, day: date) -> Plausible | None:
        if self._points is None:
            return None
        return plausible(self._points, on=day, digits=self._meter.digits)

    def _tell_range(self, day: date, expected: Plausible | None, value: Decimal | None) -> None:
        if expected is None:
            waits = self._points is None
            self._say("range", "" if waits else "Too few readings before that day to expect any.")
            return
        on = self._formats.day(day)
        least, most = (self._quantity(expected.shown(each)) for each in expected.ends)
        said = f"Plausible on {on}: {least} to {most}, going by {expected.uses + 1} readings."
        if value is None:
            self._say("range", said)
        elif expected.holds(value):
            self._say("range", f"\N{CHECK MARK} {said}", "good")
        else:
            side = "less" if value < expected.least else "more"
            self._say("range", f"! This is {side} than plausible. {said}", "warn")

    # -- what the tenant says ------------------------------------------------------------------

    async def _try(self, day: date, value: Decimal) -> None:
        await asyncio.sleep(PAUSE)
        self._say("verdict", "Asking the tenant\N{HORIZONTAL ELLIPSIS}")
        try:
            verdict = await try_reading(
                self._session.ask, meter_id=self._meter.id, on=day, value=value
            )
        except KrakenError as error:
            self._say("verdict", f"\N{MULTIPLICATION X} {error.sentence}", "bad")
        else:
            self._tell_verdict(verdict)

    def _tell_verdict(self, verdict: Verdict | None) -> None:
        if verdict is None:
            self._say("verdict", "This tenant cannot try a reading out.")
        elif verdict.errored:
            self._say("verdict", "\N{MULTIPLICATION X} The tenant would refuse this.", "bad")
        elif verdict.is_valid:
            self._say("verdict", "\N{CHECK MARK} The tenant would take this as it is.", "good")
        else:
            because = ", ".join(words(reason).lower() for reason in verdict.held_because)
            self._say("verdict", f"! The tenant would hold this: {because or 'no reason'}.", "warn")

    # -- leaving -------------------------------------------------------------------------------

    def action_go_on(self) -> None:
        """Go from the day to the value, and from there to the form."""
        day, value = self._day(), self._value()
        if isinstance(day, str):
            self.query_one("#day").focus()  # Why it is none stands below it already.
        elif isinstance(value, Decimal):
            self.dismiss((day, value))
        elif self.focused is self.query_one("#day"):
            self.query_one("#value").focus()
        else:
            self._say("verdict", value or "Type what the meter shows.", "bad")

    def _quantity(self, value: Decimal) -> str:
        return self._formats.quantity(say.rounded(value), say.WATER_UNIT)

    def _say(self, line: str, sentence: str, tone: str = "") -> None:
        shown = self.query_one(f"#{line}", Static)
        for each in ("good", "warn", "bad"):
            shown.set_class(each == tone, f"-{each}")
        shown.update(Text(str(sentence)))
