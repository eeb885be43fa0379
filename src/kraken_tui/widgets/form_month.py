"""A month as a sheet of days, one of them chosen."""

from calendar import Calendar
from dataclasses import dataclass
from datetime import date, timedelta

from rich.text import Text
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

CELL = 4
DAYS = "Mo Tu We Th Fr Sa Su"
WIDTH = 7 * CELL
HEAD = 2
"""Lines above the days: the month, and the days' names."""
WEEKS = 6
"""Every month gets as many lines, so that nothing moves from one to the next."""


class Month(Widget):
    """Show the month of `day`; a click chooses another day of it."""

    DEFAULT_CSS = """
    Month { width: 28; height: 8; }
    """

    @dataclass
    class Chosen(Message):
        """A day was clicked."""

        day: date

    day: reactive[date] = reactive(date.min)

    def __init__(self, day: date, *, today: date) -> None:
        super().__init__()
        self.set_reactive(Month.day, day)
        self._today = today

    def walk(self, *, days: int = 0, months: int = 0) -> None:
        """Go so many days or months on, as far as the calendar goes."""
        self.day = _months_on(_days_on(self.day, days), months)

    def render(self) -> Text:
        """Draw the sheet."""
        sheet = Text(f"{self.day:%B} {self.day.year}".center(WIDTH), "bold", end="")
        sheet.append("\n" + "".join(f"{each:>3} " for each in DAYS.split()), "dim")
        for week in _weeks(self.day):
            sheet.append("\n")
            for number in week:
                sheet.append(*self._cell(number))
        return sheet

    def _cell(self, number: int) -> tuple[str, str]:
        text = f"{number or '':>3} "
        if not number:
            return text, ""
        here = self.day.replace(day=number)
        today = " underline" if here == self._today else ""
        return text, ("bold reverse" if here == self.day else "not bold") + today

    def on_click(self, event: events.Click) -> None:
        """Choose the day under the pointer."""
        row, column = event.y - HEAD, event.x // CELL
        weeks = _weeks(self.day)
        if 0 <= row < len(weeks) and 0 <= column < 7 and weeks[row][column]:
            self.day = self.day.replace(day=weeks[row][column])
            self.post_message(self.Chosen(self.day))


def _weeks(day: date) -> list[list[int]]:
    """Return the days of a month by weeks from Monday on, 0 where another month is."""
    return Calendar().monthdayscalendar(day.year, day.month)


def _days_on(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return day


def _months_on(day: date, months: int) -> date:
    """Return the same day of another month, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return day
    last = max(Calendar().itermonthdays(year, month + 1))
    return date(year, month + 1, min(day.day, last))
