"""Pick a day from a month."""

from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from kraken_tui.screens.form_dialog import FormDialog
from kraken_tui.widgets.form_month import Month


class FormCalendar(FormDialog[date | None]):
    """Answer with the day that was picked, ``None`` for no change."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", "Take", id="calendar.take"),
        Binding("escape,f4", "dismiss(None)", "Back", key_display="esc", id="calendar.leave"),
        Binding("t", "today", "Today", id="calendar.today"),
        Binding("left", "days(-1)", "Day before", show=False, id="calendar.left"),
        Binding("right", "days(1)", "Day after", show=False, id="calendar.right"),
        Binding("up", "days(-7)", "Week before", show=False, id="calendar.up"),
        Binding("down", "days(7)", "Week after", show=False, id="calendar.down"),
        Binding("pageup", "months(-1)", "Month before", show=False, id="calendar.page_up"),
        Binding("pagedown", "months(1)", "Month after", show=False, id="calendar.page_down"),
    ]

    DEFAULT_CSS = """
    FormCalendar #box { width: 32; }
    """

    def __init__(self, title: str, day: date, *, today: date) -> None:
        super().__init__(title)
        self._day = day
        self._today = today

    def compose_inside(self) -> ComposeResult:
        """Yield the month."""
        yield Month(self._day, today=self._today)

    @property
    def month(self) -> Month:
        """The month in view."""
        return self.query_one(Month)

    def action_days(self, days: int) -> None:
        """Go to another day."""
        self.month.walk(days=days)

    def action_months(self, months: int) -> None:
        """Go to another month."""
        self.month.walk(months=months)

    def action_today(self) -> None:
        """Go to today."""
        self.month.day = self._today

    @on(Month.Chosen)
    def action_take(self) -> None:
        """Answer with the day."""
        self.dismiss(self.month.day)
